"""wait-for-it.sh: what it starts when it has waited."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Root
from tests.understand.helpers import facts_of

#: a script of the same build, not the original
SCRIPT = """#!/usr/bin/env bash
#   Use this script to test if a given TCP host/port are available

say() { if [[ $QUIET -ne 1 ]]; then echo "$@" 1>&2; fi }

once() {
    while :; do
        if [[ $FLAG != "" ]]; then nc -z $HOST $PORT && break; fi
        (echo > /dev/tcp/$HOST/$PORT) > /dev/null 2>&1 && break
        sleep 1
    done
}

twice() {
    timeout $FLAG $TIMEOUT $0 --child --host=$HOST --port=$PORT &
    wait $!
}

while [[ $# -gt 0 ]]; do
    case "$1" in
        *:*) address=(${1//:/ }); HOST=${address[0]}; PORT=${address[1]}; shift 1 ;;
        --child) CHILD=1; shift 1 ;;
        -t) TIMEOUT="$2"; shift 2 ;;
        --) shift; CLI=("$@"); break ;;
        *) say "Unknown argument: $1"; exit 1 ;;
    esac
done

LONG=$(realpath $(which timeout))
if [[ $LONG =~ "busybox" ]]; then FLAG="-t"; else FLAG=""; fi
if [[ $CHILD -gt 0 ]]; then once; else twice; fi
if [[ $CLI != "" ]]; then
    exec "${CLI[@]}"
fi
"""


def root(tmp_path: Path, start: str, script: str = SCRIPT) -> Root:
    (tmp_path / "wait.sh").write_text(script)
    (tmp_path / "start.sh").write_text("#!/bin/bash\n/bin/bash /app/wait.sh $HOST:$PORT -t 300 -- helper -x\n")
    facts, _ = facts_of(f"FROM debian:bookworm\nWORKDIR /app\nCOPY . .\nENV PORT=5432\nCMD {start}\n", tmp_path)
    return facts.roots[0]


def started(found: Root) -> list[tuple[str | None, ...]]:
    return [call.argv for call in found.calls if call.argv[0] in ("serve", "helper")]


@pytest.mark.parametrize(
    ("start", "calls"),
    [
        ('["./wait.sh", "db:5432", "-t", "30", "--", "serve", "-v"]', [("serve", "-v")]),
        ('["bash", "wait.sh", "db:5432", "--", "sh", "-c", "serve && helper"]', [("serve",), ("helper",)]),
        ('["/app/start.sh"]', [("helper", "-x")]),
        ("./wait.sh db:$PORT -- serve $MORE", [("serve", None)]),
        ('./wait.sh db:5432 && exec serve', [("serve",)]),
    ],
)
def test_what_stands_behind_the_dashes_is_started(start: str, calls: list[tuple[str | None, ...]], tmp_path: Path) -> None:
    found = root(tmp_path, start)
    assert found.opaque is None
    assert started(found) == calls
    assert {"timeout", "sleep", "which", "realpath"} <= {call.name for call in found.calls}
    assert "nc" not in {call.name for call in found.calls}  # that is for busybox


@pytest.mark.parametrize(
    "script",
    [
        SCRIPT.replace("Use this script", "This script is used"),
        SCRIPT.replace("QUIET=1", "").replace("sleep 1", "own-check $HOST"),  # people have added to it
        SCRIPT.replace('exec "${CLI[@]}"', "exec $CLI"),
    ],
)
def test_another_script_is_no_such(script: str, tmp_path: Path) -> None:
    found = root(tmp_path, '["./wait.sh", "db:5432", "--", "serve"]', script)
    assert found.opaque is not None or (None,) in [call.argv[:1] for call in found.calls]


@pytest.mark.parametrize(
    ("start", "calls"),
    [
        ('["bash", "wait.txt", "-c", "helper"]', [("serve", "-c", "helper")]),  # that option is the script's own
        ('["bash", "-e", "-o", "pipefail", "wait.txt", "-c"]', [("serve", "-c")]),
        ('["bash", "-o", "pipefail", "-ec", "helper -c x"]', [("helper", "-c", "x")]),
        ('["bash", "-eo", "pipefail", "-c", "helper"]', [("helper",)]),
    ],
)
def test_options_of_a_shell_end_at_its_script(start: str, calls: list[tuple[str | None, ...]], tmp_path: Path) -> None:
    (tmp_path / "wait.txt").write_text('exec serve "$@"\n')
    assert started(root(tmp_path, start)) == calls
