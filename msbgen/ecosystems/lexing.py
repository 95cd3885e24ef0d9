"""Source texts as tokens, by a grammar that a language describes in its folder.

A grammar's pattern is tried at one place after the other. Its groups bear the names of kinds of tokens, and what a group holds is the
token's text; what matches outside of them (blanks, comments, quotes) is left out. Where no pattern can tell the end (comments that nest,
strings with a mark of their own), a group bears another name, and a function of the language reads on from there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

__all__ = ["Grammar", "Token", "nested", "until"]

Kind = Literal["name", "variable", "string", "quoted", "command", "char", "lifetime", "number", "symbol"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what the grammar keeps of it; `whole` is false where a string holds values that are put into it, or escapes."""

    kind: Kind
    text: str
    whole: bool = True


#: reads on from a match: the token, None for what is left out, and where the next one begins
Reader: TypeAlias = Callable[[re.Match[str]], tuple[Token | None, int]]


class Grammar:
    """How a language is cut into tokens. The pattern is verbose, and its dots match line ends; `readers` are for the groups of their names.

    It is compiled when it is first asked."""

    def __init__(self, pattern: str, **readers: Reader) -> None:
        self._text = pattern
        self._readers = readers

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        return re.compile(self._text, re.VERBOSE | re.DOTALL)

    def tokens(self, text: str, at: int = 0) -> Iterator[Token]:
        """All tokens from a place on, in order. Where nothing matches, they end: the compiler rejects the text."""
        match, readers = self._pattern.match, self._readers
        while at < len(text) and (found := match(text, at)) is not None:
            kind, at = found.lastgroup, found.end()
            if kind in readers:
                token, at = readers[kind](found)
                if token is not None:
                    yield token
            elif kind is not None:
                yield Token(kind, found[kind])  # type: ignore[arg-type]  # a grammar's groups are named by kinds


def nested(opening: str, closing: str) -> Reader:
    """Reads a comment that was opened, and in which others may be."""

    def end(found: re.Match[str]) -> tuple[None, int]:
        text, at, depth = found.string, found.end(), 1
        while depth:
            close = text.find(closing, at)
            if close < 0:
                return None, len(text)
            inner = text.find(opening, at, close + 1)
            depth, at = (depth + 1, inner + len(opening)) if inner >= 0 else (depth - 1, close + len(closing))
        return None, at

    return end


def until(found: re.Match[str], close: str) -> tuple[Token, int]:
    """A string without escapes, which goes on from a match to what closes it, or to the text's end."""
    text, at = found.string, found.end()
    end = text.find(close, at)
    return (Token("string", text[at:end]), end + len(close)) if end >= 0 else (Token("string", text[at:]), len(text))
