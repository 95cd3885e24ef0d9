"""The command with which each package manager takes development dependencies out of node_modules again.

Measured with npm 6, 8, 10 and 11, yarn 1.22, pnpm 8, 9 and 10, each without a network: npm and pnpm only delete; yarn links anew
from its cache, so that what was added to a package's folder goes, and compiled parts may.
"""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.node.dependencies import Installed
from msbgen.ecosystems.node.effects import action_of
from msbgen.ecosystems.node.native import has_compiled
from msbgen.ecosystems.node.roots import run_calls
from msbgen.ecosystems.node.scripts import LIFECYCLE
from msbgen.model.facts import Facts
from msbgen.understand.homes import is_root
from msbgen.understand.scene import Scene

__all__ = ["pruning"]

#: packages and programs that put files of their own beside those of other packages
_GENERATORS = frozenset({"prisma", "@prisma/client", "zenstack", "patch-package", "ngcc", "msw", "svelte-kit"})


def pruning(done: tuple[Installed, ...], facts: Facts, scene: Scene) -> str | None:
    """The command for the installs of one project, by one package manager; None where it may take away more."""
    manager = done[-1].action.manager
    settings = scene.read(done[-1].folder.rstrip("/") + "/.npmrc") or ""
    if "${" in settings and (manager == "yarn" or _flag(facts) == "--production"):
        return None  # they stop at a variable that is not set any more
    if manager == "npm":
        return " ".join(("npm prune", _flag(facts), "--ignore-scripts", "--no-audit", "--no-fund", *_lenience(done)))
    if _generates(done, facts, scene) or not _at_hand(manager, done, facts):
        return None
    if manager == "pnpm" and scene.source_of(done[-1].folder.rstrip("/") + "/pnpm-workspace.yaml") is None:
        return "CI=true pnpm prune --prod --ignore-scripts"  # CI: it asks nobody
    if manager == "yarn" and has_compiled(done[-1]) is None and _cached(done, facts, scene):
        return "yarn install --production --ignore-scripts --frozen-lockfile --prefer-offline"
    return None


def _flag(facts: Facts) -> str:
    """npm 7 and later, which come with Node.js 15 and later, say --omit=dev; before, and where that is not known, --production."""
    version = (facts.base.language_version or facts.base.version_today or "").split(".")[0] if facts.base else ""
    return "--omit=dev" if version.isdigit() and int(version) >= 15 else "--production"


def _lenience(done: tuple[Installed, ...]) -> Iterator[str]:
    """Options of the install without which npm would not accept the same tree."""
    for option in ("--legacy-peer-deps", "--force", "-f"):
        variable = "npm_config_" + option.strip("-").replace("-", "_")
        given = any(i.call.env.get(name) not in (None, "", "false") for i in done for name in (variable, variable.upper()))
        if given or any(option in i.call.operands for i in done):
            yield "--force" if option == "-f" else option


def _at_hand(manager: str, done: tuple[Installed, ...], facts: Facts) -> bool:
    """Whether the package manager is a program of the image that root has run: through npx or for another user it is fetched."""
    called = any(call.name == manager for line in facts.lines for unit in line.units for call in unit.calls)
    return called and all(is_root(i.call.user) for i in done)


def _generates(done: tuple[Installed, ...], facts: Facts, scene: Scene) -> bool:
    """Whether something adds to node_modules what no package manager put there."""
    for installed in done:
        manifest = installed.manifest
        if (
            manifest is None
            or any(name in manifest.scripts for name in LIFECYCLE)
            or _GENERATORS & set(installed.names)
        ):
            return True
    return any(call.name in _GENERATORS for call in run_calls(facts, scene))


def _cached(done: tuple[Installed, ...], facts: Facts, scene: Scene) -> bool:
    """Whether yarn's cache is still there at the builder's end: root's, in the layer, and never emptied."""
    if any(i.call.mounts for i in done):
        return False
    for call in run_calls(facts, scene):
        action = action_of(call, scene)
        if action is not None and action.manager == "yarn" and action.kind == "quiet" and "cache" in call.operands:
            return False
    return not any(
        ".cache" in path
        for line in facts.lines
        for unit in line.units
        for effect in unit.effects
        for path in effect.removes
    )
