"""Values outside of quotes are split at blanks, as a shell splits them."""

from __future__ import annotations

import pytest

from msbgen import convert
from tests.understand.helpers import units_of


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("apt-get install $DEPS", ["apt-get", "install", "gcc", "make"]),
        ("apt-get install ${DEPS} git", ["apt-get", "install", "gcc", "make", "git"]),
        ('apt-get install "$DEPS"', ["apt-get", "install", "gcc  make"]),
        ("apt-get install x-$DEPS", ["apt-get", "install", "x-gcc", "make"]),
        ("$NONE apt-get install $NONE git", ["apt-get", "install", "git"]),
        ('echo "$NONE"', ["echo", ""]),
        ("A=$DEPS; echo $A", ["echo", "gcc", "make"]),
    ],
)
def test_words(command: str, words: list[str]) -> None:
    (unit,) = units_of(command, before='ENV DEPS="gcc  make"\nENV NONE=\n')[-1:]
    assert list(unit.calls[-1].argv) == words


def test_packages_that_a_variable_names() -> None:
    text = 'FROM ruby:3.3\nENV DEPS="libpq-dev   graphviz"\nWORKDIR /a\nCOPY . .\nRUN apt-get update && apt-get install -y $DEPS && bundle install\nCMD ["bundle", "exec", "puma"]\n'
    runtime = convert(text).dockerfile.split("FROM ruby:3.3-slim")[1]
    assert "    graphviz \\\n    libpq5 \\\n" in runtime
