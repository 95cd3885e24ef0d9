"""Tokens of Java, Kotlin, Scala and Groovy, as far as all of them agree: comments, strings, names, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msbgen.ecosystems.lexing import Grammar, Token

__all__ = ["dotted", "tokens", "value"]


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order, as written; comments are left out. An unterminated string ends them: the compiler rejects the file."""
    return _GRAMMAR.tokens(text)


def _string(found: re.Match[str]) -> tuple[Token | None, int]:
    text, at = found.string, found.start()
    end = _string_end(text, at)
    if end < 0:
        return None, len(text)
    return (Token("string", text[at:end]) if end > at + 1 else None), end


def _string_end(text: str, at: int) -> int:
    """Where the string that begins here ends; the next character for an apostrophe that begins none (Scala's symbols); -1
    for one that never ends."""
    quote = text[at]
    triple = quote * 3
    if text.startswith(triple, at):
        end = text.find(triple, at + 3)
        while end >= 0 and text[end - 1] == "\\" and quote == '"' and text[end - 2] != "\\":
            end = text.find(triple, end + 1)
        return end + 3 if end >= 0 else -1
    if quote == "'" and text[at + 1 : at + 2] != "\\" and text[at + 2 : at + 3] != "'" and "'" not in text[at + 1 :].split("\n", 1)[0]:
        return at + 1
    at += 1
    while at < len(text) and text[at] != "\n":
        if text[at] == "\\":
            at += 2
        elif text[at] == quote:
            return at + 1
        else:
            at += 1
    return -1


_GRAMMAR = Grammar(
    r"""
    \s+|//[^\n]*|/\*.*?(?:\*/|\Z)
  | (?P<quote>["'])
  | (?P<name>(?:[^\W\d]|\$)[\w$]*)
  | (?P<symbol>.)
    """,
    quote=_string,
)


def value(token: Token) -> str | None:
    """What a string holds; None where it is no string, or it has escapes or variables."""
    text = token.text
    if token.kind != "string" or "\\" in text or "$" in text:
        return None
    return text[3:-3] if text[:3] in ('"""', "'''") and len(text) >= 6 else text[1:-1]


def dotted(found: list[Token]) -> Iterator[str]:
    """Names joined by dots, each as long as it goes: java.util.List, Runtime.getRuntime."""
    at = 0
    while at < len(found):
        if found[at].kind != "name":
            at += 1
            continue
        words = [found[at].text]
        at += 1
        while at + 1 < len(found) and found[at].text == "." and found[at + 1].kind == "name":
            words.append(found[at + 1].text)
            at += 2
        yield ".".join(words)
