"""The way "whole": some command's effect is not known, so all goes on, less the packages that only the build needs."""

from __future__ import annotations

import pytest

from msbgen.model.conversion import Conversion
from msbgen.model.plan import Strip
from msbgen.pipeline import convert
from tests.plan.toy import Toy

HEAD = "FROM debian:bookworm\nRUN apt-get update && apt-get install -y gcc libpq-dev curl\nWORKDIR /app\n"
END = "RUN toycc -o /app/x && frobnicate\nCMD [\"/app/x\"]\n"


def strip(result: Conversion) -> Strip:
    assert result.plan is not None
    (step,) = [s for s in result.plan.stages[-2].steps if isinstance(s, Strip)]
    return step


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (HEAD.replace("gcc libpq-dev ", "") + END, "no package that only the build needs"),
        (HEAD + "RUN frobnicate\nCMD [\"blurb\"]\n", "whether `blurb` needs the compiler is not known"),
        (HEAD + "RUN toycc -o /app/x && frobnicate\nCMD [\"sh\", \"-c\", \"gcc x.c && /app/x\"]\n", "it builds when it starts, and needs the headers, too"),
        (HEAD + "RUN frobnicate\nENTRYPOINT [\"/start.sh\"]\n", "its script is not there to be read"),
        (HEAD.replace("FROM", "ARG T=12\nFROM").replace("bookworm", "$T") + END, "another image may set other things"),
        (HEAD.replace("debian:bookworm", "acme/base") + END, "what it sets is not known"),
        (HEAD.replace("debian:bookworm", "centos:7").replace("apt-get", "yum") + END, "yum takes along what needs the package"),
        (HEAD.replace("FROM", "FROM --platform=linux/amd64") + END, "scratch is of the platform that is built for"),
        (HEAD + "RUN toycc -o /app/x && frobnicate && apt-get purge -y gcc libpq-dev\nCMD [\"/app/x\"]\n", "they are gone already"),
        (HEAD + "RUN frobnicate\nVOLUME /app\nARG X=toycc\nCMD $X\n", "what is started depends on a build argument"),
    ],
)  # fmt: skip
def test_left_alone(toy: Toy, text: str, reason: str) -> None:
    assert not convert(text).changed, reason


def test_all_goes_on_but_packages_of_the_build(toy: Toy) -> None:
    result = convert(HEAD + "EXPOSE 80\nUSER www-data\n" + END)
    assert strip(result).names == ("gcc", "libpq-dev")
    assert strip(result).stay == ("libpq5",)
    last = result.dockerfile[result.dockerfile.rindex("FROM ") :]
    assert last == 'FROM scratch\n\nCOPY --from=builder / /\nWORKDIR /app\nEXPOSE 80\nUSER www-data\nCMD ["/app/x"]\n'
    assert "USER root\n\n# What only the build needs\nRUN " in result.dockerfile
    assert not convert(result.dockerfile).changed
    assert {entry.outcome for entry in result.ledger if entry.text.startswith(("apt-get", "toycc", "frob"))} == {"copied"}


def test_what_the_base_sets_is_set_again(toy: Toy) -> None:
    result = convert("FROM buildpack-deps:bookworm\nRUN apt-get update && apt-get install -y gcc && frobnicate\nRUN toycc -o /x\nCMD [\"/x\"]\n")
    assert result.changed
    assert result.plan is not None
    assert result.plan.base is not None
    assert "shell" in result.plan.base.holds


def test_a_package_that_is_named_by_a_pattern_stays(toy: Toy) -> None:
    assert strip(convert(HEAD.replace("gcc", "gcc 'gcc-1*'") + END)).names == ("gcc", "libpq-dev")


def test_of_a_virtual_package_of_apk_all_must_be_for_the_build(toy: Toy) -> None:
    text = "FROM alpine:3.20\nRUN apk add --virtual .b {}\n" + END
    assert strip(convert(text.format("gcc make"))).names == (".b",)
    assert not convert(text.format("gcc bash")).changed
