"""What is known about PHP's tools, extensions and packages (tools.toml). tools/compile_tables.py makes the JSON that is read."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["tools"]


@cache
def tools() -> dict[str, Any]:
    """Commands of composer, tasks of frameworks, extensions, packages."""
    data: dict[str, Any] = json.loads(resources.files(__package__).joinpath("tools.json").read_bytes())
    return data
