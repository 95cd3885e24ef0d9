"""What a Node.js project's files say about it, for `new`."""

from __future__ import annotations

import shlex
from typing import Any

from msbgen.ecosystems.formats import json_of
from msbgen.ecosystems.node.manifest import Manifest, manifest_at
from msbgen.model.facts import Placed
from msbgen.model.project import Described
from msbgen.scaffold.image import newest
from msbgen.scaffold.versions import best
from msbgen.understand.context import Context
from msbgen.understand.scene import Scene

__all__ = ["Files", "default_version", "describe", "plain_start"]

#: lock file → package manager
_LOCKS = {"package-lock.json": "npm", "npm-shrinkwrap.json": "npm", "yarn.lock": "yarn", "pnpm-lock.yaml": "pnpm"}
#: even series, which become long-term support (nodejs.org/en/about/previous-releases; 2026-11)
_SERIES = ("16", "18", "20", "22", "24")
#: files that `node` runs where package.json names none, by custom
_MAINS = (
    "server.js",
    "index.js",
    "app.js",
    "main.js",
    "src/index.js",
    "src/server.js",
    "src/app.js",
    "server.mjs",
    "index.mjs",
)
#: names of long-term series, as .nvmrc may give them (the same page)
_CODENAMES = {"lts/gallium": "16", "lts/hydrogen": "18", "lts/iron": "20", "lts/jod": "22", "lts/krypton": "24"}
_SHELL = frozenset("$`&|;<>()*?[]{}~\"'\\\n")


class Files:
    """A project's files, as if they stood in /."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.scene = Scene(None, context)
        self.scene.place(Placed("/", (".",), "context", True, None, None, 0))
        self.manifest: Manifest | None = manifest_at(self.scene, "/")

    @property
    def lock(self) -> str | None:
        return next((name for name in _LOCKS if self.context.has(name)), None)

    @property
    def manager(self) -> str:
        """The package manager: of the packageManager field, of the lock file, else npm."""
        asked = (self.manifest.manager if self.manifest else None) or ""
        name = asked.partition("@")[0]
        if name in ("npm", "yarn", "pnpm"):
            return name
        return _LOCKS[self.lock] if self.lock else "npm"

    @property
    def raw(self) -> dict[str, Any]:
        """package.json as it is."""
        return json_of(self.context.read("package.json") or "") or {}


def describe(context: Context) -> Described | None:
    """Name, version, manager and what starts it."""
    if not context.has("package.json"):
        return None
    files = Files(context)
    if files.manifest is None:
        return None
    values: dict[str, Any] = {"manager": files.manager}
    why = {"manager": files.lock or "no lock file says otherwise"}
    warnings = []
    name = (files.manifest.name or "").rpartition("/")[2]
    if name:
        values["name"], why["name"] = name, "package.json names it"
    version = _version(files)
    if version is not None:
        values["version"], why["version"] = version
    if not files.manifest.scripts.get("start"):
        entry = (
            files.manifest.main
            if files.manifest.main and context.has(files.manifest.main)
            else next((m for m in _MAINS if context.has(m)), None)
        )
        if entry is not None:
            values["entry"], why["entry"] = (
                entry,
                "package.json names it" if entry == files.manifest.main else "a file of this name is meant to be run",
            )
    if files.lock is None:
        warnings.append("no lock file: which versions are installed depends on the day")
    if context.has("node_modules"):
        warnings.append(
            "node_modules is part of the build context: a .dockerignore keeps it out, and the dependencies get a layer of their own (--dockerignore)"
        )
    return Described(values, why, tuple(warnings))


def default_version() -> str:
    """The long-term series of the tables."""
    return newest("node", "lts", 1)


def plain_start(script: str) -> tuple[str, ...] | None:
    """The command line of a start script that only runs node on a file, so that no shell and no npm stand between; None for any other."""
    if _SHELL & set(script):
        return None
    words = tuple(shlex.split(script))
    return words if len(words) > 1 and words[0] == "node" and any(not w.startswith("-") for w in words[1:]) else None


def _version(files: Files) -> tuple[str, str] | None:
    """The series, and the file that says so."""
    for file in (".nvmrc", ".node-version"):
        lines = (files.context.read(file) or "").split()
        if lines:
            text = _CODENAMES.get(lines[0].lower(), lines[0].removeprefix("v").split(".")[0])
            if text.isdigit():
                return text, f"{file} says {lines[0]}"
    ranges = {}
    for place in ("volta", "engines"):
        given = files.raw.get(place)
        asked = given.get("node") if isinstance(given, dict) else None
        if isinstance(asked, str):
            ranges[f"package.json's {place}"] = asked
    found = best(list(ranges.values()), _SERIES, default_version())
    if not ranges or found is None:
        return None
    return found, "; ".join(f"{place} asks for Node.js {text}" for place, text in ranges.items())
