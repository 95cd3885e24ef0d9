"""What languages append to the builder."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import convert
from msbgen.ecosystems.builder import as_root, ensured, makers, runs_javascript
from msbgen.model.plan import Run, Setting
from tests.ecosystems.helpers import write
from tests.understand.helpers import facts_of

STEP = Run(("rm -rf /x",), why="nothing reads it")


@pytest.mark.parametrize(("lines", "root"), [("FROM debian:12\n", True), ("FROM debian:12\nUSER 0\n", True), ("FROM debian:12\nUSER app\n", False), ("FROM example.com/unknown:1\n", False)])
def test_steps_run_as_root(lines: str, root: bool) -> None:
    facts, _ = facts_of(lines, None)
    assert as_root([STEP], facts, "it is root's") == ((STEP,) if root else (Setting("USER", "root", why="it is root's"), STEP))


def test_only_folders_that_are_copied_are_made(tmp_path: Path) -> None:
    facts, scene = facts_of('FROM node:20\nWORKDIR /app\nCOPY . .\nCMD ["node", "a.js"]\n', write(tmp_path, {"a.js": ""}))
    assert [s.commands for s in ensured(("/app", "/none"), facts, scene) if isinstance(s, Run)] == [("mkdir -p /app",)]
    assert ensured(("/none",), facts, scene) == []


def test_makers(tmp_path: Path) -> None:
    facts, _ = facts_of("FROM node:20\nWORKDIR /app\nCOPY . .\nRUN npm install && mkdir b\n", write(tmp_path, {"package.json": '{"dependencies": {"a": "1"}}'}))
    assert makers(["/app/node_modules"], facts) == {"node"}
    assert makers(["/srv"], facts) == frozenset()


@pytest.mark.parametrize(("program", "runs"), [("node", True), ("/usr/bin/npm", True), ("bunx", True), ("deno", True), ("ruby", False), ("ls", False), (None, False)])
def test_who_runs_javascript(program: str | None, runs: bool) -> None:
    assert runs_javascript(program) is runs


def test_what_a_compiler_left_is_removed_as_root(tmp_path: Path) -> None:
    lines = 'FROM debian:bookworm\nRUN apt-get update && apt-get install -y g++ cmake make\nWORKDIR /a\nCOPY . .\nRUN cmake -B build && cmake --build build\nUSER nobody\nCMD ["build/app"]\n'
    result = convert(lines, context=write(tmp_path, {"CMakeLists.txt": "add_executable(app a.c)\n", "a.c": "int main(){}\n"})).dockerfile
    assert result.index("USER nobody") < result.index("USER root") < result.index("-name '*.o'")
