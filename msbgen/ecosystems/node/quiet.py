"""Whether a Node.js application is known to start no other program and to load no library of the system."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msbgen.data.portable import portable
from msbgen.ecosystems.node.bun import script_of
from msbgen.ecosystems.node.children import children
from msbgen.ecosystems.node.dependencies import installs, noisy, unlocked
from msbgen.ecosystems.node.effects import MANAGERS, action_of
from msbgen.ecosystems.node.globals import bare_name
from msbgen.ecosystems.node.javascript import imports, mentions
from msbgen.ecosystems.node.manifest import Manifest, manifest_at
from msbgen.ecosystems.node.modules import package_of
from msbgen.ecosystems.node.project import Source, sources
from msbgen.ecosystems.node.reach import module_file
from msbgen.ecosystems.node.roots import ENTRYPOINT, Unknown, is_local, run_calls, started
from msbgen.ecosystems.node.scripts import member_folders
from msbgen.ecosystems.node.table import programs_of, read_table, tool
from msbgen.ecosystems.node.tools import script_file
from msbgen.model.facts import Call, Facts
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["starts_others", "unlooked", "why_loud"]

#: in a string of the project's own sources these mean another program, or the system's files
_LOUD = ("child_process", "spawn_sync", "process_wrap")
#: variables of the official images that no table gives a value for
_SILENT_ENV = ("NODE_VERSION", "YARN_VERSION")
#: packages whose programs were looked at, beside static servers and what starts the command that it is given: the table quiet.json
#: tells of what a program may load of a package, not of the package's own programs
_PROGRAMS = frozenset({"typeorm"})
_NO_MANIFEST = "which packages it installs is not known: no package.json is at hand"
#: what scripts of package.json fetch and unpack files with
_FETCHERS = frozenset({"curl", "wget", "unzip", "tar", "7z", "aws", "gsutil"})


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the application may start other programs; None when its sources and all its packages are known not to."""
    own = sources(facts, scene)
    if own is None or scene.context is None:
        return "the application's sources are not all at hand"
    fetched = _fetched(facts)
    if fetched is not None:
        return fetched
    folders: list[str] = []
    for call in _started(facts, scene):
        if isinstance(call, str):
            return call
        why, folder = _of_root(call, facts, scene, own)
        if why is not None:
            return why
        if folder is not None:
            folders.append(folder)
    return why_loud(facts, scene, folders) if folders else None  # only static servers, which load no source of the project


def why_loud(facts: Facts, scene: Scene, folders: list[str]) -> str | None:
    """Why the project's sources, or packages that programs in these folders can load, may start others; None when neither may."""
    own = sources(facts, scene)
    if own is None or scene.context is None:
        return "the application's sources are not all at hand"
    fetched = _fetched(facts)
    if fetched is not None:
        return fetched
    for source in own:
        why = _of_source(source)
        if why is not None:
            return why
    return _of_packages(facts, scene, folders, own)


def unlooked(facts: Facts, scene: Scene) -> str | None:
    """What of the application nobody has looked at, so that it may take anything from the image; None when all is known."""
    own = sources(facts, scene)
    if own is None or scene.context is None:
        return "the application's sources are not all at hand"
    tables = read_table("packages")
    for installed in installs(facts, scene):
        for name in noisy(installed):
            if name not in tables["reviewed"] and name not in tables["system"]:
                return f"the package {name} is not known to take nothing from the image" if name else _NO_MANIFEST
    for each in _started(facts, scene):
        if isinstance(each, str) or each.name in ("node", "nodejs", "bun", "bunx") or each.name in MANAGERS:
            continue
        row = tool(each.name)
        of_image = () if is_local(each, scene) else _globals(each.name or "", facts, scene)
        for package in (*((row.package,) if row is not None else ()), *of_image):
            for name in unlocked({package: None}):
                if name not in tables["reviewed"] and name not in tables["system"]:
                    return f"the package {name} is not known to take nothing from the image"
    return None


def _started(facts: Facts, scene: Scene) -> list[Call | str]:
    found: list[Call | str] = []
    for root in facts.roots:
        for call in root.calls:
            if call.name == ENTRYPOINT or call.name in SHELLS:
                continue
            try:
                found.extend(started(call, scene))
            except Unknown:
                return [f"what `{' '.join(w or '?' for w in call.argv[:3])}` starts is not known"]
    return found


