"""Libraries that start no program and load nothing by name: see libraries.toml."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

__all__ = ["libraries"]


@cache
def libraries() -> frozenset[str]:
    """The names, as the linker's -l takes them."""
    return frozenset(json.loads(resources.files(__package__).joinpath("libraries.json").read_bytes())["quiet"])
