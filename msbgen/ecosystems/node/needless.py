"""Tools that were installed for the whole image and that only the build used: compilers, package managers."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.node.downloads import corepack_folder, downloaded
from msbgen.ecosystems.node.effects import action_of
from msbgen.ecosystems.node.globals import bare_name, prefix_of
from msbgen.ecosystems.node.project import sources
from msbgen.ecosystems.node.roots import run_calls
from msbgen.ecosystems.node.table import programs_of, tool
from msbgen.ecosystems.node.wanted import named
from msbgen.model.facts import Facts
from msbgen.understand.scene import Scene

__all__ = ["needless"]

#: package managers, which a server does not load
_MANAGERS = frozenset(
    {"npm", "pnpm", "yarn", "cnpm", "corepack", "lerna", "turbo", "nx", "npm-check-updates", "node-gyp", "bun", "deno"}
)
_BY_COREPACK = frozenset({"corepack", "pnpm", "pnpx", "yarn", "yarnpkg"})
#: what a tool must do to be of the build only (tools.toml)
_BUILDS = frozenset({"build", "check"})


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """Folders and links of global tools that neither a start command nor a source of the project names."""
    own = sources(facts, scene)
    if own is None:
        return
    for call in run_calls(facts, scene):
        action = action_of(call, scene)
        fetched = corepack_folder(call) if action is not None and action.kind in ("enable", "prepare") else None
        if fetched in downloaded(scene) and not named(_BY_COREPACK, frozenset(), facts, scene, own):
            yield fetched, "corepack downloaded a package manager, and nothing that the container starts names it"
        if action is None or action.kind not in ("global", "enable") or action.manager not in ("npm", "corepack"):
            continue
        prefix = action.target or prefix_of(call, scene)
        if prefix is None:
            continue
        asked = action.names if action.kind == "global" else ("corepack",)
        for word in asked:
            name = bare_name(word) if word else None
            if name is None or not _of_builds(name):
                continue
            brings = programs_of(name) or ()
            if named({name, *brings}, frozenset(), facts, scene, own):
                continue
            why = f"{name} is a tool of the build, and nothing that the container starts names it"
            if action.kind == "global":
                yield posixpath.join(prefix, "lib/node_modules", name), why
            for program in brings:
                yield posixpath.join(prefix, "bin", program), why


def _of_builds(package: str) -> bool:
    """Whether a package is a package manager, or all its programs only build or check."""
    if package in _MANAGERS:
        return True
    rows = [tool(p) for p in programs_of(package) or ()]
    known = [r for r in rows if r is not None]
    return bool(known) and all(r.does in _BUILDS and set(r.verbs.values()) <= _BUILDS for r in known)
