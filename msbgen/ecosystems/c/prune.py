"""Steps at the builder's end: folders that an installation was told of are there, so that they can be copied."""

from __future__ import annotations

import shlex

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.c.notes import notes
from msbgen.model.facts import Facts
from msbgen.model.plan import Run, Step
from msbgen.understand.scene import Scene

__all__ = ["prune"]


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Make the folders that may not be there, and remove objects and logs from build folders that are copied whole."""
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    keeping = keep(facts, scene)
    steps: list[Step] = []
    missing = [f for f in sorted(notes(scene).uncertain) if keeping.holds(f)]
    if missing:
        why = "an installation may not have made them, and a COPY needs them"
        steps.append(Run((f"mkdir -p {' '.join(map(shlex.quote, missing))}",), note="Folders that the installation was told of", why=why))
    builds = [f for f in notes(scene).configured if keeping.holds(f)]
    if builds:
        where = " ".join(map(shlex.quote, builds))
        command = f"find {where} -type f \\( -name '*.o' -o -name '*.lo' -o -name '*.obj' -o -name '*.gch' \\) -delete"
        steps.append(Run((command,), note="Intermediate files of the compiler", why="only the linker reads them"))
    return Prune(as_root(steps, facts, "it changes what root may have built"), "what only the build needed") if steps else None
