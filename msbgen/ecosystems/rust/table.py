"""What is known about crates by their names (crates.toml, generated) and about tools (tools.toml), both compiled to JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["Crate", "crates", "tools"]


@dataclass(frozen=True, slots=True)
class Crate:
    """`starts`: why it may start programs or load libraries, None where it does not. `zones`: it reads the system's time zones."""

    starts: str | None
    zones: bool
    #: Debian's package of the library that it links to, where that is more than a shared object
    package: str | None = None


@dataclass(frozen=True, slots=True)
class Tools:
    """`build` are crates whose programs only builds use; `binaries` maps a crate to the programs that it installs."""

    build: frozenset[str]
    binaries: Mapping[str, tuple[str, ...]]


@cache
def crates() -> Mapping[str, Crate]:
    data = _read("crates.json")
    starts, zones = data["starts"], frozenset(data["zones"]["crates"])
    return {name: Crate(starts.get(name), name in zones, data["packages"].get(name)) for name in (*data["quiet"]["crates"].split(), *starts)}


@cache
def tools() -> Tools:
    data = _read("tools.json")
    return Tools(frozenset(data["build"]), {name: tuple(found) for name, found in data["binaries"].items()})


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath(name).read_bytes())
    return found
