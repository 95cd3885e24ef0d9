"""`deno task`: the commands of a task, in the shell that deno brings itself (denoland/deno_task_shell)."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace

from msbgen.ecosystems.deno.command import Command
from msbgen.ecosystems.deno.config import config_at
from msbgen.model.facts import Call
from msbgen.read.shell import parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["BUILTINS", "task_calls"]

#: commands of deno's own shell (deno_task_shell, src/shell/commands)
BUILTINS = frozenset("cat cd cp echo exit export false head mkdir mv pwd rm set shopt sleep test true unset xargs [ :".split())


def task_calls(command: Command, call: Call, scene: Scene) -> Iterator[Call] | None:
    """All commands of a task; None where they are not known."""
    folder = join(call.cwd, command.options["--cwd"] or "") if command.has("--cwd") else call.cwd
    config = config_at(scene, folder, command.options.get("-c") or command.options.get("--config"))
    words = command.rest
    if config is None or config.odd or command.script not in config.tasks or any(w is None for w in words) or command.opaque:
        return None
    text = config.tasks[command.script or ""] + "".join(" " + shlex.quote(w) for w in words if w is not None and w != "--")
    script = parse(text)
    if script.opaque:
        return None
    place = Place(call.variables(), config.folder, call.user, call.line, call.mounts)
    return (replace(inner, line=call.line) for inner in calls_of(script, place))
