"""Files of a project in JSON and TOML, whatever is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from msbgen.ecosystems.formats import json_of, toml_of
from tests.ecosystems.helpers import write

DEEP = "[" * 5000


def test_objects() -> None:
    assert json_of('\ufeff{"a": [1]}') == {"a": [1]}
    assert toml_of("a = [1]") == {"a": [1]}


@pytest.mark.parametrize("text", ["", "[]", "7", "{", '{"a": ' + DEEP])
def test_what_is_no_object_of_json(text: str) -> None:
    assert json_of(text) is None


@pytest.mark.parametrize("text", ["{", "a", "a = " + DEEP])
def test_what_is_no_toml(text: str) -> None:
    assert toml_of(text) is None


@pytest.mark.parametrize(
    ("base", "file", "text", "command"),
    [
        ("python:3.12", "pyproject.toml", "a = " + DEEP, "pip install ."),
        ("python:3.12", "Pipfile.lock", '{"a": ' + DEEP, "pipenv sync --system"),
        ("rust:1.80", "Cargo.toml", "a = " + DEEP, "cargo build --release"),
        ("composer:2", "composer.lock", '{"a": ' + DEEP, "composer install"),
        ("php:8.3-cli", "composer.json", '{"a": ' + DEEP, "composer install"),
        ("hugomods/hugo:latest", "hugo.toml", "a = " + DEEP, "hugo"),
        ("node:20", "package.json", '{"a": ' + DEEP, "npm ci"),
    ],
)
def test_a_file_that_cannot_be_read_stops_nothing(tmp_path: Path, base: str, file: str, text: str, command: str) -> None:
    made = convert(f'FROM {base}\nWORKDIR /app\nCOPY . .\nRUN {command}\nCMD ["/app/x"]\n', context=write(tmp_path, {file: text}))
    assert made.dockerfile.startswith(f"FROM {base}")
