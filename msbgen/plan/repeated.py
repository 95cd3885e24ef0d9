"""Which commands the runtime stage runs again: those that edit the system, make folders or change what is not copied."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.model.facts import Call, Effect, Facts, Unit
from msbgen.model.record import record
from msbgen.plan.again import follows, prepared
from msbgen.plan.kept import Keeping
from msbgen.plan.owners import passing
from msbgen.understand.commands import words_of
from msbgen.understand.paths import ancestors, below, covered
from msbgen.understand.scene import FOLDERS

__all__ = ["linked_again", "made_alone", "run_again"]


@record(frozen=True, slots=True)
class _Ground:
    """What holds for all units: the patterns that are removed, with the place of the unit that does it, all WORKDIRs, folders of the
    build's own, and those that what is gathered from the builder lies in."""

    removes: tuple[tuple[int, tuple[str, ...]], ...]
    workdirs: frozenset[str | None]
    passing: frozenset[str]
    there: frozenset[str]



def run_again(facts: Facts, keeping: Keeping, owners: dict[str, str], special: tuple[str, ...]) -> set[tuple[int, int]]:
    """Line and part of each unit that is run again. `special` folders are gathered from the builder."""
    units = tuple(u for line in facts.lines for u in line.units)
    removes = tuple((at, e.removes) for at, unit in enumerate(units) for e in unit.effects if e.removes)
    temporary = frozenset(f for unit in units for e in unit.effects for f in e.folders if passing(f, facts))
    linked = linked_again(facts)
    there = frozenset(above for path in (*special, *(x for x in keeping.links if x not in linked)) for above in ancestors(path))
    ground = _Ground(removes, frozenset(line.state.workdir for line in facts.lines), temporary, there)
    changed = any(e.changes for unit in units for e in unit.effects)
    again: set[int] = set()
    for at, unit in enumerate(units):
        builds = any(e.install is not None or e.role == "build" for e in unit.effects)
        if _replayed(unit, at, ground, keeping, owners) or (changed and not builds and follows(unit, units, again)):
            again.add(at)
    found = {(units[at].line, units[at].part) for at in again}
    for line in facts.lines:
        mine = {u.part for u in line.units if (u.line, u.part) in found}
        more = prepared(line.units, mine)
        found.update((u.line, u.part) for u in line.units if u.part in more)
    return found


def _replayed(unit: Unit, at: int, ground: _Ground, keeping: Keeping, owners: dict[str, str]) -> bool:
    """Whether a unit is run again: it edits the system, makes folders, or changes what is not copied anyway. What builds is not."""
    if any(e.install is not None or e.role == "build" for e in unit.effects):
        return False
    if any(_touches(e, keeping, owners) for e in unit.effects):
        return True
    if any(folder in ground.there for folder in made_alone(unit)):
        return False  # what is gathered brings it, with its owner and mode
    return any(_made_again(f, unit, at, ground, keeping) for e in unit.effects for f in e.folders)


def _made_again(folder: str, unit: Unit, at: int, ground: _Ground, keeping: Keeping) -> bool:
    """Whether a folder is made by running its command again: it is not copied, stays, and its parent is there in any case. Others
    are gathered from the builder."""
    if keeping.holds(folder) or folder in ground.passing:
        return False
    if any(covered(folder, removed) for later, removed in ground.removes if later > at):
        return False
    made = next((c for c, e in zip(unit.calls, unit.effects, strict=False) if folder in e.folders), None)
    parents = made is not None and _makes_parents(made)
    above = folder.rpartition("/")[0] or "/"
    return parents or above in FOLDERS or above in ground.workdirs or keeping.holds(above)


def _touches(effect: Effect, keeping: Keeping, owners: dict[str, str]) -> bool:
    if effect.system and "/etc/ld.so.cache" not in effect.system:
        return True
    if effect.role == "runtime" and any(not keeping.covers(link) for link in effect.links):  # others lie in what is copied
        return True
    behind = {path for path, _ in keeping.dropped}
    for path in effect.changes:
        if keeping.holds(path) or covered(path, keeping.left):
            continue  # files keep their mode and owner's number when they are copied
        if covered(path, behind):
            continue  # it stays behind, so that there is nothing to change
        inside = [k.path for k in keeping.paths if below(k.path, path)]
        if not inside or any(p not in owners for p in inside):
            return True
    return False


def linked_again(facts: Facts) -> frozenset[str]:
    """Links that `ln` makes in units that are run again."""
    return frozenset(x for line in facts.lines for u in line.units if u.role == "runtime" for e in u.effects for x in e.links)


def made_alone(unit: Unit) -> Iterator[str]:
    """Folders that `mkdir` without -p makes, which fails where they are there already."""
    for call, effect in zip(unit.calls, unit.effects, strict=False):
        if call.name == "mkdir" and not _makes_parents(call):
            yield from effect.folders


def _makes_parents(call: Call) -> bool:
    return words_of(call).has("-p", "--parents")
