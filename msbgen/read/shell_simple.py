"""Simple commands: tree nodes → tokens → words, assignments and redirections.

tree-sitter-bash gives `x/$A/b-$B.tgz` as two arguments and takes `"msg"` in `echo >&2 "msg"` for a second target. So
its nodes only say where something stands: nodes that touch are one word, and a redirection takes the one word that
follows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from msbgen.model.shell import Command, Redirect, Script, Word
from msbgen.read.shell_words import SPECIAL, Kind, Origin, Unsure, is_name, scan

if TYPE_CHECKING:
    from tree_sitter import Node

__all__ = ["IN_WORD", "SIMPLE", "Simple", "Token", "tokens"]

#: why a word is not read in which the grammar sees the end of a line
IN_WORD = "a line break inside a word"

#: Unquoted at a command's start these are grammar, not names.
_RESERVED = frozenset(
    ["!", "{", "}", "[[", "if", "then", "elif", "else", "fi", "for", "while", "until", "do", "done", "case", "esac"]
    + ["function", "select", "coproc"]
)

_PLAIN = frozenset({"command", "declaration_command", "unset_command"})
_LONE = frozenset({"variable_assignment", "file_redirect", "herestring_redirect"})
_REDIRECTS = frozenset({"file_redirect", "herestring_redirect"})
_NO_TARGET = frozenset({">&-", "<&-"})
_EXPANSIONS = frozenset({"expansion", "command_substitution", "arithmetic_expansion", "process_substitution"})
_SCRIPTS = frozenset({"command_substitution", "process_substitution"})
_NAMES = frozenset({"variable_name", "special_variable_name"})
_QUOTED = frozenset({"raw_string", "ansi_c_string"})
_BLANKS = frozenset({" ", "\t", "  ", "    "})


#: the nodes that are simple commands
SIMPLE = _PLAIN | _LONE | {"variable_assignments"}


class Token(NamedTuple):
    """Part of a simple command: "word", "assignment", or the operator of a redirection."""

    start: int
    end: int
    kind: str
    node: Node
    fd: int | None = None


def tokens(nodes: Iterable[Node]) -> Iterator[Token]:
    """The tokens of a command's children, in order."""
    for node in nodes:
        kind = node.type
        if kind in _REDIRECTS:
            yield from _redirect(node)
        elif kind == "variable_assignment":
            yield Token(node.start_byte, node.end_byte, "assignment", node)
        elif kind != "comment":
            yield Token(node.start_byte, node.end_byte, "word", node)


def _redirect(node: Node) -> Iterator[Token]:
    fd = None
    operator = False
    start = node.start_byte
    for child in node.children:
        if child.type == "file_descriptor":
            start = child.end_byte
            if start != node.children[1].start_byte:
                raise Unsure("a redirection that the grammar misreads", start)
            if (child.text or b"").isdigit():
                fd, start = int(child.text or b""), child.start_byte
            else:  # the grammar takes the word of `-qO2>&1` for a number
                yield Token(child.start_byte, start, "word", child)
        elif operator:
            yield Token(child.start_byte, child.end_byte, "word", child)
        else:
            operator = True
            yield Token(start, child.end_byte, "redirect", child, fd)


