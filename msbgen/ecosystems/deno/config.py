"""deno.json, deno.jsonc and package.json: tasks, and what names in imports stand for."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from msbgen.ecosystems.node.jsonc import parsed
from msbgen.ecosystems.node.manifest import manifest_at
from msbgen.understand.scene import Scene

__all__ = ["Config", "config_at"]

_NAMES = ("deno.json", "deno.jsonc")


@dataclass(frozen=True, slots=True)
class Config:
    """`folder` is where the file lies; `tasks` name to command line, those of package.json among them; `imports` as written."""

    folder: str
    tasks: Mapping[str, str]
    imports: Mapping[str, str]
    #: settings whose effect is not followed here
    odd: bool = False


def config_at(scene: Scene, folder: str | None, named: str | None = None) -> Config | None:
    """The settings that hold in a folder: those of the file `named`, else the nearest on the way up; None where none are known."""
    at = folder
    while at:
        for name in (named,) if named is not None else _NAMES:
            text = scene.read(posixpath.join(at, name))
            data = None if text is None else parsed(text)
            if data is not None:
                return _config(scene, at, data)
        if named is not None or at == "/":
            break
        at = posixpath.dirname(at)
    manifest = manifest_at(scene, folder)
    return None if manifest is None or folder is None else Config(folder, dict(manifest.scripts), {})


def _config(scene: Scene, folder: str, data: Mapping[str, Any]) -> Config:
    manifest = manifest_at(scene, folder)
    tasks: dict[str, str] = dict(manifest.scripts) if manifest is not None else {}
    odd = "workspace" in data or "permissions" in data or "importMap" in data
    for name, value in _table(data.get("tasks")).items():
        if isinstance(value, dict):
            odd |= bool(value.get("dependencies"))
            value = value.get("command")
        if isinstance(value, str):
            tasks[name] = value
    imports = {k: v for k, v in _table(data.get("imports")).items() if isinstance(v, str)}
    return Config(folder, tasks, imports, odd)


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}
