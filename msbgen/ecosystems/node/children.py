"""Which programs a JavaScript file starts: the calls of child_process and of packages in its place (execa, cross-spawn, shelljs,
zx), as far as their first argument is written out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from msbgen.ecosystems.node.javascript import Token, tokens
from msbgen.model.shell import Command, Pipeline
from msbgen.read.shell import parse

__all__ = ["Child", "children", "programs"]

#: functions that start something; whether their first argument is a whole command line (nodejs.org/api/child_process)
_STARTERS = {
    "exec": True,
    "execSync": True,
    "execFile": False,
    "execFileSync": False,
    "spawn": False,
    "spawnSync": False,
}
_EXECA = {"": False, "execa": False, "execaSync": False, "sync": False, "execaCommand": True, "execaCommandSync": True,
          "command": True, "commandSync": True, "$": True}  # fmt: skip
#: the same by module; "" is the module itself, called as a function (each package's README on npm)
_MODULES: dict[str, Mapping[str, bool]] = {
    "child_process": _STARTERS,
    "node:child_process": _STARTERS,
    "execa": _EXECA,
    "cross-spawn": {"": False, "spawn": False, "sync": False},
    "shelljs": {"exec": True},
    "zx": {"$": True},
    "tinyexec": {"x": False, "exec": False},
    "nano-spawn": {"": False},
    "bun": {"spawn": False, "spawnSync": False, "$": True},
    "child-process-promise": _STARTERS,
    "promisify-child-process": _STARTERS,
}
#: modules that make functions global
_GLOBALS = {"zx/globals": {"$": True}, "shelljs/global": {"exec": True}}
#: stands in a command line for what is computed
_VARIABLE = "${computed}"
_NAMES = (*(m for m in _MODULES if not m.startswith("node:")), *_GLOBALS)


@dataclass(frozen=True, slots=True)
class Child:
    """What a call starts: a program with its arguments, None for those that are computed, or a whole command `line` for a shell."""

    argv: tuple[str | None, ...] = ()
    line: str | None = None


@dataclass
class _Bound:
    """Names of a file: those that stand for a module, with its functions, and those that stand for one function, with whether it
    takes a whole command line."""

    modules: dict[str, Mapping[str, bool]] = field(default_factory=dict)
    functions: dict[str, bool] = field(default_factory=dict)
    #: indexes of the tokens that bind them
    at: set[int] = field(default_factory=set)
    #: what calls start that bind nothing
    direct: set[Child | None] = field(default_factory=set)
    #: a use that is not understood
    lost: bool = False


def programs(text: str) -> frozenset[str | None]:
    """Names of the programs that a file starts; None among them where one is computed. node itself (fork) does not count."""
    found: set[str | None] = set()
    for child in children(text):
        if child is None:
            found.add(None)
        elif child.line is not None:
            found.update(_of_text(child.line))
        else:
            found.add(child.argv[0])
    return frozenset(found)


@lru_cache(maxsize=256)
def children(text: str) -> frozenset[Child | None]:
    """What a file starts; None among it where that is computed. node itself (fork) does not count."""
    if "$`" not in text and "Bun." not in text and not any(name in text for name in _NAMES):
        return frozenset()
    given = list(tokens(text))
    bound = _bindings(given)
    found: set[Child | None] = {*bound.direct, *([None] if bound.lost else [])}
    for at, token in enumerate(given):
        if token.kind != "name" or at in bound.at:
            continue
        before, after = _at(given, at - 1), _at(given, at + 1)
        if token.value == "Bun" and after.value == ".":  # a global
            function = _at(given, at + 2).value
            if function in _MODULES["bun"]:
                found.update(_of_use(_MODULES["bun"][function or ""], given, at + 3))
        elif token.value in bound.modules and before.value != ".":
            functions = bound.modules[token.value or ""]
            if after.value == "(":
                found.update(_of_call(functions[""], given, at + 2) if "" in functions else (None,))
                continue
            function = _at(given, at + 2).value if after.value in (".", "?.") else None
            if function is None:
                found.add(None)
            elif function in functions:
                found.update(_of_use(functions[function], given, at + 3))
        elif token.value in bound.functions and before.value not in (".", "function"):
            if not _is_key(before, after):
                found.update(_of_use(bound.functions[token.value or ""], given, at + 1))
        elif token.value == "$" and after.kind in ("template", "head"):  # scripts that zx runs need not ask for its functions
            found.update(_of_use(True, given, at + 1))
    return frozenset(found)


def _of_use(whole: bool, given: list[Token], at: int) -> Iterator[Child | None]:
    """What is started by what follows a function's name: `(…)`, a template, or anything else."""
    token = _at(given, at)
    if token.value == "(" and token.kind == "mark":
        return _of_call(whole, given, at + 1)
    # a template is a command line, even where the function takes a program and its arguments (execa)
    return _of_call(True, given, at) if token.kind in ("template", "head") else iter((None,))


