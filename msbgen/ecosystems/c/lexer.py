"""C and C++ source text as tokens (ISO C17 6.4, ISO C++20 5.4): names, literals and symbols; comments left out."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.lexing import Grammar, Token, until

__all__ = ["tokens"]

_GRAMMAR = Grammar(
    r"""
    \s+|//(?:[^\n\\]|\\.)*|/\*.*?(?:\*/|\Z)|\\\r?\n
  | (?P<raw>(?:u8|[uUL])?R"(?P<mark>[^()\\\s"]{0,16})\()
  | (?:u8|[uUL])?"(?P<string>(?:[^"\\\n]|\\.)*)"
  | (?P<char>(?:u8|[uUL])?'(?:[^'\\\n]|\\.)+')
  | (?P<number>\.?\d(?:[eEpP][+-]|'(?=\w)|[\w.])*)
  | (?P<name>[^\W\d]\w*)
  | (?P<symbol>::|->|.)
    """,
    raw=lambda found: until(found, f'){found["mark"]}"'),
)


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order, a string without its quotes; one that never ends is taken to end with the text."""
    return _GRAMMAR.tokens(text)
