"""What Ruby's commands do in a build."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from msbgen.ecosystems.published import published
from msbgen.ecosystems.ruby.bundler import bundle, gem, inner
from msbgen.ecosystems.ruby.notes import notes
from msbgen.ecosystems.ruby.table import tools
from msbgen.model.facts import Call, Effect
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["effect"]

_RUNS = ("ruby", "bundle", "rake", "node", "nodejs", "npm", "npx", "yarn", "yarnpkg", "git")


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None where it is not known."""
    name = call.name
    if name in ("bundle", "bundler"):
        run = inner(call, scene)
        if run is None:
            return bundle(call, scene)
        found = effect(run, scene)
        return replace(found, programs=("bundle", *found.programs)) if found is not None else None
    if name == "gem":
        return gem(call, scene)
    if name in ("rake", "rails"):
        return _tasks(call, scene)
    if name == "ruby":
        return _ruby(call, scene)
    row = tools()["programs"].get(name)
    if row is None or "writes" not in row or call.cwd is None:
        return None
    place = _place(row, call, scene)
    return Effect("build", f"{name} writes below its folder", _evidence(call), writes=(place,) if place else (), anywhere=place is None, programs=(name or "", *_RUNS))


def _place(row: Mapping[str, Any], call: Call, scene: Scene) -> str | None:
    """Where a program of a gem writes; None where that is not known."""
    given = parse(call.operands, tuple(row.get("valued", ())))
    if given.has(*row.get("outputs", ())):
        named = given.value(*row["outputs"])
    elif "settings" not in row:
        named = row["writes"]
    else:
        source = given.value(*row["source"]) if given.has(*row.get("source", ())) else "."
        folder = join(call.cwd, source) if source is not None and not given.has(*row.get("named", ())) else None
        named = published(row["settings"], folder, row["writes"], scene) if folder is not None else None
    return join(call.cwd, named) if named is not None else None


def _tasks(call: Call, scene: Scene) -> Effect | None:
    """Tasks of rake and rails: what they make lies in the project's folder. A task that the table does not tell is not known."""
    table = tools()["tasks"]
    given = parse(call.operands, ("-e", "--environment", "-f", "--rakefile", "-j"), clusters=False)
    if call.cwd is None or given.has("-f", "--rakefile", "-C"):
        return None
    names = [w.split("[")[0] if w is not None else None for w in given.operands if w is None or "=" not in w]
    if not names and not given.has("-T", "--tasks", "--version", "-v"):
        return None
    if any(w not in table["assets"] and w not in table["project"] for w in names):
        return None
    if any(w in table["assets"] for w in names):
        notes(scene).assets[call.cwd] = None
        return Effect("build", "it makes assets in the project's folder", _evidence(call), writes=(call.cwd,), programs=_RUNS,
                      scratch=tuple(posixpath.join(call.env.get("HOME") or "/root", f) for f in (".cache", ".npm", ".yarn")))  # fmt: skip
    return Effect("build", "the task writes in the project's folder only", _evidence(call), writes=(call.cwd,), programs=_RUNS)


def _ruby(call: Call, scene: Scene) -> Effect | None:
    """`ruby -v` prints; `ruby bin/rails task` is a task; anything else may do what it likes."""
    words = call.operands
    if words and all(w in ("-v", "--version", "--yjit") for w in words):
        return Effect("state", "it prints", _evidence(call), programs=("ruby",))
    if words[:2] == ("-S", "bundle") or words[:2] == ("-S", "rake") or (words and words[0] is not None and words[0].rsplit("/", 1)[-1] in ("rails", "rake")):
        return effect(replace(call, argv=words[1:] if words[0] == "-S" else words), scene)
    return None


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)
