"""yarn command lines: yarn 1 ("classic", yarnpkg/yarn src/cli) and yarn 2 and later ("berry", yarnpkg/berry packages/plugin-*)."""

from __future__ import annotations

import posixpath
from typing import Literal

from msbgen.ecosystems.node.action import Action
from msbgen.ecosystems.node.manifest import nearest
from msbgen.model.facts import Call
from msbgen.understand.arguments import Arguments, leading_options, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["yarn"]

_VALUED = frozenset(
    "--cwd --modules-folder --cache-folder --mutex --network-timeout --network-concurrency --registry --global-folder --prefix "
    "--preferred-cache-folder --link-folder --https-proxy --proxy --use-yarnrc --emoji --mode --inline-builds -W --child-concurrency".split()
) - {"-W", "--emoji"}
_QUIET = frozenset(
    "audit check help info licenses list login logout outdated owner policies tag team version versions why bin dir node-version constraints "
    "npm explain doctor search stage -v --version".split()
)
_CHANGES = frozenset(
    {
        "remove",
        "upgrade",
        "up",
        "dedupe",
        "autoclean",
        "import",
        "upgrade-interactive",
        "patch",
        "patch-commit",
        "generate-lock-entry",
    }
)


def _is_berry(call: Call, scene: Scene) -> bool:
    """Whether `yarn` means yarn 2 or later here: its settings file, or the version that the project or an earlier line asks for."""
    noted = scene.memory.get("node.yarn")
    if noted is not None:
        return bool(noted == "berry")
    at = call.cwd
    while at:
        if scene.source_of(posixpath.join(at, ".yarnrc.yml")) is not None:
            return True
        if at == "/":
            break
        at = posixpath.dirname(at)
    found = nearest(scene, call.cwd)
    manager = found[1].manager if found else None
    return manager is not None and manager.startswith("yarn@") and not manager.startswith(("yarn@0.", "yarn@1."))


def yarn(call: Call, scene: Scene) -> Action:
    """What a yarn command asks for."""
    berry = _is_berry(call, scene)
    kind: Literal["yarn", "berry"] = "berry" if berry else "yarn"
    words = call.operands
    at = leading_options(words, _VALUED)
    own = parse(words[:at], _VALUED, clusters=False)
    verb = words[at] if at < len(words) else "install"
    rest = words[at + 1 :]
    folder = call.cwd
    if own.has("--cwd"):
        value = own.value("--cwd")
        folder = None if value is None else join(call.cwd, value)
    if verb is None:
        return Action("unknown", kind, folder)
    if own.has("--version", "-v", "--help", "-h"):
        return Action("quiet", kind, folder)
    if verb in ("install", "add", "link", "unplug", "rebuild", "focus", *_CHANGES):
        given = parse((*words[:at], *rest), _VALUED, clusters=False)
        scripts = not given.has("--ignore-scripts") and given.value("--mode") != "skip-build"
        production = _production(given, call, berry)
        if verb == "rebuild":
            return Action("rebuild", kind, folder, rest)
        if verb == "link":
            return Action("link", kind, folder, given.operands)
        return Action("install", kind, folder, given.operands if verb == "add" else (), production, scripts)
    if verb == "global" and not berry:
        return _global(call, rest, folder)
    if verb == "cache" or verb in _QUIET:
        return Action("quiet", kind, folder)
    if verb in ("config", "set", "plugin"):
        return Action("settings", kind, folder, (verb, *rest))
    if verb == "run":
        skip = leading_options(rest, _VALUED)
        if skip == len(rest):
            return Action("quiet", kind, folder)
        return Action("run", kind, folder, rest[skip:])
    if verb == "workspace":
        if len(rest) > 1 and rest[0]:
            return Action("run", kind, folder, _without_run(rest[1:]), members=(rest[0],))
        return Action("unknown", kind, folder)
    if verb == "workspaces":
        return _workspaces(rest, kind, folder, call, berry)
    if verb in ("exec", "dlx", "node"):
        return Action("exec", kind, folder, ("node", *rest) if verb == "node" else rest)
    if verb == "pack":
        return Action("install", kind, folder)
    if verb == "prune":
        return Action("quiet", kind, folder)  # yarn 1 only says that install prunes
    return Action("run", kind, folder, (verb, *rest))


def _without_run(words: tuple[str | None, ...]) -> tuple[str | None, ...]:
    return words[1:] if words[:1] == ("run",) and len(words) > 1 else words


def _global(call: Call, rest: tuple[str | None, ...], folder: str | None) -> Action:
    given = parse(rest, _VALUED, clusters=False)
    verb = given.operands[0] if given.operands else None
    if verb in ("bin", "dir", "list"):
        return Action("quiet", "yarn", folder)
    if verb == "add" and not given.has("--global-folder"):
        target = given.value("--prefix") or call.env.get("PREFIX") or None
        return Action(
            "global", "yarn", folder, given.operands[1:], target=target, scripts=not given.has("--ignore-scripts")
        )
    return Action("unknown", "yarn", folder)


def _workspaces(
    rest: tuple[str | None, ...], kind: Literal["yarn", "berry"], folder: str | None, call: Call, berry: bool
) -> Action:
    """yarn 1: `workspaces run SCRIPT`; berry: `workspaces foreach … run SCRIPT`, `workspaces focus`."""
    verb = rest[0] if rest else None
    if verb in ("info", "list"):
        return Action("quiet", kind, folder)
    if verb == "focus":
        given = parse(rest[1:], _VALUED, clusters=False)
        return Action("install", kind, folder, (), given.has("--production"))
    if verb == "run" and len(rest) > 1:
        return Action("run", kind, folder, rest[1:], members=("*",))
    if verb == "foreach":
        words = rest[1:]
        valued = ("--from", "--include", "--exclude", "-j", "--jobs")
        at = 0
        while at < len(words) and (words[at] or "").startswith("-"):
            at += 2 if words[at] in valued else 1
        if at < len(words):
            return Action("run", kind, folder, _without_run(words[at:]), members=("*",), lenient=True)
    return Action("unknown", kind, folder)


def _production(given: Arguments, call: Call, berry: bool) -> bool | None:
    """Whether development dependencies stay out: NODE_ENV counts for yarn 1 only (src/config.js, `production`)."""
    if given.has("--production", "--prod"):
        return given.value("--production", "--prod") not in ("false", "0")
    if berry:
        return False
    for name in ("YARN_PRODUCTION", "NPM_CONFIG_PRODUCTION", "npm_config_production"):
        if name in call.env:
            value = call.env[name]
            return None if value is None else value == "true"
    environment = call.env.get("NODE_ENV", "")
    return None if environment is None else environment == "production"
