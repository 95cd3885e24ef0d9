"""Tokens of Elixir and Erlang, as far as both agree: comments, strings, names with what makes them keys or atoms, the rest."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.lexing import Grammar

__all__ = ["pairs", "tokens"]

#: an unterminated string ends the tokens: the compiler rejects the file
_PATTERN = r"""
    \s+|{comment}[^\n]*
  | (?P<string>"{{3}}.*?"{{3}}|'{{3}}.*?'{{3}}|"(?!"")(?:[^"\\]|\\.)*"|'(?!'')(?:[^'\\]|\\.)*')
  | ["'].*
  | (?P<name>:(?=[^\W\d])(?:\w|\.(?=[^\W\d_]))*[?!]?|(?:\w|@(?=[^\W\d]))(?:\w|\.(?=[^\W\d_]))*[?!]?(?::(?!:))?)
  | (?P<symbol>.)
"""
_ELIXIR = Grammar(_PATTERN.format(comment=r"\#"))
_ERLANG = Grammar(_PATTERN.format(comment="%"))


def tokens(text: str) -> Iterator[str]:
    """All tokens in order: `name`, `name:`, `:name`, `Mod.fun`, a string with its quotes, or a single character. A name may have dots in
    it, and end in ? or !."""
    return (token.text for token in (_ERLANG if _erlang(text) else _ELIXIR).tokens(text))


def _erlang(text: str) -> bool:
    """Whether the text is Erlang: its forms begin with - or {, and a comment with %."""
    first = next((line.lstrip() for line in text.splitlines() if line.strip()), "")
    return first[:1] in ("%", "-", "{")


def pairs(every: list[str]) -> Iterator[tuple[str, str]]:
    """Erlang's {name, value} with a plain value."""
    for at in range(len(every) - 4):
        if every[at] == "{" and every[at + 2] == "," and every[at + 4] == "}":
            yield every[at + 1], every[at + 3]
