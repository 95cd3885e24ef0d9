"""What languages append to the builder: steps as root, folders that a COPY needs."""

from __future__ import annotations

import shlex
from collections.abc import Iterable

from msbgen.ecosystems import claimants
from msbgen.ecosystems.base import Prune
from msbgen.model.facts import Facts
from msbgen.model.plan import Run, Setting, Step
from msbgen.understand.homes import is_root
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["as_root", "ensured", "made_sure", "makers", "runs_javascript"]


def as_root(steps: Iterable[Step], facts: Facts, why: str) -> tuple[Step, ...]:
    """The steps, as root where the builder's last USER is another or is not known."""
    return tuple(steps) if is_root(facts.final.user) else (Setting("USER", "root", why=why), *steps)


def ensured(folders: Iterable[str], facts: Facts, scene: Scene) -> list[Step]:
    """A step that makes those of the folders that are copied; commands make them only where they have something to put there."""
    every = tuple(folders)
    if not every:
        return []
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    kept = {k.path for k in keep(facts, scene).paths}
    wanted = " ".join(shlex.quote(path) for path in every if path in kept)
    if not wanted:
        return []
    return [Run((f"mkdir -p {wanted}",), note="Made only where there is something to put into it", why="a folder that is copied must be there, empty or not")]


def made_sure(folders: Iterable[str], facts: Facts, scene: Scene) -> Prune | None:
    """The same for a language that takes nothing away."""
    steps = ensured(folders, facts, scene)
    return Prune(as_root(steps, facts, "the folder above may be root's"), steps[0].why, gains=False) if steps else None


def makers(paths: Iterable[str], facts: Facts) -> frozenset[str]:
    """The languages whose commands wrote these paths."""
    gone = tuple(paths)
    effects = (e for line in facts.lines for unit in line.units for e in unit.effects)
    return frozenset(e.owner for e in effects if e.owner is not None and any(below(w, path) for w in (*e.writes, *(p.path for p in e.products)) for path in gone))


def runs_javascript(program: str | None) -> bool:
    """Whether a program, by its name or path, runs JavaScript, as far as a language claims it."""
    return program is not None and any(e.javascript for e in claimants(program.rsplit("/", 1)[-1]))
