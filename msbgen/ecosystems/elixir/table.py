"""What is known about mix's and rebar3's tasks and about libraries (tools.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["tools"]


@cache
def tools() -> dict[str, Any]:
    """Tasks, what start scripts run, libraries that start nothing."""
    return tomllib.loads(resources.files(__package__).joinpath("tools.toml").read_text())
