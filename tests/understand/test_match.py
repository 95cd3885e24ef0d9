"""COPY's patterns are Go's filepath.Match, which differs from the shell's and Python's; commands' are the shell's."""

from __future__ import annotations

import pytest

from msbgen.understand.match import expanded, matcher


@pytest.mark.parametrize(
    ("pattern", "matched", "others"),
    [
        ("*.go", ["a.go", ".go"], ["a/b.go", "a.gox"]),
        ("a?c", ["abc", "a?c"], ["a/c", "ac"]),
        ("[^a]*", ["b", "^", "!x"], ["a", "ab"]),
        ("[!a]*", ["!", "a", "ab"], ["b"]),
        ("[a-c]x", ["ax", "bx"], ["dx", "-x"]),
        ("[^a-c]x", ["dx"], ["ax"]),
        ("[]a]", [], ["]", "a", "[]a]"]),
        (r"[\]a]", ["]", "a"], ["\\"]),
        (r"[a\-c]", ["a", "-", "c"], ["b"]),
        ("[-]", [], ["-"]),
        ("[c-a]", [], ["a", "b", "c"]),
        ("[a", [], ["a", "[a"]),
        (r"a\*", ["a*"], ["ab", "a\\b"]),
        ("d*/x", ["dir/x"], ["dir/y/x", "dir"]),
        ("a.b", ["a.b"], ["axb"]),
        ("a\\", [], ["a", "a\\"]),
    ],
)
def test_patterns(pattern: str, matched: list[str], others: list[str]) -> None:
    glob = matcher(pattern)
    assert [glob(path) for path in matched] == [True] * len(matched)
    assert [glob(path) for path in others] == [False] * len(others)


@pytest.mark.parametrize(
    ("pattern", "matched", "others"),
    [
        ("/app/*.txt", ["/app/a.txt", "/app/a.txt/b"], ["/app/sub/a.txt", "/app/.a.txt", "/app", "/app.txt"]),
        ("/app/*", ["/app/a", "/app/a/.b"], ["/app", "/app/.env"]),
        ("/app/.*", ["/app/.env"], ["/app/a"]),
        ("/*/x", ["/app/x", "/app/x/y"], ["/app/a/x", "/.app/x"]),
        ("/app/[!a]", ["/app/b"], ["/app/a", "/app/bc"]),
        ("/app", ["/app", "/app/a"], ["/apple"]),
    ],
)
def test_what_the_shell_expands(pattern: str, matched: list[str], others: list[str]) -> None:
    assert [path for path in (*matched, *others) if expanded(path, pattern)] == matched
