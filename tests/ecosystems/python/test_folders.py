"""What is copied of an interpreted program's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Options, convert


@pytest.mark.parametrize(
    ("copy", "wanted", "unwanted"),
    [
        ("COPY . /app", ["/app"], ["/app/app.py"]),  # a file that is added tomorrow must come along
        ("COPY *.py /app/", ["/app"], ["/app/app.py"]),
        ("COPY app.py other.py /app/", ["/app/app.py", "/app/other.py"], ["/app"]),
    ],
)
def test_a_folder_is_copied_whole_and_named_files_one_by_one(tmp_path: Path, copy: str, wanted: list[str], unwanted: list[str]) -> None:
    for name in ("app.py", "other.py"):
        (tmp_path / name).write_text("import flask\n")
    text = f'FROM python:3.12\n{copy}\nRUN pip install flask\nCMD ["python", "/app/app.py"]\n'
    result = convert(text, context=tmp_path, options=Options.make(base="slim")).dockerfile
    for path in wanted:
        assert f"COPY --from=builder {path} {path}\n" in result
    for path in unwanted:
        assert f"COPY --from=builder {path} {path}\n" not in result
