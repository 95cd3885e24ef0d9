"""Questions that tests ask of a Script without caring how it nests."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.model.shell import Command, Compound, Node, Pipeline, Script, Word

__all__ = ["commands", "nodes", "words"]


def commands(script: Script, *, into_substitutions: bool = True) -> Iterator[Command]:
    """Every simple command, in the order of the text; those of a command's own substitutions come before it.

    Function bodies count where they are defined. An opaque script has none: look at `opaque` first.
    """
    for node in nodes(script, into_substitutions=into_substitutions):
        if isinstance(node, Command):
            yield node


def nodes(script: Script, *, into_substitutions: bool = True) -> Iterator[Node]:
    """Every command, pipeline and compound: a compound or pipeline before what it holds."""
    for item in script.items:
        yield from _nodes(item.node, into_substitutions)


def words(node: Node) -> Iterator[Word]:
    """The words that a node evaluates itself, those of assignments and redirections included."""
    if isinstance(node, Pipeline):
        return
    if isinstance(node, Command):
        for _, word in node.assignments:
            yield word
        yield from node.words
    else:
        yield from node.head
    for redirect in node.redirects:
        yield redirect.target


def _nodes(node: Node, into: bool) -> Iterator[Node]:
    if isinstance(node, Pipeline):
        yield node
        for part in node.parts:
            yield from _nodes(part, into)
        return
    if isinstance(node, Compound):
        yield node
    if into:
        for word in words(node):
            for script in word.substitutions:
                yield from nodes(script)
    if isinstance(node, Compound):
        for body in node.bodies:
            yield from nodes(body, into_substitutions=into)
    else:
        yield node
