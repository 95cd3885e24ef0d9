"""What is removed at the builder's end: conda's cache of packages, whose files are in the environments, too (hard links)."""

from __future__ import annotations

import shlex

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.conda.prefixes import notes
from msbgen.model.facts import Facts
from msbgen.model.plan import Run
from msbgen.understand.scene import Scene

__all__ = ["prune"]


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """The step that empties the cache, unless a line did so."""
    note = notes(scene)
    if note.cleaned or not note.roots:
        return None
    why = "conda's cache of packages is read by conda alone"
    step = Run(tuple(f"rm -rf {shlex.quote(root + '/pkgs')}" for root in dict.fromkeys(note.roots)), note="Conda's cache of packages", why=why)
    return Prune(as_root([step], facts, "it removes what root installed"), why)
