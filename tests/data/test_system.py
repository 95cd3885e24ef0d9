"""The table of where distributions keep things."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from msbgen.data import packages
from msbgen.data.system import system


@pytest.mark.parametrize("release", ["bullseye", "bookworm", "trixie"])
def test_what_is_essential_is_in_every_image_of_a_release(release: str) -> None:
    held = packages.base(release)
    assert held is not None
    assert system().essential <= set(held)


def test_places_are_absolute_and_no_folder_stands_twice() -> None:
    table = tomllib.loads(resources.files("msbgen.data").joinpath("system.toml").read_text())
    lists = [table["sources"]["places"], table["servers"]["places"], *table["own"].values(), table["release"]["places"], list(table["sources"]["only"])]
    for places in (*lists, table["merged"]["links"]):
        assert all(path.startswith("/") and not path.endswith("/") for path in places)
        assert len(set(places)) == len(places)


def test_a_source_of_its_own_lies_where_sources_are_looked_up() -> None:
    assert all(any(path.startswith(place + "/") for place in system().sources) for path in system().only_in)
