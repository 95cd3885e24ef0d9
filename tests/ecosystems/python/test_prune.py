"""What is taken away before packages go on to the runtime stage, and what that stage's base must give up for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Options, convert

CLEARED = "RUN rm -rf /usr/local/lib/python3.*/site-packages\n"
PIP = "/site-packages/pip "


def runtime_and_builder(install: str, root: Path, *, base: str) -> tuple[str, str]:
    (root / "app.py").write_text("import flask\n")
    text = f'FROM {base}\nRUN {install}\nCOPY app.py /app.py\nCMD ["python", "/app.py"]\n'
    result = convert(text, context=root, options=Options.make(base="slim")).dockerfile
    builder, _, runtime = result.rpartition("\nFROM ")
    return runtime, builder


@pytest.mark.parametrize(
    ("base", "install", "cleared"),
    [
        ("python:3.12", "pip install flask", False),
        ("python:3.12", "pip install --upgrade pip && pip install flask", False),  # the builder's pip stays there
        ("python:3.12", "pip install 'setuptools<58' flask", False),  # its images have none
        ("python:3.11", "pip install 'setuptools<58' flask", True),  # the base's 65 and the builder's 57 would be mixed
        ("python:3.11", "pip install -U wheel flask", True),
        ("python:3.11", "pip install flask", False),
        ("python:3.11", "pip install flask && pip uninstall -y setuptools", True),
        ("python:3.12", "pip install flask && pip uninstall -y pip", True),
        ("python:3.11", "pip install flask-of-our-own", True),  # it may require setuptools
        ("python:3", "pip install -U setuptools flask", True),  # which version that is is not known
    ],
)
def test_other_versions_of_what_the_base_has_take_its_place(tmp_path: Path, base: str, install: str, cleared: bool) -> None:
    runtime, _ = runtime_and_builder(install, tmp_path, base=base)
    assert (CLEARED in runtime) is cleared
    assert CLEARED not in runtime or runtime.index(CLEARED) < runtime.index("COPY")


def test_pip_stays_where_the_base_gives_up_its_own_and_something_may_ask_for_it(tmp_path: Path) -> None:
    runtime, builder = runtime_and_builder("pip install flask-of-our-own setuptools", tmp_path, base="python:3.11")
    assert CLEARED in runtime
    assert PIP not in builder
    assert PIP in runtime_and_builder("pip install flask setuptools", tmp_path, base="python:3.11")[1]


def test_of_a_pip_that_is_only_kept_in_case_no_bytecode_goes_on(tmp_path: Path) -> None:
    _, kept = runtime_and_builder("pip install flask-of-our-own", tmp_path, base="python:3.11")
    assert "-path '*/site-packages/pip/*' -name __pycache__ -prune -exec rm -rf {} +" in kept
    assert PIP not in kept
    _, dropped = runtime_and_builder("pip install -U wheel flask", tmp_path, base="python:3.11")
    assert "__pycache__" not in dropped
    assert PIP in dropped


def test_of_a_pip_that_the_program_uses_all_goes_on(tmp_path: Path) -> None:
    (tmp_path / "more.py").write_text("import pip\n")
    text = 'FROM python:3.11\nRUN pip install flask-of-our-own\nCOPY . /srv\nCMD ["python", "/srv/more.py"]\n'
    result = convert(text, context=tmp_path, options=Options.make(base="slim")).dockerfile
    assert "site-packages" in result
    assert "__pycache__" not in result
