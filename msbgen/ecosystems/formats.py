"""Files of a project in JSON and TOML, whatever is in them."""

from __future__ import annotations

from typing import Any

__all__ = ["json_of", "toml_of"]


def json_of(text: str) -> dict[str, Any] | None:
    """The object that a text in JSON holds; None where it holds none, or one that is nested too deeply to be read."""
    import json

    try:
        data = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) else None


def toml_of(text: str) -> dict[str, Any] | None:
    """The same of a text in TOML."""
    import tomllib

    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
