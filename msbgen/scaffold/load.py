"""A project's description from a file and from options."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msbgen.errors import UsageError
from msbgen.files import read_input
from msbgen.model.project import ProjectSpec, project
from msbgen.scaffold.detect import detected
from msbgen.understand.context import Context

__all__ = ["load"]


def load(file: Path | None, options: Mapping[str, Any], folder: Path) -> ProjectSpec:
    """The description in a TOML or JSON file (none: an empty one) with the options over it, and the language of the project's folder where
    neither says it. Raises UsageError where one cannot be used."""
    values = {**(_read(file) if file is not None else {}), **options}
    if "lang" not in values:
        values["lang"] = detected(Context(folder))
    return project(values)


def _read(file: Path) -> dict[str, Any]:
    try:
        text = read_input(str(file)).decode()
        data = json.loads(text) if file.suffix == ".json" else tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{file} is no {'JSON' if file.suffix == '.json' else 'TOML'}: {error}") from None
    if not isinstance(data, dict):
        raise UsageError(f"{file} holds no description of a project: a table of fields is needed")
    return data
