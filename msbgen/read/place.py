"""Where things stand: from offsets to lines and columns, and the errors that name them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msbgen.errors import DockerfileSyntaxError
from msbgen.read.encoding import printable


class Problem(Exception):
    """Raised inside `read` where only an offset into the text at hand is known; `Places.error` says the rest."""

    def __init__(self, message: str, at: int = 0, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at
        self.hint = hint


class Places:
    """The lines of a text: `lines` without their "\\n", `starts` the offset of each and, last, the text's length."""

    __slots__ = ("lines", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        if not self.lines[-1]:
            self.lines.pop()
        starts = [0]
        at = 0
        for line in self.lines:
            at += len(line) + 1
            starts.append(at)
        starts[-1] = len(text)
        self.starts = starts

    def line_of(self, offset: int) -> int:
        """The index of the line that holds `offset`, from 0."""
        return max(0, min(bisect_right(self.starts, offset) - 1, len(self.lines) - 1))

    def error(self, message: str, offset: int, hint: str = "") -> DockerfileSyntaxError:
        line = self.line_of(offset)
        message, hint = printable(message), printable(hint)
        source = printable(self.lines[line].rstrip("\r")) if self.lines else ""
        column = min(offset - self.starts[line], len(source))
        return DockerfileSyntaxError(message, line=line + 1, column=column + 1, source=source, hint=hint)


def clip(pieces: Sequence[tuple[int, int]], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The offset map of `joined[start:end]`, from that of the whole: pairs (offset in it, offset in the text)."""
    if start >= end:
        return ()
    if len(pieces) == 1:
        return ((0, pieces[0][1] + start - pieces[0][0]),)
    found = []
    for number, (here, there) in enumerate(pieces):
        if here >= end:
            break
        following = pieces[number + 1][0] if number + 1 < len(pieces) else end
        if following <= start or following == here:
            continue
        skipped = max(0, start - here)
        found.append((here + skipped - start, there + skipped))
    return tuple(found)


def original(pieces: Sequence[tuple[int, int]], offset: int) -> int:
    """The place in the text of `joined[offset]`."""
    number = bisect_right(pieces, offset, key=lambda pair: pair[0]) - 1
    here, there = pieces[max(0, number)]
    return there + max(0, offset - here)
