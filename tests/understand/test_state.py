"""ENV, ARG, WORKDIR, USER and SHELL by BuildKit's rules of scope."""

from __future__ import annotations

import pytest

from tests.understand.helpers import facts_of


@pytest.mark.parametrize(
    ("lines", "name", "value"),
    [
        ("ENV A=1 B=$A", "B", ""),  # one ENV sees the values before it
        ("ENV A=1\nENV B=$A", "B", "1"),
        ("ARG A=1\nENV A=2", "A", "2"),  # ENV wins
        ("ENV A=2\nARG A=1", "A", "2"),
        ("ARG A\nENV B=x$A", "B", None),  # nobody knows what is given
        ("ARG A=d\nENV B=x$A", "B", "xd"),
        ("ENV B=${A:-e}", "B", "e"),
        ("ENV A='$x'", "A", "$x"),
        ("ARG TARGETARCH\nENV B=$TARGETARCH", "B", None),
    ],
)
def test_values(lines: str, name: str, value: str | None) -> None:
    facts, _ = facts_of(f"FROM debian:bookworm\n{lines}\nCMD x\n")
    assert facts.final.value(name) == value


def test_a_value_that_grows_beyond_what_a_program_can_be_given_is_not_known() -> None:
    facts, _ = facts_of("FROM debian:bookworm\nENV A=0123456789\n" + "ENV A=$A$A\n" * 8 + "ENV B=$A\n" + "ENV A=$A$A\n" * 12 + "CMD x\n")
    assert facts.final.value("B") == "0123456789" * 2**8
    assert facts.final.value("A") is None


def test_a_global_arg_must_be_declared_again() -> None:
    facts, _ = facts_of("ARG V=1\nFROM debian:bookworm\nENV A=$V\nARG V\nENV B=$V\n")
    assert facts.final.value("A") == ""
    assert facts.final.value("B") == "1"


@pytest.mark.parametrize(
    ("lines", "workdir"),
    [
        ("WORKDIR /a\nWORKDIR b", "/a/b"),
        ("ENV D=/x\nWORKDIR $D/y", "/x/y"),
        ("WORKDIR a", "/a"),
        ("ARG D\nWORKDIR /a/$D", None),
        ("WORKDIR /a\nRUN cd /b", "/a"),
        ("WORKDIR /a/../b/", "/b"),
    ],
)
def test_workdir(lines: str, workdir: str | None) -> None:
    facts, _ = facts_of(f"FROM debian:bookworm\n{lines}\n")
    assert facts.final.workdir == workdir


def test_an_unknown_base_leaves_its_settings_unknown() -> None:
    facts, _ = facts_of("FROM mycorp/base\nENV A=$PATH\n")
    assert facts.base is None
    assert facts.final.workdir is None
    assert facts.final.user is None
    assert facts.final.value("A") is None


def test_what_the_base_brings() -> None:
    facts, _ = facts_of("FROM golang:1.23\n")
    assert facts.final.workdir == "/go"
    assert facts.final.value("GOPATH") == "/go"


@pytest.mark.parametrize(
    ("lines", "entrypoint", "cmd"),
    [
        ('CMD ["a"]', None, ("a",)),
        ('CMD ["a"]\nCMD ["b"]', None, ("b",)),
        ("CMD a b", None, ("/bin/sh", "-c", "a b")),
        ('SHELL ["/bin/bash", "-c"]\nCMD a', None, ("/bin/bash", "-c", "a")),
        ('ENTRYPOINT ["e"]', ("e",), None),  # the base's CMD is gone
        ('CMD ["a"]\nENTRYPOINT ["e"]', ("e",), ("a",)),
        ('ENTRYPOINT e x\nCMD ["a"]', ("/bin/sh", "-c", "e x"), None),  # a shell-form ENTRYPOINT ignores CMD
    ],
)
def test_command_line(lines: str, entrypoint: tuple[str, ...] | None, cmd: tuple[str, ...] | None) -> None:
    facts, _ = facts_of(f"FROM debian:bookworm\n{lines}\n")
    assert (facts.entrypoint or None) == entrypoint
    assert facts.cmd == cmd


def test_the_base_s_entrypoint_is_followed() -> None:
    facts, _ = facts_of('FROM node:20\nCMD ["node", "x.js"]\n')
    assert facts.entrypoint == ("docker-entrypoint.sh",)
    assert [c.name for c in facts.roots[0].calls] == ["docker-entrypoint.sh", "node"]
