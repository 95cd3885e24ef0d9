"""What an earlier stage made, as far as it is a front end's bundle: such a stage is read like the last one, for its effects alone."""

from __future__ import annotations

from msbgen.data.images import lookup
from msbgen.ecosystems import named
from msbgen.errors import MsbgenError
from msbgen.model.dockerfile import Dockerfile, Instruction
from msbgen.model.facts import Effect, Placed
from msbgen.read.image import parse
from msbgen.understand import state as states
from msbgen.understand.context import Context
from msbgen.understand.paths import below
from msbgen.understand.placed import placed_by
from msbgen.understand.scene import Scene
from msbgen.understand.units import units_of

__all__ = ["Bundles"]


class Bundles:
    """Tells which COPYs of the last stage bring a bundle. Earlier stages are looked into when somebody asks, each once."""

    def __init__(self, dockerfile: Dockerfile, stages: tuple[str, ...], froms: list[int], context: Context | None) -> None:
        self._dockerfile, self._stages, self._froms, self._context = dockerfile, stages, froms, context
        #: the effects of a stage's commands, None where they are not all known or none is a front end's build
        self._made: dict[int, list[Effect] | None] = {}
        self._at: dict[int, Instruction] = {}

    def __call__(self, placed: Placed) -> bool:
        """Whether all that a COPY takes of an earlier stage was made by builds that write no code of another language. A stage on
        another stage, or on an image that no table knows, is not read."""
        if placed.origin != "stage":
            return False
        effects = self._effects(self._stage(placed.line))
        if effects is None:
            return False
        for source in placed.sources:
            path = source.rstrip("/")
            makers = [e for e in effects if any(path != w and below(path, w) for w in e.writes)]
            if not makers or any(c in source for c in "*?[") or not all(_writes_no_code(e) for e in makers):
                return False
        return True

    def _stage(self, line: int) -> int:
        """The number of the stage that the COPY at this line takes from, -1 where there is none."""
        if not self._at:
            self._at = {x.line: x for x in self._dockerfile.instructions}
        name = (self._at[line].flag("from") or "").lower()
        if name.isdigit() and int(name) < len(self._stages):
            return int(name)
        return max((n for n, s in enumerate(self._stages) if s == name), default=-1)

    def _effects(self, at: int) -> list[Effect] | None:
        if at not in self._made:
            found = _effects(at, self._dockerfile, self._stages, self._froms, self._context) if at >= 0 else None
            self._made[at] = found if found is not None and any(_writes_no_code(e) for e in found) else None
        return self._made[at]


def _writes_no_code(effect: Effect) -> bool:
    owner = named(effect.owner) if effect.owner else None
    return owner is not None and owner.writes_no_code(effect)


def _effects(at: int, dockerfile: Dockerfile, stages: tuple[str, ...], froms: list[int], context: Context | None) -> list[Effect] | None:
    """What the commands of a stage do; None where that is not all known."""
    instructions = dockerfile.instructions
    head = instructions[froms[at]]
    values = states.global_args(instructions, dockerfile.escape)
    reference = states.resolve(head.args[0], values, dockerfile.escape)
    try:
        ref = parse(reference) if reference is not None and reference.lower() not in stages[:at] else None
    except MsbgenError:
        return None
    base = lookup(ref.familiar_name, ref.tag, digest=ref.digest) if ref is not None else None
    if base is None:
        return None
    scene = Scene(base, context)
    state = states.start(base)
    text = dockerfile.text[len(dockerfile.prefix) :]
    found: list[Effect] = []
    for instruction in instructions[froms[at] + 1 : froms[at + 1]]:
        if instruction.keyword in ("COPY", "ADD"):
            placed = placed_by(instruction, state, stages[:at], dockerfile.escape)
            if isinstance(placed, str):
                return None
            scene.place(placed)
        elif instruction.keyword == "RUN":
            units, opaque = units_of(instruction, state, scene, text)
            if opaque is not None:
                return None
            found.extend(effect for unit in units for effect in unit.effects)
        state = states.after(state, instruction, dockerfile.escape, values, otherwise=False)
        if instruction.keyword == "WORKDIR" and state.workdir:
            scene.appears(state.workdir)
    return None if any(e.anywhere for e in found) else found
