"""Every sample gives its expected result and ledger; `python -m tests.samples.rewrite` writes them anew."""

from __future__ import annotations

import pytest

from msbgen import Refused
from msbgen.ecosystems import registered
from tests.samples.sample import ROOT, Sample, Variant, cases, ledger_text, result, samples

CASES = [pytest.param(s, v, id=f"{s.name}-{v.name}") for s, v in cases()]


@pytest.mark.parametrize(("sample", "variant"), CASES)
def test_result_and_ledger(sample: Sample, variant: Variant) -> None:
    made = result(sample, variant)
    if isinstance(made, Refused):
        assert variant.refused is not None, str(made)
        assert variant.refused in str(made)
        return
    assert variant.refused is None
    assert made.dockerfile == sample.expected(variant, "Dockerfile").read_text(encoding="utf-8")
    assert ledger_text(made) == sample.expected(variant, "ledger").read_text(encoding="utf-8")
    assert set(variant.codes) <= {d.code for d in made.diagnostics}


def test_every_folder_is_a_sample() -> None:
    assert {s.folder for s in samples()} == {p for p in ROOT.iterdir() if p.is_dir()}


@pytest.mark.parametrize("sample", samples(), ids=lambda s: s.name)
def test_what_describes_a_sample_is_no_part_of_it(sample: Sample) -> None:
    assert {"expected", "sample.toml"} <= set((sample.folder / ".dockerignore").read_text(encoding="utf-8").split())


def test_nothing_expected_is_left_over() -> None:
    wanted = {s.expected(v, k) for s, v in cases() if v.refused is None for k in ("Dockerfile", "ledger")}
    assert set(ROOT.glob("*/expected/*")) == wanted


@pytest.mark.parametrize("language", [e.name for e in registered()])
def test_every_language_has_samples(language: str) -> None:
    assert [s for s in samples() if s.name.startswith(f"{language}-")]
