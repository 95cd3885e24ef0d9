"""What is known about build tools (tools.toml) and about libraries (libraries.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["libraries", "tools"]


@cache
def tools() -> dict[str, Any]:
    """Options, goals, plugins and scripts of Maven, Gradle and the compilers."""
    return _read("tools.toml")


@cache
def libraries() -> frozenset[str]:
    """Libraries, as group:artifact, that start no program, load no library and draw no text; what they depend on alike."""
    return frozenset(_read("libraries.toml")["quiet"])


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files(__package__).joinpath(name).read_text())
