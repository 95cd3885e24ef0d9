"""What the package manager leaves in its build folder beside programs and resources."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.swift.notes import notes
from msbgen.model.facts import Facts
from msbgen.model.plan import Run
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["needless", "prune"]


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """Build folders without resources, where nothing that the container starts lies in them and no link leads there."""
    effects = [e for line in facts.lines for u in line.units for e in u.effects]
    used = [*(p.path for e in effects for p in e.products), *(t for e in effects for t in (*e.targets, *e.links)), facts.final.workdir or "/"]
    used.extend(call.cwd for root in facts.roots for call in root.calls if call.cwd is not None)
    for built in notes(scene).built:
        scratch = built.scratch
        if scratch is not None and not built.resources and not any(below(path, scratch) for path in used):
            yield scratch, "the programs that were built there are used elsewhere"


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Of a build folder that is kept only programs, libraries and resources stay: BUILD/TRIPLE/CONFIGURATION/ and the links to it."""
    from msbgen.plan.kept import keep, products  # late: the plan asks the languages

    keeping = keep(facts, scene)
    folders = [f for f in dict.fromkeys(b.scratch for b in notes(scene).built if b.scratch is not None and b.resources) if keeping.holds(f)]
    if not folders:
        return None
    where = " ".join(map(shlex.quote, folders))
    inside = any(below(p.path, f) for p in products(facts) for f in folders)
    programs = "" if not inside else " -a ! \\( -type f -perm /111 \\)"
    commands = (
        f"find {where} -mindepth 1 -maxdepth 1 ! -type l ! -name '*-linux-*' -exec rm -rf {{}} +",
        f"find {where} -mindepth 3 -maxdepth 3 ! -name '*.resources' ! -name '*.bundle' ! -name '*.so'{programs} -exec rm -rf {{}} +",
    )
    why = "only the build reads what else lies there"
    step = Run(commands, note="Of the build only programs and resources", why=why)
    return Prune(as_root([step], facts, "it removes what root may have built"), why)
