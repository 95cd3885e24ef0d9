"""Places in the input text."""

from __future__ import annotations

from msbgen.model.record import record


@record(frozen=True, slots=True)
class Span:
    """A range of the input: lines and columns count from 1, the end is inclusive for lines and exclusive for columns.

    `start` and `end` are offsets in characters into the text that was read (after the byte-order mark).
    """

    start: int
    end: int
    line: int
    last_line: int
    column: int = 1
