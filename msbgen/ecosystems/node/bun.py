"""bun command lines as a package manager's (bun 1.0 to 1.3: bun.sh/docs/cli, `bun --help`)."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.node.action import Action
from msbgen.ecosystems.node.manifest import nearest
from msbgen.model.facts import Call
from msbgen.understand.arguments import leading_options, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["bun", "bunx", "script_of"]

#: options with a value in the next word
_VALUED = frozenset(
    "-r --preload --require --import -e --eval -p --print --cwd --env-file -F --filter -d --define --drop -l --loader --main-fields --port --conditions "
    "--title --shell --config --outfile --outdir --target --root --external --packages --backend --registry --cache-dir --omit --linker --cpu --os".split()
)
_INSTALL = frozenset({"install", "i", "ci", "add", "a"})
_CHANGES = frozenset({"remove", "rm", "uninstall", "update", "up", "patch", "patch-commit"})
_QUIET = frozenset({"audit", "outdated", "info", "why", "test", "help", "completions", "discord", "publish"})
_OWN = frozenset({"build", "create", "c", "init", "upgrade", "repl", "exec", "feedback"})
_LOADS = ("-r", "--preload", "--require", "--import")
_CODE = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx")


def bun(call: Call, scene: Scene) -> Action | None:
    """What a bun command asks of the package manager or of package.json's scripts; None where bun runs a file, or does what only
    bun does."""
    words = call.operands
    at = leading_options(words, _VALUED)
    before = parse(words[:at], _VALUED, clusters=False)
    folder = _folder(call, before.value("--cwd") if before.has("--cwd") else "")
    verb = words[at] if at < len(words) else None
    rest = words[at + 1 :]
    if verb is None:
        return Action("quiet", "bun", folder) if at == len(words) and not before.has("-e", "--eval", "-p", "--print") else Action("unknown", "bun", folder)
    given = parse(rest, _VALUED, clusters=False)
    if given.has("--cwd"):
        folder = _folder(call, given.value("--cwd"))
    if verb in _INSTALL or verb in _CHANGES:
        if given.has("-g", "--global"):
            return Action("unknown", "bun", folder, given.operands)
        names = given.operands if verb in ("add", "a") or verb in _INSTALL else ()
        return Action("install", "bun", folder, names, _production(call, given.has("--production", "-p", "--prod"), given.value("--omit")), not given.has("--ignore-scripts"))
    if verb in ("link", "unlink"):
        return Action("link", "bun", folder, given.operands)
    if verb == "pm":
        changes = given.operands[:1] in (("trust",), ("untrusted",), ("migrate",), ("pkg",), ("version",))
        return Action("install" if changes else "quiet", "bun", folder)
    if verb in _QUIET:
        return Action("quiet", "bun", folder)
    if verb in _OWN:
        return None
    if verb == "x":
        return bunx(call, rest)
    members = tuple(v for v in before.values("-F", "--filter") if v)
    if verb == "run":
        skip = leading_options(rest, _VALUED)
        members += tuple(v for v in parse(rest[:skip], _VALUED, clusters=False).values("-F", "--filter") if v)
        if skip == len(rest):
            return Action("quiet", "bun", folder)
        verb, rest = rest[skip], rest[skip + 1 :]
        if verb is None:
            return Action("unknown", "bun", folder)
        return None if _is_file(verb, folder, scene, first=False) else Action("run", "bun", folder, (verb, *rest), members=members)
    return None if _is_file(verb, folder, scene, first=True) else Action("run", "bun", folder, (verb, *rest), members=members)


def bunx(call: Call, words: tuple[str | None, ...]) -> Action:
    """A program of a package, fetched first where it is not there."""
    skip = leading_options(words, frozenset({"-p", "--package"}))
    return Action("exec", "bun", call.cwd, words[skip:])


def script_of(call: Call, scene: Scene) -> Call | None:
    """The call with bun's own words taken out but for the files that it loads before, as node spells them; None where it runs none."""
    if call.name != "bun" or bun(call, scene) is not None:
        return None
    words = call.operands
    at = leading_options(words, _VALUED)
    if words[at : at + 1] == ("run",):
        at += 1
        at += leading_options(words[at:], _VALUED)
    if at == len(words) or words[at] in _OWN:
        return None
    loads = [w for i, name in enumerate(words[: at - 1]) if name in _LOADS for w in ("-r", words[i + 1])]
    return Call((call.argv[0], *loads, *words[at:]), call.env, call.cwd, call.user, call.line, call.command, call.mounts, call.source)


def _folder(call: Call, named: str | None) -> str | None:
    return call.cwd if named == "" else None if named is None else join(call.cwd, named)


def _is_file(word: str, folder: str | None, scene: Scene, *, first: bool) -> bool:
    """Whether bun takes a word for a file: `bun run` asks package.json first, `bun` alone the files (bun.sh/docs/cli/run)."""
    found = nearest(scene, folder)
    if not first and found is not None and word in found[1].scripts:
        return False
    if word.startswith((".", "/")) or word.endswith(_CODE):
        return True
    path = join(folder, word)
    known = path is not None and any(scene.source_of(p) for p in (path, *(path + c for c in _CODE), posixpath.join(path, "index.ts"), posixpath.join(path, "index.js")))
    return known and (found is None or word not in found[1].scripts)


def _production(call: Call, asked: bool, omitted: str | None) -> bool | None:
    """Whether development dependencies stay out (bun.sh/docs/cli/install)."""
    if asked or omitted == "dev":
        return True
    return None if call.env.get("NODE_ENV", "") in (None, "production") else False
