"""What a command line of the interpreter runs: a script, a module, code, standard input."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from msbgen.ecosystems.python.environment import is_python
from msbgen.ecosystems.python.tools import POETRY_VALUED
from msbgen.ecosystems.python.uv import UV_VALUED
from msbgen.model.facts import Call
from msbgen.understand.arguments import parse

__all__ = ["Invocation", "invocation", "script_of", "unwrapped"]

#: options of the interpreter with a value (python(1), CPython 3.14)
_VALUED = ("-W", "-X", "--check-hash-based-pycs")


@dataclass(frozen=True, slots=True)
class Invocation:
    """`target` is the script's path, the module's name or the code as written, None where it is not known; `rest` its own
    arguments."""

    kind: Literal["script", "module", "code", "stdin", "version", "interactive"]
    target: str | None
    rest: tuple[str | None, ...]


def invocation(words: tuple[str | None, ...]) -> Invocation:
    """What `python WORDS…` runs."""
    at = 0
    while at < len(words):
        word = words[at]
        if word is None:
            return Invocation("script", None, words[at + 1 :])
        if word == "-":
            return Invocation("stdin", None, words[at + 1 :])
        if not word.startswith("-"):
            return Invocation("script", word, words[at + 1 :])
        if word in ("--version", "-V", "-VV", "--help", "-h", "-?"):
            return Invocation("version", None, ())
        if word in _VALUED:
            at += 2
            continue
        if not word.startswith("--"):
            for index, letter in enumerate(word[1:], 1):
                if letter in "mc":
                    rest = word[index + 1 :]
                    target = rest or (words[at + 1] if at + 1 < len(words) else None)
                    after = words[at + 1 :] if rest else words[at + 2 :]
                    return Invocation("module" if letter == "m" else "code", target, after)
                if letter in "WX":
                    break
        at += 1
    return Invocation("interactive", None, ())


def script_of(call: Call) -> str | None:
    """The file that a command line gives to the interpreter to run, as it is written there."""
    inner = unwrapped(call)[0]
    run = invocation(inner.operands)
    return run.target if is_python(inner.name or "") and run.kind == "script" else None


def unwrapped(call: Call) -> tuple[Call, str | None]:
    """The command that `poetry run`, `uv run`, `pipenv run` or `pdm run` starts, with the tool's name; else the call itself."""
    name = call.name
    if name not in ("poetry", "uv", "pipenv", "pdm"):
        return call, None
    words = call.operands
    if "run" not in words:
        return call, None
    at = words.index("run")
    before = parse(words[:at], POETRY_VALUED if name == "poetry" else UV_VALUED)
    if before.operands:
        return call, None  # `poetry config run …`
    inner = _command(words[at + 1 :]) if name == "uv" else words[at + 1 :]
    if not inner:
        return call, None
    return replace(call, argv=inner), name


def _command(words: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The words after uv run's own options; `uv run script.py` runs it with Python, `-m` a module."""
    at = 0
    while at < len(words):
        word = words[at]
        if word is None or not word.startswith("-"):
            break
        if word in ("-m", "--module"):
            return ("python", "-m", *words[at + 1 :])
        at += 2 if word in UV_VALUED else 1
        if word == "--":
            break
    rest = words[at:]
    return ("python", *rest) if rest and rest[0] and (rest[0].endswith(".py")) and not is_python(rest[0]) else rest
