"""Whether other build arguments would make another picture, told while the lines are read, so that most need not be read twice.

A RUN that names a build argument is read once more at once, with another value, and both must do the same; of any other, its variables
note when one of the arguments is looked up, by whoever does so, then or later (model/variables.py). Nothing here says that a difference
matters: then all lines are read again with other values (`understand(…, otherwise=…)`), and the plan compares.
"""

from __future__ import annotations

from dataclasses import replace

from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Call, Effect, State, Unit
from msbgen.model.variables import Watch
from msbgen.understand import state as states
from msbgen.understand.scene import Scene
from msbgen.understand.units import units_of

__all__ = ["note", "run"]


def note(watch: Watch, instruction: Instruction, after: State) -> None:
    """Note what an instruction other than RUN makes of build arguments; `after` is the state after it."""
    if instruction.keyword == "ARG":
        watch.declared(after.args)
        watch.matters = watch.matters or "PATH" in watch.names  # where programs are looked up
    elif instruction.keyword != "RUN" and watch.named_in(instruction):
        watch.matters = True


def run(instruction: Instruction, state: State, scene: Scene, text: str) -> tuple[tuple[Unit, ...], str | None]:
    """The units of a RUN, as `units_of` gives them; one that names a build argument is tried with another value at once."""
    watch = scene.watch
    if watch is None or watch.matters or not watch.named_in(instruction):
        return units_of(instruction, state, scene, text)
    trial = scene.fork()
    watch.paused = True
    units, opaque = units_of(instruction, state, scene, text)
    watch.paused = False
    others, unclear = units_of(instruction, states.otherwise(state), trial, text)
    watch.matters = opaque != unclear or not _alike(units, others) or not scene.same(trial)
    return units, opaque


def _alike(units: tuple[Unit, ...], others: tuple[Unit, ...]) -> bool:
    """Whether a RUN does the same in both readings: the same effects in the same folders. A path among its words that differs is
    something else, too."""
    return len(units) == len(others) and all(
        all(map(_same_effect, one.effects, other.effects)) and one.sets == other.sets and len(one.calls) == len(other.calls) and all(map(_same_place, one.calls, other.calls))
        for one, other in zip(units, others, strict=True)
    )


def _same_effect(effect: Effect, other: Effect) -> bool:
    """Whether two effects differ in words only."""
    return effect == replace(other, reason=effect.reason, evidence=effect.evidence)


def _same_place(call: Call, other: Call) -> bool:
    if call.cwd != other.cwd or call.mounts != other.mounts or len(call.argv) != len(other.argv):
        return False
    return all(one == two or not (one or "/").startswith("/") for one, two in zip(call.argv, other.argv, strict=True))
