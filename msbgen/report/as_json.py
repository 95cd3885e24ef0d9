"""A conversion for programs: JSON, and its schema (docs/json.md, docs/json-schema.json)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msbgen.model.conversion import Conversion

__all__ = ["as_json", "schema"]


def as_json(conversion: Conversion) -> str:
    """All of it as one JSON object, indented, with a line end.

    A byte that was not UTF-8 stands as a lone surrogate escape (`\\udcff` for 0xff), which Python's own json reads back.
    """
    return json.dumps(conversion.model_dump(mode="python"), indent=2, ensure_ascii=True) + "\n"


def schema() -> dict[str, Any]:
    """The JSON schema (draft 2020-12) of what `as_json` writes."""
    from msbgen.model.conversion import Conversion

    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | Conversion.model_json_schema(
        mode="serialization"
    )
