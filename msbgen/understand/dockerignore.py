""".dockerignore, as moby/patternmatcher reads it: Go's filepath.Match plus **, `!` for exceptions, the last match wins."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

__all__ = ["Ignore"]


@dataclass(frozen=True)
class _Pattern:
    text: str
    keeps: bool

    @cached_property
    def expression(self) -> re.Pattern[str]:
        return re.compile(_translate(self.text), re.DOTALL)

    def matches(self, path: str) -> bool:
        """The path itself or any of its parents."""
        parts = path.split("/")
        return any(self.expression.fullmatch("/".join(parts[:n])) for n in range(len(parts), 0, -1))


class Ignore:
    """The patterns of one context, in order."""

    def __init__(self, patterns: tuple[_Pattern, ...]) -> None:
        self._patterns = patterns
        self._has_exceptions = any(p.keeps for p in patterns)

    @classmethod
    def of(cls, root: Path, dockerfile: Path | None) -> Ignore:
        """`<Dockerfile>.dockerignore` beside the Dockerfile wins over .dockerignore of the context."""
        places = [dockerfile.with_name(dockerfile.name + ".dockerignore")] if dockerfile else []
        for place in [*places, root / ".dockerignore"]:
            try:
                return cls.parse(place.read_text(errors="replace"))
            except OSError:
                continue
        return cls(())

    @classmethod
    def parse(cls, text: str) -> Ignore:
        found = []
        for line in text.removeprefix("\ufeff").splitlines():
            line = line.strip()
            if not line or line.startswith("#"):
                continue
            keeps = line.startswith("!")
            clean = line[1:].strip() if keeps else line
            parts = [p for p in clean.split("/") if p not in ("", ".")]
            if parts:
                found.append(_Pattern("/".join(parts), keeps))
        return cls(tuple(found))

    def ignores(self, path: str) -> bool:
        """Whether the build does not see this path."""
        out = False
        for pattern in self._patterns:
            if out == pattern.keeps and pattern.matches(path):
                out = not pattern.keeps
        return out

    def prunes(self, folder: str) -> bool:
        """Whether nothing below the folder can be seen, so that it need not be walked."""
        return not self._has_exceptions and self.ignores(folder)


def _translate(pattern: str) -> str:
    out = []
    at = 0
    while at < len(pattern):
        c = pattern[at]
        if pattern.startswith("**", at):
            at += 2
            if pattern.startswith("/", at):
                at += 1
                out.append("(?:.*/)?")
            else:
                out.append(".*")
            continue
        if c == "*":
            out.append("[^/]*")
        elif c == "?":
            out.append("[^/]")
        elif c == "[" and (end := pattern.find("]", at + 1)) > 0:
            inner = pattern[at + 1 : end]
            out.append("[" + ("^" + inner[1:] if inner.startswith("^") else inner).replace("\\", "\\\\") + "]")
            at = end
        elif c == "\\" and at + 1 < len(pattern):
            at += 1
            out.append(re.escape(pattern[at]))
        else:
            out.append(re.escape(c))
        at += 1
    return "".join(out)
