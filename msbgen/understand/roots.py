"""Roots: what the container starts, and all commands that this runs, scripts of the build context included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

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
    own = len(entrypoint or ())
    return _root("start", argv, state, scene, line, shell_form, own)


def healthcheck(instruction: Instruction, state: State, scene: Scene) -> Root | None:
    """The root of a HEALTHCHECK; None for NONE."""
    if not instruction.args or instruction.args[0].upper() != "CMD":
        return None
    words = instruction.args[1:]
    argv: tuple[str | None, ...] = words if instruction.json else (*state.shell, *words)
    return _root("healthcheck", argv, state, scene, instruction.line, not instruction.json, len(argv))


class _Open(dict[str, "str | None"]):
    """The environment of a container: whoever runs it may set any further variable, so an absent one is not known to be empty."""

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]
        return super().get(name)


def _root(kind: Literal["start", "healthcheck"], argv: Sequence[str | None], state: State, scene: Scene, line: int | None, shell_form: bool,
          own: int) -> Root:  # fmt: skip
    place = Place(_Open({**state.env, "HOME": None}), state.workdir, state.user, line or 0)
    calls: list[Call] = []
    opaque: list[str] = []
    if argv:
        calls.extend(_exec(argv, place, scene, opaque, own, 0))
    return Root(kind, tuple(argv), line, tuple(calls), shell_form, (), opaque[0] if opaque else None)


def _exec(argv: Sequence[str | None], place: Place, scene: Scene, opaque: list[str], own: int, depth: int) -> Iterator[Call]:
    """The call of an exec-form command, and what it starts in turn; the first `own` words are ENTRYPOINT's."""
    call = Call(tuple(argv), place.values.copy(), place.cwd, place.user, place.line, Command(words=()))
    yield call
    yield from follow(call, place, scene, opaque, depth)
    if 0 < own < len(argv) and call.name not in WRAPPERS and _passes_arguments(call, scene):
        yield from _exec(argv[own:], place, scene, opaque, 0, depth + 1)


def follow(call: Call, place: Place, scene: Scene, opaque: list[str], depth: int = 0) -> Iterator[Call]:
    """What a command starts: a wrapper's operands, the text of a shell, a script of the context."""
    if depth > _DEPTH or call.name is None:
        if call.name is None and call.argv:
            opaque.append("which program it starts is not known")
        return
    if call.name in WRAPPERS:
        rest = list(call.operands)
        while rest and rest[0] and rest[0].startswith("-"):
            word = rest.pop(0)
            if word in ("-g", "-s", "--"):
                if word == "--":
                    break
        rest = rest[WRAPPERS[call.name] :]
        while call.name == "env" and rest and rest[0] and "=" in rest[0]:
            rest.pop(0)
        if rest:
            yield from _exec(rest, place, scene, opaque, len(rest), depth + 1)
        return
    script = _script_of(call, scene, opaque)
    if script is None:
        return
    if script.opaque:
        opaque.append(script.opaque)
        return
    inner = place.inner()
    inner.cwd = call.cwd
    for found in calls_of(script, inner):
        yield replace(found, line=place.line)
        yield from follow(found, inner, scene, opaque, depth + 1)


def _script_of(call: Call, scene: Scene, opaque: list[str]) -> Script | None:
    words = call.operands
    if call.name in _SHELLS:
        flags = [w for w in words if w and w.startswith(("-", "+"))]
        if any(w.startswith("-") and not w.startswith("--") and "c" in w for w in flags):
            at = next(i for i, w in enumerate(words) if w and w.startswith("-") and "c" in w)
            rest = words[at + 1 :]
            if rest and rest[0] is not None:
                return parse(rest[0])
            opaque.append("the text that its shell runs is not known")
            return None
        files = [w for w in words if w is None or not w.startswith("-")]
        if not files:
            return None  # an interactive shell
        text = scene.read(join(call.cwd, files[0]) or "") if files[0] else None
        if text is None:
            opaque.append(f"the script {files[0] or '?'} is not in the build context")
            return None
        return parse_file(text)[1]
    if call.argv[0] and "/" in call.argv[0]:
        text = scene.read(join(call.cwd, call.argv[0]) or "")
        if text is not None and text.startswith("#!"):
            interpreter, script = parse_file(text)
            names = {w.rsplit("/", 1)[-1] for w in interpreter or ()}
            return script if names & _SHELLS else None
    return None


def _passes_arguments(call: Call, scene: Scene) -> bool:
    """Whether a script ends by running its own arguments (it mentions "$@")."""
    path = call.argv[0] if call.argv else None
    if call.name in _SHELLS:
        path = next((w for w in call.operands if w and not w.startswith("-")), None)
    text = scene.read(join(call.cwd, path) or "") if path else None
    return text is not None and "$@" in text
