"""What may be gained, and the cheap question that is asked before."""

from __future__ import annotations

import pytest

from msbgen.plan.gain import may_work, works
from msbgen.plan.needs import needs_of
from msbgen.read import read
from msbgen.understand import Context, understand
from tests.samples.sample import Sample, context, samples


@pytest.mark.parametrize("sample", samples(), ids=lambda sample: sample.name)
def test_where_nothing_may_be_gained_nothing_is(sample: Sample) -> None:
    """The cheap question must never say no where the full one says yes: for each sample, and for each of its results."""
    seen = Context(context(sample.folder))
    texts = [path.read_bytes() for path in (sample.dockerfile, *sorted((sample.folder / "expected").glob("*.Dockerfile")))]
    for text in texts:
        facts, scene = understand(read(text), seen)
        assert may_work(facts) or not works(facts, needs_of(facts, scene))


def test_a_runtime_stage_with_libraries_needs_no_look_at_the_program() -> None:
    stage = "FROM python:3.12-slim-bookworm\nRUN apt-get update && apt-get install -y --no-install-recommends libpq5 curl\nCOPY . .\nCMD [\"python\", \"app.py\"]\n"
    assert not may_work(understand(read(stage), None)[0])


@pytest.mark.parametrize("run", ["apt-get install -y gcc", "apt-get install -y libpq-dev", "apt-get install -y git && git clone https://example.org/x /x", "pip install flask",
                                 "apt-get install -y curl && apt-get purge -y curl"])  # fmt: skip
def test_what_may_be_gained(run: str) -> None:
    assert may_work(understand(read(f"FROM python:3.12-bookworm\nRUN {run}\nCMD [\"python\", \"app.py\"]\n"), None)[0])
