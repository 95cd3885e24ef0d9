"""tree-sitter's tree of a script, turned into the model.

The tree says how commands nest. What stands between two of its nodes must be blank, and what it says of words is
checked (shell_simple): the grammar has known errors, and a script that is read wrongly is worse than one that is not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, get_args

from msbgen.model.shell import Compound, Item, Node, Operator, Pipeline, Redirect, Script, Word
from msbgen.read.shell_bodies import body_word
from msbgen.read.shell_simple import SIMPLE, Simple, Token, tokens
from msbgen.read.shell_view import View
from msbgen.read.shell_words import Origin, Unsure

if TYPE_CHECKING:
    from tree_sitter import Node as Tree

__all__ = ["Builder"]

Kind = Literal["subshell", "group", "if", "for", "while", "until", "case", "function", "test", "arithmetic"]

_CHAINS = frozenset({"list", "pipeline", "redirected_statement"})
_PIPES = frozenset({"|", "|&"})
_LINKS = _PIPES | {"&&", "||"}
_SEPARATORS: dict[str, Operator] = {";": ";", "&": "&", "\n": ";"}
_ITEM_OPERATORS: dict[str, Operator] = {op: op for op in get_args(Operator)}
_BEFORE_COMMENT = frozenset(" \t\n;&|()")


class _Part:
    """One command of a list on its way: what stands before it ("|" and "|&" too), and what it is made of."""

    __slots__ = ("after", "end", "negated", "node", "operator", "simple", "start", "stderr")

    def __init__(self, operator: str, node: Tree) -> None:
        self.operator = operator
        self.start = node.start_byte
        self.end = node.end_byte
        self.negated = False
        #: a following |& takes stderr, too
        self.stderr = False
        self.node = node
        self.simple = node.type in SIMPLE
        #: redirections that follow, and the words that the grammar takes for part of them
        self.after: list[Token] = []


class Builder:
    """Builds the Script of one text; its view loses each heredoc that the tree has a place for."""

    def __init__(self, text: str, origin: Origin, shown: View) -> None:
        self.text = text
        self.origin = origin
        self.heredocs = shown.heredocs
        self.bodies = list(shown.heredocs.values())
        self.negated = shown.negated
        self.simple = Simple(text, origin, self._substitution, self._heredoc)

    def script(self, nodes: Sequence[Tree], start: int, end: int) -> Script:
        """The list that `nodes` are, which reach from `start` to `end`."""
        parts: list[_Part] = []
        operator: str = ""
        newline = False
        at = start
        for node in nodes:
            newline |= self._gap(at, self._start(node))
            at = node.end_byte
            kind = node.type
            if kind == "comment":
                self._comment(node)
            elif kind in _SEPARATORS:
                added = self.text[node.start_byte] != kind and parts and parts[-1].simple
                if not parts or operator or added:
                    raise Unsure(f"{kind!r} after no command", node.start_byte)
                operator = _SEPARATORS[kind]
            else:
                if parts and not operator:
                    if not newline:
                        raise Unsure("two commands with nothing between them", node.start_byte)
                    operator = ";"
                self._chain(node, parts, operator)
                operator = ""
                newline = False
        self._gap(at, end)
        return Script(self.text[start:end].strip(), self._items(parts), None, operator == "&")

    def _start(self, node: Tree) -> int:
        """Where a node starts, with the `!` that the view hides."""
        return self.negated.get(node.start_byte, node.start_byte)

    def _gap(self, start: int, end: int) -> bool:
        """Whether there is a line break between two nodes; nothing but blanks may be there."""
        gap = self.text[start:end]
        if not gap or gap == " ":
            return False
        gap = gap.replace("\\\n", "")
        if gap.strip(" \t\n") and not self._in_heredoc(start, end):
            raise Unsure("text that belongs to no command", start)
        return "\n" in gap

    def _in_heredoc(self, start: int, end: int) -> bool:
        """Whether all that is not blank between two nodes is the text of heredocs."""
        chars = list(self.text[start:end].replace("\\\n", "  "))
        for body in self.bodies:
            if start <= body.body and body.after <= end:
                chars[body.body - start : body.after - start] = " " * (body.after - body.body)
        return not "".join(chars).strip(" \t\n")

    def _comment(self, node: Tree) -> None:
        start = node.start_byte
        if self.text[start] != "#" or (start and self.text[start - 1] not in _BEFORE_COMMENT):
            raise Unsure("a comment that is none", start)

    def _chain(self, node: Tree, parts: list[_Part], operator: str) -> None:
        """Add the commands of an and-or list or a pipeline to `parts`, the first after `operator`.

        The grammar nests these in more ways than one (a redirection may end up around the whole list); their order in
        the text is all that counts.
        """
        spine: list[list[Tree]] = []
        while node.type in _CHAINS:
            spine.append(node.children)
            node = node.children[0]
        self._one(node, parts, operator)
        for children in reversed(spine):
            self._links(children, parts)

    def _links(self, children: list[Tree], parts: list[_Part]) -> None:
        """What follows the first child of a list, a pipeline or a command with redirections."""
        at = children[0].end_byte
        operator = ""
        for child in children[1:]:
            kind = child.type
            redirects = not operator and kind not in _LINKS and kind != "comment"
            if not (redirects and parts[-1].simple):
                self._gap(at, self._start(child))
            at = child.end_byte
            if kind == "comment":
                self._comment(child)
            elif kind in _LINKS:
                if operator:
                    raise Unsure(f"{kind!r} after no command", child.start_byte)
                operator = kind
                parts[-1].stderr = kind == "|&"
            elif redirects:
                part = parts[-1]
                part.after.extend(tokens([child]))
                part.end = child.end_byte
            else:
                self._chain(child, parts, operator)
                operator = ""
        if operator:
            raise Unsure(f"{operator!r} before no command", at)

    def _one(self, node: Tree, parts: list[_Part], operator: str) -> None:
        """Add a command that is no list and no pipeline (a negated one may turn out to hold them)."""
        kind = node.type
        if kind == "negated_command":
            mark, inner = node.children[0], node.children[-1]
            self._gap(mark.end_byte, inner.start_byte)
            first = len(parts)
            self._chain(inner, parts, operator)
            if parts[first].negated:
                raise Unsure("a command negated twice", node.start_byte)
            parts[first].negated = True
            parts[first].start = node.start_byte
            return
        part = _Part(operator, node)
        if not part.simple and part.start in self.negated:
            part.negated = True
            part.start = self._start(node)
        parts.append(part)

    def _items(self, parts: list[_Part]) -> tuple[Item, ...]:
        items: list[Item] = []
        at = 0
        while at < len(parts):
            stop = at + 1
            while stop < len(parts) and parts[stop].operator in _PIPES:
                stop += 1
            items.append(self._item(parts[at:stop]))
            at = stop
        return tuple(items)

    def _item(self, parts: list[_Part]) -> Item:
        first = parts[0]
        nodes = [self._node(part) for part in parts]
        if any(part.negated for part in parts[1:]):
            raise Unsure("a negation inside a pipeline", first.start)
        node = nodes[0]
        if len(nodes) > 1 or first.negated:
            span = self.origin(first.start, parts[-1].end)
            node = Pipeline(tuple(nodes), first.negated, span)
        else:
            span = node.span or self.origin(first.start, first.end)
        return Item(_ITEM_OPERATORS[first.operator], node, span)

    def _node(self, part: _Part) -> Node:
        if part.simple:
            node: Node = self.simple.command(part.node, part.after)
        else:
            node = self._compound(part.node, self.simple.redirects(part.after))
        if part.stderr:
            both = Redirect(">&", Word("1", "1", span=self.origin(part.end, part.end)), 2)
            if isinstance(node, Pipeline):
                raise Unsure("a pipeline inside a pipeline", part.start)
            node = replace(node, redirects=(*node.redirects, both))
        return node

    def _compound(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        build = _COMPOUNDS.get(node.type)
        if build is None:
            raise Unsure(f"a {node.type.replace('_', ' ')} where a command was expected", node.start_byte)
        return build(self, node, redirects)

    def _made(
        self,
        kind: Kind,
        node: Tree,
        bodies: Iterable[Script],
        redirects: tuple[Redirect, ...],
        head: Iterable[Word] = (),
        variable: str | None = None,
    ) -> Compound:
        span = self.origin(node.start_byte, node.end_byte)
        return Compound(kind, tuple(bodies), tuple(head), redirects, span, variable)

    def _between(self, children: Sequence[Tree]) -> Script:
        """The list between the first and the last of `children`, which are its brackets."""
        return self.script(children[1:-1], children[0].end_byte, children[-1].start_byte)

    def _subshell(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        return self._made("subshell", node, [self._between(node.children)], redirects)

    def _group(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        if node.children[0].type == "((":
            return self._made("arithmetic", node, (), redirects, [self._expression(node)])
        return self._made("group", node, [self._between(node.children)], redirects)

    def _test(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        kind = node.children[0].type
        if kind not in {"[[", "(("}:
            raise Unsure("a test that the grammar misreads", node.start_byte)
        return self._made("test" if kind == "[[" else "arithmetic", node, (), redirects, [self._expression(node)])

    def _expression(self, node: Tree) -> Word:
        """All between `((` and `))`, or `[[` and `]]`, as one word."""
        children = node.children
        arithmetic = children[0].type == "(("
        return self.simple.expression(children[0].end_byte, children[-1].start_byte, children, arithmetic=arithmetic)

    def _if(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        bodies: list[Script] = []
        children: list[Tree] = []
        for child in node.children:
            children.extend(child.children if child.type in {"elif_clause", "else_clause"} else [child])
        first = 0
        for at in range(1, len(children)):
            if children[at].type in {"then", "elif", "else", "fi"}:
                bodies.append(self._between(children[first : at + 1]))
                first = at
        return self._made("if", node, bodies, redirects)

    def _for(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        name = node.child_by_field_name("variable")
        body = node.child_by_field_name("body")
        if name is None or body is None:
            raise Unsure("a for that the grammar misreads", node.start_byte)
        variable = self.text[name.start_byte : name.end_byte]
        children = node.children
        start = name.end_byte
        if children[2].type == "in":
            start = children[2].end_byte
            values = [c for c in children[3:] if c.type not in {";", "comment", "\n"} and c.end_byte <= body.start_byte]
            if values and self._gap(start, values[0].start_byte):
                raise Unsure("a line break after in", start)
            head = self.simple.words(values) if values else ()
        else:
            at = self.origin(start, start)
            head = (Word('"$@"', None, ("@",), span=at),)
        return self._made("for", node, [self._between(body.children)], redirects, head, variable)

    def _for_arithmetic(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        body = node.child_by_field_name("body")
        if body is None:
            raise Unsure("a for that the grammar misreads", node.start_byte)
        brackets = [c for c in node.children if c.type in {"((", "))"}]
        start, end = brackets[0].end_byte, brackets[-1].start_byte
        head = self.simple.expression(start, end, node.children, arithmetic=True)
        return self._made("for", node, [self._between(body.children)], redirects, [head])

    def _while(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        children = node.children
        condition = self._between(children)
        kind: Kind = "until" if children[0].type == "until" else "while"
        return self._made(kind, node, [condition, self._between(children[-1].children)], redirects)

    def _case(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        children = node.children
        kinds = [child.type for child in children]
        first = kinds.index("in") + 1
        head = [self._touching(children[0].end_byte, children[1 : first - 1], children[first - 1].start_byte)]
        bodies: list[Script] = []
        at = children[first - 1].end_byte
        for item in children[first:]:
            self._gap(at, item.start_byte)
            at = item.end_byte
            if item.type == "comment":
                self._comment(item)
            elif item.type == "case_item":
                bodies.append(self._case_item(item, head))
        return self._made("case", node, bodies, redirects, head)

    def _case_item(self, item: Tree, head: list[Word]) -> Script:
        """The list of one branch; its patterns go to `head`."""
        children = item.children
        at = item.start_byte
        nodes: list[Tree] = []
        close = 0
        for close, child in enumerate(children):
            if child.type in {"|", ")"}:
                head.append(self._touching(at, nodes, child.start_byte))
                nodes = []
            elif child.type != "(":
                nodes.append(child)
                continue
            at = child.end_byte
            if child.type == ")":
                break
        end = item.end_byte
        body = children[close + 1 :]
        if body and body[-1].type in {";;", ";&", ";;&"}:
            end = body[-1].start_byte
            body = body[:-1]
        return self.script(body, children[close].end_byte, end)

    def _touching(self, start: int, nodes: list[Tree], end: int) -> Word:
        """The one word that nodes make up, between `start` and `end`."""
        if not nodes:
            raise Unsure("a word is missing", start)
        self._gap(start, nodes[0].start_byte)
        self._gap(nodes[-1].end_byte, end)
        return self.simple.range(nodes[0].start_byte, nodes[-1].end_byte, nodes)

    def _function(self, node: Tree, redirects: tuple[Redirect, ...]) -> Compound:
        name = node.child_by_field_name("name")
        body = node.child_by_field_name("body")
        if name is None or body is None:
            raise Unsure("a function that the grammar misreads", node.start_byte)
        own = self.simple.redirects(list(tokens(c for c in node.children if c.start_byte >= body.end_byte)))
        script = self.script([body], body.start_byte, body.end_byte)
        inner = script.items[0].node
        if isinstance(inner, Compound) and inner.kind == "group":
            script = inner.bodies[0]
        return self._made("function", node, [script], own + redirects, [self.simple.word(name)])

    def _substitution(self, node: Tree) -> Script:
        """The script of `$(…)`, `` `…` `` or `<(…)`."""
        start, end = node.children[0].end_byte, node.children[-1].start_byte
        inner = self.text[start:end]
        if node.children[0].type == "`" and "\\" in inner:
            return Script(inner, (), "a backslash inside backquotes")
        return self._between(node.children)

    def _heredoc(self, start: int, stop: int) -> Word | None:
        body = self.heredocs.pop(start, None)
        if body is None:
            return None
        if body.stop != stop:
            raise Unsure("a heredoc where the grammar sees none", start)
        return body_word(
            self.text, body, self.origin, lambda text, origin: Builder(text, origin, View(b"", {}, {})).simple
        )


_COMPOUNDS: dict[str, Callable[[Builder, Tree, tuple[Redirect, ...]], Compound]] = {
    "subshell": Builder._subshell,
    "compound_statement": Builder._group,
    "test_command": Builder._test,
    "if_statement": Builder._if,
    "for_statement": Builder._for,
    "c_style_for_statement": Builder._for_arithmetic,
    "while_statement": Builder._while,
    "case_statement": Builder._case,
    "function_definition": Builder._function,
}
