"""Database migrations with Alembic (`alembic`, `flask db`): they write a SQLite file where the sources say there is one."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from msbgen.ecosystems.python.evaluate import Evaluator
from msbgen.ecosystems.python.pip import evidence, unknown
from msbgen.model.facts import Call, Effect
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["migrated"]

_WRITES = frozenset({"upgrade", "stamp", "downgrade", "init", "revision", "migrate"})
_TELLS = frozenset({"history", "current", "heads", "check", "show", "branches", "--version", "--help"})
_URL = "sqlite:///"


def migrated(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect:
    """The effect of a migration: the project's folder, and SQLite files outside of it."""
    programs = (call.name,) if call.name else ()
    verb = next((w for w in words if w and not w.startswith("-")), None)
    if verb in _TELLS or (verb is None and set(words) & _TELLS):
        return Effect("state", "it only checks or tells something", evidence(call), programs=programs)
    if verb not in _WRITES:
        return unknown(call, f"what `{' '.join(w or '?' for w in call.argv[:3])}` writes is not known")
    folder = call.cwd
    if folder is None or scene.source_of(folder) is None:
        return unknown(call, "the project that it migrates is not in the build context")
    files: list[str] = []
    for url in _urls(call, scene):
        path = join(folder, url.removeprefix(_URL)) if url is not None and url.startswith(_URL) else None
        if path is None:
            return unknown(call, "where its SQLite file lies is not known")
        if not below(path, folder):
            files.append(path)
    return Effect("build", "it migrates the database; a SQLite file lies in the project's folder, or where its address says", evidence(call),
                  writes=(folder, *files), programs=programs)  # fmt: skip


def _urls(call: Call, scene: Scene) -> Iterator[str | None]:
    """All addresses of SQLite files in the environment and the sources; None for one that is not known. A relative one lies
    in the project: in the folder that the program runs in, or in Flask's instance folder."""
    yield from (value for value in call.env.values() if value and value.startswith("sqlite:") and value != "sqlite://")
    for placed in scene.placements:
        for image, file in scene.files(placed) or ():
            text = scene.context.read(file) if scene.context and file.endswith((".py", ".ini")) else None
            if text is None or "sqlite:" not in text:
                continue
            if file.endswith(".ini"):
                yield from (line.partition("=")[2].strip() for line in text.splitlines() if line.startswith("sqlalchemy.url") and "sqlite:" in line)
            else:
                yield from _in_source(text, image, call)


def _in_source(text: str, image: str, call: Call) -> Iterator[str | None]:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        yield None
        return
    evaluator = Evaluator(image, call.env)
    for _ in evaluator.assignments(tree):
        pass
    whole: dict[int, ast.expr] = {id(n): node for node in ast.walk(tree) if isinstance(node, ast.BinOp | ast.JoinedStr) for n in ast.iter_child_nodes(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.startswith("sqlite:") and ":memory:" not in node.value:
            found = evaluator.path(_outermost(node, whole))
            if found != "sqlite://":
                yield found


def _outermost(node: ast.expr, whole: dict[int, ast.expr]) -> ast.expr:
    """The whole text that a literal is a part of."""
    while id(node) in whole:
        node = whole[id(node)]
    return node
