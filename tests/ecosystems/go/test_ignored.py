"""Files that their first line keeps from every build."""

from __future__ import annotations

import pytest

from msbgen.ecosystems.go.constraints import Target, holds, plus_build_holds


@pytest.mark.parametrize(("target", "value"), [(Target(tags=None), False), (Target(), False), (Target(tags=frozenset({"ignore"})), True)])
def test_ignore_is_no_tag_that_a_build_has(target: Target, value: bool) -> None:
    assert holds("ignore", target) is value
    assert plus_build_holds(("ignore",), target) is value
    assert holds("other", Target(tags=None)) is None
