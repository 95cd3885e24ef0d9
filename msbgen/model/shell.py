"""Shell text as a tree: what RUN, shell-form commands and scripts say, as far as a grammar can tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from msbgen.model.record import record
from msbgen.model.source import Span

Operator = Literal["", "&&", "||", ";", "&"]


@record(frozen=True, slots=True)
class Word:
    """One shell word. `text` is as written; `value` is its literal value after quote removal, None if it expands
    anything (a variable, a command substitution, a glob or a brace, a tilde); `variables` are the names it reads."""

    text: str
    value: str | None
    variables: tuple[str, ...] = ()
    #: scripts of its command and process substitutions
    substitutions: tuple[Script, ...] = ()
    #: has an unquoted * ? or [
    glob: bool = False
    span: Span | None = None
    #: where each substitution begins and ends in `text`; empty where one stands inside another expansion (`${a:-$(b)}`)
    spots: tuple[tuple[int, int], ...] = ()

    def substituted(self, told: Callable[[Script], str | None]) -> str | None:
        """`text` with each substitution replaced by what `told` says that it prints; None where it does not say, or where
        one stands is not known."""
        if len(self.spots) != len(self.substitutions):
            return None
        pieces: list[str] = []
        at = 0
        for (start, stop), script in zip(self.spots, self.substitutions, strict=True):
            printed = told(script)
            if printed is None:
                return None
            pieces += (self.text[at:start], printed)
            at = stop
        return "".join((*pieces, self.text[at:]))


@record(frozen=True, slots=True)
class Redirect:
    """`fd op target`; a heredoc's body is its target, `op` then "<<"."""

    op: str
    target: Word
    fd: int | None = None


@record(frozen=True, slots=True)
class Command:
    """A simple command. `words[0]` is its name; empty when it only assigns."""

    words: tuple[Word, ...]
    assignments: tuple[tuple[str, Word], ...] = ()
    redirects: tuple[Redirect, ...] = ()
    span: Span | None = None

    @property
    def name(self) -> str | None:
        return self.words[0].value if self.words else None


@record(frozen=True, slots=True)
class Pipeline:
    """`a | b`, or a negated command."""

    parts: tuple[Node, ...]
    negated: bool = False
    span: Span | None = None


@record(frozen=True, slots=True)
class Compound:
    """Anything that holds lists: a subshell, a group, if, for, while, until, case or a function definition.

    `head` are the words that it evaluates itself (the list of a for, the subject and patterns of a case, a function's
    name), `bodies` its lists in the order written.
    """

    kind: Literal["subshell", "group", "if", "for", "while", "until", "case", "function", "test", "arithmetic"]
    bodies: tuple[Script, ...]
    head: tuple[Word, ...] = ()
    redirects: tuple[Redirect, ...] = ()
    span: Span | None = None
    #: the name that a for sets
    variable: str | None = None


Node = Command | Pipeline | Compound


@record(frozen=True, slots=True)
class Item:
    """One element of a list, with the operator that stands before it ("" for the first; a newline counts as ";")."""

    operator: Operator
    node: Node
    span: Span


@record(frozen=True, slots=True)
class Script:
    """A list of items. `opaque` says why the text could not be read as shell; `items` is then empty."""

    text: str
    items: tuple[Item, ...]
    opaque: str | None = None
    #: the last item is followed by "&"
    background: bool = False
