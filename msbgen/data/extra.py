"""A user's own tables, merged over msbgen's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msbgen.data import images, packages
from msbgen.errors import UsageError

__all__ = ["load"]

_ROW = ("id", "source", "checked")
_GROUP = ("name", "manager", "role", "source", "checked")


def load(path: Path) -> None:
    """Merge a TOML file with the schemas of images.toml (`[[image]]`, `[distribution.*]`, `[programs]`) and packages.toml (`[[group]]`).

    Its rows come before msbgen's, and replace those of the same id. Raises UsageError if the file cannot be read, is no
    TOML, or a row lacks what it must say; then nothing is merged.
    """
    import tomllib

    try:
        data: Mapping[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:  # no TOML, or no UTF-8
        raise UsageError(f"{path}: is not TOML: {error}") from error
    for key, needed in (("image", _ROW), ("group", _GROUP)):
        rows = data.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise UsageError(f"{path}: {key} must be a list of tables: [[{key}]]")
        for row in rows:
            missing = [name for name in needed if name not in row]
            if missing:
                raise UsageError(f"{path}: a [[{key}]] lacks {', '.join(missing)}")
    try:
        images.load(data)
    except KeyError as error:
        raise UsageError(f"{path}: no image row is called {error.args[0]!r}") from error
    packages.load(data)
