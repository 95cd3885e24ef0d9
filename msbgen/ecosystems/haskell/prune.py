"""What a build leaves beside the programs: intermediate files, and packages of which only the data is of use."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.haskell.notes import notes
from msbgen.model.facts import Facts
from msbgen.model.plan import Run, Step
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["prune"]


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """Folders that cabal and stack build in, where nothing that the container starts lies in them and no link leads there."""
    effects = [e for line in facts.lines for u in line.units for e in u.effects]
    used = [*(p.path for e in effects for p in e.products), *(t for e in effects for t in (*e.targets, *e.links)), facts.final.workdir or "/"]
    used.extend(call.cwd for root in facts.roots for call in root.calls if call.cwd is not None)
    for tree in notes(scene).trees:
        if not any(below(path, tree) for path in used):
            yield tree, "the programs that were built there are used elsewhere"


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Of cabal's and stack's stores only data of packages stays, and programs, to which links lead; build folders that are copied whole lose what only compilers read."""
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    keeping = keep(facts, scene)
    steps: list[Step] = []
    stores = [s for s in notes(scene).stores if keeping.holds(s)]
    if stores:
        where = " ".join(map(shlex.quote, stores))
        commands = (f"mkdir -p {where}", f"find {where} -mindepth 1 \\( -path '*/share/doc/*' -o -path '*/share/man/*' -o -not -path '*/share/*' -not -path '*/bin/*' \\) -not -type d -delete",
                    f"find {where} -mindepth 1 -type d -empty -delete")  # fmt: skip
        steps.append(Run(commands, note="Of the packages only their data", why="programs have their code in them"))
    trees = [t for t in notes(scene).trees if keeping.holds(t)]
    if trees:
        where = " ".join(map(shlex.quote, trees))
        command = f"find {where} -type f \\( -name '*.o' -o -name '*.hi' -o -name '*.dyn_o' -o -name '*.dyn_hi' -o -name '*.a' \\) -delete"
        steps.append(Run((command,), note="Intermediate files of the compiler", why="only the linker reads them"))
    return Prune(as_root(steps, facts, "it removes what root may have built"), "what only the build needed") if steps else None
