"""Functions of scripts that the container starts: their bodies run where they are called, with the caller's words as parameters."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Root
from msbgen.read import read
from msbgen.understand import understand
from msbgen.understand.context import Context


def root(folder: Path, script: str, head: str = "#!/bin/sh\n") -> Root:
    (folder / "start.sh").write_text(head + script)
    facts, _ = understand(read('FROM debian:bookworm\nCOPY . /\nENTRYPOINT ["/start.sh"]\nCMD ["/app", "-x"]\n'), Context(folder))
    return facts.roots[0]


def started(found: Root) -> list[tuple[str | None, ...]]:
    return [call.argv for call in found.calls[1:]]


@pytest.mark.parametrize(
    ("script", "calls"),
    [
        ('log() { echo "$1"; }\nlog hi\nexec /app\n', [("echo", "hi"), ("exec", "/app"), ("/app",)]),
        ('main() {\n  exec "$@"\n}\nmain /m -y\n', [("exec", "/m", "-y"), ("/m", "-y")]),
        ('main() { exec "$@"; }\nmain "$@"\n', [("exec", "/app", "-x"), ("/app", "-x")]),
        ('function run { /m "$1"; }\nrun a\nrun b\n', [("/m", "a"), ("/m", "b")]),
        ("inner() { /m; }\nouter() { inner; }\nouter\n", [("/m",)]),
        ("go() { cd /srv; }\ngo\n./m\n", [("cd", "/srv"), ("./m",)]),
        ("never() { frobnicate; }\n/m\n", [("/m",)]),
        ('f() { /m; }\n( f ) | cat\n', [("/m",), ("cat",)]),
    ],
)
def test_bodies_run_where_they_are_called(tmp_path: Path, script: str, calls: list[tuple[str, ...]]) -> None:
    found = root(tmp_path, script, "#!/bin/bash\n")
    assert started(found) == calls
    assert found.opaque is None


def test_the_folder_that_a_function_changes_to_stays(tmp_path: Path) -> None:
    found = root(tmp_path, "go() { cd /srv; }\ngo\n./m\n")
    assert [c.cwd for c in found.calls if c.argv == ("./m",)] == ["/srv"]


@pytest.mark.parametrize(
    "script",
    [
        "f() { f; }\nf\n",  # no end is known
        "if [ -n \"$X\" ]; then f() { /a; }; else f() { /b; }; fi\nf\n",  # one of several bodies
        "a() { /m; }\n" + "".join(f"{y}() {{ {x}; {x}; }}\n" for x, y in zip("abcdefghijkl", "bcdefghijklm", strict=True)) + "m\n",
    ],
)
def test_what_cannot_be_followed_is_not_known(tmp_path: Path, script: str) -> None:
    assert (None,) in started(root(tmp_path, script))


def test_what_the_shell_does_itself_stays_so_behind_builtin(tmp_path: Path) -> None:
    found = root(tmp_path, "HERE=$(builtin cd / && command pwd)\nexec /app\n")
    assert all(call.command.words for call in found.calls if call.argv and call.argv[0] in ("cd", "pwd"))
