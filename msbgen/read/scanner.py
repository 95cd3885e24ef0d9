"""Physical lines to logical ones: continuations, comments and blank lines between them, and where heredocs end.

It follows BuildKit's parser line by line, and notes what dockerfile-parse would misread (see `view`).
"""

from __future__ import annotations

from dataclasses import dataclass

from msbgen.model.dockerfile import Heredoc
from msbgen.model.source import Span
from msbgen.read.characters import ODD, SPACE
from msbgen.read.encoding import encode
from msbgen.read.place import Places, Problem, original

#: BuildKit's scanner takes a line of at most this many bytes, its "\n" not counted.
MAX_LINE = 65_535

#: dockerfile-parse copies an instruction once for each of its lines; longer ones are given to it in one line.
_MAX_PIECES = 100


@dataclass(slots=True)
class Logical:
    """One instruction's lines, as indices into `Places.lines`: `first` to `end` (exclusive) hold the instruction, from
    there to `last` (exclusive) its heredocs."""

    first: int
    end: int
    last: int
    #: its lines joined, without continuation characters, comments and leading blanks
    joined: str
    #: pairs (offset in `joined`, offset in the text), one for each line that is part of it
    pieces: list[tuple[int, int]]
    #: dockerfile-parse would get it wrong as it stands
    misread: bool
    heredocs: tuple[Heredoc, ...] = ()


def scan(places: Places, escape: str, bom: int = 0) -> list[Logical]:
    """All instructions of a file; `bom` is the length in bytes of the byte-order mark that was taken off.

    Raises DockerfileSyntaxError for a line that is too long, a heredoc without its end, a file without instructions.
    """
    _check_lengths(places, bom)
    lines = places.lines
    odd = ODD.search(places.text) is not None
    found: list[Logical] = []
    at = 0
    while at < len(lines):
        text = lines[at].lstrip(SPACE)
        if not text or text[0] == "#":
            at += 1
            continue
        logical = _logical(places, at, escape, odd)
        at = logical.last
        found.append(logical)
    if not found:
        raise places.error("file with no instructions", 0)
    return found


def _logical(places: Places, first: int, escape: str, odd: bool) -> Logical:
    lines, starts = places.lines, places.starts
    line = lines[first].rstrip("\r")
    text = line.lstrip(SPACE)
    piece, more = _cut(text, escape)
    at = first + 1
    start = starts[first] + len(line) - len(text)
    if not more:
        # one line, by far the most common
        glued = at == len(lines) and not places.text.endswith("\n") and len(text.split(None, 1)) < 2
        misread = glued or text.rstrip().endswith(escape) or (odd and ODD.search(text) is not None)
        logical = Logical(first, at, at, piece, [(0, start)], misread)
    else:
        pieces = [(0, start)]
        parts = [piece]
        length = len(piece)
        misread = len(piece.split(None, 1)) < 2 and not piece[-1:].isspace()
        while more and at < len(lines):
            line = lines[at].rstrip("\r")
            text = line.lstrip(SPACE)
            at += 1
            if text.startswith("#"):
                continue
            if not text:
                misread = True
                continue
            piece, more = _cut(line, escape)
            pieces.append((length, starts[at - 1]))
            parts.append(piece)
            length += len(piece)
        joined = "".join(parts)
        if more or len(parts) > _MAX_PIECES or line.rstrip().endswith(escape) or (odd and ODD.search(joined)):
            misread = True
        logical = Logical(first, at, at, joined, pieces, misread)
        if not joined.strip(SPACE):
            raise places.error("unknown instruction: nothing follows the escape character", start)
    if "<<" in logical.joined:
        _attach_heredocs(places, logical, escape)
    return logical


def _cut(line: str, escape: str) -> tuple[str, bool]:
    """The line without its continuation character, and whether it had one: the last but for blanks, not escaped."""
    body = line.rstrip(" \t")
    if body.endswith(escape) and not body.endswith(escape + escape):
        return body[:-1], True
    return line, False


def _attach_heredocs(places: Places, logical: Logical, escape: str) -> None:
    from msbgen.read.heredoc import markers  # late: few files have any

    try:
        opened = markers(logical.joined, escape)
    except Problem as problem:
        raise places.error(problem.message, original(logical.pieces, problem.at)) from None
    lines, starts = places.lines, places.starts
    at = logical.end
    heredocs = []
    for marker in opened:
        body = at
        while True:
            if at == len(lines):
                opening = original(logical.pieces, logical.joined.index("<<"))
                raise places.error(
                    "unterminated heredoc", opening, hint=f"no line holds just {marker.name!r}, which would end it"
                )
            # the last line may lack its "\n"; BuildKit trims every "\r" and "\n" before it compares
            line = lines[at].rstrip("\r")
            at += 1
            if (line.lstrip("\t") if marker.chomp else line) == marker.name:
                break
        span = Span(starts[body], starts[at - 1], body + 1, at - 1)
        content = places.text[span.start : span.end]
        heredocs.append(Heredoc(marker.name, content, marker.expand, marker.chomp, marker.fd, span))
    logical.last = at
    logical.heredocs = tuple(heredocs)


def _check_lengths(places: Places, bom: int) -> None:
    limit = MAX_LINE // 4 - bom  # no character has more than four bytes
    if max(map(len, places.lines), default=0) <= limit:
        return
    for number, line in enumerate(places.lines):
        if len(line) > limit and len(encode(line)) + (bom if number == 0 else 0) > MAX_LINE:
            raise places.error(f"dockerfile line greater than max allowed size of {MAX_LINE}", places.starts[number])
