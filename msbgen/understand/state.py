"""What ENV, ARG, WORKDIR, USER and SHELL amount to at each line, by BuildKit's rules of scope."""

from __future__ import annotations

from collections.abc import Mapping

from msbgen.data.images import Image
from msbgen.errors import MsbgenError
from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import State
from msbgen.read.expand import expand, names
from msbgen.understand.paths import join
from msbgen.understand.timeline import Scope, Timeline

#: what is put behind a default to make another value of it: it stays a path, a word, a name
_OTHER = "-other"

__all__ = ["DEFAULT_PATH", "DEFAULT_SHELL", "after", "global_args", "otherwise", "resolve", "start", "told"]

DEFAULT_SHELL = ("/bin/sh", "-c")
#: what a container has when its image sets no PATH (moby/moby, system.DefaultPathEnv for Linux)
DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

#: ARGs that BuildKit defines without a line that declares them, in RUN only; their values depend on who builds
#: (docs.docker.com/reference/dockerfile, "Predefined ARGs"; moby/buildkit frontend/dockerfile/instructions)
_PROXIES = ("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY")
#: The longest string that Linux starts a program with (MAX_ARG_STRLEN, include/uapi/linux/binfmts.h), in characters: a value that
#: may become longer is not known. So lines that double a value over and over take no time and no memory.
_LONGEST = 131_072
#: ARGs that are global and get a value from the platform once they are declared
_PLATFORM = ("TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH", "BUILDVARIANT")


def told(env: Mapping[str, str | None], name: str, default: str) -> str | None:
    """What lines set a variable to, `default` where none does; None where its value is not known.

    For calls of the running container, too, whose environment answers `get` with None for what no line sets (roots.py): what whoever
    starts it sets holds for the original as well.
    """
    try:
        return env[name]
    except KeyError:
        return default


def resolve(text: str, values: Mapping[str, str | None], escape: str) -> str | None:
    """`text` with its variables replaced; None when one of them has a value that cannot be known, it is malformed, or may become too long."""
    if "$" not in text and "'" not in text and '"' not in text and escape not in text:
        return text
    try:
        read = {name: values.get(name, "") for name in names(text, escape)}
        known = {name: value for name, value in read.items() if value is not None}
        if len(known) < len(read) or len(text) + text.count("$") * max(map(len, known.values()), default=0) > _LONGEST:
            return None
        return expand(text, {name: value for name, value in known.items() if name in values}, escape)
    except MsbgenError:
        return None


def global_args(instructions: tuple[Instruction, ...], escape: str) -> dict[str, str | None]:
    """ARGs before the first FROM: their defaults, since a build argument is unknown only where there is no default."""
    values: dict[str, str | None] = dict.fromkeys(_PLATFORM)
    for instruction in instructions:
        if instruction.keyword == "FROM":
            break
        if instruction.keyword == "ARG":
            for arg in instruction.args:
                name, given, default = arg.partition("=")
                values[name] = resolve(default, values, escape) if given else None
    return values


def start(base: Image | None) -> State:
    """The state after FROM: what the base brings. An unknown base may set anything, so PATH and WORKDIR are unknown."""
    if base is None:
        return State(env=Timeline({"PATH": None}), args=Timeline(), workdir=None, user=None, shell=DEFAULT_SHELL)
    env: dict[str, str | None] = {**dict.fromkeys(base.env_unknown), **base.env}
    workdir = None if base.workdir is None else base.workdir or "/"
    user = None if base.user is None else base.user or "root"
    return State(env=Timeline(env), args=Timeline(), workdir=workdir, user=user, shell=DEFAULT_SHELL)


def _then(variables: Mapping[str, str | None], added: Mapping[str, str | None]) -> Timeline:
    return variables.then(added) if isinstance(variables, Timeline) else Timeline({**variables, **added})


def after(state: State, instruction: Instruction, escape: str, global_values: Mapping[str, str | None], *, otherwise: bool = False) -> State:
    """The state after an instruction; with `otherwise` an ARG gets another value than its default."""
    keyword = instruction.keyword
    values = Scope(state.env, state.args)
    if keyword == "ENV":
        added = {name: resolve(value, values, escape) for name, value in instruction.pairs()}
        return State(_then(state.env, added), state.args, state.workdir, state.user, state.shell)
    if keyword == "ARG":
        args = state.args
        for arg in instruction.args:
            name, given, default = arg.partition("=")
            value = resolve(default, Scope(state.env, args), escape) if given else global_values.get(name)
            args = _then(args, {name: _other(value) if otherwise else value})
        return State(state.env, args, state.workdir, state.user, state.shell)
    if keyword == "WORKDIR":
        path = resolve(instruction.args[0], values, escape) if instruction.args else None
        return State(state.env, state.args, None if path is None else join(state.workdir, path), state.user, state.shell)
    if keyword == "USER":
        return State(state.env, state.args, state.workdir, resolve(instruction.args[0], values, escape), state.shell)
    if keyword == "SHELL":
        return State(state.env, state.args, state.workdir, state.user, instruction.args)
    return state


def otherwise(state: State) -> State:
    """The same state with another value of each ARG."""
    return State(state.env, Timeline({name: _other(value) for name, value in state.args.items()}), state.workdir, state.user, state.shell)


def _other(value: str | None) -> str | None:
    return value + _OTHER if value is not None else None
