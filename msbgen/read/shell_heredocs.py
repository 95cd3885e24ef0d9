"""Where a script's heredocs are: found by following its quotes, comments and parentheses, without a grammar.

What is found is checked afterwards: the grammar must meet a redirection at exactly these places (see shell_view).
"""

from __future__ import annotations

from msbgen.model.record import record
from msbgen.read.shell_words import Unsure

__all__ = ["Body", "bodies"]

_BLANK = " \t"
_META = frozenset(" \t\n;&|()<>")

# What the scanner may be inside of: commands ("(" of a subshell or a substitution, "`"), double quotes, "${",
# arithmetic "((" and parentheses within it.
_COMMANDS = frozenset({"(", "`"})


@record(frozen=True, slots=True)
class Body:
    """A heredoc: operator and delimiter at `start:stop`, its body at `body:end`, terminated by the line `end:after`."""

    start: int
    stop: int
    delimiter: str
    strip_tabs: bool
    expands: bool
    body: int = 0
    end: int = 0
    after: int = 0


def bodies(text: str) -> list[Body]:
    """All heredocs of the script, in the order of their operators.

    Raises:
        Unsure: one is not ended, has an empty or computed delimiter, or stands inside backquotes.
    """
    return _Finder(text).run()


class _Finder:
    __slots__ = ("found", "inside", "pending", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.inside = ["("]
        self.pending: list[Body] = []
        self.found: list[Body] = []

    def run(self) -> list[Body]:
        at = 0
        while at < len(self.text):
            at = self._step(at)
        if self.pending:
            raise Unsure("a heredoc that is not ended", self.pending[0].start)
        return self.found

    def _step(self, at: int) -> int:
        char = self.text[at]
        top = self.inside[-1]
        if char == "\\":
            return at + 2
        if char == '"':
            return self._close(at + 1) if top == '"' else self._open('"', at + 1)
        if char == "`":
            return self._backquote(at + 1)
        if char == "$":
            return self._dollar(at)
        if top in _COMMANDS:
            return self._command(at, char)
        if top == "{":
            if char == "'" and '"' not in self.inside:
                return self._quoted(at)
            return self._close(at + 1) if char == "}" else at + 1
        if top == "((" and self.text.startswith("))", at):
            return self._close(at + 2)
        if top in {"((", "(a"} and char == "(":
            return self._open("(a", at + 1)
        if top == "(a" and char == ")":
            return self._close(at + 1)
        return at + 1

    def _command(self, at: int, char: str) -> int:
        if char == "'":
            return self._quoted(at)
        if char == "#" and (at == 0 or self.text[at - 1] in _META):
            stop = self.text.find("\n", at)
            return len(self.text) if stop < 0 else stop
        if self.text.startswith("((", at):
            return self._open("((", at + 2)
        if char == "(":
            return self._open("(", at + 1)
        if char == ")" and len(self.inside) > 1:
            return self._close(at + 1)
        if self.text.startswith("<<<", at):
            return at + 3
        if self.text.startswith("<<", at):
            return self._operator(at)
        if char == "\n" and self.pending:
            return self._read(at + 1)
        return at + 1

    def _open(self, what: str, at: int) -> int:
        self.inside.append(what)
        return at

    def _close(self, at: int) -> int:
        self.inside.pop()
        return at

    def _backquote(self, at: int) -> int:
        if "`" not in self.inside:
            return self._open("`", at)
        while self.inside.pop() != "`":
            pass
        return at

    def _quoted(self, at: int) -> int:
        stop = self.text.find("'", at + 1)
        return len(self.text) if stop < 0 else stop + 1

    def _dollar(self, at: int) -> int:
        for opening, what in (("$((", "(("), ("$(", "("), ("${", "{")):
            if self.text.startswith(opening, at):
                return self._open(what, at + len(opening))
        if self.text.startswith("$'", at) and self.inside[-1] in _COMMANDS:
            at += 2
            while at < len(self.text) and self.text[at] != "'":
                at += 2 if self.text[at] == "\\" else 1
        return at + 1

    def _operator(self, start: int) -> int:
        if "`" in self.inside:
            raise Unsure("a heredoc inside backquotes", start)
        at = start + 2
        strip = self.text.startswith("-", at)
        at += strip
        while at < len(self.text) and self.text[at] in _BLANK:
            at += 1
        delimiter: list[str] = []
        quoted = False
        first = at
        while at < len(self.text) and self.text[at] not in _META:
            char = self.text[at]
            if char in "$`":
                raise Unsure("a heredoc whose delimiter is computed", start)
            if char in "'\"":
                quoted = True
                stop = self.text.find(char, at + 1)
                if stop < 0:
                    raise Unsure("a quote that is not closed", at)
                delimiter.append(self.text[at + 1 : stop])
                at = stop + 1
                continue
            if char == "\\":
                quoted = True
                at += 1
            delimiter.append(self.text[at : at + 1])
            at += 1
        name = "".join(delimiter)
        if at == first or "\n" in name or "\\" in name:
            raise Unsure("a heredoc without a plain delimiter", start)
        self.pending.append(Body(start, at, name, strip, not quoted))
        return at

    def _read(self, at: int) -> int:
        """Read the bodies that begin at the line `at`; returns where the script goes on."""
        for head in self.pending:
            begin = at
            joined = False
            while True:
                stop = self.text.find("\n", at)
                line = self.text[at:] if stop < 0 else self.text[at:stop]
                if not joined and (line.lstrip("\t") if head.strip_tabs else line) == head.delimiter:
                    break
                if stop < 0:
                    raise Unsure("a heredoc that is not ended", head.start)
                joined = head.expands and (len(line) - len(line.rstrip("\\"))) % 2 == 1
                at = stop + 1
            after = at + len(line)
            self.found.append(
                Body(head.start, head.stop, head.delimiter, head.strip_tabs, head.expands, begin, at, after)
            )
            at = min(after + 1, len(self.text))
        self.pending.clear()
        return at
