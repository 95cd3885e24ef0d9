"""What commands of Node.js need when the container starts them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from msbgen.ecosystems import claimants
from msbgen.ecosystems.node.action import Action
from msbgen.ecosystems.node.bun import script_of
from msbgen.ecosystems.node.effects import MANAGERS, action_of
from msbgen.ecosystems.node.manifest import nearest
from msbgen.ecosystems.node.reach import module_file
from msbgen.ecosystems.node.scripts import member_folders, script_steps
from msbgen.ecosystems.node.table import Tool, tool
from msbgen.ecosystems.node.tools import SCRIPT_VALUED, does, operand_calls, script_file, texts_calls
from msbgen.model.facts import Call, Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["ENTRYPOINT", "Unknown", "is_local", "needs", "run_calls", "started"]

#: the entrypoint script of the official images: a shell script that ends in `exec "$@"` (nodejs/docker-node docker-entrypoint.sh)
ENTRYPOINT = "docker-entrypoint.sh"
#: set by package managers for what they run, with node_modules/.bin at the head of PATH (docs.npmjs.com/cli/using-npm/scripts)
_RUN_BY = "npm_lifecycle_event"
#: how deep scripts that start scripts are followed, and how many commands of them in all
_DEPTH, _MOST = 8, 200
#: what a POSIX shell does itself, as far as package.json scripts use it
_BUILTINS = frozenset(
    ": . [ cd command echo eval exec exit export false printf pwd read set shift test trap true type ulimit umask unset wait".split()
)
#: options of node with which it runs no file
_INLINE = frozenset({"-e", "--eval", "-p", "--print", "-pe", "-v", "--version", "-h", "--help", "-i", "--interactive"})


class Unknown(Exception):
    """What a command needs cannot be told."""


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | None:
    """The needs of a command that the container starts; None where they cannot be told."""
    found: list[Need] = []
    try:
        for each in started(call, scene):
            found.extend(_of(each, scene))
    except Unknown:
        return None
    return tuple(dict.fromkeys(found))


def started(call: Call, scene: Scene) -> tuple[Call, ...]:
    """The command and all that it starts in turn, by package.json scripts and tools that run their operands.

    Raises Unknown when something of that cannot be read.
    """
    found: list[Call] = []
    _follow(call, scene, found, 0)
    return tuple(found)


def _follow(call: Call, scene: Scene, found: list[Call], depth: int) -> None:
    if depth > _DEPTH or len(found) > _MOST:
        raise Unknown
    if not call.argv:
        return
    if call.name is None:
        raise Unknown
    found.append(call)
    for inner in _inner(call, scene):
        _follow(inner, scene, found, depth + 1)


def _inner(call: Call, scene: Scene) -> Iterator[Call]:
    """The commands that a command starts itself."""
    action = action_of(call, scene)
    if action is not None:
        yield from _of_action(action, call, scene)
        return
    if call.name in SHELLS and "-c" in call.operands:
        text = call.operands[call.operands.index("-c") + 1] if call.operands[-1] != "-c" else None
        if text is None:
            raise Unknown
        yield from texts_calls(text, call)
        return
    row = tool(call.name)
    if row is None:
        return
    what = does(row, call)
    if what in ("runs", "texts"):
        yield from operand_calls(row, call)
    elif what == "scripts":
        for name in call.operands:
            if name is None:
                raise Unknown
            if not name.startswith("-"):
                yield from _scripts(name, (), call, scene)
    elif row.name in ("nodemon", "supervisor"):
        yield from _watched(call)


def _watched(call: Call) -> Iterator[Call]:
    """`nodemon --exec "COMMAND"`: what it starts again and again."""
    words = call.operands
    for at, word in enumerate(words):
        if word in ("-x", "--exec") and at + 1 < len(words):
            text = words[at + 1]
            if text is None:
                raise Unknown
            yield from texts_calls(text, call)


def _of_action(action: Action, call: Call, scene: Scene) -> Iterator[Call]:
    if action.kind == "run":
        name = action.names[0] if action.names else None
        folders = member_folders(action, scene)
        if name is None or folders is None or any(a is None for a in action.names):
            raise Unknown
        for folder in folders:
            yield from _scripts(name, action.names[1:], replace(call, cwd=folder), scene, action)
    elif action.kind == "exec":
        if not action.names or action.names[0] is None:
            raise Unknown
        plain = action.names[0] if action.names[0].startswith("@") else action.names[0].split("@", 1)[0]
        yield replace(call, argv=(plain, *action.names[1:]), cwd=action.folder, env=call.variables(**{_RUN_BY: "npx"}))
    elif action.kind not in ("quiet", "install", "rebuild", "prune", "settings", "global"):
        raise Unknown


def _scripts(
    name: str, arguments: tuple[str | None, ...], call: Call, scene: Scene, action: Action | None = None
) -> Iterator[Call]:
    found = nearest(scene, call.cwd)
    if found is None:
        raise Unknown
    folder, manifest = found
    if name.endswith("*"):  # npm-run-all "build:*"
        names = [n for n in manifest.scripts if n.startswith(name.rstrip("*"))]
        for each in names:
            yield from _scripts(each, (), call, scene)
        return
    steps = script_steps(name, arguments, folder, manifest, call)
    if steps is None:
        if action is not None and action.manager != "npm":  # yarn and pnpm also run programs of node_modules/.bin
            yield replace(call, argv=action.names, cwd=folder, env=call.variables(**{_RUN_BY: action.manager}))
            return
        if action is not None and action.lenient:
            return
        raise Unknown
    for step in steps:
        if step.opaque is not None:
            raise Unknown
        yield step.call


def _of(call: Call, scene: Scene) -> Iterator[Need]:
    """The needs of one command, without those of what it starts."""
    name = call.name or ""
    evidence = _evidence(call, scene)
    if name == ENTRYPOINT:
        yield Need("program", name, "the base image starts it", evidence)
        yield Need("shell", "/bin/sh", "the script names it in its first line", evidence)
    elif name in MANAGERS:
        yield _interpreter(call, scene, f"{name} is a Node.js program", evidence)
        yield Need("program", name, "the container starts it", evidence)
        yield Need("program", "/usr/bin/env", f"the first line of {name} names it", evidence)
        yield Need("shell", "/bin/sh", f"{name} runs scripts in a shell", evidence)
    elif name in ("node", "nodejs"):
        yield from _node(call, scene, evidence)
    elif name in ("bun", "bunx"):
        yield _interpreter(call, scene, "the container starts it", evidence)
        script = script_of(call, scene) if name == "bun" else None
        if script is not None:
            yield from _node(script, scene, evidence)
        elif action_of(call, scene) is None:
            raise Unknown
        else:  # it prefers bash, where it finds one (bun, src/cli/run_command.zig)
            bash = scene.base is not None and "/bin/bash" in scene.base.shells
            yield Need("shell", "/bin/bash" if bash else "/bin/sh", f"{name} runs scripts in a shell", evidence)
    elif name in SHELLS:
        yield Need("shell", "/bin/sh" if name == "sh" else "/bin/" + name, "the container starts it", evidence)
    elif tool(name) is not None or is_local(call, scene):
        yield from _program(call, tool(name), scene, evidence)
    elif name in _BUILTINS:
        return
    else:
        path = join(call.cwd, call.argv[0] or "") if "/" in (call.argv[0] or "") else None
        if path is not None and (scene.read(path) or "").startswith("#!/usr/bin/env node"):
            yield _interpreter(call, scene, "the script names it in its first line", evidence)
            yield Need("program", "/usr/bin/env", "the script names it in its first line", evidence)
            yield Need("file", path, "the container runs this script", evidence)
            return
        yield from _others(call, scene, evidence)


def _others(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    """The needs of a program that is none of Node.js's, in a script of package.json."""
    for ecosystem in claimants(call.name):
        if ecosystem.name != "node":
            found = ecosystem.needs(call, scene)
            if found is None or isinstance(found, str):
                raise Unknown
            yield from found
            return
    yield Need("program", call.argv[0] or "", "a script of package.json runs it", evidence)


