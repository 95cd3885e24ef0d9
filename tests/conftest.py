"""What all tests share: a Docker Engine for those marked `e2e`, the promise that none of these is skipped unseen, and property
tests that judge results, not speed: a slow machine is no failure."""

from __future__ import annotations

import os
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from tests.engine import Engine

settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest.fixture(scope="session")
def engine() -> Engine:
    """A real engine, or the test is skipped; where MSBGEN_E2E is "required" a skip is a failure."""
    engine = Engine()
    if not engine.answers():
        pytest.skip("no Docker Engine answers")
    return engine


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and item.get_closest_marker("e2e") and os.environ.get("MSBGEN_E2E") == "required":
        report.outcome = "failed"
        report.longrepr = f"an end-to-end test was skipped: {report.longrepr}"
    return report
