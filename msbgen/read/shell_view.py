"""What the grammar gets to see of a script: the same length, and only what it reads rightly.

tree-sitter-bash misreads several heredocs on one line, `<<E; b`, `<<E bash` and many `[ … ]`, and takes form feeds,
carriage returns and non-breaking spaces for blanks. Words are always read from the script itself, so the view may say
anything that has the same shape: `[` is an ordinary word there, a heredoc reads from a file and its body is blank.
"""

from __future__ import annotations

from typing import NamedTuple

from msbgen.read.shell_heredocs import Body, bodies
from msbgen.read.shell_words import Unsure

__all__ = ["View", "odd_characters_shown", "separated", "view"]

_CLOSING = frozenset([b"fi", b"done", b"esac", b"}"])
_CONTINUING = frozenset([b"fi", b"done", b"then", b"do", b"else", b"elif", b"}"])
_BLANK = frozenset(" \t")
_BEFORE = frozenset(" \t\n;&|(`")
_AFTER = frozenset(" \t\n;&|)`")


class View(NamedTuple):
    """What is shown, one byte for each character, and what is hidden from the grammar."""

    shown: bytes
    #: heredocs by the offset of their `<<`
    heredocs: dict[int, Body]
    #: the offset of the `!` before each `{` of a negated group
    negated: dict[int, int]


def view(text: str) -> View:
    """The view of `text`.

    Raises:
        Unsure: a NUL, or a heredoc that cannot be told.
    """
    if "\0" in text:
        raise Unsure("a NUL character", text.index("\0"))
    shown = text
    heredocs: dict[int, Body] = {}
    negated: dict[int, int] = {}
    if "<<" in text:
        heredocs = {b.start: b for b in bodies(text)}
        shown = _without_heredocs(text, heredocs)
    if "[" in shown:
        shown = _without_tests(shown)
    if "! {" in shown:
        shown, negated = _without_negation(shown)
    return View(odd_characters_shown(shown), heredocs, negated)


def separated(shown: bytes) -> bytes:
    """The same with the `;` that the grammar, unlike the shell, wants in `fi fi`, `) else` and `for x do`."""
    result = bytearray(shown)
    at = 0
    closed = named = False
    last = b""
    for word in shown.split():
        at = shown.index(word, at)
        if (closed and word.rstrip(b";)&|") in _CONTINUING) or (named and word == b"do"):
            result[at - 1 : at] = b";"
        at += len(word)
        closed = word.endswith(b")") or word in _CLOSING
        named = last == b"for"
        last = word
    return bytes(result)


def odd_characters_shown(text: str) -> bytes:
    """One byte for each character: what is no printable ASCII, tab or newline is a letter to the shell, so it becomes a
    letter that cannot be part of a name."""
    if not (text.isascii() and text.isprintable()):
        odd = {ord(c): "." for c in set(text) if not (c.isascii() and c.isprintable()) and c not in "\t\n"}
        text = text.translate(odd)
    return text.encode("ascii")


def _without_heredocs(text: str, heredocs: dict[int, Body]) -> str:
    chars = list(text)
    for found in heredocs.values():
        chars[found.start : found.stop] = "<" + "_" * (found.stop - found.start - 1)
        chars[found.body : found.after] = ("\n" if c == "\n" else " " for c in chars[found.body : found.after])
    return "".join(chars)


def _without_tests(text: str) -> str:
    """Turn the brackets that make `[ … ]` into underscores, and `==` between them.

    A word that merely begins with a bracket (`[a-z]*`) is no test to the shell, and shown as a word, too.
    """
    chars = list(text)
    last = len(chars) - 1
    at = text.find("[")
    while at >= 0:
        after = text[at + 1 : at + 2]
        if after != "[" and (at == 0 or text[at - 1] in _BEFORE):
            chars[at] = "_"
            if after in _BLANK:
                end = _closing(text, at)
                if end <= last:
                    chars[end] = "_"
                equals = text.find("==", at, end)
                while equals >= 0:
                    chars[equals : equals + 2] = "__"
                    equals = text.find("==", equals + 2, end)
        at = text.find("[", at + 1)
    return "".join(chars)


def _without_negation(text: str) -> tuple[str, dict[int, int]]:
    """Blank the `!` of `! { … }`, which the grammar takes for a command named `{`."""
    chars = list(text)
    negated: dict[int, int] = {}
    at = text.find("! {")
    while at >= 0:
        if (at == 0 or text[at - 1] in _BEFORE) and text[at + 3 : at + 4] in {" ", "\t", "\n"}:
            chars[at] = " "
            negated[at + 2] = at
        at = text.find("! {", at + 1)
    return "".join(chars), negated


def _closing(text: str, at: int) -> int:
    """The next `]` that is a word of its own."""
    at = text.find("]", at)
    while at >= 0:
        if text[at - 1] in _BLANK and (at + 1 == len(text) or text[at + 1] in _AFTER):
            return at
        at = text.find("]", at + 1)
    return len(text)
