"""What the templates cannot say themselves: quoting, and where a careful writer leaves a blank line."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from jinja2 import pass_environment

from msbgen.errors import CheckFailed
from msbgen.model.plan import Copy, MakeUser, Packages, Setting, Source, Step, Strip

if TYPE_CHECKING:
    from jinja2 import Environment

    from msbgen.model.plan import BuildPlan

__all__ = ["FILTERS", "TESTS"]

_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,@%+=")
_ROOT = PurePosixPath("/")
#: columns of a folded line, without the escape character
_WIDTH = 100


@pass_environment
def _ended(environment: Environment, text: str) -> str:
    """The text, with a line end if it lacks its last one."""
    return text if not text or text.endswith("\n") else text + environment.newline_sequence


def _template(step: Step) -> str:
    """The template for a step."""
    match step:
        case Packages() | Strip():
            return f"steps/{step.kind}.{step.manager}.j2"
        case MakeUser():
            return f"steps/user.{step.manager or 'none'}.j2"
        case _:
            return f"steps/{step.kind}.j2"


def _json(words: Iterable[str]) -> str:
    """Dockerfile's JSON form."""
    return json.dumps(list(words), ensure_ascii=False)


def _env_word(value: str, escape: str) -> str:
    """A literal value as ENV reads it: plain where it can be, else in double quotes."""
    if "\n" in value or "\r" in value:
        raise CheckFailed(f"ENV cannot hold a value of several lines: {value!r}")
    if value and _PLAIN.issuperset(value):
        return value
    quoted = "".join(escape + c if c in ('"', "$", escape) else c for c in value)
    return f'"{quoted}"'


def _blank_inside(words: Iterable[str]) -> bool:
    """Whether a word holds a blank, so that COPY needs its JSON form."""
    return any(c.isspace() for word in words for c in word)


def _opening_blank(text: str) -> bool:
    return text.lstrip(" \t")[:1] in ("\n", "\r")


def _with_parents(paths: Iterable[str]) -> list[str]:
    """The absolute paths, each after the folders above it."""
    found: dict[str, None] = {}
    for path in paths:
        found.update((str(parent), None) for parent in reversed(PurePosixPath(path).parents) if parent != _ROOT)
        found[path] = None
    return list(found)


def _outermost(paths: Iterable[str]) -> list[str]:
    """The paths that lie below none of the others, each once."""
    every = dict.fromkeys(paths)
    return [p for p in every if not any(str(above) in every for above in PurePosixPath(p).parents)]


@pass_environment
def _folded(environment: Environment, words: Iterable[str], escape: str, before: str) -> str:
    """Words with blanks between them, on as many lines as they need: `before` is what stands before the first."""
    lines = [before]
    for word in words:
        if len(lines[-1]) + len(word) > _WIDTH and lines[-1].strip():
            lines.append("     ")
        lines[-1] += f" {word}"
    return f" {escape}{environment.newline_sequence}".join(lines)


def _group(step: Step) -> str:
    """Neighbours of one group stand without a blank line between them; each "run" stands alone."""
    match step:
        case Source():
            keyword = _keyword(step.text)
        case Setting():
            keyword = step.keyword
        case Copy():
            keyword = "COPY"
        case _:
            keyword = {"env": "ENV", "start": "CMD"}.get(step.kind, "RUN")
    return {"COPY": "copy", "ADD": "copy", "WORKDIR": "copy", "RUN": "run"}.get(keyword, "setting")


def _keyword(text: str) -> str:
    """The keyword of an instruction's text, past its comments."""
    for line in text.splitlines():
        words = line.split(None, 1)
        if words and not words[0].startswith("#"):
            return words[0].upper()
    return ""


def _airy(plan: BuildPlan) -> bool:
    """Whether the input has a blank line after its FROM."""
    first = plan.stages[0].steps[:1]
    return any(isinstance(step, Source) and _opening_blank(step.text) for step in first)


def _apart(step: Step, previous: Step | None, airy: bool) -> bool:
    """Whether a blank line belongs before the step. What came from the input brings its own.

    `airy`: where a stage begins with the input's text, a blank line goes before it.
    """
    if isinstance(step, Source):
        if _opening_blank(step.text) or isinstance(previous, Source):
            return False
        if previous is None:
            return airy
    if previous is None or (not isinstance(step, Source | MakeUser) and step.note):
        return True
    group = _group(step)
    return group == "run" or group != _group(previous)


FILTERS: dict[str, Callable[..., Any]] = {
    "ended": _ended,
    "env_word": _env_word,
    "folded": _folded,
    "json": _json,
    "outermost": _outermost,
    "shell": shlex.quote,
    "template": _template,
    "with_parents": _with_parents,
}
TESTS: dict[str, Callable[..., bool]] = {
    "airy": _airy,
    "apart": _apart,
    "blank_inside": _blank_inside,
    "opening_blank": _opening_blank,
}
