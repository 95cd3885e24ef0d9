"""PHP: composer, extensions of the official images, apache, fpm and cli; PHP of the distribution.

PHP reads its sources at run time, so all of them are kept. The official images have no slim variant: the runtime stage stands on the
same image, with the extensions that were compiled and the libraries they link to; headers, composer and the tools of the front end
stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Prune
from msbgen.model.facts import Call, Effect, Facts, Need
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]

_VERSIONS = ("5.6", "7.0", "7.1", "7.2", "7.3", "7.4", "8.0", "8.1", "8.2", "8.3", "8.4", "8.5")
_PARTS = ("", "-cli", "-fpm", "-cgi")
#: Alpine writes them without the dot: php83, php83-fpm
_ALPINE = ("5", "7", "8", "81", "82", "83", "84", "85")


class Php(Ecosystem):
    """Each method's work is done by a module of this folder, imported when it is first asked."""

    name = "php"
    started_by_others = True
    #: apache's module is none: nothing that is started names it, and apache runs PHP by it all the same
    interpreter_packages = frozenset(f"php{version}{part}" for version in ("", *_VERSIONS, *_ALPINE) for part in _PARTS)
    programs = frozenset(
        "php php-cgi php-fpm phpdbg phpize pecl pear composer composer.phar docker-php-ext-configure docker-php-ext-enable docker-php-ext-install docker-php-source "
        "install-php-extensions apache2-foreground artisan console phpenmod phpdismod".split()
    )
    #: servers that the official images start by themselves
    services = frozenset({"php-fpm", "apache2-foreground"})
    entrypoints = frozenset({"docker-php-entrypoint"})

    def claims(self, program: str) -> bool:
        """php8.2, php-fpm8.2 of Debian."""
        stem, _, version = program.rpartition("-fpm") if "-fpm" in program else ("php", "", program.removeprefix("php"))
        return stem == "php" and version[:1].isdigit() and version.replace(".", "").isdigit()

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.php.effects import effect

        return effect(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.php.needs import needs

        return needs(call, scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.php.silent import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.php.silent import silent

        return silent(facts, scene)

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        from msbgen.ecosystems.php.silent import needless

        return needless(facts, scene)

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        from msbgen.ecosystems.php.composer import caches

        return caches(call)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.php.silent import prune

        return prune(facts, scene)


ecosystem = Php()
