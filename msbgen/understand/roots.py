"""Roots: what the container starts, and all commands that this runs, scripts of the build context included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from msbgen.ecosystems import named
from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Call, Root, State
from msbgen.model.shell import Command, Script
from msbgen.read.shell import parse
from msbgen.read.shell_instruction import parse_file
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["WRAPPERS", "follow", "healthcheck", "start"]

_SHELLS = frozenset({"sh", "bash", "dash", "ash", "zsh"})
#: programs that only start what their operands name; the value tells how many operands are their own.
#: tini(1), dumb-init(1), gosu(1), su-exec(1), the image entrypoints that end in exec "$@" (docker-library)
WRAPPERS = {"tini": 0, "dumb-init": 0, "gosu": 1, "su-exec": 1, "exec": 0, "nice": 0, "env": 0, "docker-entrypoint.sh": 0, "catatonit": 0}
_DEPTH = 6


def start(entrypoint: Sequence[str | None] | None, cmd: Sequence[str | None] | None, state: State, scene: Scene, *,
          line: int | None, shell_form: bool) -> Root:  # fmt: skip
    """The root of ENTRYPOINT and CMD together, given as exec-form argument lists (a shell form with its shell)."""
    argv = (*(entrypoint or ()), *(cmd or ()))
    return _root("start", argv, state, scene, line, shell_form)


def healthcheck(instruction: Instruction, state: State, scene: Scene) -> Root | None:
    """The root of a HEALTHCHECK; None for NONE."""
    if not instruction.args or instruction.args[0].upper() != "CMD":
        return None
    words = instruction.args[1:]
    argv: tuple[str | None, ...] = words if instruction.json else (*state.shell, *words)
    return _root("healthcheck", argv, state, scene, instruction.line, not instruction.json)


class _Open(dict[str, "str | None"]):
    """The environment of a container: whoever runs it may set any further variable, so an absent one is not known to be empty."""

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        return super().get(name)


def _root(kind: Literal["start", "healthcheck"], argv: Sequence[str | None], state: State, scene: Scene, line: int | None,
          shell_form: bool) -> Root:  # fmt: skip
    place = Place(_Open({**state.env, "HOME": None}), state.workdir, state.user, line or 0)
    calls: list[Call] = []
    opaque: list[str] = []
    if argv:
        calls.extend(_exec(argv, place, scene, opaque, 0))
    return Root(kind, tuple(argv), line, tuple(calls), shell_form, (), opaque[0] if opaque else None)


def _exec(argv: Sequence[str | None], place: Place, scene: Scene, opaque: list[str], depth: int) -> Iterator[Call]:
    """The call of an exec-form command, and what it starts in turn."""
    call = Call(tuple(argv), place.values.copy(), place.cwd, place.user, place.line, Command(words=()))
    yield call
    yield from follow(call, place, scene, opaque, depth)


def follow(call: Call, place: Place, scene: Scene, opaque: list[str], depth: int = 0) -> Iterator[Call]:
    """What a command starts: a wrapper's operands, the text of a shell, a script of the context."""
    if depth > _DEPTH or call.name is None:
        if call.name is None and call.argv:
            opaque.append("which program it starts is not known")
        return
    if call.name in WRAPPERS or _prepares(call, scene):
        rest = list(call.operands)
        while rest and rest[0] and rest[0].startswith("-"):
            if rest.pop(0) == "--":
                break
        rest = rest[WRAPPERS.get(call.name, 0) :]
        while call.name == "env" and rest and rest[0] and "=" in rest[0]:
            rest.pop(0)
        if rest:
            yield from _exec(rest, place, scene, opaque, depth + 1)
        return
    found_script = _script_of(call, scene, opaque)
    if found_script is None:
        return
    script, arguments = found_script
    if script.opaque:
        opaque.append(script.opaque)
        return
    inner = place.inner()
    inner.cwd = call.cwd
    inner.arguments = arguments
    for found in calls_of(script, inner):
        yield replace(found, line=place.line)
        yield from follow(found, inner, scene, opaque, depth + 1)


def _prepares(call: Call, scene: Scene) -> bool:
    """Whether the call is of the base image's own entrypoint script, which its language knows to end in exec "$@"."""
    base = scene.base
    if base is None or not base.entrypoint or call.argv[0] != base.entrypoint[0] or base.language is None:
        return False
    owner = named(base.language)
    return owner is not None and call.name in owner.entrypoints


def _script_of(call: Call, scene: Scene, opaque: list[str]) -> tuple[Script, tuple[str | None, ...]] | None:
    """The script that a command runs, and its positional parameters."""
    words = call.operands
    if call.name in _SHELLS:
        flags = [w for w in words if w and w.startswith(("-", "+"))]
        if any(w.startswith("-") and not w.startswith("--") and "c" in w for w in flags):
            at = next(i for i, w in enumerate(words) if w and w.startswith("-") and "c" in w)
            rest = words[at + 1 :]
            if rest and rest[0] is not None:
                return parse(rest[0]), rest[2:]
            opaque.append("the text that its shell runs is not known")
            return None
        files = [at for at, w in enumerate(words) if w is None or not w.startswith("-")]
        if not files:
            return None  # an interactive shell
        name = words[files[0]]
        text = scene.read(join(call.cwd, name) or "") if name else None
        if text is None:
            opaque.append(f"the script {name or '?'} is not in the build context")
            return None
        return parse_file(text)[1], words[files[0] + 1 :]
    if call.argv[0] and "/" in call.argv[0]:
        text = scene.read(join(call.cwd, call.argv[0]) or "")
        if text is not None and text.startswith("#!"):
            interpreter, script = parse_file(text)
            names = {w.rsplit("/", 1)[-1] for w in interpreter or ()}
            return (script, words) if names & _SHELLS else None
    return None
