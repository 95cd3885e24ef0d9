"""Go tokens, and the heads of files that are made of them."""

from __future__ import annotations

import pytest

from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.header import arguments, header, selected
from msbgen.ecosystems.go.lexer import tokens, unquoted


def kinds(text: str) -> list[tuple[str, str]]:
    return [(t.kind, t.text) for t in tokens(text)]


def test_comments_strings_and_runes_hide_what_looks_like_code() -> None:
    text = """// import "C"
/* import "C" */ x := "import \\"C\\"" + `import "C"` + '"' + "C" // '
"""
    assert kinds(text) == [
        ("comment", '// import "C"'),
        ("comment", '/* import "C" */'),
        ("name", "x"),
        ("symbol", ":"),
        ("symbol", "="),
        ("string", '"import \\"C\\""'),
        ("symbol", "+"),
        ("string", '`import "C"`'),
        ("symbol", "+"),
        ("rune", "'\"'"),
        ("symbol", "+"),
        ("string", '"C"'),
        ("comment", "// '"),
    ]


@pytest.mark.parametrize("number", ["1", "0x1p-2", "1e+9", "1_000", "0b01", "3.14i", ".5", "0x1F"])
def test_a_number_is_one_token(number: str) -> None:
    assert kinds(number + " ") == [("number", number)]


def test_what_never_ends_ends_the_tokens() -> None:
    assert kinds('a "b') == kinds("a `b") == kinds("a /* b") == [("name", "a")]


def test_lines_count_through_raw_strings_and_comments() -> None:
    assert [(t.text, t.line, t.first) for t in tokens("a\n`x\ny` b\n/*\n*/ c\n")] == [
        ("a", 1, True), ("`x\ny`", 2, True), ("b", 3, False), ("/*\n*/", 4, True), ("c", 5, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("literal", "value"),
    [('"C"', "C"), ('"\\x43"', "C"), ('"\\103"', "C"), ('"\\u0043"', "C"), ("`C`", "C"), ('"\\q"', None), ('"\\x4"', None), ('"é\\n"', "é\n")],
)
def test_values_of_literals(literal: str, value: str | None) -> None:
    assert unquoted(literal) == value


def imports(text: str) -> list[tuple[str | None, str]]:
    return [(i.name, i.path) for i in header(text).imports]


def test_all_forms_of_imports() -> None:
    text = """\ufeff// Package doc.
package app; import "fmt"
import ( _ "embed"; . "math"
	f /* here */ "example.com/f/v2"
	// import "C"
)
import `os`
var s = "x"
import "late"
"""
    assert imports(text) == [(None, "fmt"), ("_", "embed"), (".", "math"), ("f", "example.com/f/v2"), (None, "os")]
    assert header(text).package == "app"
    assert [i.local for i in header(text).imports] == ["fmt", "_", ".", "f", "os"]
    assert not header(text).cgo


@pytest.mark.parametrize(
    "text",
    ['package a\nimport "C"\n', 'package a\n// #include <x.h>\nimport "C"', 'package a\nimport ("fmt"; "C")', "package a\nimport `C`", 'package a; import "\\x43"'],
)
def test_cgo_is_seen(text: str) -> None:
    assert header(text).cgo


@pytest.mark.parametrize(
    "text",
    [
        'package a\n// import "C"\n',
        'package a\n/*\nimport "C"\n*/\n',
        'package a\nconst x = `\nimport "C"\n`\n',
        'package a\nimport "example.com/C"\n',
        'package a\nvar _ = "C"\n',
        "package a\nimport C \"fmt\"\n",
    ],
)
def test_what_is_no_cgo(text: str) -> None:
    assert not header(text).cgo


def test_a_shared_library_without_cgo_counts_too() -> None:
    assert header('package a\n\n//go:cgo_import_dynamic x dlopen "libdl.so.2"\n').cgo
    assert not header("package a\n\nvar s = `\n//go:cgo_import_dynamic x y z`\n").cgo


LINUX = Target()


@pytest.mark.parametrize(
    ("head", "fits"),
    [
        ("", True),
        ("//go:build linux\n", True),
        ("//go:build windows || darwin\n", False),
        ("//go:build cgo && !nocgo\n", True),
        ("//go:build !cgo\n", False),
        ("//go:build ignore\n", False),
        ("//go:build amd64\n", None),
        ("//go:build amd64 && windows\n", False),
        ("//go:build unix && (linux || amd64)\n", True),
        ("//go:build go1.30\n", None),
        ("//go:build (\n", None),
        ("// A comment\n\n//go:build windows\n\n", False),
        ("/* //go:build windows */\n", True),
        ("// +build windows\n\n", False),
        ("// +build windows\n", True),  # no blank line after it: a comment like any other
        ("// +build linux,cgo darwin\n// +build !ignore\n\n", True),
        ("//go:build linux\n// +build windows\n\n", True),
        ("package main\n//go:build windows\n", True),  # after the package clause it is none
    ],
)
def test_build_constraints(head: str, fits: bool | None) -> None:
    text = head if head.startswith("package") else head + "package main\n"
    assert header(text).fits("a.go", LINUX) is fits


@pytest.mark.parametrize(
    ("name", "fits"),
    [("a_linux.go", True), ("a_windows.go", False), ("a_amd64.go", None), ("a_windows_amd64.go", False), ("linux.go", True), ("a_linux_test.go", True),
     ("_a.go", False), (".a.go", False), ("windows.go", True), ("x_unix.go", True), ("a_darwin_helper.go", True)],
)  # fmt: skip
def test_names_of_files_constrain(name: str, fits: bool | None) -> None:
    assert header("package a\n").fits(name, LINUX) is fits


def test_tags_that_are_not_known_leave_it_open() -> None:
    assert header("//go:build sqlite\npackage a\n").fits("a.go", Target(tags=None)) is None
    assert header("//go:build sqlite\npackage a\n").fits("a.go", Target(tags=frozenset({"sqlite"}))) is True


def test_generators() -> None:
    text = "package a\n\n//go:generate mockgen -source=a.go\nvar s = `\n//go:generate rm -rf /\n`\n// //go:generate no\n"
    assert header(text).generate == ("mockgen -source=a.go",)


def test_selectors() -> None:
    assert ("time", "LoadLocation") in selected("package a\nfunc f() { time. LoadLocation(x) }")
    assert ("time", "LoadLocation") not in selected("package a\n// time.LoadLocation\nvar s = `time.LoadLocation`")


def words(code: str, function: str) -> list[list[str] | None]:
    given = arguments(f"package a\nvar _ = {code}\n", "exec", function)
    return [None if each is None else [" ".join(t.text for t in argument) for argument in each] for each in given]


def test_arguments_of_a_call() -> None:
    assert words('exec.Command("git", f(a, b), []string{x, y}...)', "Command") == [['"git"', "f ( a , b )", "[ ] string { x , y } . . ."]]
    assert words("f(exec.Command)", "Command") == [None]
    assert words('x.exec.Command("git") + "exec.Command(1)"', "Command") == []
