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

__all__ = ["is_bundle"]


def is_bundle(placed: Placed, instruction: Instruction, dockerfile: Dockerfile, stages: tuple[str, ...], froms: list[int], context: Context | None) -> bool:
    """Whether all that a COPY takes of an earlier stage was made by builds that write no code of another language. A stage on another
    stage, or on an image that no table knows, is not read."""
    name = (instruction.flag("from") or "").lower()
    at = int(name) if name.isdigit() and int(name) < len(stages) else max((n for n, s in enumerate(stages) if s == name), default=-1)
    if at < 0:
        return False
    effects = _effects(at, dockerfile, stages, froms, context)
    if effects is None:
        return False
    for source in placed.sources:
        makers = [e for e in effects if any(below(source.rstrip("/"), w) and source.rstrip("/") != w for w in e.writes)]
        if not makers or any(c in source for c in "*?[") or not all(_writes_no_code(e) for e in makers):
            return False
    return True


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
