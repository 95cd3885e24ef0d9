"""A language made up for these tests: `toycc -o PATH` compiles a program, `toycc --static -o PATH` a static one."""

from __future__ import annotations

from msbgen.ecosystems import Ecosystem, Edit
from msbgen.model.facts import Call, Effect, Facts, Product
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene


class Toy(Ecosystem):
    name = "toy"
    programs = frozenset({"toycc"})
    interpreted = False

    def __init__(self) -> None:
        self.starts: str | None = None
        self.can_be_static = False

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        given = parse(call.operands, ("-o",))
        path = join(call.cwd, given.value("-o") or "a.out")
        if path is None:
            return None
        product = Product(path, "program", "toy", call.line, static=given.has("--static") or None)
        return Effect("build", "it compiles", products=(product,), scratch=("/root/.toy",), programs=("toycc",))

    def is_source(self, path: str) -> bool:
        return path.endswith(".toy")

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        return self.starts

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        if product.static:
            return True
        if wanted and self.can_be_static:
            for line in facts.lines:
                for unit in line.units:
                    for call in unit.calls:
                        if call.name == "toycc" and call.command.span:
                            return (Edit(line.instruction.line, call.command.span.start, "TOY_STATIC=1", "pure"),)
        return "how it is linked is not known"
