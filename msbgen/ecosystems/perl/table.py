"""What is known about installers and about modules (tools.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["tools"]


@cache
def tools() -> dict[str, Any]:
    """Options of installers, what brings servers, what modules need of the system."""
    return tomllib.loads(resources.files(__package__).joinpath("tools.toml").read_text())
