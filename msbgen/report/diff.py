"""The difference that a conversion makes, as `patch` reads it."""

from __future__ import annotations

import difflib

__all__ = ["unified"]

_NO_END = "\n\\ No newline at end of file\n"


def unified(before: str, after: str, name: str = "Dockerfile") -> str:
    """A unified diff of the two texts, both under `name`; empty where they are the same."""
    lines = difflib.unified_diff(_lines(before), _lines(after), name, name)
    return "".join(line if line.endswith("\n") else line + _NO_END for line in lines)


def _lines(text: str) -> list[str]:
    """Lines with their ends, parted at "\\n" alone, as `patch` parts them."""
    return [line + "\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])
