"""Roots: what the container starts, and all commands that this runs, scripts of the build context included."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from msbgen.ecosystems import Ecosystem, named
from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Call, Root, State
from msbgen.model.shell import Command, Script
from msbgen.read.shell import parse
from msbgen.read.shell_instruction import SHELLS, parse_file
from msbgen.understand.calls import Place, calls_of, sourced
from msbgen.understand.paths import covered, join
from msbgen.understand.scene import Scene
from msbgen.understand.state import DEFAULT_PATH, told
from msbgen.understand.supervisor import supervised
from msbgen.understand.waiting import awaited, is_waiting, of_script
from msbgen.understand.wrappers import inner

__all__ = ["follow", "healthcheck", "start"]

_SHELLS = SHELLS | {"zsh"}
#: below these nothing comes from the image: it is given when the container is started
_GIVEN = ("/run", "/var/run", "/tmp", "/proc", "/dev")
#: so many commands at most start one another
_DEPTH = 24
_TOO_DEEP = f"more than {_DEPTH} commands start one another"
#: why a script is not followed
_EDITED = "a line writes or edits the script {}, and what it says then is not known"
#: the command of a call that no script's text holds
_UNWRITTEN = Command(words=())


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

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # dict's has three overloads
        return super().get(name)

    def copy(self) -> _Open:
        return _Open(self)


def _root(kind: Literal["start", "healthcheck"], argv: Sequence[str | None], state: State, scene: Scene, line: int | None,
          shell_form: bool) -> Root:  # fmt: skip
    place = Place(_Open({**state.env, "HOME": None}), state.workdir, state.user, line or 0, unwraps=False)
    calls: list[Call] = []
    opaque: list[str] = []
    if argv:
        calls.extend(_exec(argv, place, scene, opaque, ()))
    return Root(kind, tuple(argv), line, tuple(calls), shell_form, (), opaque[0] if opaque else None)


def _exec(argv: Sequence[str | None], place: Place, scene: Scene, opaque: list[str], chain: tuple[Call, ...], command: Command = _UNWRITTEN) -> Iterator[Call]:
    """The call of an exec-form command, and what it starts in turn. `command`: as it was written in a script."""
    call = _located(Call(tuple(argv), place.values.copy(), place.cwd, place.user, place.line, command), scene)
    yield call
    yield from follow(call, place, scene, opaque, chain)


def _located(call: Call, scene: Scene) -> Call:
    """The call with the full path of a script of the context that its bare name finds in PATH."""
    program = call.argv[0] if call.argv else None
    if not program or "/" in program:
        return call
    for folder in (told(call.env, "PATH", DEFAULT_PATH) or "").split(":"):
        path = join(folder, program) if folder.startswith("/") else None
        if path is not None and ((scene.read(path) or "").startswith("#!") or _edited(path, scene)):
            return replace(call, argv=(path, *call.operands))
    return call


def follow(call: Call, place: Place, scene: Scene, opaque: list[str], chain: tuple[Call, ...] = ()) -> Iterator[Call]:
    """What a command starts: a wrapper's operands, the text of a shell, a script of the context."""
    if call.name is None:
        if call.argv:
            opaque.append("which program it starts is not known")
        return
    if _TOO_DEEP in opaque or any((c.argv, c.cwd, c.env) == (call.argv, call.cwd, call.env) for c in chain):
        return  # of a script that starts itself it is told already
    if len(chain) == _DEPTH:
        opaque.append(_TOO_DEEP)
        return
    chain = (*chain, call)
    if (owner := _prepares(call, scene)) is not None:
        for hook in owner.hooks(call, scene):
            yield from _exec((hook,), place, scene, opaque, chain)
        if call.operands:
            yield from _exec(owner.handed(call), place, scene, opaque, chain)
        return
    for started in inner(call.argv) if call.name != _ENTRYPOINT or _of_base(call, scene) else ():
        if started.argv:
            written = call.command if call.name in ("builtin", "command") else _UNWRITTEN  # the shell's own stays its own
            yield from _exec(started.argv, place, scene, opaque, chain, written)
        elif started.text is not None:
            yield from _text(parse(started.text), None, (), call, place, scene, opaque, chain)
        else:
            opaque.append(f"what {call.name} starts is not known")
    if call.name == "supervisord":
        yield from _supervised(call, place, scene, opaque, chain)
        return
    if call.command.words and call.name in ("eval", "trap", ".", "source"):  # written in a script: the shell's own
        yield from _builtin(call, place, scene, opaque, chain)
        return
    found_script = _script_of(call, scene, opaque)
    if found_script is None:
        return
    script, name, arguments = found_script
    if _waits(call, name, scene):
        unknown: list[str] = []
        mine = of_script(_text(script, name, arguments, call, place, scene, unknown, chain), busybox=scene.base is None or scene.base.os == "alpine")
        if mine is not None:
            yield from mine
            if command := awaited(arguments):
                yield from _exec(command, place, scene, opaque, chain)
            return
    yield from _text(script, name, arguments, call, place, scene, opaque, chain)


def _waits(call: Call, name: str | None, scene: Scene) -> bool:
    """Whether a script that a call runs is wait-for-it.sh."""
    path = join(call.cwd, name) if name else None
    return path is not None and is_waiting(scene.read(path) or "")


def _supervised(call: Call, place: Place, scene: Scene, opaque: list[str], chain: tuple[Call, ...]) -> Iterator[Call]:
    found = supervised(call, scene)
    if isinstance(found, str):
        opaque.append(found)
        return
    for started in found:
        within = place.inner()
        within.cwd = started.cwd
        yield from _exec(started.argv, within, scene, opaque, chain)


