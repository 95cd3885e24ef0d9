"""The arguments of scripts: what an entrypoint starts when it says "$@"."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Root
from tests.understand.helpers import facts_of


def root(script: str, folder: Path, *, cmd: str = '"app", "-v"') -> Root:
    """The start of a container whose entrypoint is this script."""
    (folder / "run.sh").write_text(f"#!/bin/sh\n{script}\n")
    facts, _ = facts_of(f'FROM debian:bookworm\nCOPY run.sh /\nENTRYPOINT ["/run.sh", "x"]\nCMD [{cmd}]\n', folder)
    return facts.roots[0]


def started(script: str, folder: Path, *, cmd: str = '"app", "-v"') -> list[tuple[str | None, ...]]:
    found = root(script, folder, cmd=cmd)
    assert found.opaque is None, found.opaque
    return [call.argv for call in found.calls[1:] if call.argv[0] != "exec" or len(call.argv) == 1]


@pytest.mark.parametrize(
    ("script", "calls"),
    [
        ('exec "$@"', [("x", "app", "-v")]),
        ("exec $@", [("x", "app", "-v")]),
        ('shift\nexec "${@}"', [("shift",), ("app", "-v")]),
        ('shift 2; "$@"', [("shift", "2"), ("-v",)]),
        ('shift && tini -- "$@"', [("shift",), ("tini", "--", "app", "-v"), ("app", "-v")]),
        ('exec "$2" --first="$1" $9', [("app", "--first=x")]),
        ('set -- serve "$@"\nexec "$@"', [("set", "--", "serve", "x", "app", "-v"), ("serve", "x", "app", "-v")]),
        ('set -eu\nset -o pipefail\nexec "$@"', [("set", "-eu"), ("set", "-o", "pipefail"), ("x", "app", "-v")]),
        ('set -euo pipefail\nexec "$@"', [("set", "-euo", "pipefail"), ("x", "app", "-v")]),
        ('sh -c \'exec "$@"\' name one two', [("sh", "-c", 'exec "$@"', "name", "one", "two"), ("one", "two")]),
        ('if a; then b; fi\nexec "$@"', [("a",), ("b",), ("x", "app", "-v")]),
    ],
)
def test_arguments_become_words(tmp_path: Path, script: str, calls: list[tuple[str | None, ...]]) -> None:
    assert started(script, tmp_path) == calls


def test_exec_without_arguments_starts_nothing(tmp_path: Path) -> None:
    assert started('shift; exec "$@"', tmp_path, cmd="") == [("shift",), ("exec",)]


@pytest.mark.parametrize(
    "script",
    [
        'while [ $# -gt 1 ]; do shift; done\nexec "$@"',
        'shift 9\nexec "$@"',
        'set a b\nexec "$@"',
        'exec "${@:2}"',
        'shift "$N"\nexec "$@"',
    ],
)
def test_what_is_not_known_stays_so(tmp_path: Path, script: str) -> None:
    assert root(script, tmp_path).opaque is not None


def test_an_entrypoint_script_is_found_through_path(tmp_path: Path) -> None:
    (tmp_path / "docker-entrypoint.sh").write_text('#!/bin/bash\nexec "$@"\n')
    text = 'FROM debian:bookworm\nCOPY docker-entrypoint.sh /usr/local/bin/\nENTRYPOINT ["docker-entrypoint.sh"]\nCMD ["app"]\n'
    facts, _ = facts_of(text, tmp_path)
    assert [c.argv for c in facts.roots[0].calls] == [("/usr/local/bin/docker-entrypoint.sh", "app"), ("exec", "app"), ("app",)]


def test_arguments_are_assigned(tmp_path: Path) -> None:
    assert started('out=$2\n"$out" $1', tmp_path) == [("app", "x")]
