"""package.json: what a project says of itself. Read as npm reads it, but wrong shapes count as absent, never as an error."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from msbgen.ecosystems.formats import json_of
from msbgen.understand.scene import Scene

__all__ = ["Manifest", "manifest_at", "nearest"]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A package.json. `manager` is its packageManager ("pnpm@9.1.0"), `module` whether its .js files are ES modules."""

    name: str | None
    scripts: Mapping[str, str]
    dependencies: Mapping[str, str]
    development: Mapping[str, str]
    optional: Mapping[str, str]
    peers: Mapping[str, str]
    bins: Mapping[str, str]
    workspaces: tuple[str, ...]
    manager: str | None
    module: bool
    main: str | None

    @property
    def production(self) -> dict[str, str]:
        """What an install without development dependencies asks for, name to range."""
        return {**self.dependencies, **self.optional}


def manifest_at(scene: Scene, folder: str | None) -> Manifest | None:
    """The package.json that COPY put into a folder of the image; None where none is known to stand there, or it is no JSON."""
    text = None if folder is None else scene.read(posixpath.join(folder, "package.json"))
    return None if text is None else _parsed(text)


def nearest(scene: Scene, folder: str | None) -> tuple[str, Manifest] | None:
    """The package.json that holds for a folder, with its own folder: the first one on the way up to the root."""
    if scene.context is None:
        return None
    for at in _upwards(folder):
        found = manifest_at(scene, at)
        if found is not None:
            return at, found
    return None


def _upwards(folder: str | None) -> Iterator[str]:
    while folder:
        yield folder
        if folder == "/":
            return
        folder = posixpath.dirname(folder)


@lru_cache(maxsize=64)
def _parsed(text: str) -> Manifest | None:
    data = json_of(text)
    if data is None:
        return None
    name = data.get("name")
    manager, main = data.get("packageManager"), data.get("main")
    return Manifest(
        name=name if isinstance(name, str) else None,
        scripts=_texts(data.get("scripts")),
        dependencies=_texts(data.get("dependencies")),
        development=_texts(data.get("devDependencies")),
        optional=_texts(data.get("optionalDependencies")),
        peers=_texts(data.get("peerDependencies")),
        bins=_bins(name, data.get("bin")),
        workspaces=_workspaces(data.get("workspaces")),
        manager=manager if isinstance(manager, str) else None,
        module=data.get("type") == "module",
        main=main if isinstance(main, str) else None,
    )


def _texts(value: Any) -> dict[str, str]:
    return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, dict) else {}


def _bins(name: Any, value: Any) -> dict[str, str]:
    if isinstance(value, str) and isinstance(name, str):
        return {name.rsplit("/", 1)[-1]: value}
    return _texts(value)


def _workspaces(value: Any) -> tuple[str, ...]:
    """A list of globs, or yarn's {"packages": [...]}."""
    if isinstance(value, dict):
        value = value.get("packages")
    return tuple(v for v in value if isinstance(v, str)) if isinstance(value, list) else ()
