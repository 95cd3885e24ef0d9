"""Shell text → Script: RUN, shell-form commands and scripts."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msbgen.model.shell import Script
from msbgen.model.source import Span
from msbgen.read.shell_grammar import tree_of
from msbgen.read.shell_simple import IN_WORD
from msbgen.read.shell_tree import Builder
from msbgen.read.shell_view import View, separated, view
from msbgen.read.shell_words import Origin, Unsure

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["Origin", "opaque", "parse", "spans_of"]


def parse(text: str, origin: Origin | None = None) -> Script:
    """Read `text` as a POSIX or bash script.

    Spans are what `origin` makes of a range of characters, else places in `text` itself. Never raises: text that cannot
    be read with certainty gives a Script whose `opaque` says why and where.
    """
    origin = origin or spans_of(text)
    try:
        shown = view(text)
        script = _read(text, origin, shown)
    except Unsure as why:
        at = max(0, min(why.at, len(text) - 1))
        place = origin(at, at + 1)
        return opaque(text, f"{why.why} (line {place.line}, column {place.column})")
    except RecursionError:
        return opaque(text, "nested too deeply")
    return script


def _read(text: str, origin: Origin, shown: View) -> Script:
    """The script, with a `;` for a newline that the grammar overlooks: it takes `a | b | c`, a line break and `d && e` for one pipeline."""
    heredocs, last = dict(shown.heredocs), -1
    while True:
        try:
            script = Builder(text, origin, shown).script(_tree(shown.shown).children, 0, len(text))
        except Unsure as why:
            if why.why != IN_WORD or why.at <= last or text[why.at : why.at + 1] != "\n" or "#" in text[text.rfind("\n", 0, why.at) + 1 : why.at]:
                raise  # behind a comment, a `;` would be a part of it
            last = why.at
            text = f"{text[:last]};{text[last + 1 :]}"
            shown = shown._replace(shown=shown.shown[:last] + b";" + shown.shown[last + 1 :], heredocs=dict(heredocs))
            continue
        if shown.heredocs:
            raise Unsure("a heredoc where the grammar sees none", min(shown.heredocs))
        return script


def _tree(shown: bytes) -> Node:
    try:
        return tree_of(shown)
    except Unsure:
        more = separated(shown)
        if more == shown:
            raise
        return tree_of(more)


def opaque(text: str, why: str) -> Script:
    """A script of which nothing is known but the text."""
    return Script(text, (), why)


def spans_of(text: str) -> Origin:
    """Spans of `text` itself."""
    if "\n" not in text:
        return lambda start, end: Span(start, end, 1, 1, start + 1)
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)

    def span(start: int, end: int) -> Span:
        line = bisect_right(starts, start)
        last = bisect_right(starts, end - 1) if end > start else line
        return Span(start, end, line, last, start - starts[line - 1] + 1)

    return span
