"""What is known about Ruby's programs, tasks and gems (tools.toml, gems.toml)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["gems", "tools"]


@cache
def tools() -> dict[str, Any]:
    """Programs that gems bring, tasks of rake and rails, commands of bundler and gem."""
    return tomllib.loads(resources.files(__package__).joinpath("tools.toml").read_text())


@cache
def gems() -> dict[str, Any]:
    """What gems take of the system by name, and those that take nothing."""
    return tomllib.loads(resources.files(__package__).joinpath("gems.toml").read_text())
