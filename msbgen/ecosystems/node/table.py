"""The tables of this folder, loaded once, when first asked for. tools/compile_tables.py makes the JSON from the TOML."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["Tool", "programs_of", "read_table", "tool", "tool_names"]

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Tool:
    """A row of tools.toml, whose head explains the columns."""

    name: str
    package: str
    does: str
    verbs: Mapping[str, str]
    outputs: tuple[str, ...]
    valued: tuple[str, ...]
    config: tuple[str, ...]
    folder: bool
    reads: tuple[str, ...]
    removes: bool
    makes: str | None
    unless: tuple[str, ...]


@cache
def read_table(name: str) -> dict[str, Any]:
    """A table's JSON, read once."""
    data: dict[str, Any] = json.loads((_HERE / f"{name}.json").read_bytes())
    return data


@cache
def tool_names() -> frozenset[str]:
    """Names of all programs that the table knows."""
    return frozenset(read_table("tools")["tools"])


@cache
def tool(name: str | None) -> Tool | None:
    """What the table says of a program; None where it has no row."""
    row = read_table("tools")["tools"].get(name)
    if name is None or row is None:
        return None
    return Tool(
        name=name,
        package=row.get("package", name),
        does=row["does"],
        verbs=row.get("verbs", {}),
        outputs=tuple(row.get("outputs", ())),
        valued=tuple(row.get("valued", ())),
        config=tuple(row.get("config", ())),
        folder=row.get("folder", False),
        reads=tuple(row.get("reads", ())),
        removes=row.get("removes", False),
        makes=row.get("makes"),
        unless=tuple(row.get("unless", ())),
    )


def programs_of(package: str) -> tuple[str, ...] | None:
    """The programs that a package brings; None where that is not known."""
    listed = read_table("tools")["programs"].get(package)
    if listed is not None:
        return tuple(listed)
    found = tuple(name for name, row in read_table("tools")["tools"].items() if row.get("package", name) == package)
    return found or None
