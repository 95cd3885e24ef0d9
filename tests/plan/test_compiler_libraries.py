"""The libraries of Debian's compiler: the runtime stage has them where it is of the builder's release, and nothing else brought them."""

from __future__ import annotations

import pytest

from msbgen.model.conversion import Options
from msbgen.pipeline import convert
from tests.plan.toy import Toy

TEXT = "FROM debian:bookworm\nWORKDIR /src\nCOPY . .\nRUN toycc -o /app/x\nCMD [\"/app/x\"]\n"
CARRIED = "/lib/*-linux-gnu*/libstdc++.so.6"


def gathered(text: str) -> bool:
    """Whether the runtime stage gets the builder's own libstdc++ where the program links to it."""
    result = convert(text, options=Options(base="slim"))
    assert "/tmp/ldd" in result.dockerfile
    return CARRIED not in result.dockerfile


@pytest.mark.parametrize("base", ["debian:bookworm", "debian:trixie", "python:3.12-bookworm", "gcc:13-bookworm"])
def test_the_same_release_has_them(toy: Toy, base: str) -> None:
    assert not gathered(TEXT.replace("debian:bookworm", base))


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("WORKDIR /src\n", "RUN echo 'deb http://apt.example.org bookworm main' > /etc/apt/sources.list.d/more.list\nWORKDIR /src\n"),
        ("WORKDIR /src\n", "RUN add-apt-repository 'deb http://apt.example.org bookworm main'\nWORKDIR /src\n"),
        ("WORKDIR /src\n", "COPY more.list /etc/apt/sources.list.d/\nWORKDIR /src\n"),
        ("WORKDIR /src\n", "COPY apt /etc/apt\nWORKDIR /src\n"),
        ("debian:bookworm", "debian:buster"),
    ],
)
def test_others_come_along(toy: Toy, was: str, becomes: str) -> None:
    assert gathered(TEXT.replace(was, becomes))
