"""A diff is what `patch` needs to make the result."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from msbgen.report.diff import unified

TEXTS = [
    "FROM a\nRUN b\n",
    "FROM a\nRUN b",
    "FROM a\r\nRUN b\r\n",
    "FROM a\nRUN b\x0cc\u2028d\n",
    "FROM a\n# x\n# y\n# z\n# 1\n# 2\n# 3\n# 4\nRUN c",
    "FROM a\rRUN b\n\n",
]


def test_nothing_changed() -> None:
    assert unified("FROM a", "FROM a") == ""


def test_a_missing_line_end_is_told() -> None:
    assert unified("a\nb", "a\nc", "x") == (
        "--- x\n+++ x\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+c\n\\ No newline at end of file\n"
    )


@pytest.mark.skipif(shutil.which("patch") is None, reason="needs patch")
@pytest.mark.parametrize("before", TEXTS)
@pytest.mark.parametrize("after", TEXTS)
def test_patch_makes_the_result(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "Dockerfile"
    file.write_bytes(before.encode())
    if difference := unified(before, after):
        subprocess.run(["patch", "--binary", "-s", str(file)], input=difference.encode(), check=True)
    assert file.read_bytes() == after.encode()
