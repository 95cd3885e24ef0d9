"""From the split of a blueprint to the plan that is shown: typed steps again instead of their text, and a reason for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from msbgen.model.dockerfile import Dockerfile
from msbgen.model.ledger import Entry, Evidence, Outcome
from msbgen.model.plan import (
    BuildPlan,
    Copy,
    Env,
    MakeUser,
    Run,
    Setting,
    Source,
    Stage,
    Start,
    Step,
)

__all__ = ["finish", "ledger"]

#: a longer text is cut in the ledger's line
_LONGEST = 120


def finish(plan: BuildPlan, blueprint: Stage, draft: Dockerfile) -> BuildPlan:
    """The plan of a split, with the blueprint's own steps wherever the split left their text as it was.

    `draft` is the blueprint as it was rendered and read: its instructions after FROM are the blueprint's steps, one by one.
    """
    own = {i.line: (step, i.raw) for step, i in zip(blueprint.steps, draft.instructions[1:], strict=True)}
    *before, builder, runtime = plan.stages
    builds = _built(builder.steps, own)
    ships = [_restored(step, own) for step in runtime.steps]
    ships = _same_user(ships, blueprint)
    if any(isinstance(step, MakeUser) for step in ships):
        builds = [step for step in builds if not isinstance(step, MakeUser)]  # owners are given by number
    if not any(isinstance(step, Start) and "/" not in step.argv[0] for step in ships):
        ships = [step for step in ships if not (isinstance(step, Env) and step.why == _OF_BASE and [n for n, _ in step.pairs] == ["PATH"])]
    builder = replace(builder, steps=tuple(_once(builds)), note="The builder: what only the build needs stays here", leading="")
    runtime = replace(runtime, steps=tuple(_once(_noted(ships))), note="What ships", leading="")
    return plan.model_copy(update={"stages": (*before, builder, runtime)})


#: the reason that plan/settings.py gives for what a base set; where nothing is looked up in PATH, an image of one's own needs no other's
_OF_BASE = "the base image set it"


def _restored(step: Step, own: dict[int, tuple[Step, str]]) -> Step:
    if not isinstance(step, Source) or step.line not in own:
        return step
    typed, raw = own[step.line]
    if step.text.strip().endswith(raw.strip()):
        return typed
    return replace(step, text=step.text.lstrip("\n"), why=typed.why)  # an edit of its text


def _same_user(steps: list[Step], blueprint: Stage) -> list[Step]:
    """The blueprint's own user where the runtime stage makes it again."""
    made = next((step for step in blueprint.steps if isinstance(step, MakeUser)), None)
    return [made if made and isinstance(step, Run) and _makes(step, made) else step for step in steps]


def _makes(step: Run, user: MakeUser) -> bool:
    """Whether a RUN does what the user's step does, and nothing else."""
    last = step.commands[-1].split()
    return last[0] in ("useradd", "adduser") and last[-1] == user.name and len(step.commands) == 2


def _built(steps: tuple[Step, ...], own: dict[int, tuple[Step, str]]) -> list[Step]:
    """The builder's steps without settings of the container that come after all that reads them.

    What the split appended (it prunes and gathers, as root) reads no more of them than a PATH.
    """
    split = max((at for at, step in enumerate(steps) if isinstance(step, Source) and step.line in own), default=-1) + 1
    mine, appended = [_restored(step, own) for step in steps[:split]], list(steps[split:])
    runs = any(isinstance(step, Run) for step in appended)
    last = max((at for at, step in enumerate(mine) if not _describes(step, runs=runs)), default=-1)
    kept = mine[: last + 1]
    if not any(_is_user(step) for step in kept):
        appended = [step for step in appended if not _is_user(step)]
    return kept + appended


def _describes(step: Step, *, runs: bool) -> bool:
    """Whether a step only describes the container, for the builder's last steps; with `runs` commands follow that PATH finds."""
    if isinstance(step, Env):
        return not (runs and any(name == "PATH" for name, _ in step.pairs))
    return _is_user(step)


def _is_user(step: Step) -> bool:
    return isinstance(step, Setting) and step.keyword == "USER"


def _noted(steps: Iterable[Step]) -> Iterator[Step]:
    """The reasons of copies as comments."""
    for step in steps:
        yield replace(step, note=step.why[:1].upper() + step.why[1:]) if isinstance(step, Copy) and not step.note else step


def _once(steps: Iterable[Step]) -> Iterator[Step]:
    """No comment twice in a row."""
    said = ""
    for step in steps:
        note = "" if isinstance(step, Source | MakeUser) else step.note
        yield replace(step, note="") if note and note == said and not isinstance(step, Source | MakeUser) else step
        said = note or said


#: the instruction that a field of the description decides
_DECIDES = {"FROM": "version", "EXPOSE": "port", "CMD": "entry", "ENTRYPOINT": "entry"}


def ledger(plan: BuildPlan, result: Dockerfile, why: Mapping[str, str]) -> tuple[Entry, ...]:
    """One entry for each instruction of the result, with the reason of its step; lines are the result's own. `why` are the
    fields that the project's files decided."""
    return tuple(_entries(plan, result, why))


def _entries(plan: BuildPlan, result: Dockerfile, why_of: Mapping[str, str]) -> Iterator[Entry]:
    reasons: list[tuple[Outcome, str]] = []
    for number, stage in enumerate(plan.stages, 1):
        ships = number == len(plan.stages)
        where: Outcome = "runtime" if ships else "builder"
        reasons.append((where, "what ships stands on it" if ships else "it has what the build needs"))
        reasons.extend((where, step.why) for step in stage.steps)
    for instruction, (outcome, why) in zip(result.instructions, reasons, strict=True):
        text = " ".join(instruction.raw.split())
        short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
        field = _DECIDES.get(instruction.keyword, "")
        evidence = (Evidence("the project", why_of[field]),) if field in why_of else ()
        yield Entry(instruction.line, instruction.span.last_line, None, short, outcome, why, evidence)
