"""Projects of the build context that are installed: what they depend on and which commands they declare."""

from __future__ import annotations

import posixpath
from configparser import ConfigParser
from configparser import Error as ConfigError
from dataclasses import dataclass, replace
from typing import Any

from msbgen.ecosystems.formats import toml_of
from msbgen.ecosystems.python.datafiles import files_beside
from msbgen.ecosystems.python.requirement import Listed, Requirement, normal, parse
from msbgen.ecosystems.python.setupfile import arguments_of
from msbgen.understand.scene import Scene

__all__ = ["Project", "project_at", "pyproject"]


@dataclass(frozen=True, slots=True)
class Project:
    """A project at an image path. `requirements` are its run-time dependencies, `commands` its console scripts; `optional`
    those of each extra; `unknown` says why there may be more. `data` are the folders below the environment's own that it puts
    other files into ("share/app"), None where that is not known."""

    path: str
    requirements: tuple[Requirement, ...]
    commands: tuple[str, ...]
    optional: dict[str, tuple[Requirement, ...]]
    unknown: str | None = None
    data: tuple[str, ...] | None = ()


def project_at(path: str, scene: Scene) -> Project | None:
    """The project in a folder of the image; None when no project file of it is in the build context."""
    table = pyproject(path, scene)
    setup = scene.read(posixpath.join(path, "setup.py"))
    config = scene.read(posixpath.join(path, "setup.cfg"))
    data = files_beside(table or {}, setup or "", config or "")
    if table is not None and ("project" in table or "poetry" in table.get("tool", {})):
        return replace(_of_pyproject(path, table), data=data)
    if setup is None and config is None:
        return None
    return replace(_of_setup(path, setup or "", config or ""), data=data)


def pyproject(path: str, scene: Scene) -> dict[str, Any] | None:
    """The pyproject.toml of a folder; None where there is none that can be read."""
    text = scene.read(posixpath.join(path, "pyproject.toml"))
    return None if text is None else toml_of(text)


def _of_pyproject(path: str, table: dict[str, Any]) -> Project:
    project = table.get("project", {})
    poetry = table.get("tool", {}).get("poetry", {})
    found = _listed(project.get("dependencies", ()))
    found += _poetry(poetry.get("dependencies", {}))
    optional = {normal(k): _listed(v).requirements for k, v in project.get("optional-dependencies", {}).items()}
    commands = {**project.get("scripts", {}), **poetry.get("scripts", {})}
    dynamic = project.get("dynamic", ())
    why = found.unknown
    if "dependencies" in dynamic or "scripts" in dynamic:
        why = why or f"the dependencies of {path} are made up when it is built"
    return Project(path, found.requirements, tuple(commands), optional, why)


def _listed(given: Any) -> Listed:
    found = Listed()
    for text in given if isinstance(given, list | tuple) else ():
        one = parse(text) if isinstance(text, str) else None
        found += Listed((one,)) if one is not None else Listed(unknown=f"what {text} installs is not known")
    return found


def _poetry(given: dict[str, Any]) -> Listed:
    """Poetry's own table of dependencies: name → constraint, or a table with version, extras, git, path …"""
    found = Listed()
    for name, value in given.items():
        if normal(name) == "python":
            continue
        rows = value if isinstance(value, list) else [value]
        for row in rows:
            if isinstance(row, dict) and ({"git", "path", "url"} & row.keys()):
                found += Listed(unknown=f"what {name} installs is not known")
            extras = tuple(sorted(normal(e) for e in row.get("extras", ()))) if isinstance(row, dict) else ()
            version = row.get("version") if isinstance(row, dict) else row
            exact = version if isinstance(version, str) and version[:1].isdigit() else None
            found += Listed((Requirement(normal(name), extras, exact),))
    return found


def _of_setup(path: str, setup: str, config: str) -> Project:
    """setup.cfg, and the arguments of setup() in setup.py where they are literals."""
    found, commands, why = _of_config(path, config)
    if setup.strip():
        arguments = arguments_of(setup)
        if arguments is None:
            why = why or f"what {path}/setup.py installs is not known"
        else:
            requires = arguments.get("install_requires", [])
            points = arguments.get("entry_points", {})
            if requires is None or points is None or arguments.get("scripts", []) is None:
                why = why or f"what {path}/setup.py installs is made up when it runs"
            found += _listed(requires)
            lines = points.get("console_scripts", ()) if isinstance(points, dict) else ()
            commands = (*commands, *(str(line).split("=")[0].strip() for line in lines))
            commands = (*commands, *(posixpath.basename(str(s)) for s in arguments.get("scripts") or ()))
    return Project(path, found.requirements, tuple(dict.fromkeys(commands)), {}, why or found.unknown)


def _of_config(path: str, text: str) -> tuple[Listed, tuple[str, ...], str | None]:
    parser = ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except ConfigError:
        return Listed(), (), f"{path}/setup.cfg cannot be read"
    requires = parser.get("options", "install_requires", fallback="")
    if requires.strip().startswith("file:"):
        return Listed(unknown=f"the dependencies of {path} stand in another file"), (), None
    scripts = parser.get("options.entry_points", "console_scripts", fallback="")
    names = tuple(line.split("=")[0].strip() for line in scripts.splitlines() if "=" in line)
    return _listed([line.strip() for line in requires.splitlines() if line.strip()]), names, None
