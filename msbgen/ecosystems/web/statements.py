"""The statements of a web server's configuration, as far as they name paths of the image."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.web.table import Server

__all__ = ["Unreadable", "named"]

_SAFE = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/@+-~ ")
#: Caddy's placeholders, without their braces
_COMPUTED = ("env.", "http.", "vars.", "file.", "system.")
_BREAKS = str.maketrans({**dict.fromkeys("\"'()=,{}", " "), "|": " | "})
#: a log that goes to a program
_PIPED = "|"


class Unreadable(Exception):
    """What a server reads or starts cannot be told."""


def named(text: str, row: Server, folder: str | None = None) -> Iterator[tuple[str, bool]]:
    """The paths that a configuration names, which lies in `folder`, and whether each is of more configuration. Raises Unreadable where one is computed, or where it runs code."""
    for words in _statements(text, row.ends):
        directive = words[0].lower()
        if row.runs_code(directive):
            raise Unreadable
        if directive == "loadmodule" and len(words) > 1 and _module(words[1]) in row.modules:
            raise Unreadable
        if any(w.startswith("prg:") for w in words[1:]) or (directive.endswith("log") and _PIPED in words):
            raise Unreadable
        if directive in row.addresses:
            continue
        operands = words[1:] if directive in row.paths else words
        if directive in row.paths and directive == "alias" and row.ends == "line":
            operands = operands[1:]  # Alias URL PATH
        for word in operands:
            if directive in row.paths:
                if word.startswith(("$", "%")) or ".." in word or word.startswith(_COMPUTED):
                    raise Unreadable
                if folder is not None and not word.startswith("/"):
                    word = f"{folder}/{word}"
            yield from ((path, directive in row.includes) for path in _path(word))


def _module(word: str) -> str:
    """`php7_module` → php"""
    return word.lower().removesuffix("_module").rstrip("0123456789")


def _statements(text: str, ends: str) -> Iterator[list[str]]:
    """The words of each statement; comments left out."""
    plain = "\n".join(_uncommented(line) for line in text.replace("\\\n", " ").split("\n"))
    if ends == ";":
        plain = plain.replace("{", ";").replace("}", ";")
        parts = plain.split(";")
    else:
        parts = plain.split("\n")
    for part in parts:
        words = part.translate(_BREAKS).split()
        if words:
            yield words


def _uncommented(line: str) -> str:
    stripped = line.lstrip()
    if stripped.startswith("#"):
        return ""
    at = line.find(" #")
    return line if at < 0 else line[:at]


def _path(word: str) -> Iterator[str]:
    """The absolute paths in a word, up to where a variable or a pattern begins."""
    for piece in word.split(":"):
        if not piece.startswith("/"):
            continue
        end = next((at for at, c in enumerate(piece) if c not in _SAFE), len(piece))
        path = piece[:end]
        if end < len(piece) and not path.endswith("/"):
            path = posixpath.dirname(path)
        plain = posixpath.normpath(path)
        yield "/" + plain.lstrip("/")
