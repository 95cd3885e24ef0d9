"""Programs that bun compiled: what they load of the project, and what of it is of no use any more."""

from __future__ import annotations

import posixpath
import shlex

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.bun.effects import is_compiling
from msbgen.ecosystems.bun.kit import ENTRYPOINT
from msbgen.ecosystems.node.dependencies import installs
from msbgen.ecosystems.node.javascript import imports
from msbgen.ecosystems.node.project import sources
from msbgen.ecosystems.node.prune import prune as of_node
from msbgen.ecosystems.node.quiet import starts_others as of_sources
from msbgen.ecosystems.node.quiet import why_loud
from msbgen.ecosystems.node.roots import run_calls
from msbgen.model.facts import Call, Facts
from msbgen.model.plan import Run
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene
from msbgen.understand.started import languages_of

__all__ = ["prune", "starts_others"]



def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the program may start others; None when its sources and all its packages are known not to."""
    started = _started(facts)
    if any(_is_compiled(call, facts) for call in started):
        why = why_loud(facts, scene, _folders(facts, scene))
        if why is not None:
            return why
    return of_sources(facts, scene) if any(call.name in ("bun", "bunx") for call in started) else None


def _started(facts: Facts) -> list[Call]:
    return [call for root in facts.roots for call in root.calls if call.name not in SHELLS and call.name != ENTRYPOINT]


def _folders(facts: Facts, scene: Scene) -> list[str]:
    return [call.cwd for call in run_calls(facts, scene) if is_compiling(call) and call.cwd is not None]


def _is_compiled(call: Call, facts: Facts) -> bool:
    program = call.argv[0] if call.argv else None
    path = join(call.cwd, program) if program and "/" in program else None
    made = (p for line in facts.lines for u in line.units for e in u.effects for p in e.products)
    return any(p.owner == "bun" and p.kind == "program" and (p.path == path or (path is None and posixpath.basename(p.path) == program)) for p in made)


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Modules that compiled programs hold in themselves; else what Node.js's package managers know to take away."""
    folders = _needless(facts, scene)
    if not folders:
        node = any(e.name == "node" for root in facts.roots for call in root.calls for e in languages_of(call, facts))
        return None if node else of_node(facts, scene)  # which does so itself
    why = "the compiled program holds its modules"
    paths = " ".join(shlex.quote(posixpath.join(f, "node_modules")) for f in folders)
    step = Run((f"rm -rf {paths}",), note="Modules that only the build loads", why=why)
    return Prune(as_root([step], facts, "it changes what root installed"), why)


def _needless(facts: Facts, scene: Scene) -> tuple[str, ...]:
    """Folders of installs that bring development dependencies only, where only compiled programs are started: what a package loads by
    a computed name, a program takes from the node_modules of the folder that it runs in (tried with bun 1.3)."""
    started = _started(facts)
    own = sources(facts, scene)
    if own is None or not started or any(root.opaque for root in facts.roots) or not all(_is_compiled(call, facts) for call in started):
        return ()
    compiling = [call for call in run_calls(facts, scene) if is_compiling(call)]
    if any(w is None or w.startswith(("--external", "-e", "--packages")) for call in compiling for w in call.operands):
        return ()
    if any(imports(source.text).computed or "node_modules" in source.text or "createRequire" in source.text for source in own):
        return ()
    done = installs(facts, scene)
    if any(i.action.names or i.manifest is None or i.manifest.production or i.manifest.workspaces for i in done):
        return ()
    return tuple(dict.fromkeys(i.folder for i in done))
