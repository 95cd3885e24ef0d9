"""Bun: projects of package.json that bun installs, builds and runs, and programs that it compiles. What is not special to it is
Node.js's: the package manager, scripts, sources, dependencies."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msbgen.ecosystems.base import Ecosystem, Edit, Kit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product

if TYPE_CHECKING:
    from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Bun(Ecosystem):
    """bun of the official images, or installed by npm or by hand."""

    name = "bun"
    javascript = True
    programs = frozenset({"bun", "bunx"})
    entrypoints = frozenset({"docker-entrypoint.sh"})

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.bun.effects import effect

        return effect(call, scene)

    def piped(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.installer import installed

        return installed(call, "bun", ("bun.sh/install", "bun.com/install"), ("bunx",))

    def handed(self, call: Call) -> tuple[str | None, ...]:
        from msbgen.ecosystems.bun.kit import handed

        return handed(call)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.bun.kit import needs

        return needs(call, scene)

    def interpreter(self, scene: Scene) -> Kit | None:
        from msbgen.ecosystems.bun.kit import kit

        return kit(scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.bun.compiled import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.node.silent import silent

        return silent(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        from msbgen.ecosystems.node.native import compiled_part

        if product.owner == "bun" and not product.path.endswith("node_modules"):
            return "bun, and what it compiles, links to the C library"
        return compiled_part(product, facts, scene) or True

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.bun.compiled import prune

        return prune(facts, scene)


ecosystem = Bun()
