"""The ledger: what became of every instruction, and of every command of a RUN list, and why."""

from __future__ import annotations

from typing import Literal

from msbgen.model.record import record

Outcome = Literal["builder", "runtime", "both", "copied", "dropped", "kept"]
#: builder: stays in the builder only · runtime: moved to the runtime stage · both · copied: replaced there by a COPY
#: --from · dropped: in neither · kept: the file is left as it is


@record(frozen=True, slots=True)
class Evidence:
    """Why something is believed: `source` is "line 7", a file of the context, or a table and its row."""

    source: str
    says: str


@record(frozen=True, slots=True)
class Entry:
    """One line of the ledger. `part` counts the commands of one RUN from 0; None for a whole instruction."""

    line: int
    last_line: int
    part: int | None
    text: str
    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...] = ()
