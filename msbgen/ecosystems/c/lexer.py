"""C and C++ source text as tokens (ISO C17 6.4, ISO C++20 5.4): names, literals and symbols; comments left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

__all__ = ["Token", "tokens"]

Kind = Literal["name", "string", "char", "number", "symbol"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `text` is as written, for a string what stands between its quotes."""

    kind: Kind
    text: str


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?P<blank>\s+|//(?:[^\n\\]|\\.)*|/\*.*?(?:\*/|\Z)|\\\r?\n)
      | (?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\\\s"]{0,16})\()
      | (?P<string>(?:u8|[uUL])?"(?P<text>(?:[^"\\\n]|\\.)*)")
      | (?P<char>(?:u8|[uUL])?'(?:[^'\\\n]|\\.)+')
      | (?P<number>\.?\d(?:[eEpP][+-]|'(?=\w)|[\w.])*)
      | (?P<name>[^\W\d]\w*)
      | (?P<symbol>::|->|.)
        """,
        re.VERBOSE | re.DOTALL,
    )


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order; one that never ends is taken to end with the text."""
    match, at, size = _pattern().match, 0, len(text)
    while at < size:
        found = match(text, at)
        if found is None:
            return
        kind, at = found.lastgroup, found.end()
        if kind == "blank":
            continue
        if kind == "raw":
            close = ")" + found["mark"] + '"'
            end = text.find(close, at)
            yield Token("string", text[at : end if end >= 0 else size])
            at = end + len(close) if end >= 0 else size
        elif kind == "string":
            yield Token("string", found["text"])
        else:
            yield Token(kind, found[kind])  # type: ignore[arg-type,index]
