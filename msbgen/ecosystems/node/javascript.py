"""JavaScript and TypeScript as tokens: just enough to tell a string from a comment, and an import from talk about one.

JSX text and type syntax are not known to it: an apostrophe in JSX text starts a "string" that ends with its line. So what it
finds is sure, and what must not be missed is first looked for in the plain text (`mentions`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal, NamedTuple

__all__ = ["Imports", "Token", "imports", "mentions", "strings", "tokens"]


class Token(NamedTuple):
    """`value` is a string's content after its escapes. A template without substitutions is one "template"; one with them is a
    "head", whose value is the text before the first, then "piece"s, and a "tail" after the last."""

    kind: Literal["string", "template", "head", "piece", "tail", "name", "number", "regex", "mark"]
    value: str | None


@dataclass(frozen=True, slots=True)
class Imports:
    """Module names that a file loads. `computed` is true where it also loads one whose name is not a literal."""

    names: frozenset[str]
    computed: bool


#: after these words a slash starts a regular expression (ECMA-262, 12: they end no operand)
_BEFORE_OPERAND = frozenset("return typeof instanceof in of new delete void throw case do else yield await".split())


@cache
def _lexeme() -> re.Pattern[str]:
    return re.compile(
        r"""(?P<space>\s+|//[^\n]*|/\*.*?(?:\*/|\Z)|\A\#![^\n]*)
        |(?P<string>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")
        |(?P<name>[A-Za-z_$\u0080-\uffff][\w$]*)
        |(?P<number>\.?\d[\w.]*)
        |(?P<mark>=>|\?\.|.)""",
        re.DOTALL | re.VERBOSE,
    )


@cache
def _chunk() -> re.Pattern[str]:
    return re.compile(r"((?:[^`\\$]|\\.|\$(?!\{))*)(`|\$\{|\Z)", re.DOTALL)


@cache
def _regex() -> re.Pattern[str]:
    return re.compile(r"/(?![*/])(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[A-Za-z]*")


def tokens(text: str) -> Iterator[Token]:
    """All tokens, comments and white space left out. Never raises: what it cannot read is a mark."""
    lexeme, regex = _lexeme(), _regex()
    at, depth = 0, 0
    templates: list[int] = []  # brace depths at which a template's substitution ends
    last = Token("mark", "")
    while at < len(text):
        found = lexeme.match(text, at)
        if found is None:
            return
        kind, value = found.lastgroup, found[0]
        if kind == "space":
            at = found.end()
            continue
        if kind == "mark" and value == "/" and _operand_may_start(last):
            literal = regex.match(text, at)
            if literal:
                at = literal.end()
                last = Token("regex", literal[0])
                yield last
                continue
        at = found.end()
        if kind == "mark" and (value == "`" or (value == "}" and templates and templates[-1] == depth)):
            last, at, opened = _template(text, at, whole=value == "`")
            if value == "}":
                templates.pop()
            if opened:
                templates.append(depth)
            yield last
            continue
        if value == "{":
            depth += 1
        elif value == "}":
            depth -= 1
        if kind == "string":
            last = Token("string", _unescaped(value[1:-1]))
        elif kind == "name":
            last = Token("name", value)
        elif kind == "number":
            last = Token("number", value)
        else:
            last = Token("mark", value)
        yield last


def _operand_may_start(last: Token) -> bool:
    if last.kind == "mark":
        return last.value not in (")", "]", "}")
    return last.kind == "name" and last.value in _BEFORE_OPERAND


def _template(text: str, at: int, *, whole: bool) -> tuple[Token, int, bool]:
    """A piece of a template literal from `at` on: its token, where it ends, and whether a substitution follows."""
    chunk = _chunk().match(text, at)
    assert chunk is not None  # the pattern matches the empty text
    opened = chunk[2] == "${"
    if not whole:
        return Token("piece" if opened else "tail", _unescaped(chunk[1])), chunk.end(), opened
    return Token("head" if opened else "template", _unescaped(chunk[1])), chunk.end(), opened


_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": ""}


def _unescaped(text: str) -> str:
    if "\\" not in text:
        return text
    out = []
    at = 0
    while at < len(text):
        char = text[at]
        if char != "\\" or at + 1 == len(text):
            out.append(char)
            at += 1
            continue
        code = text[at + 1]
        digits = {"x": text[at + 2 : at + 4], "u": text[at + 2 : at + 6]}.get(code, "")
        if digits and all(d in "0123456789abcdefABCDEF" for d in digits):
            out.append(chr(int(digits, 16)))
            at += 2 + len(digits)
        else:
            out.append(_SIMPLE.get(code, code))
            at += 2
    return "".join(out)


def mentions(text: str, word: str) -> bool:
    """Whether a string or template of the code holds `word`; quick where the text does not hold it at all."""
    return word in text and any(word in value for value in strings(text))


@lru_cache(maxsize=256)
def strings(text: str) -> frozenset[str]:
    """The values of all string literals and of templates without substitutions."""
    return frozenset(t.value for t in tokens(text) if t.kind in ("string", "template") and t.value is not None)


_OPEN = Token("mark", "(")


@lru_cache(maxsize=512)
def imports(text: str) -> Imports:
    """What a file loads by `import`, `export … from`, `require` and `import()`. `import type` loads nothing."""
    names: set[str] = set()
    computed = False
    given = list(tokens(text))
    for at, token in enumerate(given):
        if token.kind != "name":
            continue
        following = given[at + 1] if at + 1 < len(given) else Token("mark", "")
        if token.value in ("require", "import") and following == _OPEN:
            literal = given[at + 2] if at + 2 < len(given) else Token("mark", "")
            whole = at + 3 < len(given) and given[at + 3].value in (")", ",")  # not the first of several pieces
            if literal.kind in ("string", "template") and literal.value is not None and whole:
                names.add(literal.value)
            else:
                computed = True
        elif (
            token.value == "import"
            and following.kind == "string"
            or token.value == "from"
            and following.kind == "string"
            and not _type_only(given, at)
        ):
            names.add(following.value or "")
    return Imports(frozenset(names), computed)


def _type_only(given: list[Token], at: int) -> bool:
    """Whether the `from` at this place belongs to `import type …` or `export type …`."""
    while at > 0:
        at -= 1
        token = given[at]
        if token == ("mark", ";") or token.kind == "string":
            return False
        if token.kind == "name" and token.value in ("import", "export"):
            after = given[at + 1]
            beyond = given[at + 2] if at + 2 < len(given) else after
            return after == ("name", "type") and beyond != ("name", "from") and beyond != ("mark", ",")
    return False
