"""A Node.js project in a folder, and what is understood of a Dockerfile beside it."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import Any

from msbgen.ecosystems.base import Ecosystem
from msbgen.model.facts import Facts, Need
from msbgen.model.plan import Run, Setting
from msbgen.plan.needs import needs_of
from msbgen.understand import Scene
from tests.ecosystems import helpers
from tests.ecosystems.helpers import BEFORE, language, write
from tests.understand.helpers import facts_of


def project(folder: Path, files: dict[str, str] | None = None, **manifest: Any) -> Path:
    """Put a package.json and further files below the folder; `dev` stands for devDependencies."""
    if "dev" in manifest:
        manifest["devDependencies"] = manifest.pop("dev")
    write(folder, {"package.json": json.dumps({"name": "app", **manifest}), **(files or {})})
    return folder


def lock(**packages: Any) -> str:
    """A package-lock.json of version 3: name (or path) to version, or to a row."""
    rows = {f"node_modules/{n}": v if isinstance(v, dict) else {"version": v} for n, v in packages.items()}
    return json.dumps({"lockfileVersion": 3, "packages": {"": {}, **rows}})


effect = partial(helpers.effect, base="node:20")


def understood(lines: str, context: Path | None, *, base: str = "node:20", before: str = BEFORE) -> tuple[Facts, Scene]:
    return facts_of(f"FROM {base}\n{before}{lines}\n", context)


def needs(lines: str, context: Path | None, *, base: str = "node:20") -> set[tuple[str, str]] | str:
    """Kind and name of all that the roots need, or the first reason why that is not known."""
    facts, scene = understood(lines, context, base=base)
    found = needs_of(facts, scene)
    return found.blockers[0].reason if found.blockers else {(n.kind, n.name) for n in found.needs}


def silent(lines: str, context: Path | None, *, base: str = "node:20") -> list[Need]:
    facts, scene = understood(lines, context, base=base)
    return list(node().silent(facts, scene))


def starts_others(lines: str, context: Path | None) -> str | None:
    facts, scene = understood(lines, context)
    return node().starts_others(facts, scene)


def pruned(lines: str, context: Path | None, *, base: str = "node:20") -> list[str]:
    """The commands and settings that are appended to the builder."""
    facts, scene = understood(lines, context, base=base)
    found = node().prune(facts, scene, carried=False)
    if found is None:
        return []
    assert found.why
    return [
        s.commands[0] if isinstance(s, Run) else f"{s.keyword} {s.value}"
        for s in found.steps
        if isinstance(s, Run | Setting)
    ]


def node() -> Ecosystem:
    return language("node")
