"""--like and --tables on the command line, over the real pipeline."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from msbgen.cli import run
from msbgen.data import images, packages

DOCKERFILE = 'FROM acme/base:bookworm\nRUN apt-get update && apt-get install -y acme-sdk\nUSER root\nCMD ["cat"]\n'
TABLES = """
[[image]]
id = "acme"
inherits = "debian"
repositories = ["acme/base"]
tags = ["{release}"]
source = "us"
checked = 2026-01-01
[[group]]
name = "ours"
manager = "apt"
role = "build"
packages = ["acme-sdk"]
source = "us"
checked = 2026-01-01
"""


@pytest.fixture(autouse=True)
def tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    Path("Dockerfile").write_text(DOCKERFILE)
    Path("tables.toml").write_text(TABLES)
    yield
    images.reset()
    packages.reset()


def test_a_table_file_tells_of_images_and_packages(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["convert", "--check"]) == 0
    capfd.readouterr()
    assert run(["convert", "--tables", "tables.toml"]) == 0
    assert "\nFROM scratch\n" in capfd.readouterr().out


def test_both_together(capfd: pytest.CaptureFixture[str]) -> None:
    """The table says what the package is, the option what the base is like."""
    Path("Dockerfile").write_text(DOCKERFILE.replace("acme/base:bookworm", "other/base"))
    assert run(["convert", "--tables", "tables.toml", "--like", "acme/base:bookworm"]) == 0
    assert capfd.readouterr().out.startswith("FROM other/base AS builder\n")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--tables", "absent.toml"], "absent.toml: cannot be read"),
        (["--tables", "Dockerfile"], "Dockerfile: is not TOML"),
        (["--like", "nobody/knows"], "no row of the tables is for this image"),
    ],
)
def test_what_cannot_be_used_is_bad_usage(capfd: pytest.CaptureFixture[str], arguments: list[str], says: str) -> None:
    assert run(["convert", *arguments]) == 2
    out, err = capfd.readouterr()
    assert (out, says in err) == ("", True)


@pytest.mark.parametrize(
    ("line", "wrong", "says"),
    [
        ('repositories = ["acme/base"]', 'repositories = "acme/base"', "repositories must be a list of strings"),
        ('tags = ["{release}"]', "tags = [1]", "tags must be a list of strings"),
        ('inherits = "debian"', 'inherits = "debian"\nenv = ["A"]', "env must be a table"),
        ('packages = ["acme-sdk"]', "packages = [{}]", "packages must be a list of strings"),
        ('inherits = "debian"', 'inherits = 7', "inherits must be a string"),
        ('tags = ["{release}"]\n', "", "with repositories lacks tags"),
        ('inherits = "debian"', 'inherits = "acme"', "inherits from itself"),
        ('inherits = "debian"\n', "", "lacks inherits"),
    ],
)
def test_a_row_of_another_form_is_refused(capfd: pytest.CaptureFixture[str], line: str, wrong: str, says: str) -> None:
    Path("tables.toml").write_text(TABLES.replace(line, wrong))
    assert run(["convert", "--tables", "tables.toml"]) == 2
    assert says in capfd.readouterr().err
