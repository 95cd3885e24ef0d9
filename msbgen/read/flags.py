"""A joined line's keyword, flags and the rest, split as BuildKit splits them."""

from __future__ import annotations

from msbgen.model.dockerfile import Flag
from msbgen.read.characters import ASCII_SPACE, SEPARATORS, SPACE, is_space
from msbgen.read.encoding import encode
from msbgen.read.place import Problem

#: Every keyword that BuildKit knows, in lower case.
_KEYWORDS = frozenset(
    {
        "add",
        "arg",
        "cmd",
        "copy",
        "entrypoint",
        "env",
        "expose",
        "from",
        "healthcheck",
        "label",
        "maintainer",
        "onbuild",
        "run",
        "shell",
        "stopsignal",
        "user",
        "volume",
        "workdir",
    }
)

#: BuildKit reads flags byte by byte, and takes these for white space, also in the middle of a character such as "à".
_BROKEN = frozenset({0x85, 0xA0})


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

    Quotes are removed and escapes resolved, as in BuildKit; a lone `--` ends the flags and is dropped. Raises `Problem`,
    its `at` an offset into `joined`, for a character that BuildKit would cut in two.
    """
    words: list[str] = []
    at = start
    while True:
        while at < end and joined[at] in ASCII_SPACE:
            at += 1
        if not joined.startswith("--", at, end):
            break
        word, at = _word(joined, at, end, escape)
        if word == "--":
            break
        words.append(word)
    while at < end and is_space(joined[at]):
        at += 1
    return tuple(_flag(word) for word in words), at


def _word(joined: str, at: int, end: int, escape: str) -> tuple[str, int]:
    word: list[str] = []
    quote = ""
    while at < end:
        char = joined[at]
        if not char.isascii() and _BROKEN.intersection(encode(char)):
            raise Problem(f"BuildKit cannot read the character {char!r} in a flag", at)
        if not quote and char in ASCII_SPACE:
            break
        at += 1
        if char == quote:
            quote = ""
        elif not quote and char in "'\"":
            quote = char
        elif char == escape:
            if at < end:
                word.append(joined[at])
                at += 1
        else:
            word.append(char)
    return "".join(word), at


def _flag(word: str) -> Flag:
    name, equals, value = word[2:].partition("=")
    return Flag(name, value if equals else None)
