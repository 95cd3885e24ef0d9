"""What a project's files say about it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from msbgen import UsageError
from msbgen.ecosystems import named
from msbgen.scaffold import detected
from msbgen.scaffold.versions import admits, best
from msbgen.understand import Context
from tests.new.projects import PROJECTS, build


def described(lang: str, files: dict[str, str], folder: Path) -> dict[str, Any]:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    ecosystem = named(lang)
    assert ecosystem is not None
    found = ecosystem.describe(Context(folder))
    assert found is not None
    assert set(found.why) <= set(found.values)
    return dict(found.values)


@pytest.mark.parametrize("name", PROJECTS)
def test_the_language(name: str, tmp_path: Path) -> None:
    assert detected(Context(build(name, tmp_path))) == name.partition("-")[0]


def test_none_or_several(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no project of a known language"):
        detected(Context(tmp_path))
    (tmp_path / "go.mod").write_text("module x\n")
    (tmp_path / "package.json").write_text("{}")
    with pytest.raises(UsageError, match="several languages: go, node") as error:
        detected(Context(tmp_path))
    assert error.value.hint == "say which: --lang go, for one"


def test_what_dockerignore_hides_is_not_seen(tmp_path: Path) -> None:
    (tmp_path / "go.mod").write_text("module x\n")
    (tmp_path / "package.json").write_text("{}")
    (tmp_path / ".dockerignore").write_text("package.json\n")
    assert detected(Context(tmp_path)) == "go"


MAIN = "package main\n"


@pytest.mark.parametrize(
    ("files", "entry", "name"),
    [
        ({"main.go": MAIN}, ".", "hello"),
        ({"cmd/api/main.go": MAIN}, "./cmd/api", "api"),
        ({"main.go": MAIN, "cmd/api/main.go": MAIN}, ".", "hello"),
        ({"cmd/api/main.go": MAIN, "hack/x/main.go": MAIN, "examples/y/main.go": MAIN}, "./cmd/api", "api"),
        ({"cmd/api/main.go": MAIN, "gen.go": "//go:build ignore\n\npackage main\n"}, "./cmd/api", "api"),
        ({"cmd/api/main.go": MAIN, "win/main_windows.go": MAIN}, "./cmd/api", "api"),
        ({"cmd/api/main.go": MAIN, "x_test.go": MAIN}, "./cmd/api", "api"),
        ({"cmd/api/main.go": MAIN, "cmd/job/main.go": MAIN}, None, "hello"),
        ({"lib.go": "package lib\n"}, None, "hello"),
    ],
)
def test_go(files: dict[str, str], entry: str | None, name: str, tmp_path: Path) -> None:
    found = described("go", {"go.mod": "module example.com/hello/v3\n\ngo 1.22.1\n", **files}, tmp_path)
    assert (found.get("entry"), found["name"], found["version"]) == (entry, name, "1.22")


@pytest.mark.parametrize(
    ("files", "manifest", "expected"),
    [
        ({}, {}, {"manager": "npm"}),
        ({"yarn.lock": ""}, {}, {"manager": "yarn"}),
        ({"pnpm-lock.yaml": ""}, {}, {"manager": "pnpm"}),
        ({"yarn.lock": ""}, {"packageManager": "pnpm@9.0.0"}, {"manager": "pnpm"}),
        ({}, {"name": "@me/shop"}, {"name": "shop", "manager": "npm"}),
        ({}, {"engines": {"node": ">=18"}}, {"version": "24", "manager": "npm"}),
        ({}, {"engines": {"node": "18.x || 20.x"}}, {"version": "20", "manager": "npm"}),
        ({}, {"engines": {"node": ">= 16 < 21"}}, {"version": "20", "manager": "npm"}),
        ({".nvmrc": "v22.3.0\n"}, {"engines": {"node": ">=18"}}, {"version": "22", "manager": "npm"}),
        ({".nvmrc": "lts/iron\n"}, {}, {"version": "20", "manager": "npm"}),
        ({"index.js": ""}, {}, {"entry": "index.js", "manager": "npm"}),
        ({"a.js": "", "index.js": ""}, {"main": "a.js"}, {"entry": "a.js", "manager": "npm"}),
        ({"index.js": ""}, {"scripts": {"start": "node index.js"}}, {"manager": "npm"}),
        ({}, {"engines": "18", "scripts": 3, "main": []}, {"manager": "npm"}),
    ],
)
def test_node(files: dict[str, str], manifest: dict[str, Any], expected: dict[str, Any], tmp_path: Path) -> None:
    assert described("node", {"package.json": json.dumps(manifest), **files}, tmp_path) == expected


def test_a_package_json_that_is_none(tmp_path: Path) -> None:
    (tmp_path / "package.json").write_text("[")
    ecosystem = named("node")
    assert ecosystem is not None
    assert ecosystem.describe(Context(tmp_path)) is None


FASTAPI = "import fastapi\n\napi: fastapi.FastAPI = fastapi.FastAPI()\n"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"requirements.txt": ""}, {"manager": "pip"}),
        ({"requirements.txt": "", "tool.py": ""}, {"manager": "pip", "entry": "tool.py"}),
        ({"requirements.txt": "", "a.py": "", "b.py": ""}, {"manager": "pip"}),
        ({"requirements.txt": "", ".python-version": "3.11.4\n"}, {"manager": "pip", "version": "3.11"}),
        ({"requirements.txt": "", "runtime.txt": "python-3.10.2"}, {"manager": "pip", "version": "3.10"}),
        ({"requirements.txt": "fastapi==1\nuvicorn==1\n", "src/app.py": FASTAPI}, {"manager": "pip", "entry": "src.app:api", "port": 8000}),
        ({"requirements.txt": "fastapi==1\n", "app.py": FASTAPI}, {"manager": "pip", "entry": "app.py"}),
        ({"requirements.txt": "flask==1\nuvicorn==1\n", "app.py": "import flask\nx = flask.Flask('x')\n"}, {"manager": "pip", "entry": "app:x", "port": 8000}),
        ({"requirements.txt": "flask==1\n", "app.py": "def broken(:\n"}, {"manager": "pip", "entry": "app.py"}),
        ({"setup.cfg": "[metadata]\n[options.entry_points]\nconsole_scripts =\n  hi = x:y\n", "setup.py": "import setuptools\nsetuptools.setup()\n"},
         {"manager": "pip", "entry": "hi"}),
        ({"pyproject.toml": '[project]\nname = "p"\nrequires-python = ">=3.13"\n', "uv.lock": "version = 1\n"}, {"manager": "uv", "name": "p", "version": "3.13"}),
        ({"pyproject.toml": '[tool.poetry]\nname = "p"\n[tool.poetry.dependencies]\npython = "~3.9"\n', "poetry.lock": ""},
         {"manager": "poetry", "name": "p", "version": "3.9"}),
        ({"Pipfile": '[requires]\npython_version = "3.10"\n', "Pipfile.lock": "{}"}, {"manager": "pipenv", "version": "3.10"}),
    ],
)  # fmt: skip
def test_python(files: dict[str, str], expected: dict[str, Any], tmp_path: Path) -> None:
    assert described("python", files, tmp_path) == expected


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        (">=3.9", ["3.9", "3.14"], ["3.8"]),
        (">=3.9,<3.12", ["3.9", "3.11"], ["3.12"]),
        (">3.9", ["3.10"], ["3.9"]),
        ("<=3.11", ["3.11"], ["3.12"]),
        ("<3.11.4", ["3.11"], ["3.12"]),
        ("~=3.9", ["3.9", "3.14"], ["3.8"]),
        ("~=3.9.2", ["3.9"], ["3.10"]),
        ("==3.11.*", ["3.11"], ["3.10"]),
        ("!=3.10", ["3.9"], ["3.10"]),
        ("!=3.10.1", ["3.10"], []),
        ("^3.10", ["3.10", "3.14"], ["3.9"]),
        ("~3.10", ["3.10"], ["3.11"]),
        ("*", ["3.14"], []),
        ("^18.2.0 || >=20", ["18", "20", "22"], ["16"]),
        ("18 - 20", ["18", "20"], ["16", "22"]),
        (">= 18 < 21", ["18", "20"], ["22"]),
        ("18", ["18"], ["20"]),
        ("18.x", ["18"], ["20"]),
    ],
)
def test_ranges(text: str, inside: list[str], outside: list[str]) -> None:
    assert [s for s in (*inside, *outside) if admits(text, s)] == inside


def test_the_best_of_several() -> None:
    series = ("3.8", "3.11", "3.12", "3.13")
    assert best([], series, "3.12") == "3.12"
    assert best([">=3.8"], series, "3.12") == "3.12"
    assert best([">=3.13"], series, "3.12") == "3.13"
    assert best(["<3.12"], series, "3.12") == "3.11"
    assert best([">=3.11", "<3.12"], series, "3.12") == "3.11"
    assert best([">=4"], series, "3.12") is None
