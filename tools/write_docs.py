"""Writes the documents that follow from the code: `python tools/write_docs.py`.

docs/diagnostics.md from the table of codes, docs/json-schema.json and docs/json.md from the models. A test fails where one
of them is not what this would write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msbgen.diagnostics import CODES
from msbgen.report.as_json import schema

DOCS = Path(__file__).resolve().parent.parent / "docs"

_DIAGNOSTICS = """\
# Diagnostics

What msbgen tells on standard error (and under `diagnostics` in `--json`) has one of these codes.

| code | what it means |
| --- | --- |
"""

_JSON = """\
# `msbgen convert --json`

One JSON object: a `Conversion`. [json-schema.json](json-schema.json) is its schema (draft 2020-12). `plan` is what the
templates get, too. A byte of the input that is not UTF-8 stands as a lone surrogate escape (`\\udcff` for 0xff).
"""


def documents() -> dict[str, str]:
    """The generated documents: name below docs/ to text."""
    described = schema()
    return {
        "diagnostics.md": _DIAGNOSTICS + "".join(f"| {code} | {text} |\n" for code, text in CODES.items()),
        "json-schema.json": json.dumps(described, indent=2, ensure_ascii=False) + "\n",
        "json.md": _JSON + "".join(_models(described)),
    }


def _models(described: dict[str, Any]) -> Iterator[str]:
    models = {"Conversion": described} | described["$defs"]
    for name in _reached("Conversion", models):
        model = models[name]
        yield f"\n## {name}\n\n{model['description']}\n\n| field | type |\n| --- | --- |\n"
        for field, value in model["properties"].items():
            yield f"| `{field}` | {_type(value)} |\n"


def _reached(name: str, models: dict[str, Any]) -> list[str]:
    """The model and those that it holds, each once, in the order of its fields."""
    found: dict[str, None] = {}

    def visit(name: str) -> None:
        if name not in found:
            found[name] = None
            for part in json.dumps(models[name]["properties"]).split("#/$defs/")[1:]:
                visit(part.partition('"')[0])

    visit(name)
    return list(found)


def _type(value: dict[str, Any]) -> str:
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in value:
        return " or ".join(map(_type, value["anyOf"]))
    if "enum" in value or "const" in value:
        return " or ".join(f"`{json.dumps(choice)}`" for choice in value.get("enum", [value.get("const")]))
    if "prefixItems" in value:
        return f"[{', '.join(map(_type, value['prefixItems']))}]"
    if value["type"] == "array":
        return f"array of ({_type(items)})" if "anyOf" in (items := value["items"]) else f"array of {_type(items)}"
    return str(value["type"])


def main() -> None:
    for name, text in documents().items():
        (DOCS / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
