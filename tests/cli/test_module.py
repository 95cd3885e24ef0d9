"""`python -m msbgen` is the `msbgen` command."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).parents[2]


def _module(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-m", "msbgen", *arguments], input=data, cwd=_ROOT, capture_output=True, check=False)


def test_the_module_converts() -> None:
    found = _module("convert", "-", data=b'FROM golang:1.23\nWORKDIR /a\nCOPY . .\nRUN go build -o /app\nCMD ["/app"]\n')
    assert found.returncode == 0, found.stderr
    assert b"COPY --from=builder /app /app" in found.stdout


def test_its_exit_status_is_the_command_s_and_it_bears_its_name() -> None:
    found = _module("convert", "-", data=b"NOTHING here\n")
    assert found.returncode == 2
    found = _module("convert", "--help")
    assert b"Usage: msbgen convert" in found.stdout
