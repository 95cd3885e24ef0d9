"""Packages that are installed and removed again under one condition leave nothing; under two they may."""

from __future__ import annotations

import pytest

from msbgen.plan.branches import removed_alike
from msbgen.read import read
from msbgen.understand import understand

IN = 'if [ -n "$X" ]; then apt-get install -y gcc libpq-dev; fi'
OUT = 'if [ -n "$X" ]; then apt-get purge -y gcc libpq-dev; fi'


def found(run: str) -> frozenset[str]:
    facts, _ = understand(read(f"FROM debian:bookworm\nRUN {run}\n"), None)
    return removed_alike(facts)


@pytest.mark.parametrize(
    "run",
    [
        f"X=$(arch) && {IN} && make && {OUT}",
        f"export X=$(arch); {IN}; make; {OUT}",
        f"{IN} && {OUT.replace('purge', 'remove')}",
        f'{IN.replace("[ -n", "test -n").replace(" ]", "")} && {OUT.replace("[ -n", "test -n").replace(" ]", "")}',
    ],
)
def test_under_one_condition(run: str) -> None:
    assert found(run) == {"gcc", "libpq-dev"}


def test_what_stays_is_not_removed() -> None:
    assert found(f"{IN} && {OUT.replace(' libpq-dev', '')}") == {"gcc"}


@pytest.mark.parametrize(
    "run",
    [
        f"{IN} && {OUT.replace('$X', '$Y')}",
        f"{IN} && {OUT.replace('-n', '-z')}",
        f"{IN} && X= && {OUT}",
        f"{IN} && export X=$(arch) && {OUT}",
        f"{IN} && read X && {OUT}",
        f"{IN.replace('; fi', '; X=; fi')} && {OUT}",
        f"{OUT} && {IN}",  # in the end it is there
        f"{IN.replace('; fi', '; else apt-get update; fi')} && {OUT}",
        f"{IN} && {OUT.replace('then', 'then :; else')}",
        f"{IN.replace('-n', '-e')} && {OUT.replace('-n', '-e')}",  # what is made in between answers it
        f'{IN.replace("$X", "$(ls)")} && {OUT.replace("$X", "$(ls)")}',
        f"{IN} && {OUT} && apt-get install -y gcc libpq-dev",
        f"{IN} && make",
    ],
)
def test_under_two_conditions_or_one_that_may_turn(run: str) -> None:
    assert found(run) == frozenset()
