"""A RUN is cut only where nothing of the shell crosses the cut."""

from __future__ import annotations

import pytest

from tests.understand.helpers import units_of


@pytest.mark.parametrize(
    ("run", "texts"),
    [
        ("a && b; c", ["a", "b", "c"]),
        ("a && b || c", ["a && b || c"]),  # whether c runs depends on both
        ("a; b || c && d; e", ["a", "b || c && d", "e"]),
        ("a & b", ["a & b"]),
        ("a | b && c", ["a | b", "c"]),
        ("if a; then b; fi && c", ["if a; then b; fi", "c"]),
        ("(cd x && a) && b", ["(cd x && a)", "b"]),
        ("for x in 1 2; do a $x; done", ["for x in 1 2; do a $x; done"]),
        ("a \\\n  && b", ["a", "b"]),
        ("<<E\na\nb\nE", ["a", "b"]),
    ],
)
def test_cuts(run: str, texts: list[str]) -> None:
    assert [" ".join(u.text.split()) for u in units_of(run)] == texts


def test_lines_are_those_of_the_dockerfile() -> None:
    units = units_of("a \\\n  # why\n  && b \\\n  && c")
    assert [u.line for u in units] == [2, 4, 5]


def test_cd_is_followed_and_told() -> None:
    first, second, third = units_of("cd /a/b && touch x && cd .. ", before="WORKDIR /w\n")
    assert second.effects[0].writes == ("/a/b/x",)
    assert first.cwd is None
    assert second.cwd == "/a/b"
    assert third.cwd == "/a/b"


def test_a_subshell_s_cd_ends_with_it() -> None:
    _, second = units_of("(cd /a && touch x) && touch y", before="WORKDIR /w\n")
    assert second.effects[0].writes == ("/w/y",)


def test_variables_of_the_shell() -> None:
    assign, use = units_of("V=/opt/x && touch $V/y")
    assert use.effects[0].writes == ("/opt/x/y",)
    assert assign.sets == {"V"}
    assert use.reads == {"V"}


def test_a_loop_s_variable_has_no_one_value() -> None:
    (unit,) = units_of("for d in a b; do mkdir /x/$d && touch /x/$d/f; done")
    assert any(e.anywhere for e in unit.effects)


def test_what_a_branch_writes_may_not_be_there() -> None:
    (unit,) = units_of("if [ -e /x ]; then touch /y; fi")
    assert [e.maybe for e in unit.effects if e.writes] == [True]


def test_an_unknown_command_may_write_anywhere() -> None:
    (unit,) = units_of("frobnicate --all")
    assert unit.role == "unknown"
    assert unit.effects[0].anywhere
    assert "frobnicate" in unit.reason


def test_not_shell_is_opaque() -> None:
    from tests.understand.helpers import facts_of

    facts, _ = facts_of("FROM debian:bookworm\nRUN if then (\n")
    assert facts.lines[-1].opaque
