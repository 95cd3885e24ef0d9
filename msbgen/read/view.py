"""dockerfile-parse, given a view of the file that it reads as BuildKit does.

dockerfile-parse splits a file into instructions and joins their lines, but misreads some things: heredoc bodies, blank
lines inside a continuation, escaped escapes, keywords glued to a continuation, bytes that are not UTF-8 … The view is the
file itself where there is none of these (nine files in ten), else a copy with the same number of lines in which only
those lines are rewritten: an instruction that it would misread stands joined on its first line, closed by a guard, and
heredoc bodies are blank. Positions thus stay true, and the text itself is taken from the file, never from the view.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Any, NamedTuple

from msbgen.errors import CheckFailed
from msbgen.read.characters import ODD, SEPARATORS, SPACE
from msbgen.read.flags import keyword_of
from msbgen.read.place import Places
from msbgen.read.scanner import Logical

#: Closes a rewritten line: nothing is stripped off it, and it continues nothing.
_GUARD = " ."

_SURROGATE = re.compile("[\ud800-\udfff]")


class Split(NamedTuple):
    """An instruction's keyword, and where its value (flags and arguments) stands in its joined text."""

    keyword: str
    start: int
    end: int


def _structure(view: str) -> list[dict[str, Any]]:
    from dockerfile_parse import DockerfileParser  # type: ignore[import-untyped]  # late: it costs more than a read does

    found: list[dict[str, Any]] = DockerfileParser(fileobj=BytesIO(view.encode()), env_replace=False).structure
    return found


def split(places: Places, logicals: Sequence[Logical], escape: str) -> list[Split]:
    """What dockerfile-parse makes of each instruction."""
    entries = {entry["startline"]: entry for entry in _structure(_view(places, logicals, escape))}
    found = []
    for logical in logicals:
        entry = entries.get(logical.first)
        if entry is None:
            raise CheckFailed(f"line {logical.first + 1}: dockerfile-parse does not see this instruction")
        found.append(_locate(logical, entry["instruction"], entry["value"]))
    return found


def _locate(logical: Logical, keyword: str, value: str) -> Split:
    joined = logical.joined
    end = len(joined.rstrip(SPACE))
    start = end - (max(0, len(value) - len(_GUARD)) if logical.misread else len(value))
    if logical.misread or not joined.isascii():
        keyword = keyword_of(joined[:start].lstrip(SPACE).rstrip(SEPARATORS))
    return Split(keyword, start, end)


def _view(places: Places, logicals: Sequence[Logical], escape: str) -> str:
    head = _ambiguous_head(places.lines)
    plain = places.text.isascii() or not _SURROGATE.search(places.text)
    if plain and not head and not any(logical.misread or logical.heredocs for logical in logicals):
        return places.text
    if plain:
        lines = list(places.lines)
    else:
        lines = [""] * len(places.lines)  # comments may hold bytes that dockerfile-parse cannot decode
        for logical in logicals:
            if not logical.misread:
                lines[logical.first : logical.end] = [
                    "#" if _SURROGATE.search(line) else line for line in places.lines[logical.first : logical.end]
                ]
    if head or not plain:
        lines[: len(head)] = ["#"] * len(head)
        if escape != "\\":
            lines[0] = f"# escape={escape}"
    for logical in logicals:
        if logical.misread:
            lines[logical.first : logical.end] = [""] * (logical.end - logical.first)
            lines[logical.first] = _one_line(logical.joined)
        if logical.heredocs:
            lines[logical.end : logical.last] = [""] * (logical.last - logical.end)
    return "\n".join(lines) + "\n"


def _one_line(joined: str) -> str:
    text = joined.strip(SPACE)
    if ODD.search(text):
        text = ODD.sub(lambda odd: " " if odd[0] in "\v\f\r" else "x", text)
    return text + _GUARD


def _ambiguous_head(lines: Sequence[str]) -> Sequence[str]:
    """The comments at the head of the file, if dockerfile-parse might see an escape directive there."""
    count = 0
    while count < len(lines) and lines[count].lstrip(SPACE).startswith("#"):
        count += 1
    head = lines[:count]
    return head if any("escape" in line.lower() for line in head) else ()
