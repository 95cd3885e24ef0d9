"""The builder: the original, nearly verbatim; what only describes the container moves away, needed steps are appended."""

from __future__ import annotations

from collections.abc import Mapping

from msbgen.ecosystems import Edit
from msbgen.model.dockerfile import Dockerfile, Instruction
from msbgen.model.facts import Facts
from msbgen.model.plan import Setting, Source, Stage, Step
from msbgen.plan.settings import MOVED
from msbgen.understand.homes import is_root

__all__ = ["builder_name", "builder_stage", "stages_before"]


def builder_name(dockerfile: Dockerfile, name: str = "builder") -> str:
    """A name for a stage: `builder`, or with a number where another stage or image has that name."""
    taken = {i.args[2].lower() for i in dockerfile.instructions if i.keyword == "FROM" and len(i.args) == 3}
    taken |= {i.args[0].lower() for i in dockerfile.instructions if i.keyword == "FROM"}
    taken |= {(f.value or "").lower() for i in dockerfile.instructions for f in i.flags if f.name == "from"}
    taken |= {part[5:].lower() for i in dockerfile.instructions for f in i.flags if f.name == "mount" for part in (f.value or "").split(",") if part.startswith("from=")}
    plain, count = name, 2
    while name in taken:
        name, count = f"{plain}{count}", count + 1
    return name


def builder_stage(dockerfile: Dockerfile, facts: Facts, name: str, pruned: list[Step], appended: list[Step], edits: list[Edit], base: str | None,
                  caches: Mapping[int, tuple[str, ...]]) -> Stage:  # fmt: skip
    """The stage that builds, on `base` where its image must be named more exactly; `caches` are mounts by line. Lines that it inherits
    from an earlier stage are only written again where they must read otherwise."""
    steps: list[Step] = []
    above = facts.lines[1 : facts.inherited + 1]
    numbers = {line.instruction.line for line in above}
    inline = bool(above) and (base is not None or any(e.line in numbers for e in edits) or not numbers.isdisjoint(caches))
    if inline and base is None:
        base = facts.base_written
    for line in facts.lines[1 if inline else facts.inherited + 1 :]:
        instruction = line.instruction
        if instruction.keyword in MOVED:
            continue
        raw = _mounted(instruction, _edited(instruction, edits), caches.get(instruction.line, ()))
        steps.append(Source(_ended(instruction.leading + raw, dockerfile.newline), instruction.line))
    steps.extend(pruned)
    if appended:
        if not is_root(facts.final.user) and not any(isinstance(s, Setting) and s.keyword == "USER" for s in pruned):
            steps.append(Setting("USER", "root", why="it gathers files of the system"))
        steps.extend(appended)
    head = facts.lines[0].instruction
    return Stage(name=name, base=base or head.args[0], steps=tuple(steps), platform=head.flag("platform"), leading=head.leading)


def stages_before(dockerfile: Dockerfile, facts: Facts) -> str:
    """The text before this stage's FROM: directives, global ARGs, earlier stages, as they are."""
    return "".join(i.leading + i.raw for i in dockerfile.instructions[: facts.offset])


def _edited(instruction: Instruction, edits: list[Edit]) -> str:
    """The raw text with assignments put before the commands that need them, the last one first so that offsets hold."""
    raw = instruction.raw
    for edit in sorted((e for e in edits if e.line == instruction.line), key=lambda e: -e.at):
        at = edit.at - instruction.span.start
        raw = raw[:at] + edit.env + " " + raw[at:]
    return raw


def _mounted(instruction: Instruction, raw: str, folders: tuple[str, ...]) -> str:
    """The raw text of a RUN with cache mounts after its keyword."""
    at = len(instruction.keyword)
    return raw[:at] + "".join(f" --mount=type=cache,target={folder}" for folder in folders) + raw[at:]


def _ended(text: str, newline: str) -> str:
    return text if text.endswith(("\n", "\r")) else text + newline
