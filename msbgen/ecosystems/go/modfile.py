"""go.mod, go.sum, go.work and vendor/modules.txt, by the grammar of the Go Modules Reference (go.dev/ref/mod)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.ecosystems.go.lexer import unquoted

__all__ = ["Module", "Workspace", "module", "summed", "vendored", "workspace"]


@dataclass(frozen=True, slots=True)
class Module:
    """A go.mod. `go` is the language version as numbers, () when it is not given. `replaced` maps a module path to what
    stands in its place: a folder (starting with . or /) or another module path."""

    path: str | None
    go: tuple[int, ...]
    requires: tuple[str, ...]
    replaced: dict[str, str]

    @property
    def lists_all(self) -> bool:
        """Whether it lists the modules of all packages that are built, indirect ones included (go.dev/ref/mod#go-mod-file-go)."""
        return self.go >= (1, 17)


@dataclass(frozen=True, slots=True)
class Workspace:
    """A go.work: the folders of its modules, and its replacements."""

    use: tuple[str, ...]
    replaced: dict[str, str]


def module(text: str) -> Module:
    """Read a go.mod. What it does not know it skips, as the go command does in a dependency's go.mod."""
    path: str | None = None
    go: tuple[int, ...] = ()
    requires: list[str] = []
    replaced: dict[str, str] = {}
    for verb, words in _directives(text):
        if verb == "module" and words:
            path = words[0]
        elif verb == "go" and words:
            go = _version(words[0])
        elif verb == "require" and words:
            requires.append(words[0])
        elif verb == "replace":
            replaced.update(_replacement(words))
    return Module(path, go, tuple(dict.fromkeys(requires)), replaced)


def workspace(text: str) -> Workspace:
    """Read a go.work."""
    use: list[str] = []
    replaced: dict[str, str] = {}
    for verb, words in _directives(text):
        if verb == "use" and words:
            use.append(words[0])
        elif verb == "replace":
            replaced.update(_replacement(words))
    return Workspace(tuple(use), replaced)


def summed(text: str) -> frozenset[str]:
    """The modules whose contents (not only whose go.mod) a go.sum holds a checksum of."""
    found = set()
    for line in text.splitlines():
        words = line.split()
        if len(words) == 3 and not words[1].endswith("/go.mod"):
            found.add(words[0])
    return frozenset(found)


def vendored(text: str) -> tuple[str, ...]:
    """The modules of a vendor/modules.txt that packages were copied from."""
    found: dict[str, None] = {}
    current = None
    for line in text.splitlines():
        if line.startswith("# "):
            current = line.split()[1] if len(line.split()) > 1 else None
        elif line and not line.startswith("#") and current is not None:
            found[current] = None
    return tuple(found)


def _version(text: str) -> tuple[int, ...]:
    numbers = []
    for part in text.split("."):
        length = next((n for n, c in enumerate(part) if not c.isdigit()), len(part))
        if length:
            numbers.append(int(part[:length]))
        if length < len(part):  # 1.23rc1
            break
    return tuple(numbers)


def _replacement(words: list[str]) -> Iterator[tuple[str, str]]:
    if "=>" in words:
        at = words.index("=>")
        if at and len(words) > at + 1:
            yield words[0], words[at + 1]


def _directives(text: str) -> Iterator[tuple[str, list[str]]]:
    """Each directive with its words; a block's lines come one by one with the block's verb."""
    block: str | None = None
    for line in text.splitlines():
        words = list(_words(line))
        if not words:
            continue
        if block is not None:
            if words == [")"]:
                block = None
            else:
                yield block, words
        elif len(words) == 2 and words[1] == "(":
            block = words[0]
        else:
            yield words[0], words[1:]


def _words(line: str) -> Iterator[str]:
    at = 0
    while at < len(line):
        c = line[at]
        if c.isspace():
            at += 1
        elif line.startswith("//", at):
            return
        elif c in '"`':
            end = line.find(c, at + 1)
            while c == '"' and end > 0 and line[end - 1] == "\\":
                end = line.find(c, end + 1)
            end = len(line) if end < 0 else end + 1
            yield unquoted(line[at:end]) or ""
            at = end
        elif c in "()":
            yield c
            at += 1
        else:
            end = at
            while end < len(line) and not line[end].isspace() and line[end] not in "()" and not line.startswith("//", end):
                end += 1
            yield line[at:end]
            at = end
