"""A draft: one way to make the runtime stage, complete, or what stands against it."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.data.image import Image
from msbgen.ecosystems import Edit
from msbgen.model.ledger import Evidence, Outcome
from msbgen.model.plan import Stage, Step
from msbgen.model.record import record
from msbgen.plan.floor import Floor
from msbgen.plan.kept import Blocker

__all__ = ["Draft", "Fate"]


@record(frozen=True, slots=True)
class Fate:
    """What became of a line, or of one unit of it (`part`)."""

    outcome: Outcome
    reason: str
    evidence: tuple[Evidence, ...] = ()


@dataclass
class Draft:
    """Filled by carry.py or replay.py. `appended` are steps at the builder's end, `pruned` those before
    them that take away what only the build needed; `fates` by (line, part)."""

    floor: Floor
    steps: list[Step] = field(default_factory=list)
    appended: list[Step] = field(default_factory=list)
    pruned: list[Step] = field(default_factory=list)
    #: whether what is pruned makes the image smaller
    shrinks: bool = False
    edits: list[Edit] = field(default_factory=list)
    blockers: list[Blocker] = field(default_factory=list)
    fates: dict[tuple[int, int | None], Fate] = field(default_factory=dict)
    #: a stage between the builder and the runtime stage, on an image of its own
    parts: Stage | None = None
    holds: list[str] = field(default_factory=list)
    #: nothing that was made needs a shared library
    static: bool = False
    #: the image whose system the runtime stage holds, where its own base is none
    system: Image | None = None
    #: rough size of what the runtime stage stands on, in 10⁶ bytes
    size_mb: float | None = None

    def block(self, line: int | None, reason: str) -> None:
        """Note what stands against this draft."""
        self.blockers.append(Blocker(line, reason))
