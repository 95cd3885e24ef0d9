"""Positional parameters that a branch of an entrypoint script sets: each list that they may be is followed."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Root
from tests.understand.helpers import facts_of

HEAD = "FROM debian:bookworm\nCOPY start.sh /\nENTRYPOINT [\"/start.sh\"]\nCMD [\"serve\", \"-v\"]\n"
END = '\nexec "$@"\n'


def root(tmp_path: Path, script: str) -> Root:
    (tmp_path / "start.sh").write_text("#!/bin/sh\n" + script)
    facts, _ = facts_of(HEAD, tmp_path)
    return facts.roots[0]


def started(found: Root) -> list[tuple[str | None, ...]]:
    return [call.argv for call in found.calls if call.argv[0] in ("serve", "app", "helper", None)]


@pytest.mark.parametrize(
    "script",
    [
        'if [ -n "$X" ]; then set -- $(cat args); fi',
        'while read x; do set -- "$x" "$@"; done',
        "".join(f'if [ -n "$X{n}" ]; then set -- a{n} "$@"; fi\n' for n in range(5)),
    ],
)
def test_what_is_not_known_is_not_followed(tmp_path: Path, script: str) -> None:
    found = root(tmp_path, script + END)
    assert found.opaque is not None or (None,) in [argv[:1] for argv in started(found)]


def test_each_list_is_started(tmp_path: Path) -> None:
    found = root(tmp_path, 'if [ "${1#-}" != "$1" ]; then set -- app "$@"; fi' + END)
    assert started(found) == [("serve", "-v"), ("app", "serve", "-v")]
    assert found.opaque is None


def test_lists_are_built_upon(tmp_path: Path) -> None:
    found = root(tmp_path, 'if [ -n "$X" ]; then set -- app "$@"; fi\nset -- helper "$@"\nshift' + END)
    assert started(found) == [("serve", "-v"), ("app", "serve", "-v")]


def test_a_variable_that_differs_is_not_known(tmp_path: Path) -> None:
    found = root(tmp_path, 'case "$1" in -*) set -- app "$@" ;; esac\nprogram=$1\n$program')
    assert started(found) == [(None,)]


def test_functions_have_parameters_of_their_own(tmp_path: Path) -> None:
    found = root(tmp_path, 'run() { "$@"; }\nif [ -n "$X" ]; then set -- app; fi\nrun helper x' + END)
    assert started(found) == [("helper", "x"), ("serve", "-v"), ("app",)]
