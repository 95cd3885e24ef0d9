"""Every sample is built and run before and after, with a real engine: same answers, same configuration, same files, smaller.

The sizes go to build/e2e-sizes.md; rows of samples that did not run this time stay.
"""

from __future__ import annotations

import contextlib
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from msbgen import Conversion
from tests.e2e.configuration import differences
from tests.e2e.docker import Answer, Image, Lab
from tests.engine import Engine
from tests.samples.sample import Sample, Variant, cases, context, result

pytestmark = pytest.mark.e2e

TABLE = Path(__file__).resolve().parents[2] / "build" / "e2e-sizes.md"
CASES = [pytest.param(s, v, id=f"{s.name}-{v.name}") for s, v in cases() if v.real and v.refused is None]


@dataclass
class Session:
    """What is kept from test to test: the last original, and the sizes so far."""

    lab: Lab = field(default_factory=Lab)
    sample: Sample | None = None
    original: Image | None = None
    answers: list[Answer] = field(default_factory=list)
    rows: dict[tuple[str, str], str] = field(default_factory=dict)

    def of(self, sample: Sample) -> tuple[Image, list[Answer]]:
        """The original image of a sample and its answers, built when another sample's turn was before."""
        if self.sample != sample or self.original is None:
            self.close()
            self.sample, self.original = sample, self.lab.image(sample.dockerfile.read_text(encoding="utf-8"), context(sample.folder))
            self.answers = self.lab.ask(self.original, sample)
        return self.original, self.answers

    def close(self) -> None:
        if self.original is not None:
            self.lab.remove(self.original)
        self.original = None

    def write(self) -> None:
        head = ["| sample | base | before | after | |", "| --- | --- | --: | --: | --: |"]
        known = {(s.name, v.name) for s, v in cases()}
        kept = {(c[1].strip(), c[2].strip()): line for line in _lines(TABLE)[2:] if len(c := line.split("|")) > 3}
        rows = {key: line for key, line in {**kept, **self.rows}.items() if key in known}
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text("\n".join([*head, *(rows[key] for key in sorted(rows))]) + "\n", encoding="utf-8")


def _row(name: str, variant: str, before: int, after: int) -> str:
    return f"| {name} | {variant} | {_megabytes(before)} | {_megabytes(after)} | {100 * after / before:.1f} % |"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB" if size >= 20e6 else f"{size / 1e6:.2f} MB"


class Ahead(threading.Thread):
    """Builds the samples that are to come into the builder's cache while those before them are asked."""

    def __init__(self, lab: Lab, wanted: list[tuple[Sample, Variant]]) -> None:
        super().__init__(daemon=True)
        self._lab, self._ended = lab, threading.Event()
        texts = {}
        for sample, variant in wanted:
            texts[sample.dockerfile.read_text(encoding="utf-8"), sample.folder] = None
            if isinstance(made := result(sample, variant), Conversion):
                texts[made.dockerfile, sample.folder] = None
        self._texts = list(texts)

    def run(self) -> None:
        for text, folder in self._texts:
            if self._ended.is_set():
                return
            with contextlib.suppress(subprocess.CalledProcessError):
                self._lab.warm(text, context(folder))

    def stop(self) -> None:
        self._ended.set()
        self.join()


@pytest.fixture(scope="session")
def session(engine: Engine, request: pytest.FixtureRequest) -> Iterator[Session]:
    found = Session()
    params = [item.callspec.params for item in request.session.items if isinstance(item, pytest.Function) and item.originalname == "test_before_and_after"]
    ahead = Ahead(found.lab, [(p["sample"], p["variant"]) for p in params])
    ahead.start()
    yield found
    ahead.stop()
    found.close()
    if found.rows:
        found.write()


@pytest.mark.parametrize(("sample", "variant"), CASES)
def test_before_and_after(sample: Sample, variant: Variant, session: Session) -> None:
    original, before = session.of(sample)
    assert not [a.wrong for a in before if a.wrong], "the original itself"
    made = result(sample, variant)
    assert isinstance(made, Conversion)
    if not made.changed:
        return
    image = session.lab.image(made.dockerfile, context(sample.folder))
    try:
        after = session.lab.ask(image, sample)
        assert not [a.wrong for a in after if a.wrong]
        assert [a.text for a in after if not a.probe.varies] == [a.text for a in before if not a.probe.varies]
        assert [(p, text) for p, text in differences(original, image) if p not in variant.departs] == []
        if sample.files:
            assert session.lab.files(image, sample.files) == session.lab.files(original, sample.files)
        assert image.size < original.size
        if variant.max_mb is not None:
            assert image.size <= variant.max_mb * 1e6
        session.rows[sample.name, variant.name] = _row(sample.name, variant.name, original.size, image.size)
    finally:
        session.lab.remove(image)
