"""Tokens of PHP, as far as it takes to see which functions a source calls: names, strings, command strings, the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msbgen.ecosystems.lexing import Grammar, Token

__all__ = ["tokens"]


def tokens(text: str, *, code: bool = False) -> Iterator[Token]:
    """All tokens between PHP's tags, in order, strings and commands without their quotes; comments are left out. `code`: the text is PHP
    from its start, as for `php -r`."""
    return _GRAMMAR.tokens(text, 0 if code else _open(text, 0))


def _open(text: str, at: int) -> int:
    """Where PHP begins next; the text's end where it does not."""
    found = [(i, len(tag)) for tag in ("<?php", "<?=") if (i := text.lower().find(tag, at)) >= 0]
    return sum(min(found)) if found else len(text)


def _string(found: re.Match[str]) -> tuple[Token, int]:
    """A string or command, which is whole where it has no escapes and no values."""
    mark, body = found["mark"], found["body"]
    return Token("command" if mark == "`" else "string", body, "\\" not in body and (mark == "'" or "$" not in body)), found.end()


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


_GRAMMAR = Grammar(
    r"""
    (?P<close>\?>)
  | \s+|(?://|\#(?!\[))[^\n?]*(?:\?(?!>)[^\n?]*)*|/\*.*?(?:\*/|\Z)
  | (?P<quote>(?P<mark>["'`])(?P<body>(?:(?!(?P=mark))[^\\]|\\.?)*)(?:(?P=mark)|\Z))
  | (?P<heredoc><<<)
  | (?P<variable>\$[\w\\\x80-\U0010ffff]*)
  | (?P<word>(?:[^\W\d]|[\\\x80-\U0010ffff])[\w\\\x80-\U0010ffff]*)
  | (?:\?(?=->))?(?P<symbol>->|::|=>|.)
    """,
    close=lambda found: (None, _open(found.string, found.end())),
    quote=_string,
    heredoc=lambda found: (Token("string", "", False), _heredoc(found.string, found.start())),
    word=lambda found: (Token("name", found[0].lstrip("\\")), found.end()),
)
