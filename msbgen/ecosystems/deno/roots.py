"""What deno needs when the container starts it."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems import claimants
from msbgen.ecosystems.deno.command import Command, is_local, read
from msbgen.ecosystems.deno.kit import ENTRYPOINT
from msbgen.ecosystems.deno.tasks import BUILTINS, task_calls
from msbgen.ecosystems.node.reach import module_file
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["Unknown", "commands", "needs"]

_RUNS = frozenset({"run", "serve", "test", "bench", "check", "eval", "repl", "cache", "install", "info", "fmt", "lint", "doc", ""})
_DEPTH = 6


class Unknown(Exception):
    """What a command runs cannot be told."""


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | None:
    """The needs of a command that the container starts; None where they cannot be told."""
    evidence = (Evidence(f"line {call.line}" if call.line else "the base image", " ".join(w or "?" for w in call.argv[:6])),)
    if call.name == ENTRYPOINT:
        return (Need("program", ENTRYPOINT, "the base image starts it", evidence), Need("shell", "/bin/sh", "the script names it in its first line", evidence))
    if call.name != "deno":
        program = call.argv[0] if call.argv else None
        path = join(call.cwd, program) if program and "/" in program else program
        if path is None:
            return None
        found = [Need("program", path, "the container starts it", evidence)]
        if scene.base is not None and scene.base.language == "deno":  # where it keeps what it stores
            found.append(Need("environment", "DENO_DIR", "what deno compiled keeps its data there", evidence))
            found.append(Need("writable", "/deno-dir", "what deno compiled keeps its data there", evidence))
        return tuple(found)
    all_needs: list[Need] = []
    try:
        for each in commands(call, scene):
            all_needs.extend(_of(each, scene, evidence))
    except Unknown:
        return None
    return tuple(dict.fromkeys(all_needs))


def commands(call: Call, scene: Scene, depth: int = 0) -> Iterator[Call]:
    """The command, and those of the tasks that it runs in turn. Raises Unknown where one is not known."""
    yield call
    if call.name != "deno":
        return
    command = read(call)
    if command.verb != "task":
        return
    calls = task_calls(command, call, scene)
    if calls is None or depth > _DEPTH:
        raise Unknown
    for inner in calls:
        if inner.name is None:
            raise Unknown
        yield from commands(inner, scene, depth + 1)


def _of(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    if call.name != "deno":
        if call.name not in BUILTINS:
            yield from _others(call, scene, evidence)
        return
    command = read(call)
    base = scene.base
    if base is not None and base.language == "deno":
        yield Need("interpreter", "deno", "the container starts it", evidence)
    else:
        yield Need("program", call.argv[0] or "deno", "the container starts it", evidence)
    yield from _script(command, call, scene, evidence)


def _script(command: Command, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    if command.opaque or command.verb not in (*_RUNS, "task"):
        raise Unknown
    if command.has("--cert") or "system" in (call.env.get("DENO_TLS_CA_STORE") or "") or call.env.get("DENO_CERT"):
        yield Need("certificates", command.options.get("--cert") or call.env.get("DENO_CERT") or "/etc/ssl/certs", "deno reads them", evidence)
    if command.verb in ("run", "serve") and command.script is not None and is_local(command.script):
        path = join(call.cwd, command.script)
        if path is None:
            raise Unknown
        found = module_file(scene, path)
        yield Need("file", found if found and found.startswith(path) else path, "deno runs it", evidence)


def _others(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    for ecosystem in claimants(call.name):
        found = ecosystem.needs(call, scene)
        if found is None or isinstance(found, str):
            raise Unknown
        yield from found
        return
    yield Need("program", call.argv[0] or "", "a task runs it", evidence)
