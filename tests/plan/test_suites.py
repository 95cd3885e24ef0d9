"""Packages of a newer Debian: what was built among them may ask for a newer C library than the runtime stage has."""

from __future__ import annotations

import pytest

from msbgen.errors import Refused
from msbgen.model.conversion import Options
from msbgen.pipeline import convert
from tests.plan.toy import Toy

SLIM = Options(base="slim")
TEXT = "FROM debian:bookworm\n{line}RUN toycc -o /app/x\nCMD [\"/app/x\"]\n"
ECHO = "RUN echo 'deb http://deb.debian.org/debian {} main' > /etc/apt/sources.list.d/more.list && apt-get update && apt-get install -y gcc\n"


@pytest.mark.parametrize("suite", ["bookworm", "bookworm-backports", "bookworm-security", "bullseye", "bookworm stable", "oldstable"])
def test_what_is_no_newer_must_not_block(toy: Toy, suite: str) -> None:
    assert convert(TEXT.format(line=ECHO.format(suite)), options=SLIM).changed


@pytest.mark.parametrize("suite", ["sid", "testing", "unstable", "experimental", "trixie", "trixie-backports", "stable", "stable-backports"])
def test_newer_packages_block(toy: Toy, suite: str) -> None:
    with pytest.raises(Refused, match=f"names Debian's {suite.split('-')[0]} to apt"):
        convert(TEXT.format(line=ECHO.format(suite)), options=SLIM)


@pytest.mark.parametrize("source", ["https://dl.yarnpkg.com/debian/ stable main", "https://download.docker.com/linux/debian bookworm stable"])
def test_others_archives_have_a_stable_suite_too(toy: Toy, source: str) -> None:
    """A toolchain that is linked to nothing of theirs stays on the slim base."""
    assert convert(TEXT.format(line=f"RUN echo 'deb {source}' > /etc/apt/sources.list.d/more.list && apt-get update && apt-get install -y gcc\n"), options=SLIM).changed


@pytest.mark.parametrize(
    "line",
    [
        "RUN sed -i s/bookworm/trixie/ /etc/apt/sources.list.d/debian.sources && apt-get update && apt-get install -y gcc\n",
        "RUN add-apt-repository 'deb http://deb.debian.org/debian sid main' && apt-get install -y gcc\n",
        "COPY <<EOF /etc/apt/sources.list.d/sid.list\ndeb http://deb.debian.org/debian sid main\nEOF\nRUN apt-get update && apt-get install -y gcc\n",
    ],
)
def test_however_it_is_named(toy: Toy, line: str) -> None:
    with pytest.raises(Refused, match="to apt"):
        convert(TEXT.format(line=line), options=SLIM)


def test_the_c_library_comes_along_to_an_empty_base(toy: Toy) -> None:
    result = convert(TEXT.format(line=ECHO.format("sid")))
    assert "\nFROM scratch\n" in result.dockerfile
    assert "libc.so.6" in result.dockerfile


def test_a_static_program_goes_to_scratch(toy: Toy) -> None:
    result = convert(TEXT.format(line=ECHO.format("sid")).replace("toycc", "toycc --static"), options=Options(base="scratch"))
    assert "\nFROM scratch\n" in result.dockerfile


def test_a_base_with_a_c_library_and_no_system_is_no_better(toy: Toy) -> None:
    with pytest.raises(Refused, match="names Debian's sid to apt"):
        convert(TEXT.format(line=ECHO.format("sid")), options=Options(base="distroless"))
    assert convert(TEXT.format(line=ECHO.format("bookworm")), options=Options(base="distroless")).changed
