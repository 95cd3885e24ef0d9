"""Go: programs that the go command compiles; what they take along is the binary and what it links to."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Go(Ecosystem):
    """The go command of any image, the tools around it, and the programs that it makes."""

    name = "go"
    programs = frozenset({"go"})
    interpreted = False
    offline = frozenset({"GOPROXY=off"})

    def claims(self, program: str) -> bool:
        from msbgen.ecosystems.go.table import tools_table

        tools = tools_table()
        return program in tools.generators or program in tools.toolchain

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.go.commands import go_effect, tool_effect

        return go_effect(call, scene) if call.name == "go" else tool_effect(call)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.go.commands import go_needs

        return go_needs(call)

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.go.names import is_source

        return is_source(path)

    def reads_sources(self, facts: Facts, scene: Scene) -> bool:
        from msbgen.ecosystems.go.runtime import reads_sources

        return reads_sources(facts, scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.go.runtime import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.go.runtime import silent

        return silent(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        from msbgen.ecosystems.go.edits import static

        return static(product, facts, scene, wanted=wanted)


ecosystem = Go()
