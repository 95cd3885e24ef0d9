"""What commands of Node.js do in a build: npm, yarn, pnpm, npx, corepack, node itself, and the tools of node_modules/.bin."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from msbgen.ecosystems.node import bun as bun_lines
from msbgen.ecosystems.node import pnpm as pnpm_lines
from msbgen.ecosystems.node.action import SYSTEM, Action, home
from msbgen.ecosystems.node.downloads import browsers, corepack_folder, downloaded, note_manager
from msbgen.ecosystems.node.globals import global_effect, prefix_of
from msbgen.ecosystems.node.javascript import imports
from msbgen.ecosystems.node.manifest import Manifest, manifest_at
from msbgen.ecosystems.node.merge import Part, merged
from msbgen.ecosystems.node.npm import npm, npx
from msbgen.ecosystems.node.scripts import Step, lifecycle, member_folders, script_steps
from msbgen.ecosystems.node.table import tool
from msbgen.ecosystems.node.tools import SCRIPT_VALUED, script_effect, script_file, tool_effect
from msbgen.ecosystems.node.yarn import yarn
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import leading_options
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene
from msbgen.understand.units import effect_of

__all__ = ["MANAGERS", "action_of", "effect", "runs_script"]

MANAGERS = frozenset({"npm", "npx", "yarn", "yarnpkg", "pnpm", "pnpx", "corepack"})
#: what an install may start to compile native parts (nodejs/node-gyp, README)
_INSTALLERS = ("node-gyp", "python3", "python", "make", "gcc", "g++", "cc")
#: caches of the package managers below the home folder, which nobody needs at run time
_SCRATCH = (
    ".npm",
    ".node-gyp",
    ".cache/node-gyp",
    ".cache/yarn",
    ".yarn/berry/cache",
    ".local/share/pnpm/store",
    ".pnpm-store",
    ".npmrc",
    ".yarnrc",
    ".bun/install/cache",
)


def action_of(call: Call, scene: Scene) -> Action | None:
    """What a package manager's command asks for; None for any other program."""
    name = call.name
    if name == "npm":
        return npm(call)
    if name == "npx":
        return npx(call)
    if name in ("yarn", "yarnpkg"):
        return yarn(call, scene)
    if name == "pnpm":
        return pnpm_lines.pnpm(call)
    if name == "pnpx":
        return Action("exec", "pnpm", call.cwd, call.operands)
    if name == "corepack":
        return pnpm_lines.corepack(call)
    if name == "bun":
        return bun_lines.bun(call, scene)
    if name == "bunx":
        return bun_lines.bunx(call, call.operands)
    return None


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None where it is none of Node.js's."""
    action = action_of(call, scene)
    if action is not None:
        result = _of_action(action, call, scene)
        fetched = note_manager(action, call, scene)
        if fetched is None:
            return result
        keep = Product(fetched, "bundle", "node", call.line)
        return replace(result, writes=(*result.writes, fetched), products=(*result.products, keep))
    if call.name in ("node", "nodejs"):
        return runs_script(call, scene)
    row = tool(call.name)
    return None if row is None else tool_effect(row, call, scene)


def runs_script(call: Call, scene: Scene) -> Effect:
    """The effect of node, or of bun in its place, running a file."""
    words = call.operands
    if not words or {"-v", "--version", "-h", "--help", "--check", "-c"}.intersection(words[: leading_options(words, SCRIPT_VALUED)]):
        return Effect("state", "it only asks", programs=("node",))
    if words[0] in ("-e", "-p", "--eval", "--print", "-pe"):
        text = words[1] if len(words) > 1 else None
        if text is not None and _only_computes(text):
            return Effect("state", "it only computes", programs=("node",))
        return Effect("unknown", "what its text writes is not known", anywhere=True, programs=("node",))
    path = script_file(call)
    if path is None:
        return Effect("unknown", "which script it runs is not known", anywhere=True, programs=("node",))
    return script_effect(path, call, scene)


def _only_computes(text: str) -> bool:
    """Whether code of the command line runs no script of the project, and names nothing that writes."""
    loaded = imports(text)
    if loaded.computed or any(name.startswith((".", "/")) and not name.endswith(".json") for name in loaded.names):
        return False
    return not any(mark in text for mark in ("write", "fs", "child_process", "exec", "import"))


