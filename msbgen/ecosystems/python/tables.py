"""This language's tables, read when they are first asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Settings", "commands", "distributions", "settings", "silent"]

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Settings:
    """settings.toml: `releases` of distributions, the interpreter's `files` and `env`, modules that reach outside, names
    of scripts that others find, endings of files that people or make alone read, and tools of builds that ask git."""

    releases: Mapping[str, Mapping[str, str]]
    files: tuple[str, ...]
    env: tuple[str, ...]
    links: tuple[str, ...]
    starts: frozenset[str]
    loads: frozenset[str]
    customary: frozenset[str]
    prose: tuple[str, ...]
    make: tuple[str, ...]
    ask_git: tuple[str, ...]


@cache
def settings() -> Settings:
    """What is known about Python itself."""
    table = _table("settings")
    return Settings(
        releases=table["releases"],
        files=tuple(table["kit"]["files"]),
        env=tuple(table["kit"]["env"]),
        links=tuple(table["kit"]["links"]),
        starts=frozenset(table["stdlib"]["starts"]),
        loads=frozenset(table["stdlib"]["loads"]),
        customary=frozenset(table["scripts"]["customary"]),
        prose=tuple(table["scripts"]["prose"]),
        make=tuple(table["scripts"]["make"]),
        ask_git=tuple(table["git"]["tools"]),
    )


@cache
def commands() -> Mapping[str, Mapping[str, Any]]:
    """What commands of packages do while an image is built, and which of them containers start, by name."""
    return dict(_table("commands")["commands"])


@cache
def silent() -> Mapping[str, Any]:
    """What distributions and programs take from a full image."""
    return _table("silent")


@cache
def distributions() -> Mapping[str, Mapping[str, Any]]:
    """What was found in popular distributions (packages.json), by normalised name."""
    return dict(_table("packages")["distributions"])


def _table(name: str) -> dict[str, Any]:
    """A table that tools/compile_tables.py made of the .toml beside it."""
    return dict(json.loads((_HERE / f"{name}.json").read_bytes()))
