"""What a Rust file names: its paths with `use` declarations resolved, and what it hands to them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from msbgen.ecosystems.lexing import Token
from msbgen.ecosystems.rust.lexer import tokens

__all__ = ["Named", "named"]

Path = tuple[str, ...]
#: macros whose files the compiler reads (doc.rust-lang.org/std/#macros)
_INCLUDES = frozenset({"include", "include_bytes", "include_str"})


@dataclass(frozen=True, slots=True)
class Named:
    """A path that a file names, resolved as far as its own `use` declarations tell. `call`: it is called; `text` is its only
    argument where that is one string literal, `arguments` the names among its arguments."""

    path: Path
    call: bool = False
    text: str | None = None
    arguments: tuple[str, ...] = ()


def named(text: str) -> tuple[Named, ...]:
    """All paths of a file. A glob import stands as it is, with "*" at its end, and also resolves every path that begins with
    a capital letter and is not declared otherwise, as one that it may bring."""
    every = list(tokens(text))
    aliases: dict[str, Path] = {}
    globs: list[Path] = []
    found: list[Named] = []
    rest: list[tuple[Path, int]] = []
    at = 0
    while at < len(every):
        token = every[at]
        if token.kind != "name":
            at += 1
        elif token.text == "use":
            imports, at = _use(every, at + 1)
            for path, alias in imports:
                found.append(Named(path))
                if path[-1:] == ("*",):
                    globs.append(path[:-1])
                elif alias:
                    aliases[alias] = path
        elif token.text in _INCLUDES and at + 2 < len(every) and every[at + 1].text == "!":
            at += 3 + sum(1 for _ in _inside(every, at + 3))  # read by the compiler
        elif token.text == "fn":
            at += 2
        elif token.text == "extern" and (start := _block(every, at + 1)) is not None:
            inside = list(_inside(every, start))
            found.extend(Named(("extern", name.text)) for word, name in pairwise(inside) if word.text == "fn")
            at = start + len(inside)
        else:
            path, end = _path(every, at)
            rest.append((path, end))
            at = end
    for path, end in rest:
        call, literal, names = _arguments(every, end)
        if path[0] in aliases:
            found.append(Named(aliases[path[0]] + path[1:], call, literal, names))
        elif len(path) > 1 or call:
            found.append(Named(path, call, literal, names))
            if path[0][:1].isupper():
                found.extend(Named(g + path, call, literal, names) for g in globs)
    return tuple(found)


def _block(every: list[Token], at: int) -> int | None:
    """Where the declarations of `extern "C" {` start; None where no such block stands here."""
    at += at < len(every) and every[at].kind == "string"
    return at + 1 if at < len(every) and every[at].text == "{" else None


def _path(every: list[Token], at: int) -> tuple[Path, int]:
    """The path that starts with the name at `at`, and where it ends."""
    path = [every[at].text]
    at += 1
    while at + 1 < len(every) and every[at].text == "::" and every[at].kind == "symbol" and every[at + 1].kind == "name":
        path.append(every[at + 1].text)
        at += 2
    return tuple(path), at


def _use(every: list[Token], at: int) -> tuple[list[tuple[Path, str | None]], int]:
    """The imports of a `use` declaration: path and the name it has here."""
    found: list[tuple[Path, str | None]] = []

    def tree(prefix: Path, at: int) -> int:
        path = prefix
        while at < len(every):
            token = every[at]
            if token.text == "::":
                at += 1
            elif token.text == "{" and token.kind == "symbol":
                at += 1
                while at < len(every) and every[at].text != "}":
                    before = at
                    at = tree(path, at)
                    if at < len(every) and every[at].text == ",":
                        at += 1
                    elif at == before:
                        return at  # malformed
                return at + 1
            elif token.text == "*" and token.kind == "symbol":
                found.append(((*path, "*"), None))
                return at + 1
            elif token.kind == "name" and token.text == "as":
                alias = every[at + 1].text if at + 1 < len(every) else None
                found.append((path, alias))
                return at + 2
            elif token.kind == "name":
                path = path if token.text == "self" and path else (*path, token.text)
                at += 1
            else:
                break
        if path != prefix or (at and every[at - 1].text == "self"):
            found.append((path, path[-1] if path else None))
        return at

    end = tree((), at)
    while end < len(every) and every[end].text != ";":
        end += 1
    return found, end + 1


def _arguments(every: list[Token], at: int) -> tuple[bool, str | None, tuple[str, ...]]:
    """Whether a call's parentheses stand here; its only argument where that is a string; the names in its arguments."""
    if at < len(every) and every[at].text == "!" and every[at].kind == "symbol":
        at += 1  # a macro
    if at >= len(every) or every[at].text != "(" or every[at].kind != "symbol":
        return False, None, ()
    inner = list(itertools.islice(_inside(every, at + 1), 200))
    literal = inner[0].text if len(inner) == 1 and inner[0].kind == "string" else None
    return True, literal, tuple(t.text for t in inner if t.kind == "name")


def _inside(every: list[Token], at: int) -> Iterator[Token]:
    depth = 1
    for token in itertools.islice(every, at, None):
        if token.kind == "symbol":
            depth += (token.text in "([{") - (token.text in ")]}")
            if depth <= 0:
                return
        yield token