def _of_action(action: Action, call: Call, scene: Scene) -> Effect:
    name = call.name or ""
    evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:4])),)
    if action.kind == "quiet":
        return Effect("state", "it writes nothing that stays", evidence, scratch=_caches(call), programs=(name,))
    if action.kind == "install":
        return _install(action, call, scene, evidence)
    if action.kind == "global":
        return global_effect(action, call, scene, evidence)
    if action.kind == "run":
        return _run(action, call, scene, evidence)
    if action.kind == "exec":
        return _exec(action, call, scene, evidence)
    if action.kind in ("prune", "rebuild") and action.folder:
        return Effect(
            "build",
            f"{name} changes node_modules",
            evidence,
            writes=(action.folder,),
            scratch=_caches(call),
            programs=(name,),
        )
    if action.kind == "deploy" and action.target:
        return Effect(
            "build",
            "a project with its dependencies",
            evidence,
            writes=(action.target,),
            scratch=_caches(call),
            programs=(name,),
        )
    if action.kind == "enable":
        return _enable(action, call, scene, evidence)
    if action.kind == "prepare":
        where = corepack_folder(call)
        downloaded(scene)[where] = None
        keep = Product(where, "bundle", "node", call.line)
        return Effect(
            "build", "a package manager is downloaded", evidence, writes=(where,), products=(keep,), programs=(name,)
        )
    if action.kind == "settings":
        return _settings(action, call, scene, evidence)
    return Effect(
        "unknown",
        f"what `{' '.join(w or '?' for w in call.argv[:3])}` does is not known",
        evidence,
        anywhere=True,
        programs=(name,),
    )


def _caches(call: Call) -> tuple[str, ...]:
    return (*(posixpath.join(home(call), p) for p in _SCRATCH), "/usr/local/share/.cache")


