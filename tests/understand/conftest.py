"""The made-up language of the plan's tests."""

from tests.plan.conftest import toy

__all__ = ["toy"]
