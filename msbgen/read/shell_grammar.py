"""tree-sitter-bash, loaded when a script is first read."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msbgen.read.shell_words import Unsure

if TYPE_CHECKING:
    from tree_sitter import Node, Parser

__all__ = ["tree_of"]


def tree_of(shown: bytes) -> Node:
    """The root of the tree of what shell_view shows.

    Raises:
        Unsure: the grammar has no tree without an error.
    """
    root = _parser().parse(shown).root_node
    if root.has_error:
        raise Unsure("not shell that can be read", _error(root))
    return root


@cache
def _parser() -> Parser:
    import tree_sitter_bash
    from tree_sitter import Language, Parser

    return Parser(Language(tree_sitter_bash.language()))


def _error(node: Node) -> int:
    """Where the first error is."""
    inner: Node | None = node
    while inner is not None and not (inner.is_error or inner.is_missing):
        node = inner
        inner = next((child for child in node.children if child.has_error), None)
    return node.start_byte if inner is None else inner.start_byte