def _install(action: Action, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    """Dependencies of a project, and what its own lifecycle scripts make."""
    folder = action.folder
    if folder is None:
        return Effect("unknown", "which folder it installs into is not known", evidence, anywhere=True)
    modules = posixpath.join(folder, "node_modules")
    manifest = manifest_at(scene, folder)
    parts: list[Part] = []
    if manifest is not None:
        if action.scripts and not (action.manager == "npm" and action.names):
            parts = _parts(lifecycle(folder, manifest, call), scene)
        for at in (member_folders(replace(action, members=("*",)), scene) or ()) if action.scripts else ():
            member = manifest_at(scene, at)
            if member is not None:
                parts.extend(_parts(lifecycle(at, member, call), scene))
    extra = browsers(action, manifest, call, scene) + _shared_store(action, folder, call, scene)
    asked = bool(manifest and (manifest.production or (manifest.development and not action.production))) or bool(
        action.names
    )
    whole = folder if folder not in SYSTEM else modules
    products = (
        (Product(modules, "library", "node", call.line),) if asked and not _plug_and_play(action, folder, scene) else ()
    )
    ran = (call.name or "", *_INSTALLERS, *(("git",) if manifest is not None and _from_git(manifest) else ()))
    both = merged(parts, "dependencies of the project", ran, evidence, sure=(whole,))
    if both.anywhere:
        return both
    kept = tuple(Product(path, "bundle", "node", call.line) for path in extra)
    return replace(
        both,
        role="build",
        reason="it installs dependencies of the project",
        scratch=(*both.scratch, *_caches(call)),
        products=(*both.products, *products, *kept),
    )


def _from_git(manifest: Manifest) -> bool:
    """Whether package.json asks for packages out of repositories, for which npm starts git."""
    asked = (*manifest.production.values(), *manifest.development.values())
    return any(
        r.startswith(("git", "ssh:", "https:")) or ("/" in r and not r.startswith(("npm:", "file:", "link:", ".", "/")))
        for r in asked
    )


def _shared_store(action: Action, folder: str, call: Call, scene: Scene) -> tuple[str, ...]:
    """A store outside of the project that node_modules or .pnp.cjs point into."""
    if action.manager == "berry" and _plug_and_play(action, folder, scene):
        settings = scene.read(posixpath.join(folder, ".yarnrc.yml")) or ""
        if "enableGlobalCache: false" not in settings:
            store = posixpath.join(home(call), ".yarn/berry")
            downloaded(scene)[store] = None
            return (store,)
    if action.manager == "pnpm":
        settings = (scene.read(posixpath.join(folder, "pnpm-workspace.yaml")) or "") + (
            scene.read(posixpath.join(folder, ".npmrc")) or ""
        )
        if "enableGlobalVirtualStore: true" in settings or "enable-global-virtual-store=true" in settings:
            store = posixpath.join(home(call), ".local/share/pnpm")
            downloaded(scene)[store] = None
            return (store,)
    return ()


def _plug_and_play(action: Action, folder: str, scene: Scene) -> bool:
    """Whether yarn 2 and later installs without node_modules."""
    if action.manager != "berry":
        return False
    settings = scene.read(posixpath.join(folder, ".yarnrc.yml")) or ""
    return not any(
        line.replace('"', "").replace("'", "").strip() == "nodeLinker: node-modules" for line in settings.splitlines()
    )


def _parts(steps: Iterator[Step], scene: Scene) -> list[Part]:
    found = []
    for step in steps:
        if step.opaque is not None:
            found.append(Part(Effect("unknown", step.opaque, anywhere=True)))
        else:
            found.append(Part(effect_of(step.call, scene), step.maybe))
    return found


def _run(action: Action, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    """Scripts of package.json, followed. One that is being followed already, or was on this line, is not followed again."""
    name = action.names[0] if action.names else None
    folders = member_folders(action, scene)
    if name is None or folders is None:
        return Effect("unknown", "which script it runs is not known", evidence, anywhere=True)
    memory: dict[tuple[object, ...], Effect | None] = scene.memory.setdefault("node.scripts", {})
    parts: list[Part] = []
    for folder in folders:
        key = (call.line, folder, action.names)
        if key in memory:
            known = memory[key]
            if known is not None:
                parts.append(Part(known))
            continue
        memory[key] = None
        result = _script(name, action, folder, call, scene, evidence)
        memory[key] = result
        parts.append(Part(result))
    return merged(
        parts,
        parts[0].effect.reason if parts else f"the script {name} is already running",
        (call.name or "",),
        evidence,
    )


def _script(name: str, action: Action, folder: str, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    manifest = manifest_at(scene, folder)
    if manifest is None:
        # npm-scripts(7): scripts run from the root of the package folder
        return Effect(
            "build",
            f"its script {name} works in the project's folder",
            evidence,
            writes=(folder,),
            programs=(call.name or "",),
        )
    steps = script_steps(name, action.names[1:], folder, manifest, call)
    if steps is None:
        row = tool(name)
        if action.manager != "npm" and row is not None:  # yarn and pnpm also run programs of node_modules/.bin
            return tool_effect(row, replace(call, argv=action.names, cwd=folder), scene)
        if action.lenient:
            return Effect("state", f"package.json has no script {name}", evidence)
        return Effect("unknown", f"package.json has no script {name}", evidence, anywhere=True)
    source = scene.source_of(posixpath.join(folder, "package.json")) or "package.json"
    says = (Evidence(source, f"{name}: {manifest.scripts.get(name, 'node server.js')}"),)
    return merged(
        _parts(steps, scene),
        f"it runs the script {name}",
        (call.name or "",),
        (*evidence, *says),
        sure=(folder,) if folder not in SYSTEM else (),
    )


def _exec(action: Action, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    """A program of a package, fetched first where it is not there."""
    name = action.names[0] if action.names else None
    if name is None:
        return Effect("unknown", "which program it runs is not known", evidence, anywhere=True)
    plain = name if name.startswith("@") else name.split("@", 1)[0]
    row = tool(plain) or next((t for t in (tool(p) for p in _of_package(name)) if t), None)
    inner = replace(call, argv=(row.name if row else plain, *action.names[1:]), cwd=action.folder)
    result = effect_of(inner, scene)
    return replace(result, evidence=(*evidence, *result.evidence), scratch=(*result.scratch, *_caches(call)))


def _of_package(name: str) -> tuple[str, ...]:
    """Programs of a package given as `@scope/name@version`."""
    from msbgen.ecosystems.node.table import programs_of

    bare = name if name.count("@") < 2 else name.rsplit("@", 1)[0]
    return programs_of(bare) or ()


def _enable(action: Action, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    """corepack's links to pnpm and yarn beside node."""
    prefix = prefix_of(call, scene)
    if prefix is None:
        return Effect("unknown", "where corepack links to is not known", evidence, anywhere=True)
    managers = frozenset(n for n in action.names if n) or frozenset({"pnpm", "yarn"})
    known: frozenset[str] = scene.memory.get("node.corepack", frozenset())
    scene.memory["node.corepack"] = known - managers if action.lenient else known | managers
    if action.lenient:
        return Effect("build", "corepack takes its links away", evidence, programs=("corepack",))
    wanted = tuple(sorted(managers))
    links = [
        posixpath.join(action.target or prefix + "/bin", p)
        for n in wanted
        for p in {"pnpm": ("pnpm", "pnpx"), "yarn": ("yarn", "yarnpkg")}.get(n, ())
    ]
    if not wanted or (action.target and not action.target.startswith("/")):
        return Effect("unknown", "where corepack links to is not known", evidence, anywhere=True)
    return Effect(
        "build", "corepack links to its package managers", evidence, links=tuple(links), programs=("corepack",)
    )


def _settings(action: Action, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    """The package manager's own settings; a new prefix is remembered, yarn's version, too."""
    words = [w or "" for w in action.names]
    text = " ".join(words)
    if action.manager == "berry" or words[:2] == ["set", "version"]:
        if words[:2] == ["set", "version"]:
            classic = len(words) > 2 and words[2].startswith(("classic", "1"))
            scene.memory["node.yarn"] = "yarn" if classic else "berry"
        writes = (action.folder,) if action.folder else ()
        return Effect(
            "build",
            "yarn's settings",
            evidence,
            writes=writes,
            scratch=_caches(call),
            anywhere=not writes,
            programs=("yarn",),
        )
    assigned = next(
        (
            w.partition("=")[2] or (words[i + 1] if i + 1 < len(words) else "")
            for i, w in enumerate(words)
            if w.split("=")[0] == "prefix"
        ),
        None,
    )
    if assigned is not None:
        scene.memory["node.prefix"] = join(call.cwd, assigned) if assigned else ""
    if "script-shell" in text or "node-linker" in text:
        return Effect(
            "build",
            "settings that a later command may follow",
            evidence,
            writes=(posixpath.join(home(call), ".npmrc"),),
            programs=(call.name or "",),
        )
    return Effect(
        "build", "settings of the package manager", evidence, scratch=_caches(call), programs=(call.name or "",)
    )