class Simple:
    """Reads simple commands and single words of one script."""

    __slots__ = ("heredoc", "origin", "script", "text")

    def __init__(
        self,
        text: str,
        origin: Origin,
        script: Callable[[Node], Script],
        heredoc: Callable[[int, int], Word | None],
    ) -> None:
        self.text = text
        self.origin = origin
        #: the script of a command or process substitution
        self.script = script
        #: the body of the heredoc whose operator begins and whose delimiter ends at these offsets
        self.heredoc = heredoc

    def command(self, node: Node, after: list[Token]) -> Command:
        """The command that a node is, with the redirections (and stray words) that follow it."""
        start, end = node.start_byte, node.end_byte
        words = self._plain(node, start, end) if node.type in _PLAIN else None
        if words is None:
            nodes = [node] if node.type in _LONE else node.children
            return self._from_tokens([*tokens(nodes), *after], [], -1, start)
        if after:
            return self._from_tokens(after, words, end, start)
        return Command(tuple(words), (), (), self.origin(start, end))

    def words(self, nodes: list[Node]) -> tuple[Word, ...]:
        """The words that nodes make up, as in the list of a `for`."""
        found = self._from_tokens(list(tokens(nodes)), [], -1, nodes[0].start_byte)
        if found.redirects or found.assignments:
            raise Unsure("a redirection among words", nodes[0].start_byte)
        return found.words

    def _plain(self, node: Node, start: int, end: int) -> list[Word] | None:
        """The words of a command that is nothing but words, read without its nodes; None where it is more."""
        text = self.text
        words: list[Word] = []
        at = start
        while at < end:
            char = text[at]
            if char in " \t":
                at += 1
                continue
            stop = text.find(" ", at, end)
            piece = text[at : end if stop < 0 else stop]
            if SPECIAL.isdisjoint(piece):
                stop = at + len(piece)
                words.append(Word(piece, piece, (), (), False, self.origin(at, stop)))
            elif piece.startswith("\\\n"):
                stop = at + 2
            else:
                try:
                    word, stop = self._scan(at, end, [node], "word")
                except Unsure:
                    return None
                words.append(word)
            if char in "#\n" or stop == at:
                return None
            at = stop
        first = words[0].text if words else "!"
        if first in _RESERVED or ("=" in first and node.children[0].type == "variable_assignment"):
            return None
        return words

    def _from_tokens(self, given: list[Token], words: list[Word], end: int, start: int) -> Command:
        """The command of tokens that follow the words read so far, which end at `end` (-1: there are none)."""
        assignments: list[tuple[str, Word]] = []
        redirects: list[Redirect] = []
        waiting: Token | None = None
        for token, nodes in self._joined(given, end):
            end = token.end
            if token.kind == "redirect":
                if waiting:
                    raise Unsure("a redirection without a target", waiting.start)
                waiting = self._operator(token, redirects)
            elif waiting:
                body = self.heredoc(waiting.node.start_byte, token.end)
                if body is not None:
                    redirects.append(Redirect("<<", body, waiting.fd))
                else:
                    target, *more = self._words(token, nodes)
                    redirects.append(Redirect(waiting.node.type, target, waiting.fd))
                    words += more
                waiting = None
            elif token.kind == "assignment" and not words and self._assigns(token.node):
                assignments.append(self._assignment(token, nodes))
            else:
                words += self._words(token, nodes)
        if waiting:
            raise Unsure("a redirection without a target", waiting.start)
        if words and words[0].text in _RESERVED:
            raise Unsure(f"{words[0].text!r} where a command was expected", start)
        return Command(tuple(words), tuple(assignments), tuple(redirects), self.origin(start, end))

    def redirects(self, given: list[Token]) -> tuple[Redirect, ...]:
        """Redirections alone, as they follow a compound command."""
        if not given:
            return ()
        command = self._from_tokens(given, [], -1, given[0].start)
        if command.words or command.assignments:
            raise Unsure("words after a compound command", given[0].start)
        return command.redirects

    def word(self, node: Node, kind: Kind = "word") -> Word:
        """The one word that a node is."""
        return self.range(node.start_byte, node.end_byte, [node], kind)

    def range(self, start: int, end: int, nodes: list[Node], kind: Kind = "word") -> Word:
        """The one word at `text[start:end]`, whose expansions are in `nodes`."""
        word, stop = self._scan(start, end, nodes, kind)
        if stop != end:
            raise Unsure("a blank inside a word", stop)
        return word

    def expression(self, start: int, end: int, nodes: Iterable[Node], *, arithmetic: bool = False) -> Word:
        """Arithmetic, an array or a `[[ ]]` test: kept as written, with what the nodes in it read and run."""
        variables: list[str] = []
        scripts: list[Script] = []
        for node in nodes:
            if start <= node.start_byte and node.end_byte <= end:
                self._collect(node, variables, scripts, arithmetic)
        return self._made(start, end, None, tuple(dict.fromkeys(variables)), tuple(scripts), False)

    def take(self, nodes: list[Node], at: int, variables: list[str], scripts: list[Script]) -> int:
        """The expansion that begins at `at`: add what it reads and runs, return its end."""
        found = self._at(nodes, at)
        if found is None:
            raise Unsure("an expansion where the grammar sees none", at)
        self._collect(found, variables, scripts)
        return found.end_byte

    def _with_lost(self, given: Iterable[Token], end: int) -> Iterator[tuple[Token, bool]]:
        """The tokens, and whether a blank stands before each. The grammar loses the `-` of `apt-key add - 2>&1`."""
        for token in given:
            gap = self.text[end : token.start] if end >= 0 else " "
            if gap in _BLANKS:
                yield token, True
            else:
                gap = gap.replace("\\\n", "")
                lost = gap.strip(" \t")
                if lost:
                    start = self.text.index(lost, end) if "\\" not in lost else -1
                    if start < 0 or start + len(lost) > token.start:
                        raise Unsure("text that belongs to no word", end)
                    yield Token(start, start + len(lost), "word", token.node), not gap.startswith(lost)
                yield token, gap[-1:] in _BLANKS
            end = token.end

    def _joined(self, given: Iterable[Token], end: int) -> Iterator[tuple[Token, list[Node]]]:
        """The tokens, words that touch made one."""
        last: Token | None = None
        nodes: list[Node] = []
        for token, apart in self._with_lost(given, end):
            touches = not apart and (last is None or last.kind != "redirect")
            # `a {x}>b` opens a file in bash and passes a word in dash
            numbered = token.fd is not None or self.text[token.start - 1] == "}"
            if touches and (numbered if token.kind == "redirect" else last is None):
                raise Unsure("a redirection that touches a word", token.start)
            if touches and last is not None and token.kind != "redirect":
                last = last._replace(end=token.end)
                nodes.append(token.node)
                continue
            if last is not None:
                yield last, nodes
            last, nodes = token, [token.node]
        if last is not None:
            yield last, nodes

    def _operator(self, token: Token, redirects: list[Redirect]) -> Token | None:
        op = token.node.type
        if op not in _NO_TARGET:
            return token
        target = Word("-", "-", span=self.origin(token.end - 1, token.end))
        redirects.append(Redirect(op[:2], target, token.fd))
        return None

    def _assigns(self, node: Node) -> bool:
        """Whether an assignment is one: the grammar takes `--a=b` at a command's start for it, too."""
        name = node.children[0]
        return is_name(self.text[name.start_byte : name.end_byte].partition("[")[0])

    def _assignment(self, token: Token, nodes: list[Node]) -> tuple[str, Word]:
        name, operator = nodes[0].children[:2]
        start = operator.end_byte
        written = self.text[name.start_byte : name.end_byte]
        if nodes[0].children[-1].type == "array":
            value = self.expression(start, token.end, nodes[0].children[2:])
        else:
            value = self.range(start, token.end, nodes, "assignment")
        if operator.type == "+=":
            value = Word(value.text, None, (written, *value.variables), value.substitutions, False, value.span)
        return written, value

    def _words(self, token: Token, nodes: list[Node]) -> list[Word]:
        """The words of a token: one, unless the grammar took a blank for a letter."""
        if nodes[0].type == "variable_assignment" and nodes[0].children[-1].type == "array":
            return [self.expression(token.start, token.end, nodes[0].children[2:])]
        found: list[Word] = []
        at = token.start
        while at < token.end:
            word, stop = self._scan(at, token.end, nodes, "word")
            found.append(word)
            at = stop
            while at < token.end and self.text[at] in " \t":
                at += 1
            if at == stop < token.end:
                raise Unsure(IN_WORD, stop)
        return found

    def _scan(self, start: int, end: int, nodes: list[Node], kind: Kind) -> tuple[Word, int]:
        written = self.text[start:end]
        if SPECIAL.isdisjoint(written):
            return Word(written, written, (), (), False, self.origin(start, end)), end

        def take(at: int, variables: list[str], scripts: list[Script]) -> int:
            return self.take(nodes, at, variables, scripts)

        value, variables, scripts, glob, stop, spots = scan(self.text, start, end, take, kind)
        last = stop
        while last > start + 1 and self.text[last - 1] == "\n" and kind == "word":
            last -= 2
        return self._made(start, last, value, variables, scripts, glob, spots), stop

    def _made(
        self,
        start: int,
        end: int,
        value: str | None,
        variables: tuple[str, ...],
        scripts: tuple[Script, ...],
        glob: bool,
        spots: tuple[tuple[int, int], ...] = (),
    ) -> Word:
        return Word(self.text[start:end], value, variables, scripts, glob, self.origin(start, end), spots)

    def _collect(self, top: Node, variables: list[str], scripts: list[Script], arithmetic: bool = False) -> None:
        """What an expansion reads and runs, nested ones included."""
        arithmetic = arithmetic or top.type == "arithmetic_expansion" or self._arithmetic(top)
        names = _NAMES | {"word"} if arithmetic else _NAMES
        seen: list[tuple[int, int]] = []
        stack = [top]
        while stack:
            node = stack.pop()
            kind = node.type
            start, end = node.start_byte, node.end_byte
            if kind in _SCRIPTS and not self._arithmetic(node):
                scripts.append(self.script(node))
                seen.append((start, end))
            elif kind in _QUOTED or (kind == "$" and not self._expands(end)):
                seen.append((start, end))
            elif kind == "simple_expansion":
                variables.append(self.text[start:end].lstrip()[1:])
                seen.append((start, end))
            elif kind in names:
                if self.text[start:end].isidentifier() or kind != "word":
                    variables.append(self.text[start:end])
            else:
                if kind in _EXPANSIONS:
                    seen.append((start, node.children[0].end_byte))
                stack.extend(reversed(node.children))
        self._unseen(top, seen, variables, scripts)

    def _arithmetic(self, node: Node) -> bool:
        """Whether a command substitution is none: the grammar takes a nested `$((…))` for one that holds a subshell."""
        inner = node.children[1:-1]
        written = self.text[node.start_byte : node.end_byte]
        return len(inner) == 1 and inner[0].type == "subshell" and "$((" in written[:4] and written.endswith("))")

    def _at(self, nodes: list[Node], at: int) -> Node | None:
        """The expansion that begins at `at`; the grammar may begin it with the blanks before."""
        for node in nodes:
            found: Node | None = node
            while found is not None and found.start_byte <= at < found.end_byte:
                if found.type in _EXPANSIONS and not self.text[found.start_byte : at].strip():
                    return found
                found = next((c for c in found.children if c.start_byte <= at < c.end_byte), None)
        return None

    def _expands(self, at: int) -> bool:
        """Whether a dollar sign before `at` expands something."""
        after = self.text[at : at + 1]
        return after.isalnum() or (after != "" and after in "_{([@*#?$!-")

    def _unseen(self, node: Node, seen: list[tuple[int, int]], variables: list[str], scripts: list[Script]) -> None:
        """What the grammar overlooks in patterns, as in `${x#$y}`: variables are read here, scripts are opaque."""
        at, end = node.start_byte, node.end_byte
        while at < end:
            char = self.text[at]
            known = next((stop for start, stop in seen if start <= at < stop), None)
            if known is not None:
                at = known
            elif char == "\\":
                at += 2
            elif char == "`" or (char == "$" and self.text.startswith(("$(", "$["), at)):
                scripts.append(Script(self.text[at:end], (), "a substitution that the grammar overlooks"))
                return
            elif char == "$" and self._expands(at + 1):
                name = self.text[at + 1 : at + 2].strip("{")
                at += 1 if name else 2
                stop = at + 1
                while is_name(self.text[at : stop + 1]) and stop < end:
                    stop += 1
                variables.append(self.text[at:stop])
                at = stop
            else:
                at += 1
