"""Zig: programs that `zig build` and the compiler make, most of them without any library of the system."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Zig(Ecosystem):
    """The compiler, however it came into the image, and the programs that it makes."""

    name = "zig"
    programs = frozenset({"zig", "python-zig"})
    interpreted = False

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.zig.commands import effect

        return effect(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        if call.name not in self.programs:
            return None
        verb = next((w for w in call.operands if w and not w.startswith("-")), "")
        return f"the container starts `{f'zig {verb}'.strip()}`, so it needs the compiler and the sources"

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.zig.names import is_source

        return is_source(path)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.zig.runtime import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.zig.runtime import silent

        return silent(facts, scene)

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        from msbgen.ecosystems.zig.prune import needless

        return needless(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return True if product.static else "it may be linked to the C library"

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.zig.prune import prune

        return prune(facts, scene)


ecosystem = Zig()
