"""Every trap, and each of its parts, is shown by a sample or a marked test."""

from __future__ import annotations

import re

import pytest

from tools.trap_index import Trap, shown, traps


def test_the_traps_are_all_there() -> None:
    assert list(dict.fromkeys(t.number for t in traps())) == list(range(1, 27))
    assert all(re.fullmatch(rf"{t.number}[a-z]?", t.id) for t in traps())
    assert len({t.id for t in traps()}) == len(traps())


@pytest.mark.parametrize("trap", traps(), ids=lambda t: t.id)
def test_each_part_is_shown(trap: Trap) -> None:
    assert shown().get(trap.id), f"no sample's traps and no @pytest.mark.trap names {trap.id}: {trap.goes_wrong}"


def test_nothing_shows_a_trap_that_is_not_there() -> None:
    assert shown().keys() <= {t.id for t in traps()} | {str(t.number) for t in traps()}
