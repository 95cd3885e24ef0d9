"""npm and npx command lines (npm 6 to 11: `npm help`, npm/cli lib/utils/cmd-list.js)."""

from __future__ import annotations

from msbgen.ecosystems.node.action import Action
from msbgen.model.facts import Call
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join

__all__ = ["npm", "npx"]

#: options with a value in the next word (npm/cli workspaces/config/lib/definitions)
_VALUED = frozenset(
    "-C --prefix -w --workspace --cache --registry --userconfig --globalconfig --loglevel --omit --include --only --also --tag --save-prefix "
    "--fetch-retries --fetch-timeout --fetch-retry-mintimeout --fetch-retry-maxtimeout --python --maxsockets --install-strategy --before "
    "--script-shell --scope --network-timeout --jobs --audit-level --https-proxy --proxy --noproxy --cafile --node-options --otp --location "
    "--allow-scripts".split()
)
_NPX_VALUED = frozenset(
    {
        "-p",
        "--package",
        "-c",
        "--call",
        "--cache",
        "--userconfig",
        "-w",
        "--workspace",
        "--node-options",
        "-n",
        "--registry",
    }
)
_INSTALL = frozenset("install i in ins inst insta instal isnt isnta isntal isntall add install-test it".split())
_CLEAN = frozenset("ci clean-install ic install-clean isntall-clean install-ci-test cit".split())
_RUN = frozenset({"run", "run-script", "rum", "urn"})
_NAMED = {"start": "start", "stop": "stop", "test": "test", "t": "test", "tst": "test", "restart": "restart"}
#: commands that change the project's node_modules by name, as an install does
_CHANGES = frozenset(
    "uninstall unlink remove rm r un update up upgrade udpate dedupe ddp find-dupes shrinkwrap pkg set-script".split()
)
_QUIET = frozenset(
    "audit view v info show ls list la ll root prefix bin whoami version help help-search hlep doctor fund outdated explain why ping search s "
    "completion config c get query sbom login adduser logout docs home repo bugs access token team org owner dist-tag profile edit explore "
    "diff".split()
)
_CACHE = frozenset({"cache"})


def npm(call: Call) -> Action:
    """What an npm command asks for."""
    own, rest = _split(call.operands)
    given = parse(own, _VALUED, clusters=False)
    folder = _folder(call, given)
    verb = given.operands[0] if given.operands else None
    names = given.operands[1:]
    if not given.operands:
        return Action("quiet", "npm", folder)  # a help text, or --version
    if verb is None:
        return Action("unknown", "npm", folder)
    everywhere = _everywhere(given)
    production = _production(given, call, verb)
    scripts = (
        not _on(given, "--ignore-scripts")
        and (call.env.get("npm_config_ignore_scripts") or call.env.get("NPM_CONFIG_IGNORE_SCRIPTS")) != "true"
    )
    members = _members(given)
    if verb in _INSTALL or verb in _CLEAN:
        if everywhere:
            target = call.env.get("NPM_CONFIG_PREFIX") or call.env.get("npm_config_prefix") or None
            if given.has("--prefix", "-C"):
                value = given.value("--prefix", "-C")
                target = join(call.cwd, value) if value else None
            return Action("global", "npm", call.cwd, names, scripts=scripts, target=target)
        return Action("install", "npm", folder, names if verb in _INSTALL else (), production, scripts, members)
    if verb in _RUN:
        if not names:
            return Action("quiet", "npm", folder)
        return Action(
            "run", "npm", folder, (*names, *rest), scripts=scripts, members=members, lenient=given.has("--if-present")
        )
    if verb in _NAMED:
        return Action(
            "run",
            "npm",
            folder,
            (_NAMED[verb], *names, *rest),
            scripts=scripts,
            members=members,
            lenient=given.has("--if-present"),
        )
    if verb in ("exec", "x"):
        return Action("exec", "npm", folder, (*names, *rest), members=members)
    if verb == "prune":
        return Action("prune", "npm", folder, names, production, scripts, members)
    if verb in ("rebuild", "rb"):
        return Action("rebuild", "npm", folder, names)
    if verb in ("link", "ln"):
        return Action("link", "npm", folder, names)
    if verb == "pack":
        return Action("install", "npm", folder, (), scripts=scripts)  # the tarball lands in the folder
    if verb in ("config", "c", "set") and _writes_settings(verb, names):
        return Action("settings", "npm", folder, names)
    if verb in _CACHE or verb in _QUIET:
        return Action("quiet", "npm", folder)
    if verb in _CHANGES:
        if everywhere:
            return Action("unknown", "npm", folder)
        return Action("install", "npm", folder, names, production, scripts, members)
    return Action("unknown", "npm", folder)


def _writes_settings(verb: str, names: tuple[str | None, ...]) -> bool:
    return verb == "set" or bool(names and names[0] in ("set", "delete", "rm", "fix"))


def npx(call: Call) -> Action:
    """What an npx command asks for: a program of a package, its arguments after it."""
    words = call.operands
    at = 0
    while at < len(words):
        word = words[at]
        if word is None or word == "-" or not word.startswith("-"):
            break
        at += 2 if word in _NPX_VALUED and "=" not in word else 1
        if word == "--":
            break
    options = parse(words[:at], _NPX_VALUED, clusters=False)
    if options.has("-c", "--call"):
        text = options.value("-c", "--call")
        return Action("exec", "npm", call.cwd, ("sh", "-c", text))
    return Action("exec", "npm", call.cwd, words[at:])


def _split(words: tuple[str | None, ...]) -> tuple[tuple[str | None, ...], tuple[str | None, ...]]:
    """The words before `--`, and those after it, which go to the script."""
    if "--" in words:
        at = words.index("--")
        return words[:at], words[at + 1 :]
    return words, ()


def _folder(call: Call, given: Arguments) -> str | None:
    if given.has("--prefix", "-C"):
        value = given.value("--prefix", "-C")
        return None if value is None else join(call.cwd, value)
    return call.cwd


def _on(given: Arguments, *names: str) -> bool:
    """Whether a boolean option is on: `--name`, `--name=true`, `--name true` is read as `--name` and an operand."""
    return given.has(*names) and given.value(*names) not in ("false", "0")


def _everywhere(given: Arguments) -> bool:
    return _on(given, "-g", "--global") or given.value("--location") == "global"


def _members(given: Arguments) -> tuple[str, ...]:
    named = tuple(v for v in given.values("-w", "--workspace") if v)
    if named:
        return named
    return ("*",) if _on(given, "--workspaces", "-ws") else ()


def _production(given: Arguments, call: Call, verb: str) -> bool | None:
    """Whether development dependencies stay out (npm/cli definitions: omit defaults to dev when NODE_ENV is production)."""
    if "dev" in given.values("--include") or given.value("--also") in ("dev", "development") or given.has("--dev"):
        return False
    if "dev" in given.values("--omit") or given.value("--only") in ("prod", "production"):
        return True
    if given.has("--production", "--prod"):
        return given.value("--production", "--prod") not in ("false", "0")
    for name in ("NPM_CONFIG_OMIT", "npm_config_omit"):
        if call.env.get(name) == "dev":
            return True
    for name in ("NPM_CONFIG_PRODUCTION", "npm_config_production"):
        if name in call.env:
            value = call.env[name]
            return None if value is None else value == "true"
    environment = call.env.get("NODE_ENV", "")
    return None if environment is None else environment == "production"
