"""The body of a heredoc as a word."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from msbgen.model.shell import Script, Word
from msbgen.model.source import Span
from msbgen.read.shell_grammar import tree_of
from msbgen.read.shell_heredocs import Body
from msbgen.read.shell_view import odd_characters_shown
from msbgen.read.shell_words import Origin, Unsure, scan

if TYPE_CHECKING:
    from tree_sitter import Node

    from msbgen.read.shell_simple import Simple

__all__ = ["body_word"]


def body_word(text: str, body: Body, origin: Origin, simple: Callable[[str, Origin], Simple]) -> Word:
    """The body as a word: `text` as written, `value` what the command reads, None where it expands.

    The body is read by itself, as a heredoc that the grammar sees alone. What cannot be read there leaves the script
    around it as it is: the word then has an opaque substitution.
    """
    raw = text[body.body : body.end]
    kept = _kept(raw, body)
    given = "".join(raw[at] for at in kept) if body.strip_tabs else raw
    span = origin(body.body, body.end)
    if not body.expands or not {"$", "`", "\\"}.intersection(given):
        return Word(raw, given, span=span)
    head = f"_ <<{_delimiter(given)}\n"
    shown = head + given + head[4:]

    def place(start: int, end: int) -> Span:
        first, last = kept[start - len(head)], kept[end - 1 - len(head)]
        return origin(body.body + first, body.body + last + 1)

    reader = simple(shown, place)
    nodes: list[Node] = []

    def take(at: int, variables: list[str], scripts: list[Script]) -> int:
        if not nodes:
            nodes.append(_body_node(tree_of(odd_characters_shown(shown))))
        return reader.take(nodes, at, variables, scripts)

    try:
        value, variables, scripts, *_ = scan(shown, len(head), len(head) + len(given), take, "heredoc")
    except Unsure as why:
        return Word(raw, None, (), (Script(given, (), why.why),), False, span)
    return Word(raw, value, variables, scripts, False, span)


def _kept(raw: str, body: Body) -> range | list[int]:
    """The offsets of the characters that reach the command: `<<-` strips tabs at the beginning of lines."""
    if not body.strip_tabs:
        return range(len(raw))
    kept: list[int] = []
    leading = True
    for at, char in enumerate(raw):
        if leading and char == "\t":
            continue
        kept.append(at)
        leading = char == "\n"
    return kept


def _delimiter(body: str) -> str:
    lines = set(body.split("\n"))
    name = "_"
    while name in lines:
        name += "_"
    return name


def _body_node(root: Node) -> Node:
    node = root.children[0].children[-1]
    return next(child for child in node.children if child.type == "heredoc_body")
