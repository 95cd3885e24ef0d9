"""Where a project's own script or a tool's settings may write: below the project, or elsewhere.

A program writes where its text or its arguments tell it. So a file all of whose path-like strings stay inside the project
is taken to write inside it; any other, or one that starts programs or asks for the home folder, is not.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.ecosystems.node.javascript import imports, strings, tokens
from msbgen.model.facts import Call
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["Reach", "module_file", "reach_of"]

#: modules that start programs, so that what they write is not known
_STARTERS = frozenset(
    "child_process node:child_process execa shelljs cross-spawn zx zx/globals cluster node:cluster".split()
)
#: names that lead out of the project
_OUTWARDS = frozenset({"homedir", "HOME", "USERPROFILE"})
_EXTENSIONS = (
    "",
    ".js",
    ".cjs",
    ".mjs",
    ".ts",
    ".cts",
    ".mts",
    ".jsx",
    ".tsx",
    ".json",
    "/index.js",
    "/index.ts",
    "/index.cjs",
    "/index.mjs",
)
_SWAPPED = {".js": (".ts", ".tsx"), ".mjs": (".mts",), ".cjs": (".cts",)}
#: a script that loads more files than this is not followed to its end
_MOST = 60


@dataclass(frozen=True, slots=True)
class Reach:
    """`paths` outside of the folder that may be written; `why` it is not known what is written, None where it is."""

    paths: tuple[str, ...] = ()
    why: str | None = None


def module_file(scene: Scene, path: str) -> str | None:
    """The image path of the file that node, or a TypeScript runner, loads for a path without its extension."""
    for extension in _EXTENSIONS:
        source = scene.source_of(path + extension)
        if source is not None and scene.context is not None and not scene.context.is_folder(source):
            return path + extension
    stem, dot = posixpath.splitext(path)
    return next((stem + other for other in _SWAPPED.get(dot, ()) if scene.source_of(stem + other) is not None), None)


def reach_of(scene: Scene, path: str, folder: str, call: Call, *, follow: bool) -> Reach:
    """What a file may write outside of `folder`. With `follow`, the project's files that it loads count, too."""
    seen: set[str] = set()
    found: dict[str, None] = {}
    todo = [path]
    while todo:
        at = todo.pop()
        if at in seen:
            continue
        seen.add(at)
        text = scene.read(at)
        if text is None or len(seen) > _MOST:
            return Reach(tuple(found), f"{at} could not be read")
        loaded = imports(text) if follow else None
        if loaded is not None:
            why = _opaque(loaded.names, loaded.computed)
            if why is not None:
                return Reach(tuple(found), f"{posixpath.basename(at)} {why}")
        own = loaded.names if loaded is not None else frozenset()
        for value in strings(text) - own:
            outside = _outside(value, at, folder)
            if outside is not None:
                found[outside] = None
        why = _environment(text, folder, call)
        if why is not None:
            return Reach(tuple(found), f"{posixpath.basename(at)} {why}")
        for name in own:
            if name.startswith("."):
                file = module_file(scene, posixpath.normpath(posixpath.join(posixpath.dirname(at), name)))
                if file is not None and not file.endswith(".json"):
                    todo.append(file)
    return Reach(tuple(found))


def _opaque(names: frozenset[str], computed: bool) -> str | None:
    starter = next((n for n in sorted(names) if n in _STARTERS), None)
    if starter is not None:
        return f"starts other programs (it loads {starter})"
    return "loads a module whose name it computes" if computed else None


def _outside(value: str, file: str, folder: str) -> str | None:
    """The path that a string names outside of the folder; None where it names none."""
    if "\n" in value or " " in value or len(value) > 200:
        return None
    if value.startswith("/"):
        plain = join(None, value)
        if plain is None or not value[1:2].isalnum() or below(plain, folder):
            return None
        return plain
    parts = value.split("/")
    if ".." not in parts:
        return None
    # TypeScript, bundlers and `path.join(__dirname, …)` mean paths from the file's own folder
    path = posixpath.normpath(posixpath.join(posixpath.dirname(file), value))
    return None if below(path, folder) else path


def _environment(text: str, folder: str, call: Call) -> str | None:
    """Whether a file asks the environment for a folder: the home, or a variable that holds a path outside of the folder."""
    given = (
        [t.value for t in tokens(text) if t.kind in ("name", "mark")] if "process" in text or "homedir" in text else []
    )
    for name in _OUTWARDS & set(given):
        return f"asks for {name}"
    for name in _variables(given):
        value = call.env.get(name, "")
        if value is None or (value.startswith("/") and not below(value, folder)):
            return f"reads ${name}, which may name another folder"
    return None


def _variables(given: list[str | None]) -> Iterator[str]:
    for at in range(len(given) - 4):
        if given[at] == "process" and given[at + 2] == "env" and given[at + 4]:
            yield given[at + 4] or ""