def _is_key(before: Token, after: Token) -> bool:
    """Whether a name is only a property's name."""
    return after.value == ":" and before.value in ("{", ",")


def _at(given: list[Token], at: int) -> Token:
    return given[at] if 0 <= at < len(given) else Token("mark", "")


def _bindings(given: list[Token]) -> _Bound:
    bound = _Bound()
    for at, token in enumerate(given):
        if token.kind not in ("string", "template"):
            continue
        if token.value in _GLOBALS:
            bound.functions.update(_GLOBALS[token.value])
        if token.value not in _MODULES:
            continue
        if _at(given, at - 1).value == "(" and _at(given, at - 2).value in ("require", "import"):
            _required(given, at, bound)
        elif _at(given, at - 1).value == "from":
            _imported(given, at - 1, bound)
        elif token.value.endswith("child_process"):
            bound.lost = True
    _promisified(given, bound)
    return bound


def _required(given: list[Token], at: int, bound: _Bound) -> None:
    """`X = require(…)`, `{ exec } = require(…)`, `X = require(…).exec`, `require(…).exec(…)`."""
    functions = _MODULES[given[at].value or ""]
    start = at - 2
    while _at(given, start - 1).value in ("await", "("):
        start -= 1
    end = at + 2
    while _at(given, end).value == ")":
        end += 1
    member = _at(given, end + 1).value if _at(given, end).value == "." else None
    target = _at(given, start - 2)
    if _at(given, end).value == "(":
        bound.direct.update(_of_call(functions[""], given, end + 1) if "" in functions else (None,))
        return
    if member is not None and _at(given, end + 2).value == "(":
        if member in functions:
            bound.direct.update(_of_call(functions[member], given, end + 3))
        return
    if _at(given, start - 1).value != "=" or _shared(given, start - 2):
        bound.lost = True
    elif target.kind == "name":
        bound.at.add(start - 2)
        if member is None:
            bound.modules[target.value or ""] = functions
        elif member in functions:
            bound.functions[target.value or ""] = functions[member]
    elif target.value == "}":
        _names(given, start - 3, bound, ":", functions)
    else:
        bound.lost = True


def _imported(given: list[Token], at: int, bound: _Bound) -> None:
    """`import X from`, `import * as X from`, `import { exec as e } from`, `import X, { exec } from`."""
    functions = _MODULES[given[at + 1].value or ""]
    at -= 1
    if _at(given, at).value == "}":
        at = _names(given, at - 1, bound, "as", functions)
        if _at(given, at).value == ",":
            at -= 1
    bound.lost |= _at(given, at).value == "export" or (_at(given, at), _at(given, at - 1)) == (("mark", "*"), ("name", "export"))
    if _at(given, at).kind == "name" and _at(given, at).value != "import":
        bound.modules[given[at].value or ""] = functions
        bound.at.add(at)


def _names(given: list[Token], at: int, bound: _Bound, mark: str, functions: Mapping[str, bool]) -> int:
    """Bind the names in braces that end before `at + 1`; the index before the opening brace. `mark` stands before an alias."""
    while at >= 0 and given[at].value != "{":
        token = given[at]
        if token.kind == "name" and token.value != "as":
            bound.at.add(at)
            if _at(given, at - 1).value == mark:
                original = _at(given, at - 2).value
                bound.at.add(at - 2)
                if original == "default":
                    bound.modules[token.value or ""] = functions
                elif original in functions:
                    bound.functions[token.value or ""] = functions[original or ""]
                at -= 2
            elif token.value in functions:
                bound.functions[token.value or ""] = functions[token.value or ""]
        at -= 1
    return at - 1


