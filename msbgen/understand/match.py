"""Patterns of paths: Go's filepath.Match, by which COPY reads its sources, and the shell's; neither are Python's."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable

from msbgen.understand.paths import below

__all__ = ["expanded", "matcher"]


def expanded(path: str, pattern: str) -> bool:
    """Whether a path is, or lies below, one of those that the shell expands a pattern to: each part for itself, and a dot in front is
    matched by a dot only (IEEE Std 1003.1-2017, 2.13.3)."""
    if not any(c in pattern for c in "*?["):
        return below(path, pattern)
    parts, wanted = path.split("/"), pattern.split("/")
    return len(parts) >= len(wanted) and all(
        fnmatch.fnmatchcase(part, want) and (want[:1] == "." or part[:1] != ".") for part, want in zip(parts, wanted, strict=False)
    )


def matcher(pattern: str) -> Callable[[str], bool]:
    """A test of whole paths."""
    matches = re.compile(_expression(pattern), re.DOTALL).fullmatch
    return lambda path: matches(path) is not None


def _expression(pattern: str) -> str:
    """The regular expression of a pattern: `*` and `?` stop at a slash, `^` alone negates a class, a backslash quotes (Go, path/filepath
    `Match`). A malformed pattern, at which the build fails, matches nothing."""
    found = []
    at = 0
    while at < len(pattern):
        c = pattern[at]
        at += 1
        if c == "*":
            found.append("[^/]*")
        elif c == "?":
            found.append("[^/]")
        elif c == "[":
            end, ranges = _class(pattern, at)
            if not ranges:
                return "(?!)"
            found.append(ranges)
            at = end
        elif c == "\\":
            if at == len(pattern):
                return "(?!)"
            found.append(re.escape(pattern[at]))
            at += 1
        else:
            found.append(re.escape(c))
    return "".join(found)


def _class(pattern: str, at: int) -> tuple[int, str]:
    """Where a class ends whose bracket was just read, and its expression; an empty one where it is malformed."""
    negated = pattern[at : at + 1] == "^"
    at += negated
    ranges: list[str] = []
    while at < len(pattern) and (pattern[at] != "]" or not ranges):
        ends: list[str] = []
        while len(ends) < 2:
            if pattern[at : at + 1] in ("", "-", "]"):
                return at, ""
            at += pattern[at] == "\\"
            ends.append(pattern[at : at + 1])
            at += 1
            if pattern[at : at + 1] != "-" or len(ends) == 2:
                break
            at += 1
        if not all(ends):
            return at, ""
        if ends[0] <= ends[-1]:
            ranges.append("-".join(map(re.escape, ends)))
        else:
            ranges.append("")
    if at >= len(pattern):
        return at, ""
    inside = "".join(ranges)
    if not inside:
        return at + 1, "." if negated else "(?!)"
    return at + 1, f"[{'^' if negated else ''}{inside}]"
