"""What cargo leaves in its target folder beside the programs, where that folder is copied with all it holds."""

from __future__ import annotations

import shlex

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.rust.notes import notes
from msbgen.ecosystems.rust.runtime import reads_out_dir
from msbgen.model.facts import Facts
from msbgen.model.plan import Run
from msbgen.understand.scene import Scene

__all__ = ["prune"]


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Remove intermediate files from target folders that lie in a folder that is copied whole."""
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    keeping = keep(facts, scene)
    targets = dict.fromkeys(b.target for b in notes(scene).built if b.target is not None and keeping.holds(b.target))
    if not targets:
        return None
    names = [".fingerprint", "deps", "incremental", *(() if reads_out_dir(scene) else ("build",))]
    found = " -o ".join(f"-name {n}" for n in names)
    command = f"find {' '.join(map(shlex.quote, targets))} -mindepth 2 -maxdepth 3 -type d \\( {found} \\) -prune -exec rm -rf {{}} +"
    why = "what cargo leaves beside the programs only speeds up the next build"
    return Prune((Run((command,), note="Intermediate files of the compiler", why=why),), why)