def _shared(given: list[Token], at: int) -> bool:
    """Whether what is assigned at this name is handed to other files (`export const X = …`, `module.exports.X = …`)."""
    before = _at(given, at - 1).value
    return before == "." or (before in ("const", "let", "var") and _at(given, at - 2).value == "export")


def _promisified(given: list[Token], bound: _Bound) -> None:
    """`run = promisify(exec)` and `run = util.promisify(cp.exec)` are further names of the function."""
    for at, token in enumerate(given):
        if token != Token("name", "promisify") or _at(given, at + 1).value != "(":
            continue
        inner = _at(given, at + 2)
        last = at + 2
        if inner.value in bound.modules and _at(given, at + 3).value == ".":
            whole, last = bound.modules[inner.value or ""].get(_at(given, at + 4).value or ""), at + 4
        else:
            whole = bound.functions.get(inner.value or "")
        # `promisify`, `util.promisify` and `require("util").promisify` stand between the sign and the call
        sign = next((s for s in range(at - 1, at - 8, -1) if _at(given, s).value == "="), 0)
        target = _at(given, sign - 1)
        if whole is not None and _at(given, last + 1).value == ")" and target.kind == "name":
            bound.lost |= _shared(given, sign - 1)
            bound.functions[target.value or ""] = whole
            bound.at.update((sign - 1, at + 2))


def _of_call(whole: bool, given: list[Token], at: int) -> Iterator[Child | None]:
    """What one call starts, by its arguments, the first of which begins at this token. node itself is nothing."""
    argument = _at(given, at)
    if argument == Token("mark", "[") and not whole:  # bun takes one list
        words = tuple(_array(given, at))
        yield Child(argv=words) if words and words[0] is not None else None
        return
    text, end = argument.value or "", at + 1
    if argument.kind == "head" and whole:
        text, end = _filled(given, at)
    elif argument.kind not in ("string", "template"):
        if [_at(given, at + n).value for n in range(3)] != ["process", ".", "execPath"]:
            yield None
        return
    words = () if whole else tuple(_array(given, end + 1)) if _at(given, end).value == "," else ()
    if whole or _in_shell(given, end):
        yield Child(line=" ".join((text, *(w if w is not None else _VARIABLE for w in words))))
    else:
        yield Child(argv=(text, *words))


def _filled(given: list[Token], at: int) -> tuple[str, int]:
    """A template with a variable of the shell for each of its substitutions, and the index after it."""
    parts, depth = [given[at].value or ""], 1
    while depth and at + 1 < len(given):
        at += 1
        kind = given[at].kind
        if kind in ("piece", "tail") and depth == 1:
            parts.append(given[at].value or "")
        depth += (kind == "head") - (kind == "tail")
    return _VARIABLE.join(parts), at + 1


def _array(given: list[Token], at: int) -> Iterator[str | None]:
    """The strings of an array that begins at this token, None for what is computed; one None where it is no array."""
    if _at(given, at).value != "[":
        yield None
        return
    at += 1
    while at < len(given) and given[at].value != "]":
        token, after = given[at], _at(given, at + 1).value
        known = token.kind in ("string", "template") and after in (",", "]")
        yield token.value if known else None
        depth = 0
        while at < len(given) and (depth or given[at].value not in (",", "]") or given[at].kind != "mark"):
            depth += (given[at].value in ("(", "[", "{")) - (given[at].value in (")", "]", "}"))
            at += 1
        at += _at(given, at).value == ","


def _in_shell(given: list[Token], at: int) -> bool:
    """Whether the rest of the call has the option `shell: true`."""
    depth = 1
    while depth and at < len(given):
        depth += (given[at].value in ("(", "[", "{")) - (given[at].value in (")", "]", "}"))
        if given[at] == Token("name", "shell") and _at(given, at + 1).value == ":" and _at(given, at + 2).value != "false":
            return True
        at += 1
    return False


def _of_text(text: str) -> Iterator[str | None]:
    """The programs of a command line."""
    script = parse(text)
    if script.opaque:
        yield None
    for item in script.items:
        for node in item.node.parts if isinstance(item.node, Pipeline) else (item.node,):
            if not isinstance(node, Command):
                yield None
            elif node.words:
                yield node.name
