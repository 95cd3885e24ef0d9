"""Each check must catch the fault that it is there for: a sound result, spoilt in one place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from msbgen.check import check
from msbgen.errors import CheckFailed
from msbgen.model.conversion import Options
from msbgen.model.dockerfile import Dockerfile
from msbgen.model.facts import Facts
from msbgen.model.ledger import Entry
from msbgen.plan import plan
from msbgen.read import read
from msbgen.render import render
from msbgen.understand import understand

ORIGINAL = (
    'FROM golang:1.23\nENV A=1\nLABEL x=y\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /server && mkdir /data\nUSER 1000\nSTOPSIGNAL SIGINT\n'
    'HEALTHCHECK CMD ["/server", "-h"]\nENTRYPOINT ["/server"]\nCMD ["-v"]\n'
)


def _result() -> tuple[Dockerfile, Facts, str, tuple[Entry, ...]]:
    original = read(ORIGINAL)
    facts, scene = understand(original, None)
    decision = plan(original, facts, scene, Options.make(base="slim"))
    assert decision.plan is not None
    return original, facts, render(decision.plan), decision.ledger


def test_a_sound_result_passes() -> None:
    original, facts, text, ledger = _result()
    check(original, facts, text, ledger, None, nonroot=False)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("WORKDIR /app\n", "WORKDIR\n", "does not parse"),
        ("--from=builder", "--from=builder9", "no earlier stage"),
        ("ENV A=1\n", "ENV A=2\n", "lacks 'ENV A=1'"),
        ("LABEL x=y\n", "", "lacks 'LABEL x=y'"),
        ("STOPSIGNAL SIGINT\n", "", "lacks 'STOPSIGNAL"),
        ('HEALTHCHECK CMD ["/server", "-h"]\n', "", "lacks 'HEALTHCHECK"),
        ('ENTRYPOINT ["/server"]\n', 'ENTRYPOINT ["/other"]\n', "ENTRYPOINT"),
        ('CMD ["-v"]\n', "", "CMD"),
        ("USER 1000\n", "USER 1001\n", "USER 1000 became 1001"),
        ("WORKDIR /app\n", "WORKDIR /elsewhere\n", "WORKDIR /app became /elsewhere"),
        ("FROM debian:bookworm-slim\n", "FROM scratch AS builder\n", "two stages are called builder"),
    ],
)
def test_a_spoilt_result_is_caught(old: str, new: str, says: str) -> None:
    original, facts, text, ledger = _result()
    at = text.rindex("FROM ")
    spoilt = text[:at] + text[at:].replace(old, new)
    assert spoilt != text
    with pytest.raises(CheckFailed) as caught:
        check(original, facts, spoilt, ledger, None, nonroot=False)
    assert says in str(caught.value)


def test_a_program_that_scratch_lacks_is_caught() -> None:
    original, facts, text, ledger = _result()
    at = text.rindex("FROM ")
    spoilt = text[:at] + "".join(line for line in text[at:].replace("debian:bookworm-slim", "scratch").splitlines(keepends=True) if "/server /server" not in line)
    with pytest.raises(CheckFailed, match="/server is started"):
        check(original, facts, spoilt, ledger, None, nonroot=False)


def test_a_ledger_with_a_gap_or_too_much_is_caught() -> None:
    original, facts, text, ledger = _result()
    for wrong in (ledger[:-1], (*ledger, replace(ledger[0], line=99))):
        with pytest.raises(CheckFailed, match="ledger"):
            check(original, facts, text, wrong, None, nonroot=False)
