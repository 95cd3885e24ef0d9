"""--like: what people say of a base that no table knows."""

from __future__ import annotations

import pytest

from msbgen.errors import Refused, UsageError
from msbgen.model.conversion import Conversion, Options
from msbgen.pipeline import convert

APP = "WORKDIR /app\nCOPY requirements.txt .\nRUN pip install -r requirements.txt\nCOPY . .\nCMD [\"python\", \"app.py\"]\n"


def made(base: str, like: str | None, asked: str = "auto", text: str = APP) -> Conversion:
    return convert(f"{base}\n{text}", options=Options.make(base=asked, like=like))


def last(result: Conversion) -> str:
    return result.dockerfile[result.dockerfile.rindex("FROM ") :].splitlines()[0]


@pytest.mark.parametrize(
    ("base", "like", "says"),
    [
        ("FROM acme/python", "acme/other", "no row of the tables"),
        ("FROM python:3.12", "python:3.12", "python:3.12 is known already"),
        ("FROM debian:12 AS one\nFROM one", "python:3.12", "an earlier stage"),
        ("FROM acme/python", "a b", "a b"),
    ],
)
def test_a_word_that_helps_nothing_is_refused(base: str, like: str, says: str) -> None:
    with pytest.raises(UsageError, match=says):
        made(base, like)


def test_without_it_nothing_is_assumed() -> None:
    assert not made("FROM acme/python", None).changed
    assert not made("ARG BASE\nFROM $BASE", None).changed


@pytest.mark.parametrize("base", ["FROM acme/python", "ARG BASE\nFROM $BASE", "ARG BASE=python:3.9\nFROM $BASE", "ARG TAG\nFROM acme/python:$TAG"])
def test_the_base_counts_as_the_image_that_it_is_like(base: str) -> None:
    result = made(base, "python:3.12-bookworm", "slim")
    assert last(result) == "FROM python:3.12-slim-bookworm"
    assert result.dockerfile.startswith(base + " AS builder\n")


def test_the_base_keeps_its_own_name() -> None:
    """It is not pinned to a release of the image that it is like."""
    text = "RUN apt-get update && apt-get install -y gcc libpq-dev\nCOPY a.c .\nRUN gcc -o /a a.c -lpq\nCMD [\"/a\"]\n"
    result = made("FROM acme/base", "debian:bookworm", "slim", text)
    assert result.dockerfile.startswith("FROM acme/base AS builder\n")
    assert last(result) == "FROM debian:bookworm-slim"


def test_a_release_that_is_not_said_is_not_guessed() -> None:
    with pytest.raises(Refused, match="which release acme/python stands on is not said"):
        made("FROM acme/python", "python:3.12", "slim")


@pytest.mark.parametrize("base", ["arm64v8/golang:1.23-bookworm", "amd64/golang:1.23-bookworm"])
def test_an_image_of_one_architecture_has_no_counterpart(base: str) -> None:
    """debian:bookworm-slim is of the architecture of whoever builds: a program of another one would not start there."""
    text = "WORKDIR /app\nCOPY . .\nRUN go build -o /app/srv .\nCMD [\"/app/srv\"]\n"
    result = made(f"FROM {base}", "golang:1.23-bookworm", text=text)
    assert not result.changed
    assert "is of one architecture" in result.diagnostics[0].message
    assert made("FROM acme/golang:1.23", "golang:1.23-bookworm", text=text).changed
