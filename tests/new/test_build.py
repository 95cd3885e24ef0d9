"""What `new` writes is built and run with a real engine: it answers, it is not root, it is small."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

import msbgen
from msbgen.scaffold import load
from tests.e2e.docker import Lab
from tests.engine import Engine
from tests.new.projects import build
from tests.samples.sample import Probe, Sample

pytestmark = pytest.mark.e2e


@dataclass(frozen=True, slots=True)
class Case:
    """A project, what is said of it, and what its container prints or answers (`get`: at that port). `most` is the most that the image may take in 10⁶ bytes."""

    project: str
    says: str
    base: str = "auto"
    get: int | None = None
    version: str | None = None
    most: float = 300
    port: int | None = None


CASES = [
    Case("go", "go says hello", get=8080, port=8080, most=9),
    Case("go", "go says hello", base="slim", get=8080, most=90),
    Case("go", "go says hello", base="distroless", get=8080, most=12),
    Case("go-tls", "1970-01-01T01:00:00\\+01:00", most=12),
    Case("go-cmd", "word", most=4),
    Case("go-cgo", "absolute 7", most=12),
    Case("go-vendor", "word", most=90),
    Case("node", "node says hello", get=3000, port=3000),
    Case("node", "node says hello", base="slim", get=3000, port=3000),
    Case("node-build", "compiled"),
    Case("node-hooks", "node says hello", get=3000),
    Case("python", "python says hello", get=8000, version="3.11", most=110),
    Case("python", "python says hello", base="slim", get=8000, version="3.11"),
    Case("python-flask", "flask says hello", get=8000, version="3.11"),
    Case("python-package", "greetings", version="3.11"),
    Case("python-uv", "python says hello", get=8000, version="3.11", most=120),
    Case("python-poetry", "python says hello", get=8000, version="3.11"),
    Case("python-pipenv", "python says hello", get=8000, version="3.11"),
]


@pytest.fixture(scope="module")
def lab(engine: Engine) -> Lab:
    return Lab()


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.project}-{c.base}")
def test_it_builds_and_answers(case: Case, lab: Lab, tmp_path: Path) -> None:
    root = build(case.project, tmp_path)
    options = {k: v for k, v in {"base": case.base, "version": case.version, "port": case.port}.items() if v is not None}
    result = msbgen.new(load(None, options, root), context=root)
    (root / "Dockerfile").write_text(result.dockerfile)
    image = lab.image(result.dockerfile, root)
    try:
        user = image.config["User"].partition(":")[0]
        assert user.isdigit()
        assert user != "0"
        if case.get is not None:
            probe = Probe(get="/", port=case.get, status=200, match=case.says)
        else:
            probe = Probe(log=case.says)
        answers = lab.ask(image, Sample(root, case.project, (probe,), ()))
        assert [a.wrong for a in answers] == [None]
        assert image.size < case.most * 1e6
    finally:
        lab.remove(image)
