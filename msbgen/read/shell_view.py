"""What the grammar gets to see of a script: the same length, and only what it reads rightly.

tree-sitter-bash misreads several heredocs on one line, `<<E; b`, `<<E bash` and many `[ … ]`, and takes form feeds,
carriage returns and non-breaking spaces for blanks. Words are always read from the script itself, so the view may say
anything that has the same shape: `[` is an ordinary word there, a heredoc reads from a file and its body is blank.
"""

from __future__ import annotations

from msbgen.read.shell_heredocs import Body, bodies
from msbgen.read.shell_words import Unsure

__all__ = ["odd_characters_shown", "view"]

_BEFORE = frozenset(" \t\n;&|(`")
_AFTER = frozenset(" \t\n;&|)`")
#: Control characters are letters to the shell; "?" is the letter that cannot be part of a name.
_CONTROLS = dict.fromkeys([*range(1, 9), *range(11, 32), 127], "?")


def view(text: str) -> tuple[bytes, dict[int, Body]]:
    """The view of `text`, one byte for each character, and its heredocs by the offset of their `<<`.

    Raises:
        Unsure: a NUL, or a heredoc that cannot be told.
    """
    if "\0" in text:
        raise Unsure("a NUL character", text.index("\0"))
    shown = text
    heredocs: dict[int, Body] = {}
    if "<<" in text:
        heredocs = {b.start: b for b in bodies(text)}
        shown = _without_heredocs(text, heredocs)
    if "[ " in shown or "[\t" in shown:
        shown = _without_tests(shown)
    return odd_characters_shown(shown), heredocs


def odd_characters_shown(text: str) -> bytes:
    """One byte for each character: what is no printable ASCII, tab or newline becomes "?"."""
    if not text.isprintable():
        text = text.translate(_CONTROLS)
    return text.encode("ascii", "replace")


def _without_heredocs(text: str, heredocs: dict[int, Body]) -> str:
    chars = list(text)
    for found in heredocs.values():
        chars[found.start : found.stop] = "<" + "_" * (found.stop - found.start - 1)
        chars[found.body : found.after] = ("\n" if c == "\n" else " " for c in chars[found.body : found.after])
    return "".join(chars)


def _without_tests(text: str) -> str:
    """Turn each `[` and `]` that is a word of its own into an underscore."""
    chars = list(text)
    last = len(chars) - 1
    for bracket in "[]":
        at = text.find(bracket)
        while at >= 0:
            before = at == 0 or chars[at - 1] in _BEFORE
            if before and (at == last or chars[at + 1] in (_AFTER if bracket == "]" else " \t")):
                chars[at] = "_"
            at = text.find(bracket, at + 1)
    return "".join(chars)
