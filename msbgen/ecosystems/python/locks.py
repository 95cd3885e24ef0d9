"""Lock files: all distributions that poetry, uv, pipenv and pdm install for a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msbgen.ecosystems.formats import json_of, toml_of
from msbgen.ecosystems.python.project import pyproject
from msbgen.ecosystems.python.requirement import Listed, Requirement, normal, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["locked"]

_FILES = {"poetry": "poetry.lock", "uv": "uv.lock", "pipenv": "Pipfile.lock", "pdm": "pdm.lock"}


def locked(folder: str, tool: str, scene: Scene, *, extras: tuple[str, ...] | None, groups: tuple[str, ...] | None, named: bool) -> Listed:
    """What a project's lock file names.

    `extras` None: all of them; `groups` () the main one alone, None all (then everything that is locked counts). With
    `named` false, what is locked is not what is installed.
    """
    path = join(folder, _FILES[tool]) or ""
    text = scene.read(path)
    if text is None:
        return Listed(unknown=f"{path} is not in the build context")
    table = json_of(text) if tool == "pipenv" else toml_of(text)
    if table is None:
        return Listed(unknown=f"{path} cannot be read")
    if tool == "pipenv":
        return _pipfile(table, groups)
    packages = [p for p in table.get("package", ()) if isinstance(p, dict) and "name" in p]
    if groups is None or extras is None:
        return _all(packages)
    wanted = _main(folder, scene, extras)
    return _all(packages) if wanted is None else _reached(packages, wanted)


def _pipfile(table: Mapping[str, Any], groups: tuple[str, ...] | None) -> Listed:
    found = Listed()
    for section, rows in table.items():
        if section == "_meta" or (groups is not None and section != "default"):
            continue
        for name, row in rows.items():
            found += _one(name, row.get("version", "").removeprefix("=="), row, ("git", "path", "file", "ref"))
    return found


def _one(name: str, version: str, row: Mapping[str, Any], places: tuple[str, ...]) -> Listed:
    if any(row.get(p) for p in places):
        return Listed(unknown=f"what {name} installs is not known")
    return Listed((Requirement(normal(name), (), version or None),))


def _all(packages: list[dict[str, Any]]) -> Listed:
    found = Listed()
    for package in packages:
        source = package.get("source", {})
        if source.get("virtual") or source.get("editable"):
            continue  # the project itself, in uv's lock
        places = () if source.get("type") in (None, "legacy", "explicit") and not {"git", "url", "path", "directory"} & source.keys() else tuple(source)
        found += _one(package["name"], str(package.get("version", "")), source, places)
    return found


def _main(folder: str, scene: Scene, extras: tuple[str, ...]) -> list[str] | None:
    """The names that the project depends on directly, without groups for development."""
    table = pyproject(folder, scene)
    if table is None:
        return None
    project = table.get("project", {})
    names = [r.name for text in project.get("dependencies", ()) if (r := parse(str(text))) is not None]
    for extra in extras:
        names.extend(r.name for text in project.get("optional-dependencies", {}).get(extra, ()) if (r := parse(str(text))) is not None)
    poetry = table.get("tool", {}).get("poetry", {})
    names.extend(normal(name) for name in poetry.get("dependencies", {}))
    return names


def _reached(packages: list[dict[str, Any]], wanted: list[str]) -> Listed:
    """The locked packages that are reached from the wanted ones; extras of packages count as taken."""
    by_name: dict[str, list[dict[str, Any]]] = {}
    for package in packages:
        by_name.setdefault(normal(package["name"]), []).append(package)
    seen: dict[str, None] = {}
    pending = list(wanted)
    while pending:
        name = pending.pop()
        if name in seen or name not in by_name:
            continue
        seen[name] = None
        for package in by_name[name]:
            pending.extend(_depends(package))
    return _all([p for name in seen for p in by_name[name]])


def _depends(package: Mapping[str, Any]) -> list[str]:
    """The names that a locked package depends on: a table in poetry.lock, a list of tables in uv.lock, of strings in pdm.lock."""
    given = package.get("dependencies", {})
    if isinstance(given, dict):
        return [normal(name) for name in given]
    names = [g["name"] if isinstance(g, dict) else (r.name if (r := parse(str(g))) else "") for g in given]
    for optional in package.get("optional-dependencies", {}).values():
        names.extend(o["name"] for o in optional if isinstance(o, dict))
    return [normal(name) for name in names if name]
