"""What is known about installers and packages (tools.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["tools"]


@cache
def tools() -> dict[str, Any]:
    """Functions that install, packages that compile when they run."""
    return tomllib.loads(resources.files(__package__).joinpath("tools.toml").read_text())
