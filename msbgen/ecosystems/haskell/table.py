"""Packages that bring no data to read at run time, and modules of the compiler's own packages: see packages.toml."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["loud_modules", "plain", "quiet_packages"]


@cache
def plain() -> frozenset[str]:
    """Packages, in lower case, that install no data, nor does any that they are built with."""
    return frozenset((*_data()["plain"].split(), *_data()["compiler"].split()))


@cache
def quiet_packages() -> frozenset[str]:
    """Packages of the compiler itself whose modules start no program and load no library."""
    return frozenset(_data()["quiet"].split())


@cache
def loud_modules() -> tuple[str, ...]:
    """How names of modules begin that are of the compiler's other packages."""
    return tuple(_data()["loud"].split())


@cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath("packages.json").read_bytes())
    return found
