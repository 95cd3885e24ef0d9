"""Which programs a JavaScript file starts: the calls of child_process, as far as their first argument is written out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from msbgen.ecosystems.node.javascript import Token, tokens
from msbgen.model.shell import Command, Pipeline
from msbgen.read.shell import parse

__all__ = ["programs"]

_MODULES = ("child_process", "node:child_process")
#: functions that start something; whether their first argument is a whole command line (nodejs.org/api/child_process)
_STARTERS = {
    "exec": True,
    "execSync": True,
    "execFile": False,
    "execFileSync": False,
    "spawn": False,
    "spawnSync": False,
}


@dataclass
class _Bound:
    """Names of a file: those that stand for the module, and those that stand for one of its functions."""

    modules: set[str] = field(default_factory=set)
    functions: dict[str, str] = field(default_factory=dict)
    #: indexes of the tokens that bind them
    at: set[int] = field(default_factory=set)
    #: programs of calls that bind nothing
    direct: set[str | None] = field(default_factory=set)
    #: a use that is not understood
    lost: bool = False


def programs(text: str) -> frozenset[str | None]:
    """Names of the programs that a file starts; None among them where one is computed. node itself (fork) does not count."""
    if "child_process" not in text:
        return frozenset()
    given = list(tokens(text))
    bound = _bindings(given)
    found = {*bound.direct, *([None] if bound.lost else [])}
    for at, token in enumerate(given):
        if token.kind != "name" or at in bound.at:
            continue
        before, after = _at(given, at - 1), _at(given, at + 1)
        if token.value in bound.modules and before.value != ".":
            function = _at(given, at + 2).value if after.value in (".", "?.") else None
            if function in _STARTERS and _at(given, at + 3).value == "(":
                found.update(_of_call(function or "", _at(given, at + 4)))
            elif function is None or function in _STARTERS:
                found.add(None)
        elif token.value in bound.functions and before.value not in (".", "function"):
            function = bound.functions[token.value or ""]
            if after.value == "(":
                found.update(_of_call(function, _at(given, at + 2)))
            elif not _is_key(before, after):
                found.add(None)
    return frozenset(found)


def _is_key(before: Token, after: Token) -> bool:
    """Whether a name is only a property's name."""
    return after.value == ":" and before.value in ("{", ",")


def _at(given: list[Token], at: int) -> Token:
    return given[at] if 0 <= at < len(given) else Token("mark", "")


def _bindings(given: list[Token]) -> _Bound:
    bound = _Bound()
    for at, token in enumerate(given):
        if token.kind not in ("string", "template") or token.value not in _MODULES:
            continue
        if _at(given, at - 1).value == "(" and _at(given, at - 2).value in ("require", "import"):
            _required(given, at, bound)
        elif _at(given, at - 1).value == "from":
            _imported(given, at - 1, bound)
    _promisified(given, bound)
    return bound


def _required(given: list[Token], at: int, bound: _Bound) -> None:
    """`X = require(…)`, `{ exec } = require(…)`, `X = require(…).exec`, `require(…).exec(…)`."""
    start = at - 2
    while _at(given, start - 1).value in ("await", "("):
        start -= 1
    end = at + 2
    while _at(given, end).value == ")":
        end += 1
    member = _at(given, end + 1).value if _at(given, end).value == "." else None
    target = _at(given, start - 2)
    if member is not None and _at(given, end + 2).value == "(":
        if member in _STARTERS:
            bound.direct.update(_of_call(member, _at(given, end + 3)))
        return
    if _at(given, start - 1).value != "=":
        bound.lost = True
    elif target.kind == "name":
        bound.at.add(start - 2)
        if member is None:
            bound.modules.add(target.value or "")
        elif member in _STARTERS:
            bound.functions[target.value or ""] = member
    elif target.value == "}":
        _names(given, start - 3, bound, ":")
    else:
        bound.lost = True


def _imported(given: list[Token], at: int, bound: _Bound) -> None:
    """`import X from`, `import * as X from`, `import { exec as e } from`, `import X, { exec } from`."""
    at -= 1
    if _at(given, at).value == "}":
        at = _names(given, at - 1, bound, "as")
        if _at(given, at).value == ",":
            at -= 1
    if _at(given, at).kind == "name" and _at(given, at).value != "import":
        bound.modules.add(given[at].value or "")
        bound.at.add(at)


def _names(given: list[Token], at: int, bound: _Bound, mark: str) -> int:
    """Bind the names in braces that end before `at + 1`; the index before the opening brace. `mark` stands before an alias."""
    while at >= 0 and given[at].value != "{":
        token = given[at]
        if token.kind == "name" and token.value != "as":
            bound.at.add(at)
            if _at(given, at - 1).value == mark:
                original = _at(given, at - 2).value
                bound.at.add(at - 2)
                if original in _STARTERS:
                    bound.functions[token.value or ""] = original or ""
                at -= 2
            elif token.value in _STARTERS:
                bound.functions[token.value or ""] = token.value or ""
        at -= 1
    return at - 1


def _promisified(given: list[Token], bound: _Bound) -> None:
    """`run = promisify(exec)` and `run = util.promisify(cp.exec)` are further names of the function."""
    for at, token in enumerate(given):
        if token != Token("name", "promisify") or _at(given, at + 1).value != "(":
            continue
        inner = _at(given, at + 2)
        last = at + 2
        if inner.value in bound.modules and _at(given, at + 3).value == ".":
            function, last = _at(given, at + 4).value, at + 4
        else:
            function = bound.functions.get(inner.value or "")
        # `promisify`, `util.promisify` and `require("util").promisify` stand between the sign and the call
        sign = next((s for s in range(at - 1, at - 8, -1) if _at(given, s).value == "="), 0)
        target = _at(given, sign - 1)
        if function in _STARTERS and _at(given, last + 1).value == ")" and target.kind == "name":
            bound.functions[target.value or ""] = function or ""
            bound.at.update((sign - 1, at + 2))


def _of_call(function: str, argument: Token) -> Iterator[str | None]:
    """The programs of one call, by its first argument."""
    text = argument.value or ""
    if argument.kind == "head":  # `convert ${file}`: the first word is known when something follows it
        yield (
            text.split()[0]
            if _STARTERS[function] and text.split() and text.rstrip() != text and "=" not in text.split()[0]
            else None
        )
    elif argument.kind not in ("string", "template"):
        if argument.value != "process":  # process.execPath
            yield None
    elif not _STARTERS[function]:
        yield text
    else:
        yield from _of_text(text)


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
