"""Packages of other places than the base's own: their source is not set up in the runtime stage, so they cannot be installed there again."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data.system import system
from msbgen.model.facts import Call, Facts, Line, Unit
from msbgen.model.record import record
from msbgen.understand.paths import covered
from msbgen.understand.scene import Scene

__all__ = ["Origin", "origins", "stands_against"]


@record(frozen=True, slots=True)
class Origin:
    """A line that adds a source of packages; `only` are all packages that it holds, where that is known."""

    line: int
    only: frozenset[str] | None = None


def origins(facts: Facts, scene: Scene, *, certificates: bool) -> Iterator[Origin]:
    """All sources that lines add. A list of the build context is copied before anything is installed, and will do where it needs no
    certificates, or they are there."""
    for line in facts.lines:
        if line.placed is not None and covered(line.placed.dest, system().sources):
            text = scene.read(line.placed.dest) if not line.placed.into else None
            if text is None or ("https:" in text and not certificates):
                yield Origin(line.instruction.line)
        for unit in line.units:
            yield from _of_unit(unit)


def _of_unit(unit: Unit) -> Iterator[Origin]:
    table = system()
    for call, effect in zip(unit.calls, unit.effects, strict=False):
        mine = [p for p in (*effect.writes, *effect.links, *(q.path for q in effect.products)) if covered(p, table.sources)]
        if call.name in table.source_adders or (mine and not _mirrors(call)):
            only = [table.only_in.get(p) for p in mine]
            yield Origin(unit.line, frozenset().union(*(o for o in only if o is not None)) if only and all(only) else None)


def _mirrors(call: Call) -> bool:
    """Whether sed only puts another host, or protocol, into the base's own lists."""
    return call.name == "sed" and all(w is not None and not any(m in w for m in system().more_components) for w in call.operands)


def stands_against(names: tuple[str, ...], unit: Unit, line: Line, found: tuple[Origin, ...]) -> str | None:
    """Why packages that a unit installs cannot be installed in the runtime stage; None where the base's own sources have them."""
    elsewhere = next((e.install.elsewhere for e in unit.effects if e.install is not None and e.install.elsewhere), None)
    if elsewhere is not None:
        return f"it installs packages of another source ({elsewhere}), which the runtime stage has not"
    for origin in found:
        if origin.line <= unit.line and (origin.only is None or not origin.only.isdisjoint(names)):
            return f"line {origin.line} adds a source of packages, and which packages come from there is not known"
    return None
