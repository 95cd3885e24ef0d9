"""A user's own table file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from msbgen.data import extra, images, packages
from msbgen.errors import UsageError

GOOD = """
[[image]]
id = "mycorp/base"
inherits = "debian:slim"
repositories = ["mycorp/base"]
tags = ["{release}"]
source = "our platform team"
checked = 2026-01-01

[[group]]
name = "ours"
manager = "apt"
role = "build"
packages = ["mycorp-sdk"]
source = "our platform team"
checked = 2026-01-01
"""


@pytest.fixture(autouse=True)
def tables() -> Iterator[None]:
    yield
    images.reset()
    packages.reset()


def test_one_file_extends_both_tables(tmp_path: Path) -> None:
    path = tmp_path / "tables.toml"
    path.write_text(GOOD)
    assert images.lookup("mycorp/base", "bookworm") is None
    assert packages.role("mycorp-sdk", "apt") is None
    extra.load(path)
    found = images.lookup("mycorp/base", "bookworm")
    assert found is not None
    assert (found.os, found.release, found.libc_version) == ("debian", "bookworm", "2.36")
    assert packages.role("mycorp-sdk", "apt") == "build"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[[image", "is not TOML"),
        ("image = 1", "must be a list of tables"),
        ('[[image]]\nid = "x"', "lacks source, checked"),
        ('[[group]]\nname = "x"\nsource = "y"\nchecked = 2026-01-01', "lacks manager, role"),
        (GOOD.replace("debian:slim", "debian:thin"), "no image row is called 'debian:thin'"),
    ],
)
def test_a_bad_file_is_told_and_changes_nothing(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "tables.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=says):
        extra.load(path)
    assert images.lookup("mycorp/base", "bookworm") is None
    assert packages.role("mycorp-sdk", "apt") is None


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be read"):
        extra.load(tmp_path / "nowhere.toml")
