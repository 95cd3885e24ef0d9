"""Descriptions of projects: what is refused, and how that is told; where they come from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import msbgen
from msbgen import UsageError
from msbgen.model.project import ProjectSpec, project
from msbgen.scaffold import dockerignore, load
from tests.new.projects import build


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("lang", "Go lang"),
        ("lang", 3),
        ("name", "a/b"),
        ("name", ""),
        ("name", "-x"),
        ("version", "latest"),
        ("version", "1.23-alpine"),
        ("port", 0),
        ("port", 65536),
        ("port", "http"),
        ("entry", "main.py\nRUN evil"),
        ("entry", ""),
        ("base", "scratch\n"),
        ("nonroot", "perhaps"),
        ("manager", "npm install"),
        ("build", ["make\x00"]),
        ("start", []),
        ("packages", ["curl && rm"]),
        ("packages", "curl"),
        ("build_packages", ["-y"]),
        ("env", {"A-B": "c"}),
        ("env", {"A": "b\nRUN c"}),
        ("healthcheck", [""]),
        ("workdir", "app"),
        ("workdir", "/usr"),
        ("workdir", "/a/../etc"),
        ("workdir", "/a b"),
        ("writable", ["/var"]),
        ("colour", "red"),
    ],
)
def test_a_field_is_refused_by_its_name(field: str, value: Any) -> None:
    with pytest.raises(UsageError) as error:
        project({"lang": "go", field: value})
    assert error.value.message.startswith(field)
    assert error.value.code == "MSB002"
    assert "pydantic" not in str(error.value)


def test_the_language_must_be_given() -> None:
    with pytest.raises(UsageError, match="^lang: it must be given"):
        project({})


def test_all_fields_have_a_schema() -> None:
    schema = ProjectSpec.model_json_schema()
    assert schema["required"] == ["lang"]
    assert set(schema["properties"]) == set(ProjectSpec.model_fields)


def test_a_slash_at_the_end_of_a_folder_goes() -> None:
    assert project({"lang": "go", "workdir": "/srv/x/"}).workdir == "/srv/x"


@pytest.mark.parametrize(
    ("lang", "says", "told"),
    [
        ("cobol", {}, "lang: cobol is none of the languages that are written: go, node, python"),
        ("go", {"manager": "npm"}, "manager: Go has its own"),
        ("go", {"version": "1.22"}, "version: go.mod asks for Go 1.23"),
        ("go", {"version": "1.999"}, "version: which release"),
        ("go", {"entry": "./nowhere"}, "entry: ./nowhere holds no package main"),
        ("go", {"entry": "../x"}, "entry: "),
        ("go", {"entry": ". && evil"}, "entry: "),
        ("node", {"manager": "pip"}, "manager: pip is none of npm, yarn, pnpm"),
        ("python", {"manager": "conda"}, "manager: conda is none of pip, uv, poetry, pipenv"),
        ("python", {"entry": "absent.py"}, "entry: there is no file absent.py"),
        ("python", {"entry": "main:app"}, "entry: no server for main:app"),
    ],
)
def test_what_fits_no_project_is_refused(lang: str, says: dict[str, Any], told: str, tmp_path: Path) -> None:
    root = build("go" if lang == "cobol" else lang, tmp_path)
    with pytest.raises(UsageError) as error:
        msbgen.new(project({"lang": lang, **says}), context=root)
    assert error.value.message.startswith(told)


def test_a_base_that_cannot_be_had_is_refused_without_lines_of_a_text_that_nobody_sees(tmp_path: Path) -> None:
    root = build("python", tmp_path)
    (root / "main.py").write_text('import subprocess\n\nsubprocess.run(["git", "status"])\n')
    with pytest.raises(msbgen.Refused) as error:
        msbgen.new(project({"lang": "python", "base": "scratch", "packages": ["git"]}), context=root)
    assert "git" in error.value.message
    assert error.value.line is None
    assert "line 1" not in error.value.message


def test_an_alpine_image_of_the_language_is_what_alpine_means(tmp_path: Path) -> None:
    made = msbgen.new(project({"lang": "python", "base": "alpine", "version": "3.12"}), context=build("python", tmp_path))
    assert made.dockerfile.startswith("FROM python:3.12-alpine")
    assert [d.code for d in made.diagnostics] == ["MSB120"]
    assert made.plan is not None
    assert len(made.plan.stages) == 1


def test_without_a_project_s_files_the_manager_s_own_ways_are_taken() -> None:
    go = msbgen.new(project({"lang": "go", "name": "tool", "version": "1.23"}))
    assert "COPY go.mod go.sum ./\n" in go.dockerfile
    assert 'CMD ["/usr/local/bin/tool"]' in go.dockerfile
    node = msbgen.new(project({"lang": "node", "entry": "server.js"}))
    assert "COPY package.json package-lock.json ./\n" in node.dockerfile
    python = msbgen.new(project({"lang": "python", "entry": "main.py"}))
    assert "COPY requirements.txt ./\n" in python.dockerfile


def test_a_project_without_dependencies_still_stands_on_less(tmp_path: Path) -> None:
    (tmp_path / "main.py").write_text("print('hi')\n")
    made = msbgen.new(project({"lang": "python", "entry": "main.py", "base": "slim"}), context=tmp_path)
    assert made.plan is not None
    assert [stage.base.split("-")[1] for stage in made.plan.stages] == ["trixie", "slim"]
    assert "pip install" not in made.dockerfile


def test_packages_that_are_asked_for_ship(tmp_path: Path) -> None:
    root = build("go", tmp_path)
    made = msbgen.new(project({"lang": "go", "packages": ["gcc"], "build_packages": ["make"]}), context=root)
    builder, runtime = made.dockerfile.split("# What ships")
    assert "    gcc \\\n" in runtime
    assert "    make \\\n" not in runtime
    assert "    make \\\n" in builder
    assert any(d.code == "MSB121" and "gcc" in d.message for d in made.diagnostics)
    data = msbgen.new(project({"lang": "go", "packages": ["ca-certificates", "tzdata"]}), context=root)
    assert "\nFROM scratch\n" in data.dockerfile
    assert "/etc/ssl/certs/ca-certificates.crt" in data.dockerfile
    assert "/usr/share/zoneinfo" in data.dockerfile


def test_templates_of_one_s_own(tmp_path: Path) -> None:
    root = build("go", tmp_path)
    mine = tmp_path / "mine" / "steps"
    mine.mkdir(parents=True)
    (mine / "start.j2").write_text('{{ step.keyword }} {{ step.argv | json }}\nLABEL mine="yes"\n')
    assert 'LABEL mine="yes"' in msbgen.new(project({"lang": "go"}), context=root, templates=mine.parent).dockerfile


@pytest.mark.parametrize("suffix", ["toml", "json"])
def test_a_description_in_a_file_and_options_over_it(suffix: str, tmp_path: Path) -> None:
    values = {"lang": "go", "name": "file", "port": 1}
    text = json.dumps(values) if suffix == "json" else "".join(f"{k} = {json.dumps(v)}\n" for k, v in values.items())
    (tmp_path / f"p.{suffix}").write_text(text)
    found = load(tmp_path / f"p.{suffix}", {"port": 2}, tmp_path)
    assert (found.lang, found.name, found.port) == ("go", "file", 2)


@pytest.mark.parametrize("text", ["[", '["a"]', "\xff", "[" * 100_000])
def test_a_file_that_holds_no_description(text: str, tmp_path: Path) -> None:
    file = tmp_path / "p.json"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(UsageError, match="p.json"):
        load(file, {}, tmp_path)
    (tmp_path / "p.toml").write_text("= 1")
    with pytest.raises(UsageError, match="TOML"):
        load(tmp_path / "p.toml", {}, tmp_path)


def test_what_is_not_known_to_be_enough_is_told(tmp_path: Path) -> None:
    root = build("python", tmp_path)
    (root / "requirements.txt").write_text("nobody-has-heard-of-it==1.0\n")
    made = msbgen.new(project({"lang": "python", "version": "3.12"}), context=root)
    assert "\nFROM python:3.12-slim-trixie\n" in made.dockerfile
    assert ["nobody-has-heard-of-it" in d.message for d in made.diagnostics if d.code == "MSB220"] == [True]


def test_a_developer_s_node_modules_never_lies_over_what_is_installed(tmp_path: Path) -> None:
    root = build("node", tmp_path)
    (root / "node_modules" / "own").mkdir(parents=True)
    (root / "node_modules" / "own" / "index.js").write_text("")
    made = msbgen.new(project({"lang": "node"}), context=root).dockerfile
    assert made.index("COPY . ./") < made.index("rm -rf node_modules") < made.index("npm ci")
    layered = msbgen.new(project({"lang": "node"}), context=root, dockerignore=dockerignore("node", root)).dockerfile
    assert "rm -rf" not in layered
    assert layered.index("npm ci") < layered.index("COPY . ./")


def test_what_the_user_cannot_read_is_told(tmp_path: Path) -> None:
    root = build("python", tmp_path)
    (root / "main.py").chmod(0o640)
    (root / "data").mkdir(mode=0o750)
    (root / "data" / "x").write_text("")
    made = msbgen.new(project({"lang": "python"}), context=root)
    assert [d.message for d in made.diagnostics if "owner only" in d.message] == [
        "data can be read by its owner only, so not by the user that the container runs as; so it is with 1 more"
    ]
    assert not any("owner only" in d.message for d in msbgen.new(project({"lang": "python", "nonroot": False}), context=root).diagnostics)
