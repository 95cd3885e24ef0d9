"""Vendored modules that no table knows are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from msbgen.ecosystems.go.table import modules_table

TEXT = 'FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -mod=vendor -o /m\nCMD ["/m"]\n'


def project(folder: Path, code: str, *, name: str = "lib.go", more: dict[str, str] | None = None) -> Path:
    assert modules_table().row("example.org/lib") is None
    files = {
        "go.mod": "module x\n\ngo 1.22\n\nrequire example.org/lib v1.0.0\n",
        "main.go": 'package main\n\nimport "example.org/lib"\n\nfunc main() { lib.Run() }\n',
        "vendor/modules.txt": "# example.org/lib v1.0.0\n## explicit; go 1.22\nexample.org/lib\n",
        f"vendor/example.org/lib/{name}": code,
        **(more or {}),
    }
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text)
    return folder


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("package lib\n\nfunc Run() {}\n", None),
        ('package lib\n\nimport "os/exec"\n\nfunc Run() { exec.Command("git").Run() }\n', "may start another program"),
        ('package lib\n\nimport "os/exec"\n\nfunc Run() { exec.Command(name).Run() }\n', "may start another program"),
        ('package lib\n\nimport "syscall"\n\nfunc Run() { syscall.Exec("x", nil, nil) }\n', "may start another program"),
        ('//go:build windows\n\npackage lib\n\nimport "os/exec"\n\nfunc Run() { exec.Command("x").Run() }\n', None),
    ],
)
def test_what_its_files_say(tmp_path: Path, code: str, why: str | None) -> None:
    result = convert(TEXT, context=project(tmp_path, code))
    last = result.dockerfile[result.dockerfile.rindex("FROM ") :]
    assert last.startswith("FROM scratch\n") is (why is None)
    assert why is None or any(why in d.message for d in result.diagnostics)


def test_tests_of_a_module_do_not_count(tmp_path: Path) -> None:
    test = {"vendor/example.org/lib/lib_test.go": 'package lib\n\nimport "os/exec"\n\nvar _ = exec.Command("x")\n'}
    result = convert(TEXT, context=project(tmp_path, "package lib\n\nfunc Run() {}\n", more=test))
    assert "\nFROM scratch\n" in result.dockerfile


def test_without_a_vendor_folder_it_stays_unknown(tmp_path: Path) -> None:
    where = project(tmp_path, "package lib\n\nfunc Run() {}\n")
    (where / "vendor/modules.txt").unlink()
    (where / "vendor/example.org/lib/lib.go").unlink()
    result = convert(TEXT.replace("-mod=vendor ", ""), context=where)
    assert any("example.org/lib" in d.message for d in result.diagnostics)
