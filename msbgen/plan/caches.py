"""--cache-mounts: the caches of package managers and compilers, kept between builds, in the builder's RUNs."""

from __future__ import annotations

from msbgen.ecosystems import claimants
from msbgen.model.facts import Call, Facts, Line
from msbgen.understand.homes import is_root
from msbgen.understand.paths import below, outermost
from msbgen.understand.scene import Scene

__all__ = ["cache_mounts", "offline"]


def cache_mounts(facts: Facts, scene: Scene) -> dict[int, tuple[str, ...]]:
    """First line of a RUN → the folders to mount there. A folder that another line writes into or reads by name gets none,
    since what lies in a cache mount is in no layer; nor does a user who is not root, since a new mount is root's."""
    mine = [line for line in facts.lines if line.instruction.keyword == "RUN" and not line.opaque and is_root(line.state.user)]
    found = {line.instruction.line: _folders(line, scene) for line in mine}
    wanted = {folder for folders in found.values() for folder in folders}
    wanted -= {f for line in mine for f in found[line.instruction.line] if any(map(offline, (c for u in line.units for c in u.calls)))}
    found = {number: tuple(f for f in folders if f in wanted) for number, folders in found.items()}
    blocked = {folder for folder in wanted if _touched(folder, facts, scene)}
    return {line: kept for line, folders in found.items() if (kept := tuple(f for f in folders if f not in blocked))}


def offline(call: Call) -> bool:
    """Whether a command fails where its cache is empty: a layer before it may be at hand when what lay in the mount is not."""
    for word in (w for e in claimants(call.name) for w in e.offline):
        name, setting, value = word.partition("=")
        if call.env.get(name) == value if setting else word in call.operands:
            return True
    return False


def _folders(line: Line, scene: Scene) -> tuple[str, ...]:
    found = [c for unit in line.units for call in unit.calls for e in claimants(call.name) for c in e.caches(call, scene)]
    taken = {m for unit in line.units for call in unit.calls for m in call.mounts}
    return tuple(f for f in outermost(found) if not any(below(f, t) or below(t, f) for t in taken))


def _touched(folder: str, facts: Facts, scene: Scene) -> bool:
    """Whether a line names the folder in a way of its own: a COPY into it, a command's operand below it."""
    for line in facts.lines:
        if line.placed is not None and (below(line.placed.dest, folder) or below(folder, line.placed.dest)):
            return line.placed.dest != "/"
        for unit in line.units:
            for call, effect in zip(unit.calls, unit.effects, strict=False):
                if any(below(w, folder) for w in (*effect.writes, *(p.path for p in effect.products))):
                    return True
                named = any(word is not None and word.startswith("/") and below(word, folder) for word in call.operands)
                if named and not any(folder in e.caches(call, scene) for e in claimants(call.name)):
                    return True
    return False
