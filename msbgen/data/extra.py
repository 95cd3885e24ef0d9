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
#: what a row may say, and in which form (images.toml, packages.toml)
_STRINGS = "id inherits kind os release libc libc_version package_manager shell user workdir stopsignal language language_version prefix family kit since below source name manager role"
_LISTS = "repositories tags examples shells entrypoint cmd programs packages bundled env_unknown without_env volumes runtime releases"
_TABLES = "env users groups plain versions provides"
_FLAGS = "ca_certificates tzdata multiarch maintained both"
_FORMS: dict[str, tuple[type[Any], str]] = {
    **dict.fromkeys(_STRINGS.split(), (str, "a string")),
    **dict.fromkeys(_LISTS.split(), (list, "a list of strings")),
    **dict.fromkeys(_TABLES.split(), (dict, "a table")),
    **dict.fromkeys(_FLAGS.split(), (bool, "true or false")),
}


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
            if key == "image" and not {"inherits", "os"} & row.keys():
                missing.append("inherits")
            if missing:
                raise UsageError(f"{path}: a [[{key}]] lacks {', '.join(missing)}")
            _well_formed(row, key, path)
            for when in row.get("when", ()):
                _well_formed(when, key, path)
    try:
        images.load(data)
    except KeyError as error:
        raise UsageError(f"{path}: no image row is called {error.args[0]!r}") from error
    except ValueError as error:
        raise UsageError(f"{path}: {error}") from error
    packages.load(data)


def _well_formed(row: Mapping[str, Any], key: str, path: Path) -> None:
    """Raises UsageError where a value of a row is of another form than msbgen's own tables have it."""
    for name, value in row.items():
        wanted, called = _FORMS.get(name, (type(value), ""))
        if name == "runtime" and key == "group":
            wanted, called = dict, "a table"
        if not isinstance(value, wanted) or wanted is list and not all(isinstance(each, str) for each in value):
            raise UsageError(f"{path}: in a [[{key}]], {name} must be {called}")
    if "repositories" in row and not row.get("tags"):
        raise UsageError(f"{path}: a [[{key}]] with repositories lacks tags")
