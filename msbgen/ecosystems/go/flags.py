"""The go command's own command line: flags with one dash or two, `-name value` or `-name=value`, then packages.

Source: `go help build`, `go help install`, `go help get`, `go help test`, `go help environment` of Go 1.26; go/src/flag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Flags", "parse_flags"]

#: flags that take a value, of all sub-commands
_VALUED = frozenset(
    "C o p asmflags buildmode compiler covermode coverpkg gccgoflags gcflags installsuffix ldflags mod modfile overlay pgo pkgdir tags toolexec "
    "exec run skip bench benchtime blockprofile blockprofilerate count coverprofile cpu cpuprofile fuzz fuzzminimizetime fuzztime list memprofile "
    "memprofilerate mutexprofile mutexprofilefraction outputdir parallel shuffle timeout trace vettool vet go compat reuse".split()
)


@dataclass(frozen=True, slots=True)
class Flags:
    """`values` by name without dashes ("" for a bare flag, None for a value that cannot be known); the last one counts.
    `unknown` is true when a word before the packages cannot be known, so that a flag may be missing here."""

    values: Mapping[str, str | None]
    operands: tuple[str | None, ...]
    unknown: bool

    def given(self, name: str) -> bool:
        """Whether a flag is set, to anything but false."""
        return name in self.values and self.values[name] not in ("false", "0", "f", "F", "FALSE", "False")


def parse_flags(words: tuple[str | None, ...], before: str | None = "") -> Flags:
    """Read the words after the sub-command. `before` is GOFLAGS, whose flags come first; None when it is not known."""
    values: dict[str, str | None] = {}
    for setting in (before or "").split():
        name, given, value = setting.lstrip("-").partition("=")
        values[name] = value if given else ""
    at = 0
    while at < len(words):
        word = words[at]
        if word is None or not word.startswith("-") or word == "-":
            break
        at += 1
        if word == "--":
            break
        name, given, value = word.lstrip("-").partition("=")
        if given:
            values[name] = value
        elif name in _VALUED:
            values[name] = words[at] if at < len(words) else None
            at += 1
        else:
            values[name] = ""
    operands = words[at:]
    return Flags(values, operands, before is None or (bool(operands) and operands[0] is None))
