"""pnpm and corepack command lines (pnpm 6 to 10: pnpm/pnpm, pnpm/src/cmd; nodejs/corepack, README)."""

from __future__ import annotations

from msbgen.ecosystems.node.action import Action
from msbgen.model.facts import Call
from msbgen.understand.arguments import Arguments, leading_options, parse
from msbgen.understand.paths import join

__all__ = ["corepack", "pnpm"]

_VALUED = frozenset(
    "-C --dir -F --filter --filter-prod --store-dir --virtual-store-dir --modules-dir --reporter --loglevel --registry --network-concurrency "
    "--child-concurrency --workspace-concurrency --global-dir --lockfile-dir --package-import-method --fetch-retries --fetch-timeout "
    "--node-linker --cache-dir --shell --package --allow-build --config.node-linker".split()
)
_INSTALL = frozenset({"install", "i", "add", "install-test", "it"})
_CHANGES = frozenset(
    {
        "remove",
        "rm",
        "uninstall",
        "un",
        "update",
        "up",
        "upgrade",
        "dedupe",
        "import",
        "patch",
        "patch-commit",
        "approve-builds",
        "fetch",
    }
)
_QUIET = frozenset(
    "audit list ls ll la why outdated licenses root bin store help doctor env cat-file cat-index find-hash server completion info view show "
    "cache ignored-builds".split()
)
_RUN = frozenset({"run", "run-script"})


def pnpm(call: Call) -> Action:
    """What a pnpm command asks for."""
    words = call.operands
    at = leading_options(words, _VALUED)
    before = parse(words[:at], _VALUED, clusters=False)
    verb = words[at] if at < len(words) else None
    rest = words[at + 1 :]
    recursive = verb in ("recursive", "multi", "m")
    if recursive:
        skip = leading_options(rest, _VALUED)
        before = parse((*words[:at], *rest[:skip]), _VALUED, clusters=False)
        verb, rest = (rest[skip], rest[skip + 1 :]) if skip < len(rest) else (None, ())
    if verb is None:
        return Action("quiet" if at == len(words) else "unknown", "pnpm", call.cwd)
    given = parse((*words[:at], *rest), _VALUED, clusters=False)
    own = (
        before
        if verb in _RUN
        or verb not in (*_INSTALL, *_CHANGES, "prune", "deploy", "rebuild", "rb", "link", "ln", "config", "c")
        else given
    )
    folder = _folder(call, own)
    members = tuple(v for v in own.values("-F", "--filter", "--filter-prod") if v) or (
        ("*",) if recursive or own.has("-r", "--recursive") else ()
    )
    scripts = not given.has("--ignore-scripts")
    if verb in _INSTALL or verb in _CHANGES:
        if given.has("-g", "--global"):
            return Action(
                "global", "pnpm", call.cwd, given.operands, scripts=scripts, target=given.value("--global-dir")
            )
        names = given.operands if verb == "add" or (verb in _INSTALL and given.operands) else ()
        return Action("install", "pnpm", folder, names, _production(given, call), scripts and verb != "fetch", members)
    if verb == "prune":
        return Action("prune", "pnpm", folder, (), _production(given, call), scripts)
    if verb in ("rebuild", "rb"):
        return Action("rebuild", "pnpm", folder, given.operands)
    if verb == "deploy":
        target = given.operands[0] if given.operands else None
        return Action(
            "deploy",
            "pnpm",
            folder,
            (),
            _production(given, call),
            scripts,
            members,
            None if target is None else join(folder, target),
        )
    if verb in ("link", "ln", "unlink"):
        return Action("link", "pnpm", folder, given.operands)
    if verb in ("config", "c", "setup"):
        return Action("settings", "pnpm", folder, (verb, *rest))
    if verb in ("exec", "dlx"):
        skip = leading_options(rest, _VALUED)
        return Action("exec", "pnpm", folder, rest[skip:], members=members)
    if verb in _QUIET:
        return Action("quiet", "pnpm", folder)
    if verb == "pack":
        return Action("install", "pnpm", folder)
    if verb in _RUN:
        skip = leading_options(rest, _VALUED)
        inner = parse(rest[:skip], _VALUED, clusters=False)
        members = (
            members
            or tuple(v for v in inner.values("-F", "--filter") if v)
            or (("*",) if inner.has("-r", "--recursive") else ())
        )
        if skip == len(rest):
            return Action("quiet", "pnpm", folder)
        return Action(
            "run", "pnpm", folder, rest[skip:], members=members, lenient=inner.has("--if-present") or bool(members)
        )
    name = "test" if verb == "t" else verb
    return Action("run", "pnpm", folder, (name, *rest), members=members, lenient=bool(members))


def corepack(call: Call) -> Action:
    """What a corepack command asks for: links in the programs' folder, or a package manager downloaded ahead of time."""
    given = parse(call.operands, ("--install-directory", "-o", "--output"), clusters=False)
    verb = given.operands[0] if given.operands else None
    if verb in ("enable", "disable"):
        return Action(
            "enable",
            "corepack",
            call.cwd,
            given.operands[1:],
            target=given.value("--install-directory"),
            lenient=verb == "disable",
        )
    if verb in ("prepare", "use", "install", "up", "hydrate"):
        return Action("prepare", "corepack", call.cwd, given.operands[1:])
    if verb == "cache":
        return Action("quiet", "corepack", call.cwd)
    if verb in ("pnpm", "yarn", "npm"):
        return Action("exec", "corepack", call.cwd, call.operands)
    return Action("quiet" if verb is None else "unknown", "corepack", call.cwd)


def _folder(call: Call, given: Arguments) -> str | None:
    if given.has("-C", "--dir"):
        value = given.value("-C", "--dir")
        return None if value is None else join(call.cwd, value)
    return call.cwd


def _production(given: Arguments, call: Call) -> bool | None:
    """Whether development dependencies stay out (pnpm.io/cli/install: --prod; NODE_ENV=production has the same effect)."""
    if given.has("--prod", "-P", "--production"):
        return given.value("--prod", "-P", "--production") not in ("false", "0")
    if given.has("--dev", "-D", "--no-prod"):
        return False
    environment = call.env.get("NODE_ENV", "")
    return None if environment is None else environment == "production"
