"""What BuildKit rejects after parsing: unknown instructions and flags, wrong numbers of arguments, no FROM."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import Literal

from msbgen.errors import ExpansionError
from msbgen.model.dockerfile import Dockerfile, Flag, Instruction
from msbgen.read.characters import SPACE
from msbgen.read.durations import seconds
from msbgen.read.heredoc import parse_marker
from msbgen.read.place import Places, Problem

__all__ = ["validate"]

FlagKind = Literal["switch", "text", "list"]

#: Flags of each keyword, from BuildKit's instructions/parse.go (checked 2026-08). A "list" may be given more than once.
FLAGS: Mapping[str, Mapping[str, FlagKind]] = {
    "ADD": {
        "chown": "text",
        "chmod": "text",
        "link": "switch",
        "keep-git-dir": "switch",
        "checksum": "text",
        "unpack": "switch",
        "exclude": "list",
    },
    "CMD": {},
    "COPY": {
        "chown": "text",
        "from": "text",
        "chmod": "text",
        "link": "switch",
        "exclude": "list",
        "parents": "switch",
    },
    "ENTRYPOINT": {},
    "ENV": {},
    "EXPOSE": {},
    "FROM": {"platform": "text"},
    "HEALTHCHECK": {
        "interval": "text",
        "timeout": "text",
        "start-period": "text",
        "start-interval": "text",
        "retries": "text",
    },
    "LABEL": {},
    "MAINTAINER": {},
    "ONBUILD": {},
    "RUN": {"mount": "list", "network": "text", "security": "text", "device": "list"},
    "SHELL": {},
    "USER": {},
    "VOLUME": {},
    "WORKDIR": {},
}

#: Keywords whose flags BuildKit never looks at.
_FLAGS_IGNORED = frozenset({"ARG", "STOPSIGNAL"})


def validate(dockerfile: Dockerfile) -> None:
    """Raises DockerfileSyntaxError for the first thing that BuildKit would reject before it builds anything."""
    try:
        staged = False
        for instruction in dockerfile.instructions:
            _check(instruction)
            if instruction.keyword == "FROM":
                staged = True
            elif not staged and instruction.keyword != "ARG":
                raise Problem(
                    "no build stage in current context",
                    instruction.span.start,
                    "only ARG may stand before the first FROM",
                )
        if not staged:
            last = dockerfile.instructions[-1]
            raise Problem("dockerfile contains no stages to build", last.span.start, "there is no FROM")
    except Problem as problem:
        text = dockerfile.text[len(dockerfile.prefix) :]
        raise Places(text).error(problem.message, problem.at, problem.hint) from None


def _check(instruction: Instruction) -> None:
    keyword = instruction.keyword
    check = _CHECKS.get(keyword)
    if check is None:
        raise Problem(f"unknown instruction: {keyword}", instruction.span.start, _suggestion(keyword))
    try:
        if keyword not in _FLAGS_IGNORED and not _is_none(instruction):
            _check_flags(instruction, FLAGS[keyword])
        check(instruction)
    except _Wrong as wrong:
        raise Problem(str(wrong), wrong.place(instruction)) from None


class _Wrong(Exception):
    """A wrong instruction; `part` is the piece of its text to point at, "" for its keyword."""

    def __init__(self, message: str, part: str = "") -> None:
        super().__init__(message)
        self.part = part

    def place(self, instruction: Instruction) -> int:
        return instruction.span.start + max(0, instruction.raw.find(self.part))


def _suggestion(keyword: str) -> str:
    import difflib  # late: only for the error

    near = difflib.get_close_matches(keyword, _CHECKS, 1)
    return f"did you mean {near[0]}?" if near else ""


def _is_none(instruction: Instruction) -> bool:
    """HEALTHCHECK NONE: BuildKit does not look at its flags."""
    return instruction.keyword == "HEALTHCHECK" and instruction.args[:1] != () and instruction.args[0].upper() == "NONE"


def _check_flags(instruction: Instruction, known: Mapping[str, FlagKind]) -> None:
    seen: set[str] = set()
    for flag in instruction.flags:
        name = f"--{flag.name}"
        kind = known.get(flag.name)
        if kind is None:
            raise _Wrong(f"unknown flag: {name}", name)
        if flag.name in seen and kind != "list":
            raise _Wrong(f"duplicate flag specified: {name}", name)
        seen.add(flag.name)
        _check_value(flag, kind)


def _check_value(flag: Flag, kind: FlagKind) -> None:
    name = f"--{flag.name}"
    if kind == "switch":
        if flag.value == "":
            raise _Wrong(f"missing a value on flag: {name}", name)
        if flag.value is not None and flag.value.lower() not in ("true", "false"):
            raise _Wrong(f"expecting boolean value for flag {name}, not: {flag.value}", name)
    elif flag.value is None:
        raise _Wrong(f"missing a value on flag: {name}", name)


def _some(instruction: Instruction) -> None:
    if not instruction.args:
        raise _Wrong(f"{instruction.keyword} requires at least one argument")


def _one(instruction: Instruction) -> None:
    if len(instruction.args) != 1:
        raise _Wrong(f"{instruction.keyword} requires exactly one argument")


def _anything(instruction: Instruction) -> None:
    """CMD and ENTRYPOINT may be empty, which resets them."""


def _named(instruction: Instruction) -> None:
    _some(instruction)
    if instruction.keyword == "ARG":
        blank = any(arg.startswith("=") for arg in instruction.args)
    else:
        blank = not all(name for name, _ in instruction.pairs())
    if blank:
        raise _Wrong(f"{instruction.keyword} names can not be blank", "=")


@cache
def _stage_name() -> re.Pattern[str]:
    return re.compile(r"[a-z][a-z0-9-_.]*", re.ASCII)


def _from(instruction: Instruction) -> None:
    args = instruction.args
    if len(args) == 3 and args[1].lower() == "as":
        if not _stage_name().fullmatch(args[2].lower()):
            raise _Wrong(
                f'invalid name for build stage: "{args[2]}", name can\'t start with a number or contain symbols',
                args[2],
            )
    elif len(args) != 1:
        raise _Wrong("FROM requires either one or three arguments")


def _copy(instruction: Instruction) -> None:
    keyword, args = instruction.keyword, instruction.args
    if len(args) < 2:
        raise _Wrong(
            f"{keyword} requires at least two arguments, but only one was provided. Destination could not be determined"
        )
    try:
        marker = parse_marker(args[-1])
    except ExpansionError:
        marker = None
    if marker is not None:
        raise _Wrong(f"{keyword} cannot accept a heredoc as a destination", args[-1])


def _run(instruction: Instruction) -> None:
    for flag in instruction.flags:
        value = flag.value or ""
        if flag.name == "network" and value not in ("default", "none", "host"):
            raise _Wrong(f'invalid network mode "{value}"', "--network")
        if flag.name == "security" and value not in ("insecure", "sandbox"):
            raise _Wrong(f'security "{value}" is not valid', "--security")
        if flag.name == "mount" and not value:
            raise _Wrong("failed to parse csv mounts: it is empty", "--mount")
        if flag.name == "mount" and any(_expands_from(field) for field in value.split(",")):
            raise _Wrong("'from' doesn't support variable expansion, define alias stage instead", "--mount")


def _expands_from(field: str) -> bool:
    """Other fields of a mount BuildKit looks at later, and only in the stages that it builds."""
    key, _, value = field.partition("=")
    return key.lower() == "from" and "$" in value and value.index("$") < len(value) - 1


def _onbuild(instruction: Instruction) -> None:
    trigger = instruction.trigger
    if trigger is None:
        raise _Wrong("ONBUILD requires at least one argument")
    if trigger.keyword in ("FROM", "MAINTAINER"):
        raise _Wrong(f"{trigger.keyword} isn't allowed as an ONBUILD trigger")


def _healthcheck(instruction: Instruction) -> None:
    _some(instruction)
    kind, *rest = instruction.args
    if kind.upper() == "NONE":
        if rest:
            raise _Wrong("HEALTHCHECK NONE takes no arguments")
        return
    if kind.upper() != "CMD":
        raise _Wrong(f'Unknown type "{kind.upper()}" in HEALTHCHECK (try CMD)', kind)
    if not rest:
        raise _Wrong("Missing command after HEALTHCHECK CMD")
    for flag in instruction.flags:
        if flag.name == "retries":
            _retries(flag.value or "")
        elif flag.value:
            length = seconds(flag.value)
            if length is None:
                raise _Wrong(f'time: invalid duration "{flag.value}"', f"--{flag.name}")
            if length != 0 and length < 0.001:
                raise _Wrong(f'Interval "{flag.name}" cannot be less than 1ms', f"--{flag.name}")


def _retries(value: str) -> None:
    if not value:
        return
    digits = value.removeprefix("-") if value.startswith("-") else value.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()) or len(digits.lstrip("0")) > 10 or int(digits) > 2**31 - 1:
        raise _Wrong(f'strconv.ParseInt: parsing "{value}": invalid number', "--retries")
    if value.startswith("-") and int(digits) > 0:
        raise _Wrong(f"--retries cannot be negative ({value})", "--retries")


def _volume(instruction: Instruction) -> None:
    _some(instruction)
    if not all(arg.strip(SPACE) for arg in instruction.args):
        raise _Wrong("VOLUME specified can not be an empty string")


def _shell(instruction: Instruction) -> None:
    _some(instruction)
    if not instruction.json:
        raise _Wrong("SHELL requires the arguments to be in JSON form")


_CHECKS: Mapping[str, Callable[[Instruction], None]] = {
    "ADD": _copy,
    "ARG": _named,
    "CMD": _anything,
    "COPY": _copy,
    "ENTRYPOINT": _anything,
    "ENV": _named,
    "EXPOSE": _some,
    "FROM": _from,
    "HEALTHCHECK": _healthcheck,
    "LABEL": _named,
    "MAINTAINER": _one,
    "ONBUILD": _onbuild,
    "RUN": _run,
    "SHELL": _shell,
    "STOPSIGNAL": _one,
    "USER": _one,
    "VOLUME": _volume,
    "WORKDIR": _one,
}
