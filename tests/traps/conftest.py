"""The made-up language of the plan's tests is at hand here, too."""

from __future__ import annotations

from tests.plan.conftest import toy

__all__ = ["toy"]
