"""C, C++ and whatever else is built from source by a compiler, make, cmake, meson, ninja or a configure script; programs that are
fetched ready-made, of which nothing more is known."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class C(Ecosystem):
    """Compilers and build systems of any image, and the programs that they make."""

    name = "c"
    interpreted = False

    def claims(self, program: str) -> bool:
        from msbgen.ecosystems.c.builders import BUILDERS, CONFIGURES, GENERATORS
        from msbgen.ecosystems.c.compiler import is_compiler

        return program in BUILDERS or program in CONFIGURES or program in GENERATORS or is_compiler(program)

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.c.builders import builder
        from msbgen.ecosystems.c.compiler import compile_, is_compiler

        return compile_(call, scene) if is_compiler(call.name or "") else builder(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        if not self.claims(call.name or ""):
            return None
        return f"the container starts `{call.name}`, so it needs the compilers and the sources"

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.c.names import is_source

        return is_source(path)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.c.runtime import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.c.runtime import silent

        return silent(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        from msbgen.ecosystems.c.runtime import static

        return static(product, facts, scene)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.c.prune import prune

        return prune(facts, scene)


ecosystem = C()
