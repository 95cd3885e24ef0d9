"""Rust source text as tokens, by the lexical grammar of the Rust Reference (doc.rust-lang.org/reference, "Lexical structure")."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.lexing import Grammar, Token, nested, until

__all__ = ["tokens"]

_GRAMMAR = Grammar(
    r"""
    \s+|//[^\n]*
  | (?P<comment>/\*)
  | (?P<raw>(?:br|cr|r)(?P<hashes>\#*)")
  | [bc]?"(?P<string>(?:[^"\\]|\\.)*)"
  | (?P<char>b?'(?:[^'\\\n]|\\(?:x[0-9a-fA-F]{2}|u\{[0-9a-fA-F_]*\}|.))')
  | (?P<lifetime>'(?:r\#)?[^\W\d]\w*)
  | (?P<number>\d(?:[eE][+-](?=\d)|\.(?=\d)|\w)*)
  | (?:r\#)?(?P<name>[^\W\d]\w*)
  | (?P<symbol>::|.)
    """,
    comment=nested("/*", "*/"),
    raw=lambda found: until(found, '"' + found["hashes"]),
)


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order, comments left out, a string without its quotes, a raw name without its r#."""
    return _GRAMMAR.tokens(text)
