"""`read`: the text of a Dockerfile to its model."""

from __future__ import annotations

from msbgen.model.dockerfile import Dockerfile, Instruction
from msbgen.model.source import Span
from msbgen.read import view
from msbgen.read.arguments import parse_arguments
from msbgen.read.directives import read_directives
from msbgen.read.encoding import decode, encode
from msbgen.read.flags import split_flags, split_keyword
from msbgen.read.place import Places, Problem, clip, original
from msbgen.read.scanner import Logical, scan

__all__ = ["read"]

_BOM = "\ufeff"


def read(data: bytes | str) -> Dockerfile:
    """Reads a Dockerfile, losslessly: `read(x).text == x` for text, `encode(read(x).text) == x` for bytes.

    It accepts what BuildKit's parser accepts; what BuildKit rejects afterwards (unknown instructions, wrong arguments) is
    `validate`'s business. Raises DockerfileSyntaxError with line, column and the line itself.
    """
    text = decode(data) if isinstance(data, bytes) else _writable(data)
    prefix = _BOM if text.startswith(_BOM) else ""
    text = text[len(prefix) :]
    places = Places(text)
    try:
        directives = read_directives(places.lines)
    except Problem as problem:
        raise places.error(problem.message, places.starts[problem.at]) from None
    escape = directives.get("escape", "\\")
    logicals = scan(places, escape, bom=3 * len(prefix))
    instructions = []
    done = 0
    for logical, split in zip(logicals, view.split(places, logicals, escape), strict=True):
        instruction = _instruction(places, logical, split, escape, done)
        done = places.starts[logical.last]
        instructions.append(instruction)
    return Dockerfile.make(
        instructions=tuple(instructions),
        directives=directives,
        escape=escape,
        prefix=prefix,
        trailing=text[done:],
        newline="\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n",
    )


def _writable(text: str) -> str:
    """`text`, if it can be written to a file again: it may hold the surrogates of `decode`, but no others."""
    if not text.isascii():
        try:
            encode(text)
        except UnicodeEncodeError as error:
            message = f"{text[error.start]!r} is half a character: no file can hold it"
            raise Places(text).error(message, error.start) from None
    return text


def _instruction(places: Places, logical: Logical, split: view.Split, escape: str, done: int) -> Instruction:
    text, starts = places.text, places.starts
    start = logical.pieces[0][1]
    following = starts[logical.last]
    end = following
    if text.endswith("\n", start, end):
        end -= 2 if text.endswith("\r\n", start, end) else 1
    span = Span(start, end, logical.first + 1, logical.last, start - starts[logical.first] + 1)
    raw = text[start:following]
    try:
        return _parsed(logical, split, escape, raw, text[done:start], span)
    except Problem as problem:
        raise places.error(problem.message, original(logical.pieces, problem.at), problem.hint) from None


def _parsed(logical: Logical, split: view.Split, escape: str, raw: str, leading: str, span: Span) -> Instruction:
    """Flags, arguments and trigger of an instruction. Raises `Problem`, its `at` an offset into the joined text."""
    keyword, at, end = split
    joined = logical.joined
    flags, at = split_flags(joined, at, end, escape)
    value = joined[at:end]
    trigger = None
    if keyword == "ONBUILD" and value:
        args: tuple[str, ...] = ()
        json = False
        trigger = _trigger(logical, at, end, escape, raw, span)
    else:
        try:
            args, json = parse_arguments(keyword, value, escape)
        except Problem as problem:
            raise Problem(problem.message, at + problem.at) from None
    return Instruction(
        keyword,
        raw,
        leading,
        span,
        flags,
        args,
        json,
        value,
        logical.heredocs,
        trigger,
        clip(logical.pieces, at, end),
    )


def _trigger(logical: Logical, at: int, end: int, escape: str, raw: str, span: Span) -> Instruction:
    keyword, start, _ = split_keyword(logical.joined[at:end])
    if keyword == "ONBUILD":
        raise Problem("Chaining ONBUILD via `ONBUILD ONBUILD` isn't allowed", at)
    begin = original(logical.pieces, at)
    line = span.line + raw.count("\n", 0, begin - span.start)
    column = begin - span.start - raw.rfind("\n", 0, begin - span.start)
    if line == span.line:
        column += span.column - 1
    own = Span(begin, span.end, line, span.last_line, column)
    return _parsed(logical, view.Split(keyword, at + start, end), escape, raw[begin - span.start :], "", own)
