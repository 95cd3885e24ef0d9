"""Several effects as one: of the commands of a script of package.json, of the parts of a tool's command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msbgen.model.facts import Effect, Role
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import covered

__all__ = ["Part", "merged"]


@dataclass(frozen=True, slots=True)
class Part:
    """An effect, and whether a condition decides if it happens."""

    effect: Effect
    maybe: bool = False


def merged(
    parts: Sequence[Part],
    reason: str,
    programs: tuple[str, ...] = (),
    evidence: tuple[Evidence, ...] = (),
    sure: tuple[str, ...] = (),
) -> Effect:
    """All effects together. `sure` are folders that are there in any case. What any part does not know, the whole does not."""
    effects = [p.effect for p in parts]
    unknown = next((e for e in effects if e.anywhere or e.role == "unknown"), None)
    installs = [e.install for e in effects if e.install is not None]
    ran = tuple(dict.fromkeys((*programs, *(p for e in effects for p in e.programs))))
    if unknown is not None or installs:
        why = unknown.reason if unknown is not None else "it installs packages of the distribution from a script"
        return Effect(
            "unknown", why, unknown.evidence if unknown is not None else evidence, anywhere=True, programs=ran
        )
    writes = dict.fromkeys((*sure, *(w for e in effects for w in e.writes)))
    doubtful = any(
        not covered(w, sure) for part in parts if part.maybe or part.effect.maybe for w in part.effect.writes
    )
    role: Role = "build" if any(e.role == "build" for e in effects) or not effects else "runtime"
    return Effect(
        role=role if any(e.role != "state" for e in effects) or not effects else "state",
        reason=reason,
        evidence=tuple(dict.fromkeys((*evidence, *(v for e in effects for v in e.evidence)))),
        writes=tuple(writes),
        folders=tuple(dict.fromkeys(f for e in effects for f in e.folders)),
        changes=tuple(dict.fromkeys(c for e in effects for c in e.changes)),
        system=tuple(dict.fromkeys(s for e in effects for s in e.system)),
        removes=(),
        scratch=tuple(dict.fromkeys(s for e in effects for s in e.scratch)),
        products=tuple(dict.fromkeys(p for e in effects for p in e.products)),
        programs=ran,
        maybe=doubtful,
    )
