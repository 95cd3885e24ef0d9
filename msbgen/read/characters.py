"""Characters as BuildKit (Go) sees them, where Python's own idea of white space differs."""

from __future__ import annotations

import re

#: Go's unicode.IsSpace. Python's str.isspace and \s also take the four separators U+001C to U+001F.
SPACE = "\t\n\v\f\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"

#: What separates a keyword from its arguments, and words of FROM, COPY, EXPOSE … (BuildKit's reWhitespace).
SEPARATORS = "\t\v\f\r "

#: White space between flags, which BuildKit looks for byte by byte.
ASCII_SPACE = "\t\n\v\f\r "

_SPACES = frozenset(SPACE)

#: Anything that dockerfile-parse may take for white space, or cannot decode, where BuildKit sees something else.
ODD = re.compile(
    "[\v\f\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ud800-\udfff]|\r(?!\n|\\Z)",
)


def is_space(char: str) -> bool:
    return char in _SPACES
