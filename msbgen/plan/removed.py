"""What lines remove of the base image's own files and of packages': it must be gone in the runtime stage, too.

A default site, a configuration that another one takes the place of: the file's presence alone changes what the container does.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import field

from msbgen.data.system import system
from msbgen.ecosystems import named
from msbgen.model.facts import Facts, Unit
from msbgen.model.record import record
from msbgen.plan.kept import CACHES, Blocker, Keeping
from msbgen.understand.paths import below, covered

__all__ = ["Removals", "removals"]


@record(frozen=True, slots=True)
class Removals:
    """Words for `rm -rf` by (line, part) of the unit that removes them; by the kept path whose copy they must stand before; and what
    stands against knowing them."""

    units: dict[tuple[int, int], tuple[str, ...]] = field(default_factory=dict)
    copies: dict[str, tuple[str, ...]] = field(default_factory=dict)
    blockers: tuple[Blocker, ...] = ()


def removals(facts: Facts, keeping: Keeping) -> Removals:
    """All removals that count, in their places."""
    found = Removals()
    blockers: list[Blocker] = []
    installed: list[int] = []
    ours: set[str] = set()
    table = system()
    filled = table.server_places if _has_server(facts) else ()

    def made(paths: Iterable[str]) -> None:
        ours.update(p for p in paths if covered(p, table.own) and p not in table.own and not any(below(f, p) or below(p, f) for f in filled))

    for line in facts.lines:
        if line.placed is not None:
            made((line.placed.dest,))
        for unit in line.units:
            if any(e.install is not None for e in unit.effects):
                installed.append(unit.line)
            patterns = tuple(_patterns(unit, ours, blockers))
            made(w for e in unit.effects for w in e.writes)
            for pattern in patterns:
                first = min((k for k in keeping.paths if k.line < unit.line and _meets(k.path, pattern)), key=lambda k: k.line, default=None)
                if first is None:
                    found.units[unit.line, unit.part] = (*found.units.get((unit.line, unit.part), ()), _word(pattern))
                elif any(first.line < at <= unit.line for at in installed):
                    blockers.append(Blocker(unit.line, f"it removes {pattern}, of which lines above wrote a part and packages may have brought another"))
                else:
                    found.copies[first.path] = (*found.copies.get(first.path, ()), _word(pattern))
    return Removals(found.units, found.copies, tuple(blockers))


def _has_server(facts: Facts) -> bool:
    names = [name for line in facts.lines for u in line.units for e in u.effects if e.install is not None for name in e.install.names]
    owner = named(facts.base.language) if facts.base is not None and facts.base.language else None
    return (owner is not None and bool(owner.services)) or any(part in name for name in names for part in system().server_parts)


def _patterns(unit: Unit, ours: set[str], blockers: list[Blocker]) -> Iterator[str]:
    """What a unit removes where others than lines above may have put something; `ours` are folders that these made."""
    table = system()
    for effect in unit.effects:
        for pattern in effect.removes:
            if pattern.startswith("/") and covered(pattern, table.own) and pattern not in table.own and not covered(pattern, (*CACHES, *table.needless, *ours)):
                yield pattern
        for pattern in effect.may_remove:
            if not covered(pattern, table.own_read) or covered(pattern, (*table.needless, *ours)):
                continue
            if _in_any_case(unit):
                yield pattern
            else:
                blockers.append(Blocker(unit.line, f"whether it removes {pattern} is not known"))


def _in_any_case(unit: Unit) -> bool:
    """Whether a unit is `rm … || true`, whose failure alone is what makes it uncertain."""
    names = [c.name for c in unit.calls]
    return names[:1] == ["rm"] and names[1:] in (["true"], [":"]) and unit.calls[0].command.span is not None and unit.text.lstrip().startswith("rm")


def _meets(path: str, pattern: str) -> bool:
    plain = pattern.split("*")[0].split("?")[0].split("[")[0]
    return below(path, pattern) or below(pattern, path) or path.startswith(plain) and plain != pattern


def _word(pattern: str) -> str:
    """The pattern for a shell, which expands its stars only."""
    return "".join(c if c in "*?[]" else shlex.quote(c) if c in _SPECIAL else c for c in pattern)


_SPECIAL = frozenset(" \t\n\"'`$&|;<>(){}#!~\\")
