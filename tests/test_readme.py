"""Every command in the README runs and does what is said."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
LINES = [
    line for block in re.findall(r"^```sh\n(.*?)^```", README, re.DOTALL | re.MULTILINE) for line in block.splitlines()
]
SETUP = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/msbgen convert samples/go-hello/Dockerfile"
CHECKS = "python3 dev.py"
COMMANDS = [line for line in LINES if line not in (SETUP, CHECKS)]


def shell(command: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a command with this Python's msbgen on the path."""
    values = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"} | environment
    return subprocess.run(command, shell=True, cwd=folder, env=values, capture_output=True, text=True, check=False)


def test_the_two_commands_are_there() -> None:
    assert SETUP in LINES
    assert CHECKS in LINES
    assert (ROOT / ".ci/run").read_text().splitlines()[-1] == f"exec {CHECKS}"


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("msbgen convert")])
def test_a_command(tmp_path: Path, command: str) -> None:
    folder = tmp_path / "app"
    shutil.copytree(ROOT / "samples/go-hello", folder)
    done = shell(command, folder)
    assert done.returncode == (1 if "--check" in command else 0), done.stderr
    assert "Traceback" not in done.stderr
    quiet = {"-o", "--in-place", "--check"} & set(command.partition("#")[0].split())
    assert bool(done.stdout) != bool(quiet)


@pytest.mark.parametrize("command", [line for line in COMMANDS if line.startswith("msbgen new")])
def test_a_command_for_a_project_without_a_dockerfile(tmp_path: Path, command: str) -> None:
    for name in ("go.mod", "main.go"):
        shutil.copy(ROOT / "samples/go-hello" / name, tmp_path)
    done = shell(command, tmp_path)
    assert done.returncode == 0, done.stderr
    written = {path.name for path in tmp_path.iterdir()} - {"go.mod", "main.go"}
    assert written == ({"Dockerfile", ".dockerignore"} if "--write" in command else set())
    assert bool(done.stdout) != bool(written)


def test_all_other_commands_are_known() -> None:
    others = [line for line in COMMANDS if not line.startswith(("msbgen convert", "msbgen new"))]
    assert [line.partition("#")[0].strip() for line in others] == ["msbgen --install-completion"]


def test_completion_is_installed(tmp_path: Path) -> None:
    done = shell(
        "msbgen --install-completion bash",
        tmp_path,
        HOME=str(tmp_path),
        _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1",
    )
    assert done.returncode == 0, done.stderr
    assert "_MSBGEN_COMPLETE" in (tmp_path / ".bash_completions/msbgen.sh").read_text()


def test_the_example_is_what_comes_out() -> None:
    (block,) = re.findall(r"^```dockerfile\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    sample = ROOT / "samples/go-hello"
    done = shell("msbgen convert", sample)
    before, after = (
        "\n".join(line[start:end].rstrip() for line in block.splitlines()).strip()
        for start, end in ((0, 40), (40, None))
    )
    assert before == (sample / "Dockerfile").read_text().strip()
    assert after == done.stdout.strip()


def test_the_python_example() -> None:
    (block,) = re.findall(r"^```python\n(.*?)^```", README, re.DOTALL | re.MULTILINE)
    done = subprocess.run([sys.executable, "-c", block], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "FROM golang:1.23" in done.stdout


@pytest.mark.skipif(
    os.environ.get("MSBGEN_E2E") != "required", reason="installs from PyPI: only where MSBGEN_E2E=required"
)
def test_the_main_job_in_a_new_environment(tmp_path: Path) -> None:
    folder = tmp_path / "checkout"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "__pycache__", "tests"))
    done = shell(SETUP, folder)
    assert done.returncode == 0, done.stderr
    assert "\nFROM scratch\n" in done.stdout
