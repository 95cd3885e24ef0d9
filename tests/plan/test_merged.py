"""From Debian 13 on, distroless images have links at /lib and /lib64, and a COPY lays no folder over a link."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.conversion import Options
from msbgen.pipeline import convert
from tests.ecosystems.helpers import write

GO = {"go.mod": "module x\n\ngo 1.22\n", "main.go": 'package main\n\nimport "os/exec"\n\nfunc main() { exec.Command("uname").Run() }\n'}
KEEPS_LIB64 = "*/ld*.so.[0-9]) ;;"


@pytest.mark.parametrize(
    ("release", "base", "kept"),
    [("trixie", "distroless", False), ("bookworm", "distroless", True), ("trixie", "scratch", True), ("bookworm", "scratch", True)],
)
def test_the_loader_s_folder(release: str, base: str, kept: bool, tmp_path: Path) -> None:
    write(tmp_path, GO)
    text = f'FROM golang:1.25-{release}\nWORKDIR /src\nCOPY . .\nRUN go build -o /m\nCMD ["/m"]\n'
    found = convert(text, context=tmp_path, options=Options.make(base=base))
    assert found.changed
    assert "/tmp/libs" in found.dockerfile
    assert (KEEPS_LIB64 in found.dockerfile) is kept


@pytest.mark.parametrize(("release", "folder"), [("trixie", "/usr/lib/terminfo"), ("bookworm", "/lib/terminfo")])
def test_files_below_lib(release: str, folder: str, tmp_path: Path) -> None:
    write(tmp_path, {"a.py": "print(1)\n"})
    text = f'FROM python:3.12-{release}\nWORKDIR /app\nCOPY a.py .\nRUN pip install pyyaml\nCMD ["python", "a.py"]\n'
    found = convert(text, context=tmp_path, options=Options.make(base="distroless"))
    assert found.changed
    assert folder in found.dockerfile.replace(";", " ").split()
