"""Variables that export and its like set: known, or set to what is not known, never taken for unset."""

from __future__ import annotations

import pytest

from tests.understand.helpers import units_of


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("export A=1 && x $A", "1"),
        ("export A=$(date) && x $A", None),
        ('export B=2 A="$(date)"; x $A', None),
        ("declare A=`date`; x $A", None),
        ("for i in 1 2; do export A=$i; done; x $A", None),
    ],
)
def test_what_is_exported(command: str, expected: str | None) -> None:
    assert units_of(command)[-1].calls[-1].argv == ("x", expected)


def test_a_folder_of_an_unknown_name_is_not_known_either() -> None:
    assert units_of("export V=$(cat VERSION) && mkdir /opt/$V && cp -r build /opt/$V/app")[-1].effects[-1].anywhere
