"""A Python project's Dockerfile in one stage, for `new`."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.data.images import Image
from msbgen.ecosystems.python.describe import Files, describe, table
from msbgen.ecosystems.python.start import application, django, server
from msbgen.errors import UsageError
from msbgen.model.plan import Copy, Run, Stage, Step
from msbgen.model.project import ProjectSpec
from msbgen.scaffold.image import builder_image
from msbgen.scaffold.steps import closing, opening
from msbgen.understand.context import Context

__all__ = ["blueprint", "describe", "ignored"]

_IGNORED = ("**/__pycache__", "**/*.py[cod]", ".venv", "venv", ".tox", ".nox", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".coverage", "htmlcov")
#: where uv and poetry install to: outside of the project, whose folder may hold a developer's own .venv
_VENV = "/opt/venv"
_FIRST = "Dependencies first: installed again only when their list changes"


@dataclass(frozen=True, slots=True)
class _Case:
    spec: ProjectSpec
    image: Image
    files: Files | None

    def has(self, name: str) -> bool:
        return self.files is not None and self.files.context.has(name)

    def caches(self, *folders: str) -> tuple[str, ...]:
        return folders if self.spec.cache_mounts else ()

    @property
    def pip(self) -> str:
        return "pip install" if self.spec.cache_mounts else "pip install --no-cache-dir"


def blueprint(spec: ProjectSpec, context: Context | None) -> Stage:
    """Dependencies, sources, what starts it."""
    version = spec.version or table()["version"]
    spec = spec.model_copy(update={"version": version})
    case = _Case(spec, builder_image(spec, "python"), Files(context) if context is not None else None)
    install = _INSTALLS.get(spec.manager or "pip")
    if install is None:
        raise UsageError(f"manager: {spec.manager} is none of {', '.join(_INSTALLS)}")
    argv = spec.start or _start(case)
    env = [("PYTHONUNBUFFERED", "1")]  # what it prints is seen at once
    if spec.manager in ("uv", "poetry"):
        env.append(("PATH", f"{_VENV}/bin:{case.image.env['PATH']}"))
    steps = (*opening(spec, case.image), *install(case), *_built(case), *closing(spec, case.image, argv, env=tuple(env)))
    return Stage(None, case.image.reference, steps)


def ignored(context: Context) -> tuple[str, ...]:
    """What Python and its tools leave behind; .git stays where the project's version is read from it."""
    text = (context.read("pyproject.toml") or "") + (context.read("setup.cfg") or "") + (context.read("setup.py") or "")
    return (*_IGNORED, *(("!.git",) if any(tool in text for tool in _OF_GIT) else ()))


#: distributions that take a project's version from git's tags (their own documentation)
_OF_GIT = ("setuptools_scm", "setuptools-scm", "hatch-vcs", "versioningit", "versioneer", "poetry-dynamic-versioning", "uv-dynamic-versioning", "pbr")


def _built(case: _Case) -> Iterator[Step]:
    for command in case.spec.build or ():
        yield Run((command,), why="the description names it")


def _pip(case: _Case) -> Iterator[Step]:
    caches = case.caches("/root/.cache/pip")
    listed = case.files is None or case.has("requirements.txt")
    if listed and not _local(case):
        for folder, names in _lists(case).items():
            yield Copy(names, f"./{folder}", note=_FIRST if not folder else "", why="what lists the dependencies")
        yield Run((f"{case.pip} -r requirements.txt",), caches, why="the dependencies have a layer of their own")
    yield Copy((".",), "./", why="the project")
    if listed and _local(case):
        yield Run((f"{case.pip} -r requirements.txt",), caches, why="the dependencies, parts of the project among them")
    if case.files is not None and case.files.packaged and (not listed or _is_command(case)):
        yield Run((f"{case.pip} .",), caches, why="the project itself is a package")


def _lists(case: _Case) -> dict[str, tuple[str, ...]]:
    """requirements.txt and the files that it names, by folder."""
    found = ["requirements.txt"]
    for name in found if case.files is not None else ():
        for line in ((case.files.context.read(name) if case.files else None) or "").splitlines():
            words = line.replace("=", " ").split()
            if len(words) > 1 and words[0] in ("-r", "--requirement", "-c", "--constraint"):
                path = posixpath.normpath(posixpath.join(posixpath.dirname(name), words[1]))
                if path not in found and case.has(path):
                    found.append(path)
    folders: dict[str, tuple[str, ...]] = {}
    for path in found:
        folder = posixpath.dirname(path)
        key = f"{folder}/" if folder else ""
        folders[key] = (*folders.get(key, ()), path)
    return folders


