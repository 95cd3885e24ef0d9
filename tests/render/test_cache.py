"""Compiled templates are used where they are sound and never stand in the way."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jinja2 import DictLoader, Environment

from msbgen.render.cache import Compiled


@pytest.fixture(autouse=True)
def _bytecode_may_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)


def rendered(folder: Path, source: str, compiled: list[str] | None = None) -> str:
    """A template's text by a new environment; notes in `compiled` that it had to be compiled."""

    class Noting(Environment):
        def _generate(self, *arguments: Any, **values: Any) -> str:
            if compiled is not None:
                compiled.append(source)
            return super()._generate(*arguments, **values)

    return Noting(loader=DictLoader({"t": source}), bytecode_cache=Compiled(folder)).get_template("t").render(x=1)


def test_a_template_is_compiled_once_for_each_source(tmp_path: Path) -> None:
    folder = tmp_path / "absent"
    compiled: list[str] = []
    for source in ("a{{ x }}", "a{{ x }}", "b{{ x }}", "b{{ x }}"):
        assert rendered(folder, source, compiled) == source[0] + "1"
    assert compiled == ["a{{ x }}", "b{{ x }}"]


@pytest.mark.parametrize("content", [b"", b"rubbish", None, "a"])
def test_what_is_damaged_is_not_used(tmp_path: Path, content: bytes | str | None) -> None:
    rendered(tmp_path, "a{{ x }}")
    (file,) = tmp_path.iterdir()
    data = file.read_bytes()
    # None: all but the end; "a": the right beginning, then rubbish
    file.write_bytes(data[:-20] if content is None else data[:20] + b"rubbish" if content == "a" else bytes(content))
    assert rendered(tmp_path, "a{{ x }}") == "a1"


def test_a_folder_that_cannot_be_written_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    assert rendered(tmp_path / "file", "a{{ x }}") == "a1"


def test_nothing_is_written_where_python_may_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert rendered(tmp_path, "a{{ x }}") == "a1"
    assert list(tmp_path.iterdir()) == []
