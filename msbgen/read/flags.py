"""A joined line's keyword, flags and the rest, split as BuildKit splits them."""

from __future__ import annotations

from msbgen.model.dockerfile import Flag
from msbgen.read.characters import SEPARATORS, SPACE, is_space

#: Every keyword that BuildKit knows, in lower case.
_KEYWORDS = frozenset(
    "add arg cmd copy entrypoint env expose from healthcheck label maintainer onbuild run shell stopsignal user volume "
    "workdir".split()
)


def keyword_of(word: str) -> str:
    """The upper-case keyword; folded as Go folds, so "ſhell" stays as written, though Python's upper() says SHELL."""
    lower = word.lower()
    return lower.upper() if word.isascii() or lower in _KEYWORDS or lower.upper().lower() not in _KEYWORDS else word


def split_keyword(joined: str) -> tuple[str, int, int]:
    """Keyword, and start and end of what follows it (flags and arguments) in `joined`."""
    end = len(joined.rstrip(SPACE))
    start = len(joined) - len(joined.lstrip(SPACE))
    at = start
    while at < end and joined[at] not in SEPARATORS:
        at += 1
    keyword = keyword_of(joined[start:at])
    while at < end and joined[at] in SEPARATORS:
        at += 1
    return keyword, at, max(at, end)


def split_flags(joined: str, start: int, end: int, escape: str) -> tuple[tuple[Flag, ...], int]:
    """The flags at the head of `joined[start:end]`, and where the arguments begin.

    Quotes are removed and escapes resolved, as in BuildKit; a lone `--` ends the flags and is dropped.
    """
    words: list[str] = []
    at = start
    while True:
        while at < end and is_space(joined[at]):
            at += 1
        if not joined.startswith("--", at, end):
            break
        word, quoted, at = _word(joined, at, end, escape)
        if word == "--" and not quoted:
            break
        words.append(word)
    while at < end and is_space(joined[at]):
        at += 1
    return tuple(_flag(word) for word in words), at


def _word(joined: str, at: int, end: int, escape: str) -> tuple[str, bool, int]:
    word: list[str] = []
    quote = ""
    quoted = False
    while at < end:
        char = joined[at]
        if not quote and is_space(char):
            break
        at += 1
        if char == quote:
            quote = ""
        elif not quote and char in "'\"":
            quote = char
            quoted = True
        elif char == escape:
            if at < end:
                word.append(joined[at])
                at += 1
        else:
            word.append(char)
    return "".join(word), quoted, at


def _flag(word: str) -> Flag:
    name, equals, value = word[2:].partition("=")
    return Flag(name, value if equals else None)