def _evidence(call: Call, scene: Scene) -> tuple[Evidence, ...]:
    says = " ".join(w or "?" for w in call.argv[:6])
    return (Evidence(f"line {call.line}", says),) if call.line else (Evidence("the base image", says),)


def _interpreter(call: Call, scene: Scene, why: str, evidence: tuple[Evidence, ...]) -> Need:
    """node; on bun's images bun, which stands in for node there; elsewhere bun is a program that something brought."""
    if scene.base is not None and scene.base.language == "bun":
        return Need("interpreter", "bun", why, evidence)
    if call.name in ("bun", "bunx"):
        return Need("program", call.argv[0] or "bun", why, evidence)
    return Need("interpreter", "node", why, evidence)


def _node(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    yield _interpreter(call, scene, "the container starts it", evidence)
    words = call.operands
    if any(w in _INLINE for w in words):
        if any(w is None or "child_process" in w for w in words):
            raise Unknown
        return
    for at, word in enumerate(words):
        if word in ("-r", "--require", "--import") and at + 1 < len(words):
            value = words[at + 1]
            if value is not None and value.startswith((".", "/")):
                yield from _file(join(call.cwd, value), scene, evidence)
        elif word is None or (not word.startswith("-") and (at == 0 or words[at - 1] not in SCRIPT_VALUED)):
            break
    path = script_file(call)
    if path is not None:
        yield from _file(path, scene, evidence)
    elif any(w is not None and not w.startswith("-") for w in words) or any(w is None for w in words):
        raise Unknown


def _file(path: str | None, scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    if path is None:
        raise Unknown
    found = module_file(scene, path)
    yield Need("file", found if found and found.startswith(path) else path, "node runs it", evidence)


def _program(call: Call, row: Tool | None, scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    """A program of a package: of the project's node_modules, else one installed for the whole image."""
    name = call.name or ""
    yield _interpreter(call, scene, f"{name} is a Node.js program", evidence)
    yield Need("program", "/usr/bin/env", f"the first line of {name} names it", evidence)
    if row is not None and does(row, call) == "script":
        path = script_file(call, skip=1 if row.verbs else 0)
        if path is not None and "." in posixpath.basename(path):
            yield from _file(path, scene, evidence)
    if row is not None and row.does in ("texts", "scripts", "runs"):
        yield Need("shell", "/bin/sh", f"{name} runs commands in a shell", evidence)
    if not is_local(call, scene) and "/" not in (call.argv[0] or ""):
        yield Need("program", name, "the container starts it", evidence)


def is_local(call: Call, scene: Scene) -> bool:
    """Whether a program comes from a dependency of the project: package managers find those first, others by PATH or path only."""
    name = call.name or ""
    path = (call.argv[0] or "") if call.argv else ""
    if _RUN_BY not in call.env and "node_modules/.bin" not in (call.env.get("PATH") or "") + path:
        return False
    found = nearest(scene, call.cwd)
    if found is None:
        return False
    manifest = found[1]
    row = tool(name)
    package = row.package if row is not None else name
    return any(n in (package, name) for n in (*manifest.production, *manifest.development))


def run_calls(facts: Facts, scene: Scene) -> Iterator[Call]:
    """All commands of all RUNs in order, those of package.json scripts that they start included, as far as these can be read."""
    for line in facts.lines:
        for unit in line.units:
            for call in unit.calls:
                try:
                    yield from started(call, scene)
                except Unknown:
                    yield call
