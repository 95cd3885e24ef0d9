"""Variables, quotes and escapes as BuildKit's lexer treats them; every row was run through that lexer, too."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msbgen.errors import ExpansionError, MsbgenError
from msbgen.read.expand import expand, names
from msbgen.read.lexer import Lexer

VALUES = {"a": "foo.bar.tgz", "b": "x  y", "empty": "", "p": "/usr/lib/lib.so", "PATH": "/bin", "_1": "under"}

EXPANDED = [
    ("plain", "plain"),
    ("$a", "foo.bar.tgz"),
    ("${a}s", "foo.bar.tgzs"),
    ("$as", ""),
    ("$a.$PATH", "foo.bar.tgz./bin"),
    ("$_1-", "under-"),
    ("$unset|${unset}|", "||"),
    ("$", "$"),
    ("a$ b", "a$ b"),
    ("$$a", "a"),
    ("$1a", "a"),
    ("$?", ""),
    ("\\$a", "$a"),
    ("\\\\$a", "\\foo.bar.tgz"),
    ("a\\b", "ab"),
    ("end\\", "end"),
    ("'$a'", "$a"),
    ("'a\\b'", "a\\b"),
    ('"$a"', "foo.bar.tgz"),
    ('"\\$a"', "$a"),
    ('"a\\b\\"c"', 'a\\b"c'),
    ('"it\'s"', "it's"),
    ("pre\"mid\"'post'", "premidpost"),
    ("$b", "x  y"),
    ("${unset:-d}", "d"),
    ("${unset-d}", "d"),
    ("${empty:-d}", "d"),
    ("${empty-d}", ""),
    ("${a:-d}", "foo.bar.tgz"),
    ("${a:+d}", "d"),
    ("${empty:+d}", ""),
    ("${empty+d}", "d"),
    ("${unset+d}", ""),
    ("${unset:-${a}}", "foo.bar.tgz"),
    ("${unset:-${alsounset:-$PATH}/x}", "/bin/x"),
    ("${unset:-'a}b'}", "a}b"),
    ("${unset:-a\\}b}", "a}b"),
    ("${a:?needed}", "foo.bar.tgz"),
    ("${empty?needed}", ""),
    ("${a#*.}", "bar.tgz"),
    ("${a##*.}", "tgz"),
    ("${a%.*}", "foo.bar"),
    ("${a%%.*}", "foo"),
    ("${a%.???}", "foo.bar"),
    ("${a#nothing}", "foo.bar.tgz"),
    ("${p##*/}", "lib.so"),
    ("${p%/*}", "/usr/lib"),
    ("${a#'foo'}", ".bar.tgz"),
    ("${unset#x}", ""),
    ("${a/o/0}", "f0o.bar.tgz"),
    ("${a//o/0}", "f00.bar.tgz"),
    ("${a/./-}", "foo-bar.tgz"),
    ("${a//./}", "foobartgz"),
    ("${a/*/all}", "all"),
    ("${a//*/all}", "all"),
    ("${p/\\/lib/}", "/usr/lib.so"),
    ("${a/$unset/x}", "xfoo.bar.tgz"),
    ("<<$a", "<<foo.bar.tgz"),
]

FAILING = [
    ("${a", "missing '}'"),
    ("${", "missing '}'"),
    ("${}", "bad substitution"),
    ("${:x}", "bad substitution"),
    ("${{a}}", "bad substitution"),
    ("${a:-b", "missing '}'"),
    ("${a!b}", "unsupported modifier (!) in substitution"),
    ("${a:#b}", "unsupported modifier (:#) in substitution"),
    ("${a:b}", "unsupported modifier (:b) in substitution"),
    ("${unset?}", "unset: is not allowed to be unset"),
    ("${empty:?}", "empty: is not allowed to be empty"),
    ("${unset:?give it}", "unset: give it"),
    ("${a/x}", "missing '/' in ${}"),
    ("${a/x/y", "missing '}'"),
    ("${a#\\x}", "invalid escape '\\x'"),
    ("'a", "single-quote"),
    ('"a', "double-quote"),
]


@pytest.mark.parametrize(("text", "value"), EXPANDED)
def test_expand(text: str, value: str) -> None:
    assert expand(text, VALUES) == value


@pytest.mark.parametrize(("text", "reason"), FAILING)
def test_what_cannot_be_expanded(text: str, reason: str) -> None:
    with pytest.raises(ExpansionError) as raised:
        expand(text, VALUES)
    assert reason in raised.value.message
    assert raised.value.text == text
    assert 0 <= raised.value.at <= len(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("`$a", "$a"), ("c:\\$a", "c:\\foo.bar.tgz"), ('"`""', '"'), ("C:\\x", "C:\\x"), ("${a#`*}", "foo.bar.tgz")],
)
def test_other_escape(text: str, value: str) -> None:
    assert expand(text, VALUES, "`") == value


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a  b\tc", ["a", "b", "c"]),
        ("$b", ["x", "y"]),
        ('"$b"', ["x  y"]),
        ("1$b", ["1x", "y"]),
        ("a\\ b", ["a b"]),
        ("''", []),
        ("", []),
        ("$unset a", ["a"]),
        ("${unset:-8080}/tcp", ["8080/tcp"]),
        # BuildKit (2026-08) loses what stands before such a substitution
        ("80${unset:-80}", ["80"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert Lexer(text, VALUES, "\\").run()[1] == words


@pytest.mark.parametrize(
    ("text", "value"),
    [("a", "a"), ('"a b"', "a b"), ("'$a'", "$a"), ("$a\\ b", "$a b"), ("${a:-'x'}", "${a:-x}"), ("${a}", "${a}")],
)
def test_variables_without_a_value_can_stay_as_written(text: str, value: str) -> None:
    assert Lexer(text, {}, "\\", keep_unset=True).run()[0] == value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a", ()),
        ("$a${b}$a", ("a", "b")),
        ("${a:-$b}", ("b", "a")),
        ("${a:?no}", ("a",)),
        ("'$a' \\$b \"$c\"", ("c",)),
        ("${a/$b/$c}", ("b", "c", "a")),
        ("${a#x}", ("a",)),
    ],
)
def test_names(text: str, read: tuple[str, ...]) -> None:
    assert names(text) == read


def test_a_pattern_with_many_stars_takes_no_exponential_time() -> None:
    value = "a" * 400
    assert expand("${v#" + "*a" * 40 + "b}", {"v": value}) == value


def test_stars_do_not_cross_lines() -> None:
    assert expand("${v#*b}|${v##*a}", {"v": "a\nb"}) == "a\nb|\nb"


@given(st.text(st.sampled_from("$${}a:-+?#%/\\'\"` *<"), max_size=16), st.sampled_from("\\`"))
def test_only_our_errors(text: str, escape: str) -> None:
    for call in (lambda: expand(text, VALUES, escape), lambda: Lexer(text, {}, escape, keep_unset=True).run(), lambda: names(text, escape)):
        try:
            call()
        except MsbgenError as error:
            assert error.message  # noqa: PT017 (both outcomes are right)