def _text(script: Script, name: str | None, arguments: tuple[str | None, ...] | None, call: Call, place: Place, scene: Scene, opaque: list[str],
          chain: tuple[Call, ...]) -> Iterator[Call]:  # fmt: skip
    """The calls of a script that a call runs in a shell of its own."""
    within = place.inner()
    within.cwd = call.cwd
    within.arguments = arguments
    if arguments is not None:
        within.values["0"] = name
    yield from _all(script, within, place.line, scene, opaque, chain)


def _all(script: Script, place: Place, line: int, scene: Scene, opaque: list[str], chain: tuple[Call, ...]) -> Iterator[Call]:
    if script.opaque:
        opaque.append(script.opaque)
        return
    for each in calls_of(script, place):
        found = _located(each, scene)
        yield replace(found, line=line)
        yield from follow(found, place, scene, opaque, chain)


def _builtin(call: Call, place: Place, scene: Scene, opaque: list[str], chain: tuple[Call, ...]) -> Iterator[Call]:
    """What the shell itself runs for eval, trap and `.`, in the shell that it stands in."""
    words = call.operands
    if call.name == "eval":
        known = [w for w in words if w is not None]
        if len(known) < len(words):
            opaque.append("the text that eval runs is not known")
        yield from _all(parse(" ".join(known)), place, place.line, scene, opaque, chain)
    elif call.name == "trap":
        text = next((w for w in words if w is None or not w.startswith("-") or w == "-"), "")
        if text is None:
            opaque.append("the text that a trap runs is not known")
        elif len(words) > 1 and text != "-":
            yield from _all(parse(text), place.inner(), place.line, scene, opaque, chain)
    elif words:
        path = join(call.cwd, words[0]) if words[0] else None
        text = scene.read(path) if path else None
        if text is not None:
            yield from _all(parse_file(text)[1], place, place.line, scene, opaque, chain)
        elif not sourced(call.argv, call.env, call.cwd) and not (path and covered(path, _GIVEN)):
            opaque.append(f"the script {words[0] or '?'}, which it reads in, is not in the build context")


#: the name that official images give to a script which ends in exec "$@" (docker-library); anyone else's may do anything
_ENTRYPOINT = "docker-entrypoint.sh"


def _of_base(call: Call, scene: Scene) -> bool:
    """Whether it is the script that the base image brings as its entrypoint."""
    base = scene.base
    own = scene.read(join(call.cwd, call.argv[0]) or "") if call.argv[0] and "/" in call.argv[0] else None
    return own is None and base is not None and bool(base.entrypoint) and call.name == (base.entrypoint or ("",))[0].rsplit("/", 1)[-1]


def _prepares(call: Call, scene: Scene) -> Ecosystem | None:
    """The language that knows the call, of the base image's own entrypoint script, to end in exec "$@"; None for any other call."""
    base = scene.base
    if base is None or not base.entrypoint or call.argv[0] not in base.entrypoint or base.language is None:
        return None
    owner = named(base.language)
    return owner if owner is not None and call.name in owner.entrypoints else None


def _edited(path: str, scene: Scene) -> bool:
    """Whether lines wrote or changed a file as text, and what it then says is not known."""
    return path in scene.texts and scene.texts[path] is None


def _is_of_shell(text: str) -> bool:
    interpreter, _ = parse_file(text) if text.startswith("#!") else (None, None)
    return interpreter is None or bool({w.rsplit("/", 1)[-1] for w in interpreter} & _SHELLS)


def _options(words: tuple[str | None, ...]) -> int:
    """How many words of a shell's command line are its options (bash(1), dash(1))."""
    at = 0
    while at < len(words) and (word := words[at]) is not None and word.startswith(("-", "+")):
        if word in ("-", "--"):
            return at + 1
        at += 2 if word in ("--rcfile", "--init-file") or (not word.startswith("--") and word[-1] in "oO") else 1
    return min(at, len(words))


def _script_of(call: Call, scene: Scene, opaque: list[str]) -> tuple[Script, str | None, tuple[str | None, ...]] | None:
    """The script that a command runs, its own name as it sees that, and its positional parameters."""
    words = call.operands
    if call.name in _SHELLS:
        at = _options(words)
        if any(w and w.startswith("-") and not w.startswith("--") and "c" in w for w in words[:at]):
            rest = words[at:]
            if rest and rest[0] is not None:
                return parse(rest[0]), rest[1] if len(rest) > 1 else call.argv[0], rest[2:]
            opaque.append("the text that its shell runs is not known")
            return None
        if at == len(words):
            return None  # an interactive shell
        name = words[at]
        path = join(call.cwd, name) if name else None
        text = scene.read(path) if path else None
        if path is not None and _edited(path, scene):
            opaque.append(_EDITED.format(path))
            return None
        if text is None:
            opaque.append(f"the script {name or '?'} is not in the build context")
            return None
        return parse_file(text)[1], name, words[at + 1 :]
    if call.argv[0] and "/" in call.argv[0]:
        path = join(call.cwd, call.argv[0]) or ""
        text = scene.read(path)
        if _edited(path, scene) and (text is None or _is_of_shell(text)):
            opaque.append(_EDITED.format(path))
            return None
        if text is not None and (text.startswith("#!") or call.command.words):  # a shell runs a script without a first line itself
            interpreter, script = parse_file(text)
            if interpreter is None:
                return script, call.argv[0], words
            names = {w.rsplit("/", 1)[-1] for w in interpreter or ()}
            return (script, call.argv[0], words) if names & _SHELLS else None
    return None
