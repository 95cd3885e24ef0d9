"""python -m tests.new.rewrite: write tests/new/golden anew from what msbgen writes now."""

from __future__ import annotations

import tempfile
from pathlib import Path

from tests.new.cases import CASES, GOLDEN, result


def main() -> None:
    GOLDEN.mkdir(exist_ok=True)
    for old in GOLDEN.iterdir():
        old.unlink()
    for case in CASES:
        with tempfile.TemporaryDirectory() as folder:
            case.expected.write_text(result(case, Path(folder)).dockerfile, encoding="utf-8")


if __name__ == "__main__":
    main()
