"""The walk that both ways share: the original from its top, each line's part of the runtime stage in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msbgen.data.system import system
from msbgen.model.dockerfile import Dockerfile
from msbgen.model.facts import Facts, Line
from msbgen.model.plan import Source, Step
from msbgen.plan.draft import Draft, Fate
from msbgen.plan.kept import Keeping, Kept
from msbgen.plan.settings import BOTH, MOVED, needed_args
from msbgen.understand.paths import below, covered

__all__ = ["BUILDER_FATE", "gathering_folder", "walk"]

BUILDER_FATE = Fate("builder", "the builder needs it")


def gathering_folder(keeping: Keeping) -> str:
    """A folder of the builder that nothing uses, for what is gathered of its system."""
    name = "/runtime"
    while keeping.holds(name) or any(below(k.path, name) for k in keeping.paths):
        name += "-root"
    return name


def walk(dockerfile: Dockerfile, facts: Facts, draft: Draft, keeping: Keeping, *, args: frozenset[str],
         run: Callable[[Line], Iterator[Step]], copy: Callable[[Kept], Iterator[Step]]) -> None:  # fmt: skip
    """Append the runtime stage's steps to the draft. `run` gives those of a RUN, `copy` those of a kept path."""
    instructions = tuple(line.instruction for line in facts.lines)
    wanted = needed_args(instructions, args, dockerfile.escape)
    last = {k: max((i for i, x in enumerate(instructions) if x.keyword == k), default=-1) for k in ("CMD", "ENTRYPOINT", "HEALTHCHECK")}
    kept_at: dict[int, list[Kept]] = {}
    for kept in keeping.paths:
        kept_at.setdefault(kept.line, []).append(kept)
    for index, line in enumerate(facts.lines):
        instruction = line.instruction
        keyword = instruction.keyword
        number = instruction.line
        if keyword == "FROM":
            draft.fates[number, None] = Fate("builder", f"it builds; the result stands on {draft.floor.reference}")
        elif keyword in MOVED:
            if keyword in last and index != last[keyword]:
                draft.fates[number, None] = Fate("dropped", f"a later {keyword} takes its place")
                continue
            draft.steps.append(Source(instruction.leading + instruction.raw, number, "it describes the container"))
            draft.fates[number, None] = Fate("runtime", "it describes the container, not the build")
        elif keyword in BOTH:
            draft.steps.append(Source(instruction.raw, number, "it holds in both stages"))
            draft.fates[number, None] = Fate("both", "it holds for the build and for the container")
        elif keyword == "ARG":
            if any(name in wanted for name, _ in instruction.pairs()):
                draft.steps.append(Source(instruction.raw, number, "a line below reads it"))
                draft.fates[number, None] = Fate("both", "lines of both stages read it")
            else:
                draft.fates[number, None] = Fate("builder", "only the build reads it")
        mine = [k for at in dict.fromkeys((number, *(u.line for u in line.units))) for k in kept_at.get(at, ())]
        early = [k for k in mine if covered(k.path, system().sources)]  # what the line installs comes from there
        for kept in early:
            draft.steps.extend(copy(kept))
        if keyword == "RUN":
            draft.steps.extend(run(line))
        for kept in mine:
            if kept not in early:
                draft.steps.extend(copy(kept))
        if keyword in ("COPY", "ADD"):
            paths = ", ".join(k.path for k in mine)
            covering = line.placed is not None and any(keeping.holds(p) for p in (line.placed.dest,))
            if mine:
                draft.fates[number, None] = Fate("copied", f"its result is copied from the builder: {paths}")
            elif covering:
                draft.fates[number, None] = Fate("copied", "its result lies in a folder that is copied from the builder")
            else:
                draft.fates[number, None] = Fate("builder", "only the build reads it")
