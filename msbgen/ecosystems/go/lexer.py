"""Go source text as tokens, by the lexical grammar of the Go specification (go.dev/ref/spec, "Lexical elements")."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["Token", "tokens", "unquoted"]


@dataclass(frozen=True, slots=True)
class Token:
    """One token. `text` is as written; `line` counts from 1; `first` is true when only blanks stand before it on its line."""

    kind: Literal["name", "string", "comment", "number", "rune", "symbol"]
    text: str
    line: int
    first: bool


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order, comments included. An unterminated string or comment ends the tokens: the compiler rejects it."""
    at = 1 if text.startswith("\ufeff") else 0
    line, line_start = 1, at
    size = len(text)
    while at < size:
        c = text[at]
        if c in " \t\r":
            at += 1
            continue
        if c == "\n":
            at += 1
            line, line_start = line + 1, at
            continue
        end, kind = _end(text, at)
        if end < 0:
            return
        word = text[at:end]
        yield Token(kind, word, line, not text[line_start:at].strip(" \t\r"))
        lines = word.count("\n") if kind in ("comment", "string") else 0
        if lines:
            line += lines
            line_start = at + word.rfind("\n") + 1
        at = end


def _end(text: str, at: int) -> tuple[int, Literal["name", "string", "comment", "number", "rune", "symbol"]]:
    """Where the token that starts at `at` ends, and its kind; -1 for one that never ends."""
    c = text[at]
    following = text[at + 1 : at + 2]
    if c == "/" and following == "/":
        end = text.find("\n", at)
        return (len(text) if end < 0 else end), "comment"
    if c == "/" and following == "*":
        end = text.find("*/", at + 2)
        return (end + 2 if end >= 0 else -1), "comment"
    if c == "`":
        end = text.find("`", at + 1)
        return (end + 1 if end >= 0 else -1), "string"
    if c == '"':
        return _quoted(text, at, '"'), "string"
    if c == "'":
        return _quoted(text, at, "'"), "rune"
    if c == "_" or c.isalpha():
        end = at + 1
        while end < len(text) and (text[end] == "_" or text[end].isalnum()):
            end += 1
        return end, "name"
    if c.isdigit() or (c == "." and following.isdigit()):
        return _number(text, at), "number"
    return at + 1, "symbol"


def _quoted(text: str, at: int, quote: str) -> int:
    end = at + 1
    while end < len(text) and text[end] != "\n":
        if text[end] == "\\":
            end += 2
        elif text[end] == quote:
            return end + 1
        else:
            end += 1
    return -1


def _number(text: str, at: int) -> int:
    """The end of a number; a sign belongs to it after an exponent's letter."""
    hexadecimal = text[at : at + 2] in ("0x", "0X")
    end = at
    while end < len(text):
        c = text[end]
        signed = c in "+-" and text[end - 1] in ("pP" if hexadecimal else "eE")
        if not (c.isalnum() or c in "._" or signed):
            break
        end += 1
    return end


#: escapes of one letter ("Rune literals")
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", "\\": "\\", "'": "'", '"': '"'}
#: escapes with digits: how many and in which base
_CODES = {"x": (2, 16), "u": (4, 16), "U": (8, 16)}


def unquoted(literal: str) -> str | None:
    """The value of a string literal; None for one that the specification does not allow."""
    if literal.startswith("`"):
        return literal[1:-1].replace("\r", "")
    body, out, at = literal[1:-1], bytearray(), 0
    while at < len(body):
        if body[at] != "\\":
            out += body[at].encode("utf-8", "surrogatepass")
            at += 1
            continue
        letter = body[at + 1 : at + 2]
        if letter in _ESCAPES:
            out += _ESCAPES[letter].encode()
            at += 2
            continue
        count, base = _CODES.get(letter, (3, 8))
        start = at + 1 if base == 8 else at + 2
        digits = body[start : start + count]
        try:
            code = int(digits, base) if len(digits) == count and digits.isalnum() else -1
        except ValueError:
            code = -1
        if not 0 <= code <= (0x10FFFF if letter in ("u", "U") else 0xFF):
            return None
        if letter in ("u", "U"):
            out += chr(code).encode("utf-8", "replace")
        else:
            out.append(code)
        at = start + count
    return out.decode("utf-8", "replace")
