"""What a command that the container starts needs of PHP."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.php.effects import script_at
from msbgen.ecosystems.php.table import tools
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["needs"]

_BUILDS = frozenset({"phpize", "pecl", "pear", "install-php-extensions", "docker-php-source", "docker-php-ext-configure", "docker-php-ext-install", "docker-php-ext-enable"})


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The interpreter and the script that it runs; the reason where a start builds; None for a command that is none of PHP's."""
    name = call.name or ""
    evidence = (Evidence(f"line {call.line}", "it is started"),) if call.line else ()
    if name in _BUILDS:
        return f"the container runs `{name}`, which builds when it starts"
    found = [Need("interpreter", "php", "PHP runs it", evidence), Need("environment", "PHP_INI_DIR", "scripts may read it")]
    if name == "docker-php-entrypoint":
        return (*found, Need("shell", "/bin/sh", "the image's entrypoint script runs in it", evidence))
    if name in ("composer", "composer.phar"):
        return _composer(call, call.operands, found, evidence)
    if name == "apache2-foreground":
        if scene.base is None or scene.base.language != "php":
            return None
        return (*found, Need("program", "apache2", "it starts apache", evidence), Need("environment", "APACHE_CONFDIR", "apache's settings are there"),
                Need("environment", "APACHE_ENVVARS", "apache reads it"))  # fmt: skip
    if name in ("phpenmod", "phpdismod"):
        return (Need("program", call.argv[0] or name, "it is started", evidence),)
    if name == "artisan" or (call.argv[0] or "").endswith("bin/console"):
        path = join(call.cwd, call.argv[0] or "")
        return (*found, *_file(path, scene, evidence))
    if not name.startswith("php"):
        return None
    if name.startswith("php-fpm") or name.endswith("-fpm"):
        return tuple(found)
    at = script_at(call.operands)
    if at is None:
        return tuple(found)
    script = call.operands[at]
    path = join(call.cwd, script) if script else None
    if path is None:
        return "which script PHP runs is not known"
    if posixpath.basename(path) in ("composer", "composer.phar"):
        return _composer(call, call.operands[at + 1 :], found, evidence)
    return (*found, *_file(path, scene, evidence))


def _file(path: str | None, scene: Scene, evidence: tuple[Evidence, ...]) -> tuple[Need, ...]:
    """The script; what a RUN made is kept, or the original does not start either."""
    if path is None or (scene.source_of(path) is None and scene.context is not None and scene.context.files is not None):
        return ()
    return (Need("file", path, "PHP runs this script", evidence),)


def _composer(call: Call, words: tuple[str | None, ...], found: list[Need], evidence: tuple[Evidence, ...]) -> tuple[Need, ...] | str:
    verb = next((w for w in words if w is None or not w.startswith("-")), None)
    if verb is None or verb in tools()["composer"]["installs"]:
        return f"the container runs `composer {verb or '?'}`, which installs packages when it starts"
    return (*found, Need("program", call.argv[0] or "composer", "it is started", evidence))
