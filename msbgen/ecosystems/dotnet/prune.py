"""What a build leaves that the program has no use for: outputs that were published elsewhere, intermediate files."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.dotnet.notes import notes
from msbgen.ecosystems.dotnet.runtime import started
from msbgen.ecosystems.dotnet.sources import own_sources
from msbgen.model.facts import Facts
from msbgen.model.plan import Run
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["needless", "prune"]


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """Outputs of `dotnet build` whose projects were published elsewhere, where nothing starts or loads what lies in them."""
    used = started(facts, scene)
    sources = own_sources(scene)
    if used is None or sources is None or any(each.loads for each in sources.values()):
        return
    outputs = notes(scene).outputs
    targets = [t for line in facts.lines for u in line.units for e in u.effects for t in e.targets]
    for output in outputs:
        published = {p for o in outputs if o.kind == "publish" and o.folder != output.folder for p in o.projects}
        if output.kind != "build" or not output.projects or not published.issuperset(output.projects):
            continue
        if any(below(o.folder, output.folder) or below(output.folder, o.folder) for o in used) or any(below(t, output.folder) for t in targets):
            continue
        if not any(output.folder in s for each in sources.values() for s in each.strings):
            yield output.folder, "what was built there was published elsewhere"


def prune(facts: Facts, scene: Scene, *, carried: bool = False) -> Prune | None:
    """Remove intermediate files from folders that are copied whole."""
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    keeping = keep(facts, scene)
    folders = dict.fromkeys(p.rpartition("/")[0] or "/" for o in notes(scene).outputs for p in o.projects)
    whole = [f for f in folders if keeping.holds(f)]
    if not whole:
        return None
    command = f"rm -rf {' '.join(shlex.quote(f'{f}/obj') for f in whole)}"
    return Prune((Run((command,), note="Intermediate files of the build", why="only MSBuild reads them"),), "intermediate files of the build")