def _of_root(call: Call, facts: Facts, scene: Scene, own: tuple[Source, ...]) -> tuple[str | None, str | None]:
    """Why a command of the start may start others, and the folder from which it loads its modules."""
    name = call.name or ""
    if name == "bun" and (script := script_of(call, scene)) is not None:
        call, name = script, "node"
    if name in ("node", "nodejs"):
        path = script_file(call)
        if path is not None and module_file(scene, path) is None and not _is_built(path, scene):
            return f"{path} is not in the build context", None
        return None, path or call.cwd
    if name in ("npm", "npx", "bun", "bunx"):
        return None, None
    if name in MANAGERS:
        return f"{name} starts other programs", None
    row = tool(name)
    if row is not None:
        if not row.folder and row.does != "runs" and row.package not in _PROGRAMS:
            return f"what {name} itself starts is not known", None
        loud = next((why for each in unlocked({row.package: None}) if (why := _of_noisy(each, own))), None)
        return loud, None if row.folder and not is_local(
            call, scene
        ) else call.cwd  # it serves files, and loads its own modules
    if is_local(call, scene):
        loud = next((why for each in unlocked({name: None}) if (why := _of_noisy(each, own))), None)
        return loud or f"what {name} itself starts is not known", call.cwd
    every = (each for package in _globals(name, facts, scene) for each in unlocked({package: None}))
    return next((why for each in every if (why := _of_noisy(each, own))), None), None


def _globals(name: str, facts: Facts, scene: Scene) -> Iterator[str]:
    """The packages for the whole image that brought a program, or may have."""
    for call in run_calls(facts, scene):
        action = action_of(call, scene)
        for word in action.names if action is not None and action.kind == "global" else ():
            package = bare_name(word) if word else None
            brings = programs_of(package) if package else None
            if package and (name in brings if brings is not None else portable(name) is None):
                yield package


def _is_built(path: str, scene: Scene) -> bool:
    """Whether a script that is not in the context lies in a project that is: a build makes it from sources at hand."""
    return any(below(path, placed.dest) for placed in scene.placements if placed.origin == "context")


def _fetched(facts: Facts) -> str | None:
    """Files that a build fetches or unpacks are not read here."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                if (
                    effect.role == "build"
                    and effect.writes
                    and not any(p.path.endswith("/bin/bun") for p in effect.products)  # its installer
                    and (
                        _FETCHERS & set(effect.programs)
                        if effect.owner in ("node", "bun")
                        else not set(effect.programs) <= {"cp", "mv", "install", "gzip"}
                    )
                ):
                    return f"line {unit.line} brings files that are not in the build context"
    return None


def _of_source(source: Source) -> str | None:
    for word in _LOUD:
        if mentions(source.text, word):
            return f"{source.path} starts other programs ({word})"
    if "Bun." in source.text or "bun" in source.text:
        if children(source.text):
            return f"{source.path} starts other programs"
        if "bun:ffi" in source.text:
            return f"{source.path} loads native code"
    if ".dlopen(" in source.text:
        return f"{source.path} loads native code"
    for name in _SILENT_ENV:
        if name in source.text:
            return f"{source.path} reads {name}, which the base image sets"
    return None


def _of_packages(facts: Facts, scene: Scene, folders: list[str], own: tuple[Source, ...]) -> str | None:
    """Packages that the application can load: those installed above its scripts, and what its sources import beyond them."""
    known: set[str] = set()
    tops = {source.path.split("/", 1)[0] for source in own if "/" in source.path}
    members = _members(facts, scene)
    for name in dict.fromkeys(n for each in members.values() for n in each.production if n not in members):
        why = next((why for each in unlocked({name: None}) if (why := _of_noisy(each, own))), None)
        if why is not None:
            return why
    for installed in installs(facts, scene):
        if not any(below(folder, installed.folder) for folder in folders):
            continue
        known.update(installed.names)
        for name in noisy(installed):
            why = None if name in members else _of_noisy(name, own)
            if why is not None:
                return why
    for call in run_calls(facts, scene):
        if call.name in ("npm", "yarn", "pnpm") and any(w in ("link", "workspaces") for w in call.operands):
            return "linked packages are not read"
    for source in own:
        for name in imports(source.text).names:
            package = package_of(name)
            if package is None or package in known or package in tops or package in members:
                continue
            known.add(package)
            for each in unlocked({package: None}):
                why = _of_noisy(each, own)
                if why is not None:
                    return why
    return None


def _members(facts: Facts, scene: Scene) -> dict[str, Manifest]:
    """The projects of workspaces by name: their sources are the project's own."""
    found: dict[str, Manifest] = {}
    for installed in installs(facts, scene):
        for folder in member_folders(replace(installed.action, members=("*",)), scene) or ():
            manifest = manifest_at(scene, folder)
            if manifest is not None and manifest.name:
                found[manifest.name] = manifest
    return found


def _of_noisy(name: str, own: tuple[Source, ...]) -> str | None:
    """Why a package that is not quiet may start others: nobody has looked at it, or the sources ask for the part that does."""
    words = read_table("packages")["reviewed"].get(name)
    if words is None:
        return f"the package {name} is not known to start no other program" if name else _NO_MANIFEST
    asking = next((s.path for s in own for w in words if w in s.text), None)
    return None if asking is None else f"{asking} uses a part of the package {name} that starts other programs"
