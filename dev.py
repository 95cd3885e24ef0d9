#!/usr/bin/env python3
"""Sets up .venv and runs every check: `python3 dev.py [STEP]…`.

Steps: setup, lint, types, test (these without a word); docs and golden rewrite what follows from the code.

Needs only Python 3.11 or later with venv (Debian: python3-venv); the rest is installed into .venv.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed-for"

STEPS = {
    "lint": ["ruff", "check", "."],
    "types": ["mypy"],
    "test": ["pytest", "-q"],
    "docs": ["tools/write_docs.py"],
    "golden": ["tests.rewrite"],
}


def setup() -> None:
    """Makes .venv and installs msbgen, editable, and its tools; again only when pyproject.toml has changed."""
    wanted = (HERE / "pyproject.toml").read_text()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    if not PYTHON.exists():
        print("dev: making .venv", flush=True)
        venv.create(VENV, with_pip=True)
    tools = tomllib.loads(wanted)["dependency-groups"]["dev"]
    run("pip", "install", "--quiet", "--disable-pip-version-check", "--editable", ".", *tools)
    STAMP.write_text(wanted)


def run(module: str, *arguments: str) -> None:
    """Runs a module or a script of ours with .venv's Python; a failure ends this program with its status."""
    command = [module] if module.endswith(".py") else ["-m", module]
    print("dev:", module, *arguments, flush=True)
    done = subprocess.run([PYTHON, *command, *arguments], cwd=HERE, env=os.environ | {"PATH": _path()}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def _path() -> str:
    """.venv's commands first: the tests run hadolint and tally by name."""
    return f"{VENV / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"


def main(steps: list[str]) -> None:
    unknown = set(steps) - STEPS.keys() - {"setup"}
    if unknown:
        sys.exit(f"{__doc__}\nno such step: {', '.join(sorted(unknown))}")
    setup()
    for step in steps or ["lint", "types", "test"]:
        if step != "setup":
            run(*STEPS[step])


if __name__ == "__main__":
    main(sys.argv[1:])
