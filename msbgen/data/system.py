"""Where distributions keep things: see system.toml."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["System", "system"]

_Names = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class System:
    """The table; its head says what each means."""

    sources: frozenset[str]
    source_adders: _Names
    more_components: _Names
    only_in: dict[str, frozenset[str]]
    essential: frozenset[str]
    server_parts: _Names
    server_kin: _Names
    plain_packages: _Names
    server_places: _Names
    own: frozenset[str]
    own_read: frozenset[str]
    needless: _Names
    merged_links: _Names
    apart: frozenset[str]
    release_files: _Names
    release_sets: _Names
    served: frozenset[str]
    architectures: frozenset[str]


@cache
def system() -> System:
    """The table, read when it is first asked for."""
    data = tomllib.loads(Path(__file__).with_name("system.toml").read_text())
    sources, servers, own, release = data["sources"], data["servers"], data["own"], data["release"]
    return System(
        sources=frozenset(sources["places"]),
        source_adders=tuple(sources["adds"]),
        more_components=tuple(sources["more"]),
        only_in={path: frozenset(names) for path, names in sources["only"].items()},
        essential=frozenset(data["essential"]["packages"]),
        server_parts=tuple(servers["parts"]),
        server_kin=tuple(servers["kin"]),
        plain_packages=tuple(servers["plain"]),
        server_places=tuple(servers["places"]),
        own=frozenset(own["places"]),
        own_read=frozenset(own["read"]),
        needless=tuple(own["needless"]),
        merged_links=tuple(data["merged"]["links"]),
        apart=frozenset(data["merged"]["apart"]),
        release_files=tuple(release["places"]),
        release_sets=tuple(release["sets"]),
        served=frozenset(release["served"]),
        architectures=frozenset(data["architectures"]["namespaces"]),
    )
