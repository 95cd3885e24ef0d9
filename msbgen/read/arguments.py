"""What each keyword makes of its arguments, as BuildKit's line parsers do."""

from __future__ import annotations

import re

from msbgen.read.characters import ASCII_SPACE, SEPARATORS, SPACE, is_space
from msbgen.read.encoding import printable
from msbgen.read.place import Problem

_SEPARATOR = re.compile(f"[{SEPARATORS}]+")
_ASCII_SPACES = re.compile(f"[{ASCII_SPACE}]+")
_WORD = re.compile(f"[^{SPACE}]+")
_MIXED = "when using JSON array syntax, arrays must be comprised of strings only"

_TEXT = frozenset({"MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR"})
_WORDS = frozenset({"EXPOSE", "FROM"})
_JSON_OR_TEXT = frozenset({"CMD", "ENTRYPOINT", "RUN", "SHELL"})
_JSON_OR_WORDS = frozenset({"ADD", "COPY", "VOLUME"})


def parse_arguments(keyword: str, rest: str, escape: str) -> tuple[tuple[str, ...], bool]:
    """The arguments in `rest` (trimmed, without flags), and whether they came in JSON form.

    Raises `Problem`, its `at` an offset into `rest`.
    """
    if keyword in _JSON_OR_TEXT:
        return _json_or_text(rest)
    if keyword in _JSON_OR_WORDS:
        array = _json(rest)
        return (_split(rest), False) if array is None else (array, True)
    if keyword in _WORDS:
        return _split(rest), False
    if keyword in ("ENV", "LABEL"):
        return _pairs(keyword, rest, escape), False
    if keyword == "ARG":
        return tuple(word for word, _ in words(rest, escape)), False
    if keyword == "HEALTHCHECK":
        return _healthcheck(rest)
    if keyword in _TEXT:
        return ((rest,) if rest else ()), False
    if keyword == "ONBUILD":
        return (), False
    return ("",), False


def words(text: str, escape: str) -> list[tuple[str, int]]:
    """Words of ENV, LABEL or ARG, quotes and escapes kept, each with its offset in `text`.

    A byte that is not UTF-8 becomes U+FFFD, as in BuildKit.
    """
    text = printable(text)
    if escape not in text and "'" not in text and '"' not in text:
        return [(match[0], match.start()) for match in _WORD.finditer(text)]
    found: list[tuple[str, int]] = []
    word: list[str] = []
    start = at = 0
    quote = ""
    end = len(text)
    while at < end:
        char = text[at]
        if not quote and is_space(char):
            if word:
                found.append(("".join(word), start))
                word = []
            at += 1
            continue
        if not word:
            start = at
        at += 1
        if char == escape and quote != "'":
            if at == end:
                break  # an escape at the very end is dropped
            word.append(char)
            char = text[at]
            at += 1
        elif char == quote:
            quote = ""
        elif not quote and char in "'\"":
            quote = char
        word.append(char)
    if word:
        found.append(("".join(word), start))
    return found


def _split(rest: str) -> tuple[str, ...]:
    return tuple(_SEPARATOR.split(rest)) if rest else ()


def _pairs(keyword: str, rest: str, escape: str) -> tuple[str, ...]:
    found = words(rest, escape)
    if not found:
        return ()
    if "=" not in found[0][0]:
        parts = _SEPARATOR.split(rest, 1)
        if len(parts) < 2:
            raise Problem(f"{keyword} must have two arguments")
        return (parts[0], parts[1], "")
    pairs: list[str] = []
    for word, at in found:
        name, equals, value = word.partition("=")
        if not equals:
            raise Problem(f"Syntax error - can't find = in {_quoted(word)}. Must be of the form: name=value", at)
        pairs += (name, value, "=")
    return tuple(pairs)


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _healthcheck(rest: str) -> tuple[tuple[str, ...], bool]:
    if not rest:
        return (), False
    kind, *tail = _ASCII_SPACES.split(rest, 1)
    command = tail[0] if tail else ""
    at = len(rest) - len(command)
    try:
        args, json = _json_or_text(command)
    except Problem as problem:
        raise Problem(problem.message, at + problem.at) from None
    return (kind, *args), json


def _json_or_text(rest: str) -> tuple[tuple[str, ...], bool]:
    array = _json(rest)
    if array is None:
        return ((rest,) if rest else ()), False
    return array, True


def _json(rest: str) -> tuple[str, ...] | None:
    """The strings of a JSON array, or None for anything that Go's encoding/json does not take for an array.

    Raises `Problem` for an array that holds something else than strings.
    """
    text = rest.lstrip(SPACE)
    if not text.startswith("["):
        return None
    import json  # late: most instructions are not in JSON form

    try:
        array = json.loads(text, parse_int=_number, parse_float=_number, parse_constant=_constant)
    except ValueError:
        return None
    except RecursionError:
        raise Problem("a JSON array nested too deeply") from None
    for item in array:
        if not isinstance(item, str):
            raise Problem(_MIXED)
    # Go has U+FFFD for half a surrogate pair and for a byte that is not UTF-8
    return tuple(map(printable, array))


def _number(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ValueError("out of range")  # Go says so, too, and falls back to the shell form
    return number


def _constant(text: str) -> float:
    raise ValueError(text)  # NaN and Infinity are Python's own
