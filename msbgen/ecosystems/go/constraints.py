"""Build constraints: whether the compiler reads a file, in three values (True, False, None: it depends on what is not known).

Sources: go.dev/cmd/go "Build constraints"; go/build (`matchFile`, `shouldBuild`, `goodOSArchFile`, syslist.go) of Go 1.26.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

__all__ = ["Target", "file_fits", "holds", "plus_build_holds"]

_OSES = frozenset(
    "aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris wasip1 windows zos".split()
)
_ARCHES = frozenset(
    "386 amd64 amd64p32 arm armbe arm64 arm64be loong64 mips mipsle mips64 mips64le mips64p32 mips64p32le ppc ppc64 ppc64le riscv riscv64 s390 "
    "s390x sparc sparc64 wasm".split()
)


@dataclass(frozen=True, slots=True)
class Target:
    """What a build is for. `arch` None: whatever the builder is. `tags` None: not known. `cgo` None: not known."""

    os: str = "linux"
    arch: str | None = None
    cgo: bool | None = True
    tags: AbstractSet[str] | None = frozenset()

    def tag(self, name: str) -> bool | None:
        """Whether a build tag is set."""
        if name == "cgo":
            return self.cgo
        if name in _OSES:
            return name == self.os or (name == "linux" and self.os == "android")
        if name == "unix":
            return self.os not in ("js", "nacl", "plan9", "wasip1", "windows", "zos")
        if name in _ARCHES:
            return None if self.arch is None else name == self.arch
        if name in ("gc", "gccgo"):
            return name == "gc"
        if name.startswith(("go1.", "goexperiment.")):
            return None
        if self.tags is None:  # "ignore" is the word by which a file is kept from every build (`go help buildconstraint`)
            return False if name == "ignore" else None
        return name in self.tags


def file_fits(name: str, target: Target) -> bool | None:
    """Whether a file's name admits it: `x_linux.go`, `x_amd64.go`, `x_linux_amd64.go`; never `_x.go` or `.x.go`."""
    if name.startswith(("_", ".")):
        return False
    stem = name.split(".", 1)[0]
    if "_" not in stem:
        return True
    parts = stem[stem.index("_") :].split("_")
    if parts[-1] == "test":
        parts.pop()
    if len(parts) >= 2 and parts[-2] in _OSES and parts[-1] in _ARCHES:
        return _all((target.tag(parts[-2]), target.tag(parts[-1])))
    if parts and (parts[-1] in _OSES or parts[-1] in _ARCHES):
        return target.tag(parts[-1])
    return True


def holds(expression: str, target: Target) -> bool | None:
    """The value of a //go:build expression; None also for one that is malformed."""
    words = list(_words(expression))
    try:
        value, rest = _or(words, target)
    except (IndexError, ValueError):
        return None
    return None if rest else value


def plus_build_holds(lines: tuple[str, ...], target: Target) -> bool | None:
    """The value of `// +build` lines: all of them, each an OR of words, each word an AND of comma-separated tags."""
    return _all(_any(_all(_term(t, target) for t in word.split(",")) for word in line.split()) for line in lines)


def _term(text: str, target: Target) -> bool | None:
    return _not(target.tag(text[1:])) if text.startswith("!") else target.tag(text)


def _all(values: Iterable[bool | None]) -> bool | None:
    seen = list(values)
    return False if False in seen else None if None in seen else True


def _any(values: Iterable[bool | None]) -> bool | None:
    seen = list(values)
    return True if True in seen else None if None in seen else False


def _not(value: bool | None) -> bool | None:
    return None if value is None else not value


def _words(text: str) -> Iterator[str]:
    at = 0
    while at < len(text):
        if text[at] in " \t":
            at += 1
        elif text[at : at + 2] in ("&&", "||"):
            yield text[at : at + 2]
            at += 2
        elif text[at] in "()!":
            yield text[at]
            at += 1
        else:
            end = at
            while end < len(text) and (text[end].isalnum() or text[end] in "_."):
                end += 1
            yield text[at : max(end, at + 1)]
            at = max(end, at + 1)


def _or(words: list[str], target: Target) -> tuple[bool | None, list[str]]:
    value, words = _and(words, target)
    while words[:1] == ["||"]:
        other, words = _and(words[1:], target)
        value = _any((value, other))
    return value, words


def _and(words: list[str], target: Target) -> tuple[bool | None, list[str]]:
    value, words = _unary(words, target)
    while words[:1] == ["&&"]:
        other, words = _unary(words[1:], target)
        value = _all((value, other))
    return value, words


def _unary(words: list[str], target: Target) -> tuple[bool | None, list[str]]:
    head, rest = words[0], words[1:]
    if head == "!":
        value, rest = _unary(rest, target)
        return _not(value), rest
    if head == "(":
        value, rest = _or(rest, target)
        if rest[:1] != [")"]:
            raise ValueError(head)
        return value, rest[1:]
    if not (head[0].isalnum() or head[0] == "_"):
        raise ValueError(head)
    return target.tag(head), rest
