"""Tokens of Elixir and Erlang, as far as both agree: comments, strings, names with what makes them keys or atoms, the rest."""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["pairs", "tokens"]


def tokens(text: str) -> Iterator[str]:
    """All tokens in order: `name`, `name:`, `:name`, `Mod.fun`, a string with its quotes, or a single character. A name may have dots in
    it, and end in ? or !. An unterminated string ends them: the compiler rejects the file."""
    comment = "%" if _erlang(text) else "#"
    at, size = 0, len(text)
    while at < size:
        c = text[at]
        if c.isspace():
            at += 1
        elif c == comment:
            end = text.find("\n", at)
            at = size if end < 0 else end
        elif c in "\"'":
            end = _string_end(text, at)
            if end < 0:
                return
            yield text[at:end]
            at = end
        elif c.isalnum() or c == "_" or (c in ":@" and text[at + 1 : at + 2].isidentifier()):
            end = at + 1
            while end < size and (text[end].isalnum() or text[end] == "_" or (text[end] == "." and text[end + 1 : end + 2].isalpha())):
                end += 1
            if text[end : end + 1] in ("?", "!"):
                end += 1
            if text[end : end + 1] == ":" and text[end + 1 : end + 2] != ":" and not text[at:end].startswith(":"):
                end += 1
            yield text[at:end]
            at = end
        else:
            yield c
            at += 1


def _erlang(text: str) -> bool:
    """Whether the text is Erlang: its forms begin with - or {, and a comment with %."""
    first = next((line.lstrip() for line in text.splitlines() if line.strip()), "")
    return first[:1] in ("%", "-", "{")


def _string_end(text: str, at: int) -> int:
    quote = text[at]
    if text.startswith(quote * 3, at):
        end = text.find(quote * 3, at + 3)
        return end + 3 if end >= 0 else -1
    at += 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
        elif text[at] == quote:
            return at + 1
        else:
            at += 1
    return -1


def pairs(every: list[str]) -> Iterator[tuple[str, str]]:
    """Erlang's {name, value} with a plain value."""
    for at in range(len(every) - 4):
        if every[at] == "{" and every[at + 2] == "," and every[at + 4] == "}":
            yield every[at + 1], every[at + 3]
