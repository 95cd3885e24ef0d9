"""The head of a Go file: its build constraint, package clause and import declarations; and what its body selects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from msbgen.ecosystems.go.constraints import Target, file_fits, holds, plus_build_holds
from msbgen.ecosystems.go.lexer import Token, tokens, unquoted

__all__ = ["Header", "Import", "arguments", "header", "selected"]


@dataclass(frozen=True, slots=True)
class Import:
    """`name` is what stands before the path: an alias, "_", "." or None."""

    name: str | None
    path: str

    @property
    def local(self) -> str:
        """The name that the file uses: the alias, else the path's last element (a major version's suffix left out)."""
        if self.name is not None:
            return self.name
        parts = self.path.split("/")
        if len(parts) > 1 and parts[-1][:1] == "v" and parts[-1][1:].isdigit():
            parts.pop()
        return parts[-1]


@dataclass(frozen=True, slots=True)
class Header:
    """`package` is None for a file without a package clause. `dynamic` tells of a //go:cgo_import_dynamic directive, which
    links to a shared library without cgo. `generate` holds the commands of //go:generate lines."""

    package: str | None
    imports: tuple[Import, ...]
    constraint: str | None
    plus_build: tuple[str, ...]
    dynamic: bool
    generate: tuple[str, ...]
    #: what it imports, aliases left out
    paths: frozenset[str] = frozenset()

    def fits(self, name: str, target: Target) -> bool | None:
        """Whether a build for `target` reads the file of this name."""
        by_name = file_fits(name, target)
        if by_name is False:
            return False
        if self.constraint is not None:
            inside = holds(self.constraint, target)
        else:
            inside = plus_build_holds(self.plus_build, target) if self.plus_build else True
        return False if inside is False else None if None in (inside, by_name) else True

    @property
    def cgo(self) -> bool:
        """Whether it imports the pseudo-package "C" or names a shared library to load."""
        return self.dynamic or any(i.path == "C" for i in self.imports)


@lru_cache(maxsize=4096)
def header(text: str) -> Header:
    """Read a file's head."""
    stream = tokens(text)
    constraint, plus_build, first = _constraints(text, stream)
    imports: list[Import] = []
    package = None
    if first is not None and first.text == "package":
        code = (t for t in stream if t.kind != "comment" and t.text != ";")
        named = next(code, None)
        package = named.text if named is not None and named.kind == "name" else None
        _imports(code, imports)
    return Header(package, tuple(imports), constraint, plus_build, _has_directive(text, "//go:cgo_import_dynamic "), _generate(text),
                  frozenset(i.path for i in imports))  # fmt: skip


def _constraints(text: str, stream: Iterator[Token]) -> tuple[str | None, tuple[str, ...], Token | None]:
    """The first //go:build line and all // +build lines that are followed by a blank line; and the first token that is no comment."""
    constraint = None
    plus: list[tuple[int, str]] = []
    for token in stream:
        if token.kind != "comment":
            above = text.split("\n", token.line)[: token.line - 1]
            last_blank = max((number for number, line in enumerate(above, 1) if not line.strip()), default=0)
            return constraint, tuple(said for line, said in plus if line < last_blank), token
        if not token.first or not token.text.startswith("//"):
            continue
        body = token.text.rstrip()
        if constraint is None and body.startswith("//go:build") and (len(body) == 10 or body[10] in " \t"):
            constraint = body[10:].strip()
        elif body[2:].lstrip().startswith("+build"):
            said = body[2:].lstrip()[6:]
            if not said or said[0] in " \t":
                plus.append((token.line, said.strip()))
    return constraint, (), None


def _imports(code: Iterator[Token], found: list[Import]) -> None:
    token = next(code, None)
    while token is not None and token.text == "import" and token.kind == "name":
        token = next(code, None)
        if token is not None and token.text == "(":
            token = next(code, None)
            while token is not None and token.text != ")":
                token = _spec(token, code, found)
        elif token is not None:
            _spec(token, code, found, alone=True)
        token = next(code, None)


def _spec(token: Token, code: Iterator[Token], found: list[Import], *, alone: bool = False) -> Token | None:
    """Read one ImportSpec; give the token after it (None at the text's end, or when it stands alone)."""
    name = None
    if token.kind == "name" or token.text == ".":
        name = token.text
        following = next(code, None)
        if following is None:
            return None
        token = following
    path = unquoted(token.text) if token.kind == "string" else None
    if path is not None:
        found.append(Import(name, path))
    return None if alone else next(code, None)


def _has_directive(text: str, directive: str) -> bool:
    return directive in text and any(t.kind == "comment" and t.first and t.text.startswith(directive) for t in tokens(text))


def _generate(text: str) -> tuple[str, ...]:
    if "//go:generate" not in text:
        return ()
    return tuple(t.text[14:].strip() for t in tokens(text) if t.kind == "comment" and t.first and t.text.startswith(("//go:generate ", "//go:generate\t")))


@lru_cache(maxsize=1024)
def selected(text: str) -> frozenset[tuple[str, str]]:
    """All pairs `name.name` of a file: what it takes from the packages that it imports, and fields of its own."""
    found = set()
    before: list[Token] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        before.append(token)
        if len(before) > 3:
            before.pop(0)
        if len(before) == 3 and before[0].kind == before[2].kind == "name" and before[1].text == ".":
            found.add((before[0].text, before[2].text))
    return frozenset(found)


def arguments(text: str, package: str, function: str) -> Iterator[tuple[tuple[Token, ...], ...] | None]:
    """For each use of `package.function` the tokens of its arguments; None where it is not called but passed on."""
    code = [t for t in tokens(text) if t.kind != "comment"]
    for at in range(len(code) - 2):
        named = code[at].kind == "name" and (not at or code[at - 1].text != ".")
        if named and (code[at].text, code[at + 1].text, code[at + 2].text) == (package, ".", function):
            yield _arguments(code, at + 3)


def _arguments(code: list[Token], at: int) -> tuple[tuple[Token, ...], ...] | None:
    if at >= len(code) or code[at].text != "(":
        return None
    depth = 0
    found: list[list[Token]] = [[]]
    for token in code[at:]:
        if token.kind == "symbol" and token.text in "([{":
            depth += 1
            if depth == 1:
                continue
        elif token.kind == "symbol" and token.text in ")]}":
            depth -= 1
            if depth == 0:
                break
        if depth == 1 and token.kind == "symbol" and token.text == ",":
            found.append([])
        else:
            found[-1].append(token)
    return tuple(tuple(each) for each in found)
