"""Deno: programs in TypeScript or JavaScript that deno runs, with the modules in its cache, or that it compiled."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msbgen.ecosystems.base import Ecosystem, Edit, Kit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product

if TYPE_CHECKING:
    from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Deno(Ecosystem):
    """deno of the official images, or installed by npm or by hand, and the programs that it compiles."""

    name = "deno"
    javascript = True
    programs = frozenset({"deno"})
    entrypoints = frozenset({"docker-entrypoint.sh"})

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.deno.effects import effect

        return effect(call, scene)

    def piped(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.installer import installed

        return installed(call, "deno", ("deno.land/install.sh", "deno.land/x/install/install.sh"))

    def handed(self, call: Call) -> tuple[str | None, ...]:
        from msbgen.ecosystems.deno.command import SUBCOMMANDS

        first = call.operands[0] if call.operands else None
        ours = first is not None and (first.startswith("-") or first in SUBCOMMANDS)
        return ("deno", *call.operands) if ours else call.operands

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.deno.roots import needs

        return needs(call, scene)

    def interpreter(self, scene: Scene) -> Kit | None:
        from msbgen.ecosystems.deno.kit import kit

        return kit(scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.deno.alone import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.deno.silent import silent

        return silent(facts, scene)

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        from msbgen.ecosystems.deno.silent import needless

        return needless(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return "deno, and what it compiles, links to the C library" if product.kind != "bundle" else True

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.deno.silent import made_sure

        return made_sure(facts, scene)


ecosystem = Deno()
