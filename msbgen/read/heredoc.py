"""Which heredocs an instruction's joined line opens. BuildKit lexes this with a backslash, whatever `# escape=` says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msbgen.errors import ExpansionError
from msbgen.model.record import record
from msbgen.read.arguments import parse_arguments
from msbgen.read.flags import split_flags, split_keyword
from msbgen.read.lexer import Lexer, NestingError
from msbgen.read.place import Problem

_HOLDERS = frozenset({"ADD", "COPY", "RUN"})
_NOTHING: Mapping[str, str] = {}


@record(frozen=True, slots=True)
class Marker:
    """`fd<<-name`; `expand` is false when any part of the name was quoted."""

    name: str
    expand: bool
    chomp: bool
    fd: int


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(r"(\d*)<<(-?)[\t\n\f\r ]*([^<]*)\Z", re.ASCII)


def markers(joined: str, escape: str) -> list[Marker]:
    """The heredocs that `joined` opens: ADD, COPY or RUN (also under ONBUILD), not in JSON form.

    Raises `Problem` where the line's arguments or a heredoc's name are wrong, its `at` an offset into `joined`.
    """
    keyword, start, end = split_keyword(joined)
    _, start = split_flags(joined, start, end, escape)
    if keyword == "ONBUILD":
        keyword, at, _ = split_keyword(joined[start:end])
        _, start = split_flags(joined, start + at, end, escape)
    if keyword not in _HOLDERS:
        return []
    try:
        if parse_arguments(keyword, joined[start:end], escape)[1]:
            return []
    except Problem as problem:
        raise Problem(problem.message, start + problem.at) from None
    try:
        words = Lexer(joined, _NOTHING, "\\", raw_quotes=True, raw_escapes=True, keep_unset=True).run()[1]
    except NestingError as error:
        raise Problem(error.message, error.at) from None
    except ExpansionError:
        return []  # BuildKit ignores it: an odd quote in shell text means no heredoc
    found = []
    for word in words:
        try:
            marker = parse_marker(word)
        except ExpansionError as error:
            raise Problem(f"heredoc {word}: {error.message}", max(0, joined.find(word))) from None
        if marker is not None:
            found.append(marker)
    return found


def parse_marker(word: str) -> Marker | None:
    """`word` as a heredoc's opening, or None if it is none. Raises `ExpansionError`."""
    match = _pattern().match(word)
    if match is None or not match[3]:
        return None
    words = Lexer(match[3], _NOTHING, "\\", keep_unset=True).run()[1]
    if len(words) != 1:
        return None
    raw = Lexer(match[3], _NOTHING, "\\", raw_quotes=True, keep_unset=True).run()[1]
    expand = len(raw) == 1 and _quotes(words[0]) == _quotes(raw[0])
    return Marker(words[0], expand, match[2] == "-", int(match[1].lstrip("0")[:20] or 0))


def _quotes(word: str) -> int:
    return word.count("'") + word.count('"')
