"""What `new` writes, text for text (`python -m tests.new.rewrite` writes it anew), and what must hold of all of it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import dockerfile as buildkit
import pytest

from msbgen import convert
from msbgen.read import read
from tests.new.cases import CASES, GOLDEN, Case, result

HADOLINT = shutil.which("hadolint", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}")


#: DL3008: which version of a package is the newest on the day of the build is for the distribution to say. DL3006: distroless images have their
#: release in their name. DL3003: one command of a RUN must stand in / (templates/steps/system.j2), the others need not.
IGNORED = ("DL3003", "DL3006", "DL3008")


@pytest.fixture(params=CASES, ids=lambda c: c.name)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


def test_text(case: Case, tmp_path: Path) -> None:
    assert result(case, tmp_path).dockerfile == case.expected.read_text(encoding="utf-8")


def test_nothing_stale_lies_about() -> None:
    assert {p.name for p in GOLDEN.iterdir()} == {c.expected.name for c in CASES}


def test_the_result_does_not_depend_on_itself(case: Case, tmp_path: Path) -> None:
    first = result(case, tmp_path)
    root = tmp_path / case.project
    (root / "Dockerfile").write_text(first.dockerfile)
    assert result(case, tmp_path).dockerfile == first.dockerfile
    again = convert(first.dockerfile, context=root, dockerfile=root / "Dockerfile")
    assert not again.changed, again.dockerfile


def test_the_ledger_has_a_reason_for_each_instruction(case: Case, tmp_path: Path) -> None:
    made = result(case, tmp_path)
    instructions = read(made.dockerfile).instructions
    assert [(e.line, e.last_line) for e in made.ledger] == [(i.line, i.span.last_line) for i in instructions]
    assert all(entry.reason for entry in made.ledger)
    stage = 0
    for instruction, entry in zip(instructions, made.ledger, strict=True):
        stage += instruction.keyword == "FROM"
        assert entry.outcome == ("runtime" if stage == sum(i.keyword == "FROM" for i in instructions) else "builder")


@pytest.mark.parametrize("path", sorted(GOLDEN.iterdir()), ids=lambda p: p.name)
def test_buildkit_reads_it(path: Path) -> None:
    mine = [i.keyword.lower() for i in read(path.read_bytes()).instructions]
    assert [c.cmd.lower() for c in buildkit.parse_file(str(path))] == mine


@pytest.mark.parametrize("path", sorted(GOLDEN.iterdir()), ids=lambda p: p.name)
def test_hadolint_finds_nothing(path: Path) -> None:
    assert HADOLINT is not None
    ignored = [word for rule in IGNORED for word in ("--ignore", rule)]
    ran = subprocess.run([HADOLINT, "--no-color", *ignored, str(path)], capture_output=True, text=True, check=False)
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)
