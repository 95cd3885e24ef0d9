"""Development dependencies, taken away at the builder's end when they are known to be of no use to what the container starts.

The bar is high, since a module that is missing shows at run time only: every development dependency is a known build or test
tool, nothing that is started and no source of the project names one of them, the sources import nothing that package.json does
not ask for in production, and package.json is the one that was installed from.
"""

from __future__ import annotations

import posixpath
import shlex
from fnmatch import fnmatchcase
from functools import cache

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.node.dependencies import Installed, before, installs
from msbgen.ecosystems.node.downloads import downloaded, made_sure
from msbgen.ecosystems.node.effects import action_of
from msbgen.ecosystems.node.globals import bare_name
from msbgen.ecosystems.node.manifest import Manifest
from msbgen.ecosystems.node.needless import needless
from msbgen.ecosystems.node.project import Source, sources
from msbgen.ecosystems.node.pruning import pruning
from msbgen.ecosystems.node.roots import run_calls
from msbgen.ecosystems.node.served import unreachable
from msbgen.ecosystems.node.table import read_table
from msbgen.ecosystems.node.wanted import wanted
from msbgen.model.facts import Facts
from msbgen.model.plan import Run, Step
from msbgen.understand.paths import below, covered
from msbgen.understand.scene import Scene

__all__ = ["prune"]


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Steps that leave only what the container can use; None when there is nothing to take away, or it is not proven needless."""
    steps: list[Step] = []
    whys: list[str] = []
    own = sources(facts, scene)
    if own is not None:
        _take_away(facts, scene, own, steps, whys)
    gains = bool(steps)
    gone = {path for path, _ in needless(facts, scene)}
    maybe = tuple(path for path in downloaded(scene) if path not in gone)
    if maybe:
        whys.append("whether anything was downloaded is not known")
        steps.append(Run((made_sure(maybe),), note="Folders of downloads, which versions and settings may leave out", why=whys[-1]))
    return Prune(as_root(steps, facts, "it changes what root installed"), "; ".join(whys), gains) if steps else None


def _take_away(facts: Facts, scene: Scene, own: tuple[Source, ...], steps: list[Step], whys: list[str]) -> None:
    """Remove modules that nothing can load."""
    idle = tuple(unreachable(facts, scene, own))
    if idle:
        paths = " ".join(shlex.quote(posixpath.join(f, "node_modules")) for f in idle)
        whys.append(f"nothing that the container starts loads modules of {', '.join(idle)}")
        steps.append(Run((f"rm -rf {paths}",), note="Modules that only the build loads", why=whys[-1]))
    done = tuple(i for i in installs(facts, scene) if i.folder not in idle)
    command = _command(done, facts, scene, own) if done else None
    if command is not None:
        whys.append("development dependencies are of no use at run time")
        steps.append(Run((command,), note="Only what production needs", why=whys[-1]))


def _command(done: tuple[Installed, ...], facts: Facts, scene: Scene, own: tuple[Source, ...]) -> str | None:
    """The package manager's own pruning of the one project that is left; None where it is not proven to take away only what is
    needless."""
    if len({i.folder for i in done}) != 1:
        return None
    last = done[-1]
    manifest = last.manifest
    if manifest is None or not manifest.development or manifest.workspaces or last.action.production is not False:
        return None
    if any(i.action.names or i.action.manager != last.action.manager or i.action.production is not False for i in done):
        return None
    if _otherwise_changed(last, facts, scene) or not _only_tools(manifest) or wanted(last, manifest, facts, scene, own):
        return None
    command = pruning(done, facts, scene)
    if command is None:
        return None
    return command if facts.final.workdir == last.folder else f"cd {shlex.quote(last.folder)} && {command}"


def _otherwise_changed(installed: Installed, facts: Facts, scene: Scene) -> bool:
    """Whether node_modules or package.json may be other than the last install left them."""
    path = posixpath.join(installed.folder, "package.json")
    modules = posixpath.join(installed.folder, "node_modules")
    if covered(modules, installed.call.mounts):  # they are in no layer, and pruning would install them
        return True
    if before(scene, installed.call.line).source_of(path) != scene.source_of(path):
        return True
    for call in run_calls(facts, scene):
        action = action_of(call, scene)
        if action is None:
            continue
        if action.kind in ("prune", "link", "deploy", "unknown") or (
            action.kind == "global" and any(bare_name(n or "") == "npm" for n in action.names)
        ):
            return True
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                if effect.owner != "node" and any(
                    below(w, modules) or w == path for w in (*effect.writes, *effect.removes, *effect.changes)
                ):
                    return True
    return any(p.origin == "context" and below(p.dest, modules) for p in scene.placements)


@cache
def _patterns() -> tuple[str, ...]:
    return tuple(read_table("packages")["development"]["names"])


def _only_tools(manifest: Manifest) -> bool:
    return all(
        any(fnmatchcase(name, p) for p in _patterns())
        for name in manifest.development
        if name not in manifest.production
    )
