"""What a Python project's files say about it, for `new`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import Any

from msbgen.ecosystems.formats import toml_of
from msbgen.ecosystems.python.distributions import commands_of
from msbgen.ecosystems.python.locks import locked
from msbgen.ecosystems.python.project import Project, project_at, pyproject
from msbgen.ecosystems.python.requirement import Listed, Requirement, read_file
from msbgen.ecosystems.python.start import application, django, main_file, server
from msbgen.model.facts import Placed
from msbgen.model.project import Described
from msbgen.scaffold.versions import best
from msbgen.understand.context import Context
from msbgen.understand.scene import Scene

__all__ = ["Files", "describe", "table"]

#: what a server listens on where nobody says (gunicorn, uvicorn and Django default to it)
_PORT = 8000


@cache
def table() -> dict[str, Any]:
    """blueprint.toml."""
    return tomllib.loads(resources.files(__package__).joinpath("blueprint.toml").read_text())


class Files:
    """A project's files, as if they stood in /."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.scene = Scene(None, context)
        self.scene.place(Placed("/", (".",), "context", True, None, None, 0))

    @property
    def project(self) -> Project | None:
        return project_at("/", self.scene)

    @property
    def toml(self) -> dict[str, Any]:
        return pyproject("/", self.scene) or {}

    @property
    def manager(self) -> str | None:
        """The package manager whose lock file is there; pip for requirements.txt or a project of its own; None for no Python project."""
        for file, name in (("uv.lock", "uv"), ("poetry.lock", "poetry"), ("Pipfile.lock", "pipenv"), ("requirements.txt", "pip")):
            if self.context.has(file):
                return name
        return "pip" if self.project is not None else None

    @property
    def packaged(self) -> bool:
        """Whether the project itself can be installed."""
        return "build-system" in self.toml or self.context.has("setup.py")

    @property
    def requirements(self) -> tuple[Requirement, ...]:
        """What it is known to install."""
        manager = self.manager
        if manager == "pip":
            found = read_file("requirements.txt", "/", self.scene).requirements if self.context.has("requirements.txt") else ()
            own = self.project
            return (*found, *(own.requirements if own else ()))
        return locked("/", manager, self.scene, extras=(), groups=(), named=True).requirements if manager else ()

    def names(self) -> frozenset[str]:
        """The distributions that it is known to install."""
        return frozenset(r.name for r in self.requirements)

    def commands(self) -> frozenset[str]:
        """Console scripts: its own, where it is installed itself, and those of what it installs."""
        own = self.project.commands if self.project is not None and self.packaged else ()
        return frozenset((*own, *(command for command, _ in commands_of(self.requirements, None))))


def describe(context: Context) -> Described | None:
    """Name, version, manager and what starts it."""
    files = Files(context)
    manager = files.manager
    if manager is None:
        return None
    values: dict[str, Any] = {"manager": manager}
    why = {"manager": f"its lock file or requirements are {manager}'s"}
    warnings = []
    version = _version(files)
    if version is not None:
        values["version"], why["version"] = version
    name = files.toml.get("project", {}).get("name") or files.toml.get("tool", {}).get("poetry", {}).get("name")
    if isinstance(name, str) and name.isascii():
        values["name"] = name
    for field, value, reason, warning in _started(files):
        values[field], why[field] = value, reason
        if warning:
            warnings.append(warning)
    if manager == "pip" and not _pinned(files):
        warnings.append("not all versions of its requirements are pinned: what is installed depends on the day")
    return Described(values, why, tuple(warnings))


def _started(files: Files) -> Iterator[tuple[str, Any, str, str]]:
    """Field, value, reason and warning of what starts the project."""
    names = files.names()
    tables = table()
    found = django(files.context) or application(files.context, names, tables["frameworks"])
    if found is not None:
        yield "entry", found.target, f"{found.file} holds the application", ""
        known = server(found.interface, names, tables["servers"])
        if known is not None:
            yield "port", _PORT, f"{known[0]} listens there unless told otherwise", ""
            return
        if found.develop:
            yield "port", _PORT, "the development server is told so", "no production server is among its requirements: the framework's own is for development"
            return
        yield "entry", found.file, f"{found.file} holds the application, and no server is installed", ""
        return
    commands = files.project.commands if files.project is not None and files.packaged else ()
    if len(commands) == 1:
        yield "entry", commands[0], "it is the project's one console script", ""
        return
    file = main_file(files.context)
    if file is not None:
        yield "entry", file, "a file of this name is meant to be run", ""


def _version(files: Files) -> tuple[str, str] | None:
    """The series of Python, and the file that says so."""
    read = files.context.read
    for file, mark in ((".python-version", ""), ("runtime.txt", "python-")):
        lines = (read(file) or "").split()
        text = lines[0].removeprefix(mark).removeprefix("cpython-").removeprefix("cpython@") if lines else ""
        if text[:2] == "3." and text[2:3].isdigit():
            return ".".join(text.split(".")[:2]), f"{file} says {lines[0]}"
    ranges = {}
    project = files.toml.get("project", {}).get("requires-python")
    if isinstance(project, str):
        ranges["pyproject.toml"] = project
    poetry = files.toml.get("tool", {}).get("poetry", {}).get("dependencies", {}).get("python")
    if isinstance(poetry, str):
        ranges["pyproject.toml (poetry)"] = poetry
    pipfile = _toml(read("Pipfile") or "").get("requires", {})
    exact = pipfile.get("python_version") or pipfile.get("python_full_version")
    if isinstance(exact, str):
        ranges["Pipfile"] = f"=={exact}"
    found = best(list(ranges.values()), table()["series"], table()["version"])
    if not ranges or found is None:
        return None
    return found, "; ".join(f"{file} asks for Python {text}" for file, text in ranges.items())


def _toml(text: str) -> dict[str, Any]:
    return toml_of(text) or {}


def _pinned(files: Files) -> bool:
    """Whether each of its requirements has one version."""
    own = files.project.requirements if files.project is not None else ()
    listed = read_file("requirements.txt", "/", files.scene) if files.context.has("requirements.txt") else Listed()
    return listed.unknown is None and all(r.version is not None for r in (*own, *listed.requirements))
