"""Programs that can be carried by themselves: see portable.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Portable", "portable"]


@dataclass(frozen=True, slots=True)
class Portable:
    """A program that needs only its shared libraries and `files`; `path` is where it lies."""

    path: str
    files: tuple[str, ...]


@cache
def _table() -> dict[str, Portable]:
    data = tomllib.loads(Path(__file__).with_name("portable.toml").read_text())
    return {name: Portable(path, tuple(data["files"].get(name, ()))) for name, path in data["programs"].items()}


def portable(name: str) -> Portable | None:
    """How to carry a program of this name; None when it needs more than that, or is not known."""
    return _table().get(name)
