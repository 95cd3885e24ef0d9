"""What starts a Python project: its server and application, its console script, its main file."""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from msbgen.understand.context import Context

__all__ = ["Application", "application", "django", "main_file", "server"]

#: where people put their application, by custom, the first one first
_PLACES = ("main.py", "app.py", "wsgi.py", "asgi.py", "server.py", "run.py", "api.py", "application.py")
_FOLDERS = ("", "app/", "src/", "api/", "server/")
_MOST = 400


@dataclass(frozen=True, slots=True)
class Application:
    """`target` is module:name; `interface` "asgi" or "wsgi"; `file` where it stands."""

    target: str
    interface: str
    file: str
    develop: tuple[str, ...] = ()


def application(context: Context, names: Collection[str], frameworks: Mapping[str, Mapping[str, Any]]) -> Application | None:
    """The one application of a framework among the project's dependencies; None where there is none, or more than one could be meant."""
    wanted = {row["class"]: row for name, row in frameworks.items() if name in names}
    for file in _candidates(context):
        tree = _parsed(context, file)
        if tree is None:
            continue
        for name, value in _assigned(tree):
            if isinstance(value, ast.Call) and (row := wanted.get(_called(value))) is not None:
                return Application(f"{_module(file, context)}:{name}", row["interface"], file, tuple(row.get("develop", ())))
    return None


def django(context: Context) -> Application | None:
    """The wsgi.py that `django-admin startproject` writes beside the settings, where there is just one."""
    if not context.has("manage.py"):
        return None
    found = [f for f in context.files or () if f.endswith("/wsgi.py") and f.count("/") <= 2]
    if len(found) != 1:
        return None
    return Application(f"{found[0].removesuffix('.py').replace('/', '.')}:application", "wsgi", found[0], ("python", "manage.py", "runserver", "0.0.0.0:{port}"))


def server(interface: str, names: Collection[str], servers: Mapping[str, Mapping[str, Any]]) -> tuple[str, tuple[str, ...]] | None:
    """The first server among the project's dependencies that speaks the interface, with its command line."""
    return next(((n, tuple(row["command"])) for n, row in servers.items() if n in names and row["interface"] == interface), None)


def main_file(context: Context) -> str | None:
    """A file that is meant to be run: one of the customary names, or the only one at the top."""
    for file in (*_PLACES, "__main__.py"):
        if context.has(file):
            return file
    top = [f for f in context.files or () if "/" not in f and f.endswith(".py") and f not in ("setup.py", "conftest.py", "noxfile.py", "tasks.py")]
    return top[0] if len(top) == 1 else None


def _candidates(context: Context) -> Iterator[str]:
    """Files in which the application may stand: those of the customary places, then __init__.py of top packages."""
    for folder in _FOLDERS:
        yield from (folder + name for name in _PLACES if context.has(folder + name))
    yield from (f for f in (context.files or ())[:_MOST] if f.count("/") == 1 and f.endswith("/__init__.py"))


def _module(file: str, context: Context) -> str:
    """The import name: below src/, a folder without __init__.py is no package."""
    inside = file.removeprefix("src/") if not context.has("src/__init__.py") and file.startswith("src/") and context.has("pyproject.toml") else file
    return inside.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _parsed(context: Context, file: str) -> ast.Module | None:
    text = context.read(file)
    try:
        return None if text is None else ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None


def _assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    """Names of the module and their values."""
    for node in tree.body:
        if isinstance(node, ast.Assign):
            yield from ((t.id, node.value) for t in node.targets if isinstance(t, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value is not None:
            yield node.target.id, node.value


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
