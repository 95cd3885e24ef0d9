"""Tokens of C#, F# and Visual Basic, as far as strings, comments and names go.

Sources: the C# specification, 6.3 and 6.4 (verbatim, interpolated and raw strings); the F# language specification 4.1, 3.2 and 3.5; the
Visual Basic language specification, 1.3.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from msbgen.ecosystems.lexing import Grammar, Token

__all__ = ["tokens"]


def tokens(text: str, suffix: str) -> Iterator[Token]:
    """All tokens in order, a string as it stands between its quotes; `suffix` is .cs, .fs or .vb. What never ends goes to the end of the text."""
    return _GRAMMARS[suffix].tokens(text)


def _string(suffix: str, found: re.Match[str]) -> tuple[Token, int]:
    """The string that begins here, its prefixes ($, @) included, and where it ends."""
    text, begin = found.string, found.end() - 1
    prefix = found["quote"][:-1]
    quotes = 1
    while text[begin + quotes : begin + quotes + 1] == '"':
        quotes += 1
    if quotes >= 3 and suffix != ".vb" and "@" not in prefix:  # raw in C#, triple-quoted in F#: closed by as many
        close = text.find('"' * quotes, begin + quotes)
        end = len(text) if close < 0 else close
        return Token("string", text[begin + quotes : end].strip(), "$" not in prefix), min(len(text), end + quotes)
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
    return Token("string", text[begin + 1 : min(end, len(text))], "$" not in prefix), min(len(text), end + 1)


#: comments and characters, which are left out; an apostrophe that begins no character is of a type variable of F#
_LEFT_OUT = {
    ".cs": r"//[^\n]*|/\*.*?(?:\*/|\Z)|'(?:\\.?[^']*(?:'|\Z)|.')?",
    ".fs": r"//[^\n]*|\(\*(?!\)).*?(?:\*\)|\Z)|'(?:\\.?[^']*(?:'|\Z)|.')?",
    ".vb": r"'[^\n]*",
}
_GRAMMARS = {
    suffix: Grammar(rf"\s+|{left_out}|(?P<quote>[$@]*\")|(?P<name>[^\W\d]\w*)|(?P<symbol>.)", quote=partial(_string, suffix)) for suffix, left_out in _LEFT_OUT.items()
}
