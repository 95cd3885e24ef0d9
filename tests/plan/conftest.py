"""The made-up language, in place of all others."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from msbgen import ecosystems
from tests.plan.toy import Toy


@pytest.fixture
def toy(monkeypatch: pytest.MonkeyPatch) -> Iterator[Toy]:
    made = Toy()
    ecosystems.claimants.cache_clear()
    monkeypatch.setattr(ecosystems, "registered", lambda: (made,))
    yield made
    monkeypatch.undo()
    ecosystems.claimants.cache_clear()
