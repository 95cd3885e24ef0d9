"""Tokens of PHP, as far as it takes to see which functions a source calls: names, strings, command strings, the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["Token", "tokens"]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` of a string or command is what stands in it; `whole` is false where it holds values or escapes."""

    kind: Literal["name", "variable", "string", "command", "symbol"]
    text: str
    whole: bool = True


def tokens(text: str, *, code: bool = False) -> Iterator[Token]:
    """All tokens between PHP's tags, in order; comments are left out. `code`: the text is PHP from its start, as for `php -r`."""
    at, size = 0, len(text)
    while True:
        if not code:
            at = _open(text, at)
            if at < 0:
                return
        code = False
        while at < size:
            c = text[at]
            if text.startswith("?>", at):
                at += 2
                break
            if c.isspace():
                at += 1
            elif text.startswith("//", at) or (c == "#" and not text.startswith("#[", at)):
                ends = [e for e in (text.find("\n", at), text.find("?>", at)) if e >= 0]
                at = min(ends) if ends else size
            elif text.startswith("/*", at):
                end = text.find("*/", at + 2)
                at = size if end < 0 else end + 2
            elif c in "'\"`":
                end = _close(text, at)
                body = text[at + 1 : end - 1]
                yield Token("command" if c == "`" else "string", body, "\\" not in body and (c == "'" or not any(m in body for m in ("$", "{$"))))
                at = end
            elif text.startswith("<<<", at):
                at = _heredoc(text, at)
                yield Token("string", "", False)
            elif c == "$" or c.isalpha() or c in "_\\" or ord(c) > 127:
                end = at + 1
                while end < size and (text[end].isalnum() or text[end] in "_\\" or ord(text[end]) > 127):
                    end += 1
                yield Token("variable", text[at:end]) if c == "$" else Token("name", text[at:end].lstrip("\\"))
                at = end
            elif text.startswith(("->", "::", "=>"), at):
                yield Token("symbol", text[at : at + 2])
                at += 2
            elif text.startswith("?->", at):
                yield Token("symbol", "->")
                at += 3
            else:
                yield Token("symbol", c)
                at += 1
        else:
            return


def _open(text: str, at: int) -> int:
    """Where PHP begins next; -1 where it does not."""
    found = [(i, len(tag)) for tag in ("<?php", "<?=") if (i := text.lower().find(tag, at)) >= 0]
    if not found:
        return -1
    start, length = min(found)
    return start + length


def _close(text: str, at: int) -> int:
    """The end of the string that begins here."""
    quote = text[at]
    at += 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == quote:
            return at + 1
        else:
            at += 1
    return len(text) + 1


def _heredoc(text: str, at: int) -> int:
    """The end of a heredoc or nowdoc: a line that begins with its word."""
    line = text.find("\n", at)
    if line < 0:
        return len(text)
    word = text[at + 3 : line].strip().strip("'\"")
    at = line + 1
    while at < len(text):
        start = at
        while at < len(text) and text[at] in " \t":
            at += 1
        if word and text.startswith(word, at) and not text[at + len(word) : at + len(word) + 1].isalnum():
            return at + len(word)
        at = text.find("\n", start) + 1
        if at == 0:
            return len(text)
    return at
