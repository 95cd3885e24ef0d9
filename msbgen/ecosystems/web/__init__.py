"""Web servers that hand out files: nginx, Apache's httpd and Caddy, as images of their own or as packages of the distribution.

A server is the root of an image; what it hands out follows from its configuration. What it can do beyond that (run scripts, load
modules that do) is read from the configuration, too; where that cannot be read, all that lines made is kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msbgen.ecosystems.base import Ecosystem
from msbgen.model.facts import Call, Effect, Facts, Need

if TYPE_CHECKING:
    from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Web(Ecosystem):
    """Each method's work is done by a module of this folder, imported when it is first asked."""

    name = "web"
    services = frozenset({"nginx", "nginx-debug", "httpd-foreground", "httpd", "apache2", "apache2ctl", "apachectl", "caddy"})
    programs = services | {"a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "a2disconf"}
    entrypoints = frozenset({"docker-entrypoint.sh"})
    interpreted = True

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.web.effects import effect

        return effect(call)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | None:
        from msbgen.ecosystems.web.needs import needs

        return needs(call, scene)

    def hooks(self, call: Call, scene: Scene) -> Iterator[str]:
        from msbgen.ecosystems.web.needs import hooks

        return hooks(scene)

    def serves(self, call: Call, facts: Facts, scene: Scene) -> tuple[str, ...] | None:
        from msbgen.ecosystems.web.reading import served

        return served(call, facts, scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.web.needs import starts_others

        return starts_others(facts, scene)


ecosystem = Web()
