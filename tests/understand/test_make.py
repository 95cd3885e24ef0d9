"""What make runs, and what scripts and recipes leave together."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.model.facts import Effect
from msbgen.understand.make import Recipe, run
from msbgen.understand.makefile import Makefile
from tests.understand.helpers import facts_of

TEXT = """\
# A makefile.
NAME = app
OUT := bin/$(NAME)
FLAGS ?= -v
FLAGS += -x
LATER = $(DEFINED_LATER)
DEFINED_LATER = late
HASH := $(shell git rev-parse HEAD)
GO=go
export CGO_ENABLED = 0
export PLAIN

.PHONY: all build clean help
all: build

build: $(OUT) ; @echo built $(LATER)
$(OUT): main.go dir | order
	@mkdir -p $(@D)
	$(GO) build $(FLAGS) -o $@ $< # to the shell
	-strip $@ \\
	  && echo $$HOME
dir:
	mkdir dir
order:
clean:
	$(RM) -r bin
hash:
	go build -ldflags "-X main.hash=$(HASH)"
"""


def lines(text: str, *goals: str, given: dict[str, str] | None = None, env: dict[str, str | None] | None = None, there: tuple[str, ...] = ("main.go",)) -> list[str]:
    found = made(text, *goals, given=given, env=env, there=there)
    assert not isinstance(found, str), found
    return [("-" if r.maybe else "") + r.text for r in found]


def made(text: str, *goals: str, given: dict[str, str] | None = None, env: dict[str, str | None] | None = None,
         there: tuple[str, ...] = ("main.go",)) -> tuple[Recipe, ...] | str:  # fmt: skip
    return run(Makefile(text, given or {}, env or {}, "/w"), goals, "/w", lambda name: name in there)


def test_the_first_target_and_all_that_it_needs() -> None:
    assert lines(TEXT) == [
        "mkdir dir",
        "mkdir -p bin",
        "go build -v -x -o bin/app main.go # to the shell",
        "-strip bin/app \\\n  && echo $HOME",
        "echo built late",
    ]


def test_a_goal_of_its_own() -> None:
    assert lines(TEXT, "clean") == ["rm -f -r bin"]
    assert lines(TEXT, "dir", "clean", "dir") == ["mkdir dir", "rm -f -r bin"]


def test_variables_of_the_command_line_and_of_the_environment() -> None:
    assert lines(TEXT, "bin/app", given={"GO": "go1.20", "FLAGS": ""})[2] == "go1.20 build  -o bin/app main.go # to the shell"
    assert lines(TEXT, "bin/app", env={"FLAGS": "-race", "GO": "ignored"})[2] == "go build -race -x -o bin/app main.go # to the shell"


def test_what_is_exported() -> None:
    found = made(TEXT, "dir", given={"X": "1"}, env={"NAME": "outside", "OTHER": "o"})
    assert not isinstance(found, str)
    assert found[0].env == {"CGO_ENABLED": "0", "X": "1", "NAME": "app"}


def test_an_unknown_value_is_unknown_to_the_shell_too() -> None:
    assert lines(TEXT, "hash") == ['go build -ldflags "-X main.hash=$(:)"']
    assert lines("A = $(B)\nB = $(A)\nx:\n\techo $(A)\n", "x", there=()) == ["echo $(:)"]
    assert lines("x:\n\techo $(UNSET) $(wildcard *.go) $(E)\n", env={"E": None}, there=()) == ["echo  $(:) $(:)"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("include other.mk\nx:\n\ta\n", "include"),
        ("define X\na\nendef\nx:\n\ta\n", "define"),
        ("ifdef A\nx:\n\ta\nendif\n", "condition"),
        ("x:\nifdef A\n\ta\nendif\n", "condition"),
        ("ifdef A\nD = y\nendif\nx: $(D)\n\ta\n", "depends on"),
        ("x: V = 1\nx:\n\ta\n", "of its own"),
        ("x:: a\n\ta\n", "several"),
        ("x: %.o\n\ta\n", "no plain rule"),
        ("x: missing\n\ta\n", "no plain rule for missing"),
        ("%.o: %.c\n\ta\n", "no target"),
        ("main.go: y\n\ta\ny:\n\tb\n", "up to date"),
        (".ONESHELL:\nx:\n\ta\n", ".ONESHELL"),
        (".RECIPEPREFIX = >\nx:\n> a\n", ".RECIPEPREFIX"),
        ("SHELL = /usr/bin/python3\nx:\n\ta\n", "SHELL"),
        ("nonsense\nx:\n\ta\n", "not understood"),
    ],
)
def test_what_is_not_read_is_said(text: str, reason: str) -> None:
    assert reason in str(made(text))


def effect(command: str, folder: Path, files: dict[str, str]) -> Effect:
    for name, text in files.items():
        (folder / name).write_text(text)
    facts, _ = facts_of(f"FROM debian:bookworm\nWORKDIR /w\nCOPY . .\nRUN {command}\n", folder)
    return facts.lines[-1].units[-1].effects[-1]


def test_a_makefile_is_followed(tmp_path: Path) -> None:
    found = effect("make -j 4 install PREFIX=/opt/x", tmp_path, {"Makefile": "install:\n\tmkdir -p $(PREFIX)\n\tcd sub && cp a $(PREFIX)/a\n"})
    assert (found.writes, found.folders, found.anywhere, found.maybe) == (("/opt/x/a",), ("/opt/x",), False, False)


@pytest.mark.parametrize("command", ["make", "make -n x", "make $(date)", "make -f none.mk", "make unknown"])
def test_a_makefile_that_is_not_known(tmp_path: Path, command: str) -> None:
    assert effect(command, tmp_path, {} if command == "make" else {"Makefile": "x:\n\ta\n"}).anywhere


def test_a_makefile_may_call_make_and_scripts(tmp_path: Path) -> None:
    files = {"Makefile": "all:\n\t$(MAKE) -f b.mk go\n", "b.mk": "go:\n\tsh ./c.sh /out\n", "c.sh": "#!/bin/sh\ncp a $1/a\n"}
    assert effect("make", tmp_path, files).writes == ("/out/a",)


class TestScripts:
    """What a script's commands leave together."""

    @pytest.mark.parametrize(
        ("text", "writes", "maybe"),
        [
            ("cp a /x", ("/x",), False),
            ("set -e\ncd sub\ncp a b", ("/w/sub/b",), False),
            ("cp a /x\nrm /x\ncp a /y", ("/y",), False),
            ("cp a /x; mv /x /y", ("/y",), False),
            ("if a; then cp a /x; fi", ("/x",), True),
            ("{ if a; then cp a /x; fi; }", ("/x",), True),
            ("[ -f a ] && cp a /x", ("/x",), True),
            ("cd sub && cp a /x", ("/x",), False),
            ("true || cp a /x", ("/x",), True),
            ("true || false; cp a /x", ("/x",), False),
            ("cp a /x &", ("/x",), True),
            ("cp a /x\nif a; then rm /x; fi", ("/x",), False),
        ],
    )
    def test_what_is_left(self, tmp_path: Path, text: str, writes: tuple[str, ...], maybe: bool) -> None:
        found = effect("sh s.sh", tmp_path, {"s.sh": text})
        assert (found.writes, found.maybe) == (writes, maybe)

    def test_what_is_written_again_is_not_gone(self, tmp_path: Path) -> None:
        assert effect("sh s.sh", tmp_path, {"s.sh": "rm -rf /out\ncp a /out/a\nrm /b"}).removes == ("/b",)
