"""What real shells and shfmt say of the same scripts."""

from __future__ import annotations

import json
import shutil
import subprocess
import sysconfig
from pathlib import Path
from typing import Any

import pytest

from msbgen.model.shell import Command
from msbgen.read.shell import parse
from tests.read.test_shell import CASES
from tests.read.walk import commands, nodes

SHFMT = shutil.which("shfmt", path=sysconfig.get_path("scripts")) or shutil.which("shfmt")
BASH = shutil.which("bash")
READ = [text for text, expected in CASES if not expected.startswith("opaque")]

#: words that are their own value in bash and in dash
LITERAL = "a 'b c' \"d  e\" f\\ g h'i'\"j\"k '' \"\" {} {a} a] [ ] [b a= -x=y/z:8@%+, "
LITERAL += "'it'\\''s' \"\\$x\\`\\\\\\d\" a\\\nb '\\n' é \\é a#b ! x~y"


def shfmt(text: str) -> Any:
    assert SHFMT, "shfmt is missing: install the development dependencies"
    done = subprocess.run([SHFMT, "--to-json", "-ln=bash"], input=text.encode(), capture_output=True, check=True)
    return json.loads(done.stdout)


def calls(node: Any, source: bytes) -> list[list[str]]:
    """The words of every call in shfmt's tree; a call's own substitutions come before it."""
    found: list[list[str]] = []
    if isinstance(node, list):
        for child in node:
            found += calls(child, source)
    elif isinstance(node, dict):
        for child in node.values():
            found += calls(child, source)
        if node.get("Type") == "CallExpr":
            found.append([source[w["Pos"]["Offset"] : w["End"]["Offset"]].decode() for w in node.get("Args", ())])
    return found


def declares(command: Command) -> bool:
    """shfmt knows these as declarations and clauses of their own."""
    return command.name in {"export", "declare", "local", "let"} or not command.words


@pytest.mark.parametrize("text", [text for text, expected in CASES if "opaque:" not in expected and "time" not in text])
def test_the_same_calls_as_shfmt(text: str) -> None:
    theirs = [words for words in calls(shfmt(text), text.encode()) if words]
    ours = [[word.text for word in command.words] for command in commands(parse(text)) if not declares(command)]
    assert sorted(ours) == sorted(theirs)


@pytest.mark.parametrize("text", READ)
def test_bash_accepts_what_is_read(text: str) -> None:
    assert BASH
    done = subprocess.run([BASH, "-n"], check=False, input=text.encode(), capture_output=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_values_are_what_shells_pass(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"no {shell} here")
    (command,) = [n for n in nodes(parse("printf '%s\\0' " + LITERAL)) if isinstance(n, Command)]
    done = subprocess.run([program, "-c", "printf '%s\\0' " + LITERAL], capture_output=True, cwd=tmp_path, check=True)
    assert [word.value for word in command.words[2:]] == done.stdout.decode().split("\0")[:-1]


def test_ansi_quotes_are_what_bash_passes() -> None:
    assert BASH
    text = r"printf '%s\0' $'a\tb\x41\u00e9\'\\\e\101\cA' $'\q' $'é'"
    values = [word.value for command in commands(parse(text)) for word in command.words[2:]]
    out = subprocess.run([BASH, "-c", text], capture_output=True, check=True, env={"LC_ALL": "C.UTF-8"}).stdout
    assert values[0] is None  # a control character made of another is left to the shell
    assert values[1:] == out.decode().split("\0")[1:-1]
