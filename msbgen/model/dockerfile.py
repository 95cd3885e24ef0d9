"""A Dockerfile, losslessly: `Dockerfile.text` is what was read, byte for byte once encoded again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import field

from msbgen.model.base import Box
from msbgen.model.record import record
from msbgen.model.source import Span


@record(frozen=True, slots=True)
class Heredoc:
    """A heredoc of RUN, COPY or ADD: `name` without quotes; `expand` is false when the name was quoted."""

    name: str
    content: str
    expand: bool
    chomp: bool
    fd: int
    #: lines of the body, without the terminator's line
    span: Span


@record(frozen=True, slots=True)
class Flag:
    """`--name=value` before an instruction's arguments; `value` is None for a bare `--name`."""

    name: str
    value: str | None

    def __str__(self) -> str:
        return f"--{self.name}" if self.value is None else f"--{self.name}={self.value}"


@record(frozen=True, slots=True)
class Instruction:
    """One instruction as BuildKit's parser sees it, with the text it came from.

    `args` follows BuildKit: the shell text as one string in shell form, the list in exec form (`json`), for ENV and LABEL
    name, value and separator in turn. `value` is the joined text after keyword and flags; `offsets` maps each of its
    characters back to the source, so that a span in a RUN's shell text is a span in the Dockerfile.
    """

    keyword: str
    #: exact text, from the keyword to the line's end (continuations and heredoc bodies included)
    raw: str
    #: comments and blank lines before it
    leading: str
    span: Span
    flags: tuple[Flag, ...]
    args: tuple[str, ...]
    json: bool
    value: str
    heredocs: tuple[Heredoc, ...] = ()
    #: what ONBUILD defers
    trigger: Instruction | None = None
    #: pairs (offset in `value`, offset in the text), one for each run of characters that is contiguous in both
    offsets: tuple[tuple[int, int], ...] = field(default=(), repr=False)

    @property
    def line(self) -> int:
        return self.span.line

    def flag(self, name: str) -> str | None:
        """The value of the last `--name=value`, or None where there is none; "" for a bare flag."""
        for given in reversed(self.flags):
            if given.name == name:
                return given.value or ""
        return None

    def pairs(self) -> Iterator[tuple[str, str]]:
        """Name and raw value (quotes and variables kept) of ENV, LABEL and ARG."""
        if self.keyword == "ARG":
            for arg in self.args:
                name, _, value = arg.partition("=")
                yield name, value
        else:
            for at in range(0, len(self.args) - 2, 3):
                yield self.args[at], self.args[at + 1]


class Dockerfile(Box):
    """The whole file. `prefix` is a byte-order mark or nothing; `trailing` is what follows the last instruction."""

    instructions: tuple[Instruction, ...]
    #: `syntax`, `escape` and `check` directives, by lower-case name
    directives: dict[str, str]
    escape: str
    prefix: str
    trailing: str
    #: "\n" or "\r\n": what most lines end in
    newline: str

    @property
    def text(self) -> str:
        body = "".join(i.leading + i.raw for i in self.instructions)
        return self.prefix + body + self.trailing
