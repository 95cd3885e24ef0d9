"""What is known about PHP's tools, extensions and packages (tools.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["tools"]


@cache
def tools() -> dict[str, Any]:
    """Commands of composer, tasks of frameworks, extensions, packages."""
    return tomllib.loads(resources.files(__package__).joinpath("tools.toml").read_text())
