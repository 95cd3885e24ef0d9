"""One shell word: its value after quote removal, or what it expands.

The grammar says where words and expansions begin and end; this scanner decides what their characters mean, and refuses
(`Unsure`) where the two disagree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msbgen.model.shell import Script
from msbgen.model.source import Span

__all__ = ["SPECIAL", "Kind", "Origin", "Scanned", "Unsure", "is_name", "scan"]

#: "word" expands globs, braces and tildes; "assignment" only tildes; "heredoc" is what stands between double quotes,
#: but a double quote is an ordinary character there.
Kind = Literal["word", "assignment", "heredoc"]

#: value (None where it expands), variables, substitutions, glob, where the word ends, and where the substitutions stand in it
Scanned = tuple[str | None, tuple[str, ...], tuple[Script, ...], bool, int, tuple[tuple[int, int], ...]]

#: Given the offset of an expansion that needs the grammar, adds what it reads and runs, and returns where it ends.
Take = Callable[[int, list[str], list[Script]], int]

#: Maps a range of the script's characters to where it came from.
Origin = Callable[[int, int], Span]

#: A word without any of these is its own value.
SPECIAL = frozenset("\\'\"$`*?[{~ \t\n;&|()<>")

_META = frozenset(" \t\n;&|()<>")
_PARAMETERS = frozenset("@*#?$!-0123456789")
_ANSI = {"a": "\a", "b": "\b", "e": "\x1b", "E": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_ANSI |= {c: c for c in "\\'\"?"}
_OCTAL = frozenset("01234567")
_HEX = frozenset("0123456789abcdefABCDEF")


class Unsure(Exception):
    """The text may be shell, but not shell that can be read with certainty. `at` is an offset in the text."""

    def __init__(self, why: str, at: int) -> None:
        super().__init__(why)
        self.why = why
        self.at = at


def is_name(text: str) -> bool:
    """Whether `text` can name a shell variable."""
    return text.isascii() and text.isidentifier()


def scan(text: str, start: int, end: int, take: Take, kind: Kind = "word") -> Scanned:
    """Read the word that begins at `start`; it ends at `end`, or at a blank before.

    Raises:
        Unsure: there is an operator or an open quote in it, or `take` does not know an expansion.
    """
    return _Scan(text, start, end, take, kind).run()


class _Scan:
    """The state of one word's scan: a value so far, and the quotes and braces that are open."""

    __slots__ = (
        "braces",
        "bracket",
        "end",
        "glob",
        "kind",
        "literal",
        "out",
        "scripts",
        "spots",
        "start",
        "take",
        "text",
        "variables",
    )

    def __init__(self, text: str, start: int, end: int, take: Take, kind: Kind) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.take = take
        self.kind = kind
        self.out: list[str] = []
        self.literal = True
        self.glob = False
        self.variables: list[str] = []
        self.scripts: list[Script] = []
        #: None once a substitution stood inside another expansion
        self.spots: list[tuple[int, int]] | None = []
        self.bracket = False
        self.braces: list[bool] = []

    def run(self) -> Scanned:
        if self.kind == "heredoc":
            at = self._double(self.start, closing="")
        else:
            at = self.start
            while at < self.end and self.text[at] not in " \t\n":
                at = self._unquoted(at)
        value = "".join(self.out) if self.literal and not self.glob else None
        return value, tuple(dict.fromkeys(self.variables)), tuple(self.scripts), self.glob, at, tuple(self.spots or ())

    def _unquoted(self, at: int) -> int:
        char = self.text[at]
        if char not in SPECIAL and char not in ",.}]":
            self.out.append(char)
            return at + 1
        if char == "\\":
            return self._escaped(at)
        if char == "'":
            close = self.text.find("'", at + 1, self.end)
            if close < 0:
                raise Unsure("a quote that is not closed", at)
            self.out.append(self.text[at + 1 : close])
            return close + 1
        if char == '"':
            return self._double(at + 1, closing='"')
        if char == "$":
            return self._dollar(at, quoted=False)
        if char == "`" or (char in "<>" and self.text.startswith("(", at + 1)):
            return self._taken(at)
        if char in _META:
            raise Unsure(f"{char!r} inside a word", at)
        if self.kind == "word":
            self._patterns(char, at)
        if char == "~" and self._tilde_expands(at):
            self.literal = False
        self.out.append(char)
        return at + 1

    def _escaped(self, at: int) -> int:
        if at + 1 >= self.end:
            if at + 1 < len(self.text):
                raise Unsure("a backslash at the end of a word", at)
            self.out.append("\\")
        elif self.text[at + 1] != "\n":
            self.out.append(self.text[at + 1])
        return at + 2

    def _patterns(self, char: str, at: int) -> None:
        """Note what a glob or a brace expansion would make of an unquoted character."""
        if char in "*?" or (char == "]" and self.bracket):
            self.glob = True
        elif char == "[":
            self.bracket = True
        elif char == "{":
            self.braces.append(False)
        elif self.braces:
            if char == "," or self.text.startswith("..", at):
                self.braces[-1] = True
            elif char == "}" and self.braces.pop():
                self.literal = False

    def _tilde_expands(self, at: int) -> bool:
        if at == self.start:
            return True
        if self.text[at - 1] not in ":=":
            return False
        return self.kind == "assignment" or is_name(self.text[self.start : at].partition("=")[0].removesuffix("+"))

    def _double(self, at: int, closing: str) -> int:
        """Read up to the closing quote (or, in a heredoc, to the end); returns the offset after it."""
        escapes = '$`"\\' if closing else "$`\\"
        while at < self.end:
            char = self.text[at]
            if char == closing:
                return at + 1
            if char == "$":
                at = self._dollar(at, quoted=True)
            elif char == "`":
                at = self._taken(at)
            elif char == "\\" and at + 1 < self.end and self.text[at + 1] in escapes:
                self.out.append(self.text[at + 1])
                at += 2
            elif char == "\\" and self.text.startswith("\n", at + 1):
                at += 2
            else:
                self.out.append(char)
                at += 1
        if closing:
            raise Unsure("a quote that is not closed", self.start)
        return self.end

    def _dollar(self, at: int, quoted: bool) -> int:
        after = self.text[at + 1] if at + 1 < self.end else ""
        if after == "_" or (after.isascii() and after.isalpha()):
            stop = at + 2
            while stop < self.end and (
                self.text[stop] == "_" or (self.text[stop].isascii() and self.text[stop].isalnum())
            ):
                stop += 1
            return self._read(self.text[at + 1 : stop], stop)
        if after and after in _PARAMETERS:
            return self._read(after, at + 2)
        if after == "{":
            close = self.text.find("}", at, self.end)
            if close > 0 and is_name(self.text[at + 2 : close]):
                return self._read(self.text[at + 2 : close], close + 1)
        if after and after in "{([":
            return self._taken(at)
        if after == "'" and not quoted:
            return self._ansi(at + 2)
        if after == '"' and not quoted:
            return at + 1
        self.out.append("$")
        return at + 1

    def _read(self, variable: str, stop: int) -> int:
        self.variables.append(variable)
        self.literal = False
        return stop

    def _taken(self, at: int) -> int:
        self.literal = False
        before = len(self.scripts)
        stop = self.take(at, self.variables, self.scripts)
        if not at < stop <= self.end:
            raise Unsure("an expansion that is longer than its word", at)
        if self.spots is not None and len(self.scripts) > before:
            one = len(self.scripts) == before + 1 and self.text.startswith(("$(", "`"), at) and not self.text.startswith("$((", at)
            self.spots = [*self.spots, (at - self.start, stop - self.start)] if one else None
        return stop

    def _ansi(self, at: int) -> int:
        """Read the rest of $'…'. A value that is not text (a NUL, bytes outside ASCII) counts as not literal."""
        while at < self.end:
            char = self.text[at]
            if char == "'":
                return at + 1
            if char != "\\" or at + 1 >= self.end:
                self.out.append(char)
                at += 1
                continue
            code = self.text[at + 1]
            at += 2
            if code in _ANSI:
                self.out.append(_ANSI[code])
            elif code in _OCTAL:
                at = self._number(at - 1, 3, _OCTAL, 8, limit=0x7F)
            elif code in "xuU" and at < self.end and self.text[at] in _HEX:
                at = self._number(at, {"x": 2, "u": 4, "U": 8}[code], _HEX, 16, limit=0x7F if code == "x" else 0x10FFFF)
            elif code == "c" or code in "xuU":
                self.literal = False
                at += code == "c"
            else:
                self.out.append("\\" + code)
        raise Unsure("a quote that is not closed", self.start)

    def _number(self, at: int, most: int, digits: frozenset[str], base: int, limit: int) -> int:
        stop = at
        while stop < min(self.end, at + most) and self.text[stop] in digits:
            stop += 1
        code = int(self.text[at:stop], base)
        if 0 < code <= limit and not 0xD800 <= code <= 0xDFFF:
            self.out.append(chr(code))
        else:
            self.literal = False
        return stop
