"""What is known about the dotnet command line and about packages (tools.toml, compiled to JSON)."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["tools"]


@cache
def tools() -> dict[str, frozenset[str]]:
    """The lists of the table as sets."""
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath("tools.json").read_bytes())
    return {name: frozenset(value) for name, value in found.items() if isinstance(value, list)}
