"""Rust source text as tokens, by the lexical grammar of the Rust Reference (doc.rust-lang.org/reference, "Lexical structure")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

__all__ = ["Token", "tokens"]

Kind = Literal["name", "string", "char", "lifetime", "number", "symbol"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `text` is as written, for a string what stands between its quotes; a raw name lacks its r#."""

    kind: Kind
    text: str


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(
        r"""
        (?P<blank>\s+|//[^\n]*)
      | (?P<comment>/\*)
      | (?P<raw>(?:br|cr|r)(?P<hashes>\#*)")
      | (?P<string>[bc]?"(?P<text>(?:[^"\\]|\\.)*)")
      | (?P<char>b?'(?:[^'\\\n]|\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F_]*\}|.))')
      | (?P<lifetime>'(?:r\#)?[^\W\d]\w*)
      | (?P<number>\d(?:[eE][+-](?=\d)|\.(?=\d)|\w)*)
      | (?:r\#)?(?P<name>[^\W\d]\w*)
      | (?P<symbol>::|.)
        """,
        re.VERBOSE | re.DOTALL,
    )


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order, comments left out. One that never ends ends them: the compiler rejects it."""
    match, at, size = _pattern().match, 0, len(text)
    while at < size:
        found = match(text, at)
        if found is None:
            return
        kind, at = found.lastgroup, found.end()
        if kind == "blank":
            continue
        if kind == "comment":
            at = _comment_end(text, at)
        elif kind == "raw" or found["raw"]:
            close = '"' + found["hashes"]
            end = text.find(close, at)
            yield Token("string", text[at : end if end >= 0 else size])
            at = end + len(close) if end >= 0 else size
        elif found["string"] is not None:
            yield Token("string", found["text"])
        else:
            yield Token(kind, found[kind])  # type: ignore[arg-type,index]


def _comment_end(text: str, at: int) -> int:
    """Where a block comment ends whose opening ends at `at`; they nest."""
    depth = 1
    while depth:
        close = text.find("*/", at)
        if close < 0:
            return len(text)
        opened = text.find("/*", at, close)
        if opened >= 0:
            depth, at = depth + 1, opened + 2
        else:
            depth, at = depth - 1, close + 2
    return at
