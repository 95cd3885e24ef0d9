"""What a build leaves that the program has no use for: outputs that were published elsewhere, intermediate files."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.dotnet.notes import Output, notes
from msbgen.ecosystems.dotnet.runtime import started
from msbgen.ecosystems.dotnet.sources import Uses, own_sources
from msbgen.model.facts import Facts
from msbgen.model.plan import Run
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["needless", "prune"]


#: files in which a path may be set (learn.microsoft.com/dotnet/core/extensions/configuration-providers, and their like)
_SETTINGS = (".json", ".xml", ".config", ".ini", ".yml", ".yaml", ".toml", ".env", ".sh", ".properties", ".txt")


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """Outputs of `dotnet build` whose projects were published elsewhere, and folders of sources, where nothing that the container
    starts works in them or names them."""
    used = started(facts, scene)
    sources = own_sources(scene)
    if used is None or sources is None or any(each.loads for each in sources.values()):
        return
    yield from _built(used, sources, facts, scene)
    yield from _sources(used, sources, facts, scene)


def _sources(used: tuple[Output, ...], sources: dict[str, Uses], facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """Folders that COPY filled, which no path that is known to be read leads into."""
    if any(o.kind == "build" for o in used):  # in the environment Development it looks for wwwroot where its sources were
        return
    if any(each.located or any(".." in s for s in each.strings) for each in sources.values()):
        return
    words = [w for root in facts.roots for call in root.calls for w in (*call.argv, *(t.text for t in call.command.words))]
    own = {name for line in facts.lines if line.instruction.keyword == "ENV" for name, _ in line.instruction.pairs()}
    values = [facts.final.env.get(name) for name in own]
    if None in words or None in values:
        return
    places = [call.cwd for root in facts.roots for call in root.calls] + [facts.final.workdir]
    outputs = [o.folder for o in notes(scene).outputs if o.kind != "build"]
    targets = [t for line in facts.lines for u in line.units for e in u.effects for t in (*e.targets, *e.links)]
    for dest in dict.fromkeys(p.dest for p in scene.placements if p.origin == "context" and p.into):
        near = (*places, *outputs, *targets)
        if dest == "/" or any(p is None or below(p, dest) or below(dest, p) and p != "/" for p in near) or "/" in places:
            continue
        if any(dest in (w or "") for w in (*words, *values)) or any(dest in s for each in sources.values() for s in each.strings):
            continue
        if not any(text is None or dest in text for text in _settings(scene)):
            yield dest, "the program works elsewhere, and neither its sources nor its settings name this folder"


def _settings(scene: Scene) -> Iterator[str | None]:
    """The texts of all files that COPY brings in which a path may be set; None for one that cannot be read."""
    for placed in scene.placements:
        for _, source in scene.files(placed) or ():
            if source.endswith(_SETTINGS):
                yield scene.context.read(source) if scene.context is not None else None


def _built(used: tuple[Output, ...], sources: dict[str, Uses], facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
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
    step = Run((command,), note="Intermediate files of the build", why="only MSBuild reads them")
    return Prune(as_root([step], facts, "it removes what root may have built"), "intermediate files of the build")
