"""Tokens of Ruby, as far as it takes to see which commands a source starts: names, strings, command strings, the rest."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.lexing import Token

__all__ = ["tokens"]

_PAIRS = {"(": ")", "[": "]", "{": "}", "<": ">"}
#: words after which a slash begins a regular expression
_BEFORE = frozenset("if unless while until and or not when in then return puts raise elsif else do yield".split())


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order; comments, regular expressions and the bodies of heredocs are left out, except those of commands."""
    at, size = 0, len(text)
    last: Token | None = None
    pending: list[tuple[str, bool]] = []
    while at < size:
        c = text[at]
        if c == "\n":
            at += 1
            for word, command in pending:
                at, body = _heredoc(text, at, word)
                if command:
                    last = Token("command", body, "#{" not in body)
                    yield last
            pending = []
            continue
        if not at or text[at - 1] == "\n":
            if text.startswith("=begin", at):
                end = text.find("\n=end", at)
                at = size if end < 0 else end + 5
                continue
            if text.startswith("__END__", at):
                return
        if c.isspace():
            at += 1
            continue
        if c == "#":
            end = text.find("\n", at)
            at = size if end < 0 else end
            continue
        if c in "\"'`":
            end, body = _until(text, at + 1, c, c)
            last = Token("command" if c == "`" else "string", body, c == "'" or "#{" not in body)
            at = end
        elif c == "%" and (found := _percent(text, at, last)) is not None:
            at, last = found
        elif c == "<" and text.startswith("<<", at) and (mark := _mark(text, at)) is not None:
            at, word, command = mark
            pending.append((word, command))
            last = Token("string", "", False)
        elif c == "/" and _regular(last):
            at, _ = _until(text, at + 1, "/", "/")
            last = Token("symbol", "/")
        elif c == "?" and at + 2 < size and text[at + 1].isalnum() and not text[at + 2].isalnum() and (last is None or last.kind == "symbol"):
            at += 2
            last = Token("string", text[at - 1])
        elif c == "$" and text[at + 1 : at + 2] and not (text[at + 1].isalnum() or text[at + 1] in "_-"):
            last = Token("name", text[at : at + 2])  # a variable of Ruby's own: $`, $', $?
            at += 2
        elif c.isalpha() or c in "_@$":
            end = at + 1
            while end < size and (text[end].isalnum() or text[end] in "_?!"):
                end += 1
            last = Token("name", text[at:end])
            at = end
        elif c.isdigit():
            end = at + 1
            while end < size and text[end].isalnum():
                end += 1
            last = Token("symbol", text[at:end])
            at = end
        else:
            last = Token("symbol", c)
            at += 1
        yield last


def _until(text: str, at: int, close: str, opening: str) -> tuple[int, str]:
    """The end of what a character closes, nested where it opens with another one; what stands in between."""
    start, depth = at, 1
    while at < len(text):
        c = text[at]
        if c == "\\":
            at += 2
            continue
        if c == "#" and text.startswith("#{", at) and close != "}":
            at, _ = _until(text, at + 2, "}", "{")
            continue
        if c == close:
            depth -= 1
            if depth == 0:
                return at + 1, text[start:at]
        elif c == opening and opening != close:
            depth += 1
        at += 1
    return len(text), text[start:]


def _percent(text: str, at: int, last: Token | None) -> tuple[int, Token] | None:
    """A literal that begins with a percent sign: %w[…], %x(…), %(…)."""
    letter = text[at + 1 : at + 2]
    mark = text[at + 2 : at + 3] if letter.isalpha() else letter
    if letter.isalpha() and letter not in "qQwWiIxrs":
        return None
    if not mark or mark.isalnum() or mark.isspace() or (not letter.isalpha() and (mark not in _PAIRS or not _regular(last))):
        return None
    end, body = _until(text, at + (3 if letter.isalpha() else 2), _PAIRS.get(mark, mark), mark)
    if letter in "rwWiI":
        return end, Token("symbol", "%" + letter)
    return end, Token("command" if letter == "x" else "string", body, letter in "qs" or "#{" not in body)


def _mark(text: str, at: int) -> tuple[int, str, bool] | None:
    """The word that a heredoc ends with, and whether it is a command."""
    at += 2
    if text[at : at + 1] in ("~", "-"):
        at += 1
    quote = text[at : at + 1]
    if quote in ("'", '"', "`"):
        end = text.find(quote, at + 1)
        return (end + 1, text[at + 1 : end], quote == "`") if end > 0 else None
    end = at
    while end < len(text) and (text[end].isalnum() or text[end] == "_"):
        end += 1
    return (end, text[at:end], False) if end > at and text[at].isupper() else None


def _heredoc(text: str, at: int, word: str) -> tuple[int, str]:
    start = at
    while at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip() == word:
            return end, text[start:at]
        at = end + 1
    return len(text), text[start:]


def _regular(last: Token | None) -> bool:
    """Whether a value may begin here, rather than an operator."""
    return last is None or (last.kind == "symbol" and last.text not in (")", "]", "}") and not last.text[:1].isdigit()) or (last.kind == "name" and last.text in _BEFORE)
