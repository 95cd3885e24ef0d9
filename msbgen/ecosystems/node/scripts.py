"""Scripts of package.json as commands, with those that run before and after them, and workspaces."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, replace

from msbgen.ecosystems.node.action import Action
from msbgen.ecosystems.node.manifest import Manifest, manifest_at, nearest
from msbgen.model.facts import Call
from msbgen.model.shell import Compound
from msbgen.read.shell import parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.scene import Scene

__all__ = ["LIFECYCLE", "Step", "lifecycle", "member_folders", "script_steps"]

#: what an install of a project runs, in order (docs.npmjs.com/cli/using-npm/scripts; yarn 1 and pnpm run the same)
LIFECYCLE = ("preinstall", "install", "postinstall", "prepublish", "preprepare", "prepare", "postprepare")


@dataclass(frozen=True, slots=True)
class Step:
    """A command of a script; `maybe` where a condition decides if it runs. `opaque` says why the script cannot be read."""

    call: Call
    maybe: bool = False
    opaque: str | None = None


def script_steps(
    name: str, arguments: tuple[str | None, ...], folder: str, manifest: Manifest, call: Call
) -> Iterator[Step] | None:
    """All commands of a script, of its pre and post scripts as well; None where package.json has no such script."""
    if name == "restart" and name not in manifest.scripts:
        texts = [manifest.scripts[n] for n in ("stop", "start") if n in manifest.scripts]
    elif name == "start" and name not in manifest.scripts:
        texts = ["node server.js"]  # npm's default
    elif name in manifest.scripts:
        texts = [manifest.scripts[name]]
    else:
        return None
    if any(a is None for a in arguments):
        return iter((Step(call, opaque="its arguments are not known"),))
    tail = "".join(" " + shlex.quote(a) for a in arguments if a is not None)
    before, after = manifest.scripts.get("pre" + name), manifest.scripts.get("post" + name)
    whole = [*([before] if before else []), *(text + tail for text in texts), *([after] if after else [])]
    return _steps(whole, name, folder, call)


def lifecycle(folder: str, manifest: Manifest, call: Call) -> Iterator[Step]:
    """All commands of the scripts that an install of the project runs."""
    for name in LIFECYCLE:
        if name in manifest.scripts:
            yield from _steps([manifest.scripts[name]], name, folder, call)


def _steps(texts: list[str], name: str, folder: str, call: Call) -> Iterator[Step]:
    for text in texts:
        script = parse(text)
        if script.opaque:
            yield Step(call, opaque=f"the script {name!r} cannot be read: {script.opaque}")
            continue
        place = Place(call.variables(npm_lifecycle_event=name), folder, call.user, call.line, call.mounts)
        for item in script.items:
            maybe = item.operator == "||" or (
                isinstance(item.node, Compound) and item.node.kind not in ("group", "subshell")
            )
            part = replace(script, items=(replace(item, operator=""),))
            for inner in calls_of(part, place):
                yield Step(replace(inner, line=call.line), maybe)


def member_folders(action: Action, scene: Scene) -> tuple[str, ...] | None:
    """The folders of the workspaces that an action is for; the project's own folder where it names none; None: not known."""
    if action.folder is None:
        return None
    if not action.members:
        found = nearest(scene, action.folder)
        return (found[0],) if found else (action.folder,)
    folders = _all_members(action.folder, scene)
    if folders is None:
        return None
    if action.members == ("*",):
        return folders
    chosen: list[str] = []
    for member in action.members:
        matched = _named_member(member, action.folder, folders, scene)
        if matched is None:
            return None
        chosen.append(matched)
    return tuple(chosen)


def _named_member(member: str, folder: str, folders: tuple[str, ...], scene: Scene) -> str | None:
    """The folder of a workspace given by its package's name or its path."""
    plain = member.removeprefix("./").rstrip("/")
    for at in folders:
        manifest = manifest_at(scene, at)
        if (manifest is not None and manifest.name == member) or at == posixpath.join(folder, plain):
            return at
    return None


def _all_members(folder: str, scene: Scene) -> tuple[str, ...] | None:
    """The folders of all workspaces, by the globs of package.json or pnpm-workspace.yaml."""
    manifest = manifest_at(scene, folder)
    globs = manifest.workspaces if manifest else ()
    listed = scene.read(posixpath.join(folder, "pnpm-workspace.yaml"))
    if listed is not None:
        globs = (*globs, *_yaml_list(listed, "packages"))
    if not globs or scene.context is None or scene.context.files is None:
        return None
    found = []
    for placed in scene.placements:
        for path, _ in scene.files(placed) or ():
            if path.endswith("/package.json") and "/node_modules/" not in path:
                at = posixpath.dirname(path)
                if at.startswith(folder.rstrip("/") + "/") and _matches(at[len(folder.rstrip("/")) + 1 :], globs):
                    found.append(at)
    return tuple(dict.fromkeys(found)) or None


def _matches(path: str, globs: tuple[str, ...]) -> bool:
    from fnmatch import fnmatchcase

    for glob in globs:
        plain = glob.removeprefix("./").rstrip("/")
        if plain.endswith("/**"):
            if path.startswith(plain[:-2]):
                return True
        elif fnmatchcase(path, plain) and path.count("/") == plain.count("/"):
            return True
    return False


def _yaml_list(text: str, key: str) -> tuple[str, ...]:
    """The items of a top-level list of plain or quoted strings, as pnpm-workspace.yaml has them."""
    found: list[str] = []
    inside = False
    for line in text.splitlines():
        plain = line.split(" #", 1)[0].rstrip()
        if not plain or plain.lstrip().startswith("#"):
            continue
        if not plain.startswith((" ", "-")):
            inside = plain == key + ":"
        elif inside and plain.lstrip().startswith("- "):
            found.append(plain.lstrip()[2:].strip().strip("'\""))
    return tuple(found)
