"""BuildKit's word lexer (its `shell.Lex`): quotes, escapes and variables of a Dockerfile's own strings.

This is not a shell: it is what ENV, COPY, FROM, EXPOSE … go through before anything runs. `expand` is its public face.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from msbgen.errors import ExpansionError
from msbgen.read import pattern
from msbgen.read.characters import SPACE

_SPECIAL = frozenset("@*#?-$!0")
_MODIFIERS = frozenset("+-?#%")


#: Words nested deeper than this in one another are refused; no Dockerfile has them.
_MAX_DEPTH = 50


_BLANK = re.compile(f"[{SPACE}]")


@cache
def _ordinary(special: str) -> re.Pattern[str]:
    """A run of characters that mean nothing here, so that they are taken at once."""
    return re.compile(f"[^{re.escape(special)}]+")


class NestingError(ExpansionError):
    """`${a:-${b:-…}}` nested deeper than msbgen follows; BuildKit might accept it."""


class Lexer:
    """One pass over `text`. Raises `ExpansionError` where BuildKit reports an error.

    `raw_quotes` and `raw_escapes` keep quotes and escapes in the result; `keep_unset` leaves the variables that `lookup`
    lacks as they are written, instead of nothing.
    """

    __slots__ = ("at", "buffer", "depth", "escape", "keep_unset", "lookup", "raw_escapes", "raw_quotes", "text")

    def __init__(
        self,
        text: str,
        lookup: Mapping[str, str],
        escape: str,
        *,
        raw_quotes: bool = False,
        raw_escapes: bool = False,
        keep_unset: bool = False,
    ) -> None:
        self.text = text.removeprefix("\ufeff")  # Go's scanner ignores a byte-order mark, too
        self.at = 0
        self.depth = 0
        #: the word that is being gathered
        self.buffer: list[str] = []
        self.lookup = lookup
        self.escape = escape
        self.raw_quotes = raw_quotes
        self.raw_escapes = raw_escapes
        self.keep_unset = keep_unset

    def run(self) -> tuple[str, list[str]]:
        """The whole text as one word, and split into words at blanks that are not quoted."""
        return self._until("", self.raw_escapes)

    def _error(self, reason: str) -> ExpansionError:
        return ExpansionError(reason, text=self.text, at=min(self.at, len(self.text)))

    def _peek(self) -> str:
        return self.text[self.at : self.at + 1]

    def _next(self) -> str:
        char = self.text[self.at : self.at + 1]
        self.at += 1
        return char

    def _until(self, stop: str, raw_escapes: bool) -> tuple[str, list[str]]:
        if self.depth == _MAX_DEPTH:
            raise NestingError("substitutions are nested too deeply", text=self.text, at=self.at)
        before, self.raw_escapes = self.raw_escapes, raw_escapes
        self.depth += 1
        try:
            return self._scan(stop)
        finally:
            self.raw_escapes = before
            self.depth -= 1

    def _scan(self, stop: str) -> tuple[str, list[str]]:
        result: list[str] = []
        # BuildKit has one buffer for all levels: the word in `${name:-word}` wipes what its own word had gathered before
        self.buffer.clear()
        words = _Words(self.buffer)
        ordinary = _ordinary("$'\"<" + self.escape + stop).match
        while char := self._peek():
            if char == stop:
                self.at += 1
                return "".join(result), words.finish()
            if char == "$":
                part = self._dollar()
                words.add(part)
            elif char == "'":
                part = self._single_quoted()
                words.add_raw(part)
            elif char == '"':
                part = self._double_quoted()
                words.add_raw(part)
            elif char == "<":
                part = self._angle()
                words.add_raw(part)
            elif char == self.escape:
                self.at += 1
                part = char if self.raw_escapes else ""
                escaped = self._next()
                part += escaped
                words.add_raw(part)
            else:
                run = ordinary(self.text, self.at)
                assert run is not None, "the other branches took every special character"
                part, self.at = run.group(), run.end()
                words.add(part)
            result.append(part)
        if stop:
            raise self._error(f"unexpected end of statement while looking for matching {stop}")
        return "".join(result), words.finish()

    def _single_quoted(self) -> str:
        end = self.text.find("'", self.at + 1)
        if end < 0:
            raise self._error("unexpected end of statement while looking for matching single-quote")
        start, self.at = self.at, end + 1
        return self.text[start : end + 1] if self.raw_quotes else self.text[start + 1 : end]

    def _double_quoted(self) -> str:
        start = self.at
        result = [self._next()] if self.raw_quotes else []
        if not self.raw_quotes:
            self.at += 1
        ordinary = _ordinary('$"' + self.escape).match
        while True:
            run = ordinary(self.text, self.at)
            if run is not None:
                result.append(run.group())
                self.at = run.end()
            char = self._peek()
            if not char:
                self.at = start
                raise self._error("unexpected end of statement while looking for matching double-quote")
            if char == "$":
                result.append(self._dollar())
                continue
            self.at += 1
            if char == '"':
                if self.raw_quotes:
                    result.append(char)
                return "".join(result)
            if char == self.escape:
                if self.raw_escapes:
                    result.append(char)
                following = self._peek()
                if not following:
                    continue
                if following in ('"', "$", self.escape):
                    char = self._next()
            result.append(char)

    def _angle(self) -> str:
        """`<`, or `<<` with the blanks after it, which belong to a heredoc's word."""
        start = self.at
        self.at += 1
        if self._peek() == "<":
            self.at += 1
            while self._peek() in ("\t", "\r", " "):
                self.at += 1
        return self.text[start : self.at]

    def _name(self) -> str:
        start = self.at
        char = self._peek()
        if char.isdecimal():
            while self._peek().isdecimal():
                self.at += 1
        elif char in _SPECIAL:
            self.at += 1
        else:
            while (char := self._peek()) and (char == "_" or char.isalpha() or char.isdecimal()):
                self.at += 1
        return self.text[start : self.at]

    def _dollar(self) -> str:
        start = self.at
        self.at += 1
        if self._peek() != "{":
            name = self._name()
            if not name:
                return "$"
            value = self.lookup.get(name)
            return value if value is not None else f"${name}" if self.keep_unset else ""
        self.at += 1
        following = self._peek()
        if not following:
            raise self._error("syntax error: missing '}'")
        if following in ("{", "}", ":"):
            raise self._error("syntax error: bad substitution")
        name = self._name()
        char = self._next()
        if char == "}":
            value = self.lookup.get(name)
            return value if value is not None else f"${{{name}}}" if self.keep_unset else ""
        if char == ":" or char in _MODIFIERS:
            return self._modified(name, char)
        if char == "/":
            return self._replaced(name)
        if not char:
            self.at = start
            raise self._error("syntax error: missing '}'")
        raise self._error(f"unsupported modifier ({char}) in substitution")

    def _modified(self, name: str, char: str) -> str:
        """`${name:-word}` and its kin, from behind the first character of the modifier."""
        empty_is_unset = char == ":"
        modifier = char
        if empty_is_unset:
            char = self._next()
            modifier += char
        if empty_is_unset and char in ("#", "%"):
            raise self._error(f"unsupported modifier ({modifier}) in substitution")
        word = self._part("}", "syntax error: missing '}'", raw_escapes=char in ("#", "%"))
        value = self.lookup.get(name)
        if value is None and self.keep_unset:
            return f"${{{name}{modifier}{word}}}"
        unset = value is None or (empty_is_unset and not value)
        value = value or ""
        if char == "-":
            return word if unset else value
        if char == "+":
            return "" if unset else word
        if char == "?":
            if not unset:
                return value
            state = "empty" if name in self.lookup else "unset"
            raise self._error(f"{name}: {word or f'is not allowed to be {state}'}")
        if char not in ("#", "%"):
            raise self._error(f"unsupported modifier ({modifier}) in substitution")
        longest = word.startswith(char)
        strip = pattern.without_prefix if char == "#" else pattern.without_suffix
        try:
            return strip(word[longest:], value, longest=longest)
        except ValueError as error:
            raise self._error(f"invalid pattern ({word[longest:]}) in substitution: {error}") from None

    def _replaced(self, name: str) -> str:
        every = self._peek() == "/"
        self.at += every
        wanted = self._part("/", "syntax error: missing '/' in ${}", raw_escapes=True)
        replacement = self._part("}", "syntax error: missing '}'", raw_escapes=True)
        value = self.lookup.get(name)
        if value is None and self.keep_unset:
            return f"${{{name}/{wanted}/{replacement}}}"
        try:
            return pattern.replace(wanted, value or "", replacement, every=every)
        except ValueError as error:
            raise self._error(f"invalid pattern ({wanted}) in substitution: {error}") from None

    def _part(self, stop: str, missing: str, *, raw_escapes: bool) -> str:
        try:
            return self._until(stop, raw_escapes)[0]
        except ExpansionError as error:
            if self._peek() or isinstance(error, NestingError):
                raise
            raise self._error(missing) from None


class _Words:
    """Gathers words; a blank ends one unless it came quoted."""

    __slots__ = ("buffer", "found")

    def __init__(self, buffer: list[str]) -> None:
        self.found: list[str] = []
        self.buffer = buffer

    def add(self, text: str) -> None:
        first, *more = _BLANK.split(text)
        if first:
            self.buffer.append(first)
        for piece in more:
            self._end()
            if piece:
                self.buffer.append(piece)

    def add_raw(self, text: str) -> None:
        if text:
            self.buffer.append(text)

    def _end(self) -> None:
        if self.buffer:
            self.found.append("".join(self.buffer))
            self.buffer.clear()

    def finish(self) -> list[str]:
        self._end()
        return self.found
