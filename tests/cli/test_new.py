"""`msbgen new`: options, files written and not overwritten, where each text goes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msbgen.cli import run
from tests.new.projects import build


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = build("go", tmp_path)
    monkeypatch.chdir(root)
    return root


def files(root: Path) -> set[str]:
    return {path.name for path in root.iterdir()}


def test_it_is_printed_and_nothing_is_written(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    before = files(project)
    assert run(["new"]) == 0
    out, err = capfd.readouterr()
    assert out.startswith("# The builder")
    assert out.endswith('CMD ["/usr/local/bin/hello"]\n')
    assert err == ""
    assert files(project) == before


def test_options_decide(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    options = "--lang go --name tool --version 1.24 --port 9000 --entry . --base slim --root --no-cache-mounts --package curl"
    assert run(["new", *options.split(), "."]) == 0
    out, _ = capfd.readouterr()
    assert "FROM golang:1.24-" in out
    assert "EXPOSE 9000\n" in out
    assert "/usr/local/bin/tool" in out
    assert "    curl \\\n" in out
    assert "FROM debian:" in out
    assert "USER" not in out
    assert "--mount" not in out


def test_write(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--write", "--dockerignore"]) == 0
    assert capfd.readouterr().out == ""
    assert (project / "Dockerfile").read_text().startswith("# The builder")
    ignored = (project / ".dockerignore").read_text().splitlines()
    assert ".git" in ignored
    assert "**/*.test" in ignored


@pytest.mark.parametrize("there", ["Dockerfile", ".dockerignore"])
def test_nothing_is_overwritten_unasked(there: str, project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / there).write_text("# mine\n")
    before = files(project)
    assert run(["new", "--write", "--dockerignore"]) == 2
    assert f"{there} exists" in capfd.readouterr().err
    assert files(project) == before
    assert (project / there).read_text() == "# mine\n"
    assert run(["new", "--write", "--dockerignore", "--force"]) == 0
    assert (project / there).read_text() != "# mine\n"


def test_another_file_has_a_dockerignore_of_its_own(project: Path) -> None:
    assert run(["new", "-o", "deploy.Dockerfile", "--dockerignore"]) == 0
    assert (project / "deploy.Dockerfile").exists()
    assert (project / "deploy.Dockerfile.dockerignore").exists()
    assert not (project / ".dockerignore").exists()


def test_git_stays_where_the_version_is_read_from_it(tmp_path: Path) -> None:
    root = build("python-package", tmp_path)
    text = (root / "pyproject.toml").read_text().replace('["setuptools"]', '["setuptools", "setuptools-scm"]')
    (root / "pyproject.toml").write_text(text)
    assert run(["new", "--write", "--dockerignore", str(root)]) == 0
    assert ".git" not in (root / ".dockerignore").read_text().splitlines()


def test_explain_says_why(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--explain", "--port", "1"]) == 0
    err = capfd.readouterr().err
    assert err.startswith("WHY EACH LINE IS THERE\n")
    assert "go.mod says go 1.23" in err
    assert "LAYERS\n  FROM golang:1.23-bookworm AS builder  (does not ship)" in err
    assert "before" not in err


def test_json(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["new", "--json"]) == 0
    told = json.loads(capfd.readouterr().out)
    assert told["changed"] is True
    assert told["plan"]["stages"][1]["base"] == "scratch"
    assert {entry["outcome"] for entry in told["ledger"]} == {"builder", "runtime"}


def test_a_description_in_a_file(project: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (project / "p.toml").write_text('lang = "go"\nname = "mine"\nport = 7\n')
    assert run(["new", "--spec", "p.toml", "--port", "8"]) == 0
    out = capfd.readouterr().out
    assert "/usr/local/bin/mine" in out
    assert "EXPOSE 8\n" in out


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["--write", "-o", "x"], 2, "exclude each other"),
        (["--dockerignore"], 2, "--dockerignore goes with"),
        (["--force"], 2, "--force goes with"),
        (["absent"], 2, "the project absent is not a folder"),
        (["--port", "0"], 2, "port: "),
        (["--lang", "cobol"], 2, "lang: cobol"),
        (["--lang", "python", "--entry", "x"], 2, "entry: x is no file"),
        (["--lang", "node", "--entry", "x.js"], 2, "entry: there is no file x.js"),
        (["--spec", "absent.toml"], 2, "no such file"),
        (["--templates", "absent"], 2, "no folder of templates"),
        (["--base", "distroless/nothing"], 3, "refused"),
    ],
)
def test_what_cannot_be_had(
    arguments: list[str], status: int, told: str, project: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    before = files(project)
    assert run(["new", *arguments]) == status
    out, err = capfd.readouterr()
    assert out == ""
    assert told in err
    assert "Traceback" not in err
    assert files(project) == before


def test_completion_knows_the_languages() -> None:
    from msbgen.cli import _languages

    assert _languages("") == ["go", "node", "python"]
    assert _languages("p") == ["python"]
