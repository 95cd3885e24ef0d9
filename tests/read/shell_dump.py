"""Scripts as one line of text, for tables of cases.

`(…)` a command, its words quoted as Python strings, `<…>` a word that expands; `[a | b]` a pipeline, `!` negated;
`{kind head… «body»…}` a compound; `«…»` a list; `&` at its end: in the background.
"""

from __future__ import annotations

from msbgen.model.shell import Command, Node, Pipeline, Redirect, Script, Word


def dump(script: Script) -> str:
    if script.opaque:
        return f"opaque: {script.opaque}"
    items = [f"{item.operator} {_node(item.node)}".strip() for item in script.items]
    return "«" + " ".join(items + ["&"] * script.background) + "»"


def _node(node: Node) -> str:
    if isinstance(node, Pipeline):
        return "!" * node.negated + "[" + " | ".join(map(_node, node.parts)) + "]"
    redirects = [_redirect(redirect) for redirect in node.redirects]
    if isinstance(node, Command):
        assignments = [f"{name}={_word(word)}" for name, word in node.assignments]
        return "(" + " ".join([*assignments, *map(_word, node.words), *redirects]) + ")"
    kind = f"{node.kind}:{node.variable}" if node.variable else node.kind
    return "{" + " ".join([kind, *map(_word, node.head), *map(dump, node.bodies), *redirects]) + "}"


def _redirect(redirect: Redirect) -> str:
    return f"{'' if redirect.fd is None else redirect.fd}{redirect.op}{_word(redirect.target)}"


def _word(word: Word) -> str:
    if word.value is not None:
        return repr(word.value)
    inside = "".join(f" ${name}" for name in word.variables) + "".join(f" {dump(s)}" for s in word.substitutions)
    return f"<{word.text}{' *' if word.glob else ''}{inside}>"
