"""The ledger: every instruction, and every command of a RUN, exactly once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msbgen.model.dockerfile import Dockerfile, Instruction
from msbgen.model.facts import Facts
from msbgen.model.ledger import Entry
from msbgen.plan.draft import Fate
from msbgen.plan.walk import BUILDER_FATE

__all__ = ["kept_ledger", "ledger"]

#: a longer text is cut in the ledger's line
_LONGEST = 120


def ledger(dockerfile: Dockerfile, facts: Facts, fates: Mapping[tuple[int, int | None], Fate]) -> tuple[Entry, ...]:
    """The ledger of a split."""
    return tuple(sorted(_entries(dockerfile, facts, fates), key=lambda e: (e.line, e.part or 0)))


def kept_ledger(dockerfile: Dockerfile, reason: str) -> tuple[Entry, ...]:
    """The ledger of a file that is left as it is."""
    return tuple(Entry(i.line, i.span.last_line, None, _short(i.raw), "kept", reason) for i in dockerfile.instructions)


def _entries(dockerfile: Dockerfile, facts: Facts, fates: Mapping[tuple[int, int | None], Fate]) -> Iterator[Entry]:
    mine = {line.instruction.line for line in facts.lines[1 : facts.inherited + 1]}
    for instruction in dockerfile.instructions[: facts.offset]:
        if instruction.line in mine:
            continue
        yield _entry(instruction, Fate("kept", "it stands before the stage that is split"))
    for line in facts.lines:
        instruction = line.instruction
        if len(line.units) < 2:
            fate = fates.get((instruction.line, None)) or fates.get((instruction.line, line.units[0].part if line.units else None)) or BUILDER_FATE
            yield _entry(instruction, fate)
            continue
        for unit in line.units:
            fate = fates.get((instruction.line, unit.part), BUILDER_FATE)
            yield Entry(unit.line, unit.last_line, unit.part, _short(unit.text), fate.outcome, fate.reason, fate.evidence)


def _entry(instruction: Instruction, fate: Fate) -> Entry:
    return Entry(instruction.line, instruction.span.last_line, None, _short(instruction.raw), fate.outcome, fate.reason, fate.evidence)


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST else plain[: _LONGEST - 1] + "…"
