"""Tokens of C#, F# and Visual Basic, as far as strings, comments and names go.

Sources: the C# specification, 6.3 and 6.4 (verbatim, interpolated and raw strings); the F# language specification 4.1, 3.2 and 3.5; the
Visual Basic language specification, 1.3.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["Token", "tokens"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` of a string is what stands between its quotes, unescaped nowhere; `computed` where it has holes to fill."""

    kind: Literal["name", "string", "symbol"]
    text: str
    computed: bool = False


def tokens(text: str, suffix: str) -> Iterator[Token]:
    """All tokens in order; `suffix` is .cs, .fs or .vb. What never ends goes to the end of the text."""
    at, size = 0, len(text)
    while at < size:
        char = text[at]
        end = _comment(text, at, suffix)
        if end is not None:
            at = end
        elif char.isspace():
            at += 1
        elif char in '"$@' and (found := _string(text, at, suffix)) is not None:
            token, at = found
            yield token
        elif char == "'" and suffix != ".vb":
            at = _character(text, at)
        elif char.isalpha() or char == "_":
            end = at + 1
            while end < size and (text[end].isalnum() or text[end] == "_"):
                end += 1
            yield Token("name", text[at:end])
            at = end
        else:
            yield Token("symbol", char)
            at += 1


def _comment(text: str, at: int, suffix: str) -> int | None:
    """Where the comment that begins here ends; None where none does."""
    if suffix == ".vb":
        return _line_end(text, at) if text[at] == "'" else None
    if text.startswith("//", at):
        return _line_end(text, at)
    opening, closing = ("(*", "*)") if suffix == ".fs" else ("/*", "*/")
    if not text.startswith(opening, at) or (suffix == ".fs" and text.startswith("(*)", at)):
        return None
    end = text.find(closing, at + 2)
    return len(text) if end < 0 else end + 2


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _character(text: str, at: int) -> int:
    """After a character in apostrophes; after the apostrophe alone where it begins none (F#'s type variables)."""
    if text[at + 1 : at + 2] == "\\":
        end = text.find("'", at + 3)
        return len(text) if end < 0 else end + 1
    return at + 3 if text[at + 2 : at + 3] == "'" else at + 1


def _string(text: str, at: int, suffix: str) -> tuple[Token, int] | None:
    """The string that begins here, its prefixes ($, @) included, and where it ends; None where none does."""
    begin = at
    while text[begin : begin + 1] in ("$", "@") and text[begin : begin + 1]:
        begin += 1
    if text[begin : begin + 1] != '"':
        return None
    prefix = text[at:begin]
    quotes = 1
    while text[begin + quotes : begin + quotes + 1] == '"':
        quotes += 1
    if quotes >= 3 and suffix != ".vb" and "@" not in prefix:  # raw in C#, triple-quoted in F#: closed by as many
        close = text.find('"' * quotes, begin + quotes)
        end = len(text) if close < 0 else close
        return Token("string", text[begin + quotes : end].strip(), "$" in prefix), min(len(text), end + quotes)
    doubled = "@" in prefix or suffix == ".vb"  # a quote is written twice, and no backslash counts
    end = begin + 1
    while end < len(text):
        if text[end] == '"' if doubled else text[end] == "\\":
            if doubled and text[end + 1 : end + 2] != '"':
                break
            end += 2
        elif text[end] == '"' or (text[end] == "\n" and not doubled and suffix == ".cs" and "$" not in prefix):
            break
        else:
            end += 1
    return Token("string", text[begin + 1 : min(end, len(text))], "$" in prefix), min(len(text), end + 1)