def _local(case: _Case) -> bool:
    """Whether requirements.txt installs folders or files of the project, which must then be there first."""
    lines = [line for names in _lists(case).values() for name in names for line in ((case.files.context.read(name) if case.files else None) or "").splitlines()]
    return any(line.strip().startswith((".", "-e", "--editable", "/", "file:")) for line in lines)


def _is_command(case: _Case) -> bool:
    """Whether a console script of the project's own starts it."""
    own = case.files.project if case.files is not None else None
    return own is not None and case.spec.entry in own.commands


def _uv(case: _Case) -> Iterator[Step]:
    mounts = (f"from={table()['tools']['uv']},source=/uv,target=/usr/local/bin/uv",)
    caches = case.caches("/root/.cache/uv")
    options = "--locked --no-dev --no-editable --no-python-downloads --link-mode copy" + ("" if caches else " --no-cache")
    sync = f"UV_PROJECT_ENVIRONMENT={_VENV} uv sync {options}"
    yield Copy(("pyproject.toml", "uv.lock"), "./", note=_FIRST, why="what lists the dependencies")
    yield Run((f"{sync} --no-install-project",), caches, mounts, why="the dependencies have a layer of their own, in an environment of their own")
    yield Copy((".",), "./", why="the project")
    if case.files is not None and case.files.packaged:
        yield Run((sync,), caches, mounts, why="the project itself is a package")


def _poetry(case: _Case) -> Iterator[Step]:
    install = f"POETRY_VIRTUALENVS_CREATE=true VIRTUAL_ENV={_VENV} /opt/poetry/bin/poetry install --only main"
    cached = case.caches("/root/.cache/pip", "/root/.cache/pypoetry")
    yield Copy(("pyproject.toml", "poetry.lock"), "./", note=_FIRST, why="what lists the dependencies")
    tool = ("python -m venv /opt/poetry", f"/opt/poetry/bin/{case.pip} poetry=={table()['tools']['poetry']}")
    scratch = ("type=tmpfs,target=/opt/poetry",)
    yield Run((*tool, f"python -m venv --without-pip {_VENV}", f"{install} --no-root"), cached, scratch, note="poetry itself stays in no layer",
              why="the dependencies have a layer of their own, in an environment of their own")  # fmt: skip
    yield Copy((".",), "./", why="the project")
    if case.files is not None and case.files.packaged and _is_command(case):
        yield Run((*tool, install), cached, scratch, why="the project itself is a package")


def _pipenv(case: _Case) -> Iterator[Step]:
    cached = case.caches("/root/.cache/pip")
    yield Copy(("Pipfile", "Pipfile.lock"), "./", note=_FIRST, why="what lists the dependencies")
    yield Run(
        (
            "python -m venv /opt/pipenv", f"/opt/pipenv/bin/{case.pip} pipenv=={table()['tools']['pipenv']}",
            "/opt/pipenv/bin/pipenv requirements --hash > /tmp/requirements.txt", f"{case.pip} -r /tmp/requirements.txt",
        ),
        cached, ("type=tmpfs,target=/opt/pipenv",), note="pipenv itself stays in no layer", why="the dependencies have a layer of their own",
    )  # fmt: skip
    yield Copy((".",), "./", why="the project")


_INSTALLS = {"pip": _pip, "uv": _uv, "poetry": _poetry, "pipenv": _pipenv}


def _start(case: _Case) -> tuple[str, ...]:
    """The command line of an entry: module:app on the server that is installed, a file, a console script."""
    entry = case.spec.entry
    if entry is None:
        raise UsageError("entry: what starts the project is not known", hint="say --entry main.py, --entry package.module:app or a console script's name")
    if ":" in entry:
        return _served(entry, case)
    if entry.endswith(".py"):
        if case.files is not None and not case.has(entry):
            raise UsageError(f"entry: there is no file {entry} in the project")
        return ("python", entry)
    if case.files is not None and entry not in case.files.commands():
        raise UsageError(f"entry: {entry} is no file, no module:app, and no console script of what the project installs")
    return (entry,)


def _served(entry: str, case: _Case) -> tuple[str, ...]:
    tables = table()
    names = case.files.names() if case.files is not None else frozenset()
    found = None
    if case.files is not None:
        found = django(case.files.context) or application(case.files.context, names, tables["frameworks"])
    interfaces = (found.interface,) if found is not None and found.target == entry else ("asgi", "wsgi")
    command = next((known[1] for i in interfaces if (known := server(i, names, tables["servers"])) is not None), None)
    if command is None and found is not None and found.target == entry and found.develop:
        command = found.develop
    if command is None:
        raise UsageError(f"entry: no server for {entry} is among the project's requirements", hint=f"add one of {', '.join(tables['servers'])}, or name a file that serves it itself")
    return tuple(word.format(port=case.spec.port or 8000, app=entry) for word in command)
