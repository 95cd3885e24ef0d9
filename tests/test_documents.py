"""The documents say what the code does: generated ones are current, codes are documented and triggered, names are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import msbgen
from msbgen.diagnostics import CODES
from msbgen.errors import MsbgenError
from tools.write_docs import DOCS, documents, readme

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", ["diagnostics.md", "json-schema.json", "json.md", "project-schema.json", "project.md"])
def test_generated_documents_are_current(name: str) -> None:
    assert (DOCS / name).read_text(encoding="utf-8") == documents()[name], "run `python3 dev.py docs`"


def test_the_table_of_languages_is_current() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert text == readme(text), "run `python3 dev.py docs`"


def test_the_traps_are_current() -> None:
    """The words are those of the table, and what shows them is there. New samples may be missing until the documents are written anew."""

    def words(text: str) -> list[str]:
        return [line.rpartition(" | ")[0] for line in text.splitlines() if re.match(r"\| \d+[a-z]? \|", line)]

    written = (DOCS / "traps.md").read_text(encoding="utf-8")
    assert words(written) == words(documents()["traps.md"]), "run `python3 dev.py docs`"
    assert all((ROOT / path).exists() for path in re.findall(r"\]\(\.\./([^)]+)\)", written))


def test_every_code_that_is_used_is_in_the_table() -> None:
    used = {code for path in (ROOT / "msbgen").rglob("*.py") for code in re.findall(r"\bMSB\d{3}\b", path.read_text())}
    assert used == CODES.keys()


@pytest.mark.parametrize("code", sorted(CODES.keys() - {MsbgenError.code}))
def test_every_code_is_triggered_somewhere(code: str) -> None:
    here = Path(__file__)
    texts = [path.read_text() for path in (ROOT / "tests").rglob("*.py") if path != here]
    texts += [path.read_text() for path in (ROOT / "samples").rglob("*.toml")]
    assert any(code in text for text in texts)


def test_the_public_names() -> None:
    assert sorted(msbgen.__all__) == [
        "CheckFailed",
        "Conversion",
        "Diagnostic",
        "DockerfileSyntaxError",
        "MsbgenError",
        "Options",
        "ProjectSpec",
        "Refused",
        "UsageError",
        "__version__",
        "convert",
        "new",
    ]
    for name in msbgen.__all__:
        assert getattr(msbgen, name) is not None


def test_no_other_name_is_given() -> None:
    with pytest.raises(AttributeError, match="'nothing'"):
        msbgen.nothing  # noqa: B018


def test_the_version_is_in_the_changelog() -> None:
    assert f"\n## {msbgen.__version__}" in (ROOT / "CHANGELOG.md").read_text()


def test_templates_are_documented() -> None:
    text = (DOCS / "templates.md").read_text()
    for template in (ROOT / "templates").rglob("*.j2"):
        assert f"`{template.relative_to(ROOT / 'templates')}`" in text


def test_what_templates_can_call_is_documented() -> None:
    from msbgen.render.filters import FILTERS, TESTS

    text = (DOCS / "templates.md").read_text()
    for name in (*FILTERS, *TESTS):
        assert f"`{name}" in text


def test_the_tables_of_the_document_are_those_of_the_sample() -> None:
    """Its TOML loads, and says what the sample's file says."""
    import tomllib

    (text,) = re.findall(r"^```toml\n(.*?)^```", (DOCS / "tables.md").read_text(), re.DOTALL | re.MULTILINE)
    told, used = tomllib.loads(text), tomllib.loads((ROOT / "samples/python-tables/tables.toml").read_text())
    assert told.pop("group") == used.pop("group")
    assert told["image"][0].pop("env")
    assert told == used
