"""Questions that one asks of a Script without caring how it nests."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.model.shell import Command, Compound, Node, Pipeline, Redirect, Script, Word

__all__ = ["BUILTINS", "commands", "exec_argv", "features", "nodes", "simple", "without_exec", "words"]

#: Builtins of every POSIX shell that exist as no program (POSIX.1-2024, XCU 2.15 and the utilities of 1.7), and those
#: of bash and dash: `local`, `source`, `declare` and the like. `echo`, `test`, `printf`, `true`, `pwd` are programs.
BUILTINS = frozenset(
    [
        ".",
        ":",
        "alias",
        "bg",
        "break",
        "cd",
        "command",
        "continue",
        "eval",
        "exec",
        "exit",
        "export",
        "fc",
        "fg",
        "getopts",
    ]
    + [
        "hash",
        "jobs",
        "read",
        "readonly",
        "return",
        "set",
        "shift",
        "times",
        "trap",
        "type",
        "ulimit",
        "umask",
        "unalias",
    ]
    + [
        "unset",
        "wait",
        "local",
        "source",
        "declare",
        "typeset",
        "let",
        "shopt",
        "builtin",
        "enable",
        "mapfile",
        "readarray",
    ]
    + [
        "pushd",
        "popd",
        "dirs",
        "disown",
        "suspend",
        "bind",
        "complete",
        "compgen",
        "compopt",
        "help",
        "history",
        "logout",
    ]
)

_CONTROL = frozenset(["if", "for", "while", "until", "case", "function"])
_BASH_REDIRECTS = frozenset(["&>", "&>>", "<<<"])


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


def simple(script: Script) -> Command | None:
    """The script's only command, where it is one simple command of literal words alone.

    No assignments, redirections, expansions or globs, no pipeline, list or background. It may still be a builtin.
    """
    if script.opaque or script.background or len(script.items) != 1:
        return None
    node = script.items[0].node
    if not isinstance(node, Command) or not node.words or node.assignments or node.redirects:
        return None
    return None if any(word.value is None for word in node.words) else node


def without_exec(command: Command) -> Command:
    """The command that `exec COMMAND` becomes; a command without `exec`, or with options of `exec`, as it is."""
    if command.name != "exec" or len(command.words) < 2 or command.words[1].text.startswith("-"):
        return command
    return Command(command.words[1:], command.assignments, command.redirects, command.span)


def exec_argv(script: Script) -> tuple[str, ...] | None:
    """What to start without a shell for the same program with the same arguments; None where a shell is needed.

    `exec` is dropped. A word with `$'…'` or `$"…"` needs the shell, since shells read it differently.
    """
    command = simple(script)
    if command is None:
        return None
    command = without_exec(command)
    if command.name in BUILTINS or any(_bash_quotes(word) for word in command.words):
        return None
    return tuple(word.value or "" for word in command.words)


def features(script: Script) -> frozenset[str]:
    """What of the shell the script uses, itself and in its substitutions.

    "variables", "globs", "expansion" (braces, tildes), "substitution", "assignments", "pipes", "negation", "lists",
    "background", "redirects", "heredocs", "control" (if, for, while, until, case, functions), "groups" (braces and
    subshells), "bash" (what dash or ash may not have), "builtin:NAME" for each builtin that is no program, "opaque".
    """
    found: set[str] = set()
    _features_of_script(script, found)
    return frozenset(found)


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


def _features_of_script(script: Script, found: set[str]) -> None:
    if script.opaque:
        found.add("opaque")
    if script.background or any(item.operator == "&" for item in script.items):
        found.add("background")
    if len(script.items) > 1:
        found.add("lists")
    for item in script.items:
        _features_of_node(item.node, found)


def _features_of_node(node: Node, found: set[str]) -> None:
    if isinstance(node, Pipeline):
        found.update(["pipes"] if len(node.parts) > 1 else [], ["negation"] if node.negated else [])
        for part in node.parts:
            _features_of_node(part, found)
        return
    expression = isinstance(node, Compound) and (
        node.kind in {"test", "arithmetic"} or (node.kind == "for" and node.variable is None)
    )
    for word in words(node):
        _features_of_word(word, found, expression)
    for redirect in node.redirects:
        _features_of_redirect(redirect, found)
    if isinstance(node, Compound):
        found.update(["control"] if node.kind in _CONTROL else [], ["bash"] if expression else [])
        found.update(["groups"] if node.kind in {"subshell", "group"} else [])
        for body in node.bodies:
            _features_of_script(body, found)
        return
    if node.assignments:
        found.add("assignments")
    if node.name in BUILTINS:
        found.add(f"builtin:{node.name}")


def _features_of_word(word: Word, found: set[str], expression: bool) -> None:
    if word.variables:
        found.add("variables")
    if word.glob:
        found.add("globs")
    array = word.value is None and word.text.startswith("(")
    if word.value is None and not (word.variables or word.glob or word.substitutions or expression or array):
        found.add("expansion")
    if array or _bash_quotes(word) or any(opening in word.text for opening in ("<(", ">(")):
        found.add("bash")
    for script in word.substitutions:
        found.add("substitution")
        _features_of_script(script, found)


def _features_of_redirect(redirect: Redirect, found: set[str]) -> None:
    found.add("heredocs" if redirect.op == "<<" else "redirects")
    if redirect.op in _BASH_REDIRECTS:
        found.add("bash")


def _bash_quotes(word: Word) -> bool:
    return "$'" in word.text or '$"' in word.text
