"""What packages a project brings in production, from its lock file, else from package.json and the table quiet.json."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from msbgen.ecosystems.node.action import Action
from msbgen.ecosystems.node.effects import action_of
from msbgen.ecosystems.node.locks import Locked, hoisted, lock_file, production, single
from msbgen.ecosystems.node.manifest import Manifest, manifest_at
from msbgen.ecosystems.node.roots import run_calls
from msbgen.ecosystems.node.table import read_table
from msbgen.model.facts import Call, Facts
from msbgen.understand.scene import Scene

__all__ = ["Installed", "before", "installs", "is_pure", "is_quiet", "major_of", "noisy", "requires", "staying", "unlocked"]


@dataclass(frozen=True, slots=True)
class Installed:
    """An install of a project's dependencies. `locked` are the packages that its lock file fixes, None without one."""

    call: Call
    action: Action
    folder: str
    manifest: Manifest | None
    locked: tuple[Locked, ...] | None

    @property
    def names(self) -> tuple[str, ...]:
        """All that is known to be installed for production; without a lock file only what package.json names."""
        if self.locked is not None:
            return tuple(p.name for p in self.locked)
        return tuple(self.manifest.production) if self.manifest else ()


def installs(facts: Facts, scene: Scene) -> tuple[Installed, ...]:
    """All installs of the RUNs, in order."""
    known = scene.memory.get("node.installs")
    if known is not None and known[0] is facts:
        remembered: tuple[Installed, ...] = known[1]
        return remembered
    found = []
    for call in run_calls(facts, scene):
        action = action_of(call, scene)
        if action is not None and action.kind == "install" and action.folder is not None:
            found.append(_installed(call, action, scene))
    scene.memory["node.installs"] = (facts, tuple(found))
    return tuple(found)


def _installed(call: Call, action: Action, scene: Scene) -> Installed:
    folder = action.folder or "/"
    manifest = manifest_at(scene, folder)
    locked = None
    if manifest is not None and not action.names:
        path = lock_file(before(scene, call.line), folder, action.manager)
        text = scene.read(path) if path else None
        if path is not None and text is not None:
            locked = production(text, posixpath.basename(path), manifest)
    return Installed(call, action, folder, manifest, locked)


def staying(installed: Installed, scene: Scene) -> frozenset[str]:
    """Packages that stand at the top of node_modules before and after what is for development goes, in the same version and whoever
    asks for them, as npm's or yarn's lock file has it."""
    action, call = installed.action, installed.call
    if installed.locked is None or action.manager not in ("npm", "yarn") or {"--no-package-lock", "--no-lockfile"} & set(call.operands):
        return frozenset()
    earlier = before(scene, call.line)
    path = lock_file(earlier, installed.folder, action.manager)
    if path is None or posixpath.dirname(path) != installed.folder:
        return frozenset()
    text = earlier.read(path) or ""
    return hoisted(text) if action.manager == "npm" else single(text) & {p.name for p in installed.locked}


def before(scene: Scene, line: int) -> Scene:
    """The scene as it was before a line: a lock file that comes later fixed nothing."""
    earlier = Scene(scene.base, scene.context)
    for placed in scene.placements:
        if placed.line <= line:
            earlier.place(placed)
    return earlier


@cache
def _table() -> Mapping[str, Any]:
    return read_table("quiet")


@cache
def _compiled() -> frozenset[str]:
    return frozenset(_table()["compiled"])


def major_of(version: str) -> int | None:
    """The major version that a version, or a range with one lower bound (^1.2, ~1.2, 1.x), means."""
    found = re.fullmatch(r"\s*[\^~=v]*\s*(\d+)(\.(\d+|x|\*)){0,2}([-+][\w.+-]*)?\s*", version)
    return int(found[1]) if found else None


def is_quiet(name: str, version: str | None) -> bool:
    """Whether a package is known to start no programs in this version; None: in whichever versions were looked at."""
    if name.startswith("@types/"):  # declarations only
        return True
    row = _table()["packages"].get(name)
    if row is None:
        return False
    return version is None or str(major_of(version)) in row


def is_pure(name: str) -> bool:
    """Whether a package is known to have no compiled parts."""
    return name.startswith("@types/") or (name in _table()["packages"] and name not in _compiled())


def requires(name: str, version: str | None = None) -> tuple[str, ...]:
    """What a package depends on, in one version or in any that the table knows."""
    row = _table()["packages"].get(name) or _table()["reviewed"].get(name, {})
    if version is not None and str(major_of(version)) in row:
        return tuple(row[str(major_of(version))])
    return tuple(dict.fromkeys(n for names in row.values() for n in names))


def noisy(installed: Installed) -> Iterator[str]:
    """Packages of an install of which it is not known that they start no programs; an empty name where nobody can tell which they are."""
    if installed.locked is not None:
        # a package for one system holds the compiled code of the package that asks for it, which decides when it is used
        yield from (p.name for p in installed.locked if not p.compiled and not is_quiet(p.name, p.version))
    elif installed.manifest is None:
        yield ""
    else:
        yield from unlocked(installed.manifest.production)


def unlocked(asked: Mapping[str, str | None]) -> Iterator[str]:
    """The same without a lock file: for packages by name and range, and all that the table knows them to depend on."""
    todo: list[tuple[str, str | None]] = list(asked.items())
    seen: set[str] = set()
    while todo:
        name, version = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if not is_quiet(name, version):
            yield name
        todo.extend((n, None) for n in requires(name, version))
