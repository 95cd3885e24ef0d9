"""What is known about Ruby's programs, tasks and gems (tools.toml, gems.toml). tools/compile_tables.py makes the JSON that is read."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["gems", "tools"]


@cache
def tools() -> dict[str, Any]:
    """Programs that gems bring, tasks of rake and rails, commands of bundler and gem."""
    return _read("tools")


@cache
def gems() -> dict[str, Any]:
    """What gems take of the system by name, and those that take nothing."""
    return _read("gems")


def _read(name: str) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(resources.files(__package__).joinpath(f"{name}.json").read_bytes())
    return data
