"""Writes the documents that follow from the code: `python tools/write_docs.py`.

README.md's table of languages from the samples; docs/diagnostics.md from the table of codes; docs/traps.md from tests/traps/traps.toml, the samples and the tests; docs/json-schema.json, docs/json.md, docs/project-schema.json and docs/project.md from the models. A test fails where one
of them is not what this would write.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from msbgen.diagnostics import CODES
from msbgen.ecosystems import registered
from msbgen.model.project import ProjectSpec
from msbgen.report.as_json import schema
from tests.samples.sample import Sample, samples
from tools.trap_index import Shown, shown, traps

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
BEGIN, END = "<!-- languages -->\n", "<!-- /languages -->"
#: how a language's folder is called where that is not its name with a capital letter
_TITLES = {
    "c": "C, C++ and builds from source", "dotnet": ".NET", "java": "Java, Kotlin, Scala, Clojure", "node": "Node.js", "php": "PHP",
    "web": "Static sites and web servers",
}  # fmt: skip

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


_PROJECT = """\
# Descriptions of projects

What `msbgen new` is told about a project: by options, in a TOML or JSON file (`--spec FILE`), or as a `ProjectSpec` in Python.
[project-schema.json](project-schema.json) is its schema (draft 2020-12). Only `lang` must be given (on the command line not even
that, where the project's files tell); a field that is left out is read from the project's files, else it is the language's own way.

```toml
lang = "python"
version = "3.13"
port = 8000
entry = "shop.web:app"
packages = ["libpq5"]
env = { GREETING = "hello" }
```

"""


_TRAPS = """\
# Traps

What goes wrong when an image is split, msbgen's answer, and where it is shown: **bold** where a real engine builds and runs it.
"""


def documents() -> dict[str, str]:
    """The generated documents: name below docs/ to text."""
    described = schema()
    project = ProjectSpec.model_json_schema()
    return {
        "diagnostics.md": _DIAGNOSTICS + "".join(f"| {code} | {text} |\n" for code, text in CODES.items()),
        "json-schema.json": json.dumps(described, indent=2, ensure_ascii=False) + "\n",
        "json.md": _JSON + "".join(_models(described)),
        "project-schema.json": json.dumps({"$schema": described["$schema"], **project}, indent=2, ensure_ascii=False) + "\n",
        "project.md": _PROJECT + project["description"] + "\n\n" + "".join(_fields(project)),
        "traps.md": _TRAPS + "".join(_traps()),
    }


def languages() -> str:
    """The table of languages: which samples are built and run before and after, which are held against expected text only."""
    text = "| | samples that are built and run | samples whose text is tested | `new` |\n| --- | --- | --- | --- |\n"
    written = {e.name for e in registered() if e.writes_new}
    for language in sorted({_language(s) for s in samples()}, key=lambda name: _title(name).strip(".").lower()):
        mine = [s for s in samples() if _language(s) == language]
        built = [s for s in mine if any(v.real for v in s.variants)]
        only = [s for s in mine if s not in built]
        text += f"| {_title(language)} | {_named(built)} | {_named(only)} | {'yes' if language in written else ''} |\n"
    return text


def _language(sample: Sample) -> str:
    return sample.name.partition("-")[0]


def _title(name: str) -> str:
    return _TITLES.get(name, name.capitalize())


def _named(found: list[Sample]) -> str:
    return ", ".join(f"[{s.name.partition('-')[2]}](samples/{s.name})" for s in found)


def readme(text: str) -> str:
    """The README with the table between its markers. Raises ValueError where it has none."""
    start, end = text.index(BEGIN) + len(BEGIN), text.index(END)
    return text[:start] + languages() + text[end:]


def _traps() -> Iterator[str]:
    where = shown()
    number = 0
    for trap in traps():
        if trap.number != number:
            number = trap.number
            yield f"\n## {number} {trap.about}\n\n"
            whole = where.get(str(number), ()) if trap.id != str(number) else ()
            if whole:
                yield f"Met by {', '.join(map(_shown, whole))}.\n\n"
            yield "| | what goes wrong | answer | shown by |\n| --- | --- | --- | --- |\n"
        yield f"| {trap.id} | {trap.goes_wrong} | {trap.answer} | {', '.join(map(_shown, where.get(trap.id, ())))} |\n"


def _shown(each: Shown) -> str:
    link = f"[{each.name}](../{each.path})"
    return f"**{link}**" if each.built else link


def _models(described: dict[str, Any]) -> Iterator[str]:
    models = {"Conversion": described} | described["$defs"]
    for name in _reached("Conversion", models):
        model = models[name]
        yield f"\n## {name}\n\n{model['description']}\n\n| field | type |\n| --- | --- |\n"
        for field, value in model["properties"].items():
            yield f"| `{field}` | {_type(value)} |\n"


def _fields(project: dict[str, Any]) -> Iterator[str]:
    yield "| field | type | without it |\n| --- | --- | --- |\n"
    for field, value in project["properties"].items():
        default = "" if value.get("default") is None else f"`{json.dumps(value['default'])}`"
        yield f"| `{field}` | {_type(value)} | {default} |\n"


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
    if value["type"] == "object":
        values = value.get("additionalProperties") or next(iter(value["patternProperties"].values()))
        return f"table of {_type(values)}"
    return str(value["type"])


def main() -> None:
    for name, text in documents().items():
        (DOCS / name).write_text(text, encoding="utf-8")
    path = ROOT / "README.md"
    path.write_text(readme(path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
