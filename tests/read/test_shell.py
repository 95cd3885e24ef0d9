"""Scripts read as shell: the table of cases, spans, and that no text at all raises."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from msbgen.model.shell import Command, Script, Word
from msbgen.model.source import Span
from msbgen.read.shell import parse
from tests.read.shell_dump import dump
from tests.read.walk import commands, nodes, words

CASES = [
    tuple(case.split("\n=>\n"))
    for case in Path(__file__).with_name("shell_cases.txt").read_text("utf-8")[:-1].split("\n----\n")
]

PIECES = [
    "a",
    "b c",
    " ",
    "\n",
    ";",
    "&&",
    "||",
    "|",
    "&",
    "!",
    "(",
    ")",
    "{",
    "}",
    "[ ",
    " ]",
    "[[ ",
    "if ",
    "; then ",
    "; fi",
]
PIECES += [
    "for i in ",
    "; do ",
    "; done",
    "case x in ",
    "esac",
    ";;",
    "$",
    "${",
    "$x",
    "$(",
    "$((",
    "))",
    "`",
    "'",
    '"',
    "\\",
    "\\\n",
]
PIECES += [
    "<",
    ">",
    ">&2",
    "2>&1",
    "<<E\n",
    "\nE\n",
    "<<-'E F'",
    "#",
    "=",
    "A=",
    "~",
    "*",
    "é",
    "\r",
    "\0",
    "\ud800",
    "\f",
    "$'",
    "((",
    "==",
]


def first(script: Script) -> Command:
    node = script.items[0].node
    assert isinstance(node, Command)
    return node


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:30] for text, _ in CASES])
def test_table(text: str, expected: str) -> None:
    assert dump(parse(text)) == expected


@given(st.one_of(st.text(), st.lists(st.sampled_from(PIECES), max_size=30).map("".join)))
@example("(" * 3000)
@example("a && " * 3000 + "a")
@example("$(" * 400 + ")" * 400)
@example("! \\\n# c\na")
def test_any_text_is_read_or_opaque(text: str) -> None:
    script = parse(text)
    assert script.text == text if script.opaque else script.items is not None
    assert not (script.opaque and script.items)
    for node in nodes(script):
        for word in words(node):
            if word.span is not None and word.text != '"$@"' and word.span.end > word.span.start:
                assert text[word.span.start : word.span.end] == word.text or node_adds(word)


def node_adds(word: Word) -> bool:
    """What is not in the text as such: the target of `>&-`."""
    return word.text in {"-", "1"}


@given(st.lists(st.text(), min_size=1, max_size=5))
def test_quoted_words_keep_their_value(values: list[str]) -> None:
    values = [value.replace("\0", "") for value in values]
    script = parse("x " + " ".join("'" + value.replace("'", "'\\''") + "'" for value in values))
    assert [word.value for word in first(script).words[1:]] == values


def test_a_long_list_is_read() -> None:
    assert len(parse(" && ".join(["a"] * 5000)).items) == 5000


def test_spans_are_of_the_text() -> None:
    text = 'a &&\n  bé "c $d"\n'
    script = parse(text)
    assert [item.span for item in script.items] == [Span(0, 1, 1, 1, 1), Span(7, 16, 2, 2, 3)]
    assert [word.span for word in list(commands(script))[1].words] == [Span(7, 9, 2, 2, 3), Span(10, 16, 2, 2, 6)]


def test_spans_go_through_origin() -> None:
    script = parse("a $(b)", lambda start, end: Span(start + 100, end + 100, 7, 7))
    assert [command.span for command in commands(script)] == [Span(104, 105, 7, 7), Span(100, 106, 7, 7)]


def test_the_place_of_what_is_not_shell() -> None:
    assert parse("a\nb )").opaque == "not shell that can be read (line 2, column 3)"


def test_a_heredoc_body_has_a_span() -> None:
    text = "cat <<-E && b\n\tx\n\t$y\n\tE\n"
    (redirect,) = first(parse(text)).redirects
    assert redirect.target.span is not None
    assert text[redirect.target.span.start : redirect.target.span.end] == redirect.target.text == "\tx\n\t$y\n"
    assert redirect.target.variables == ("y",)


def test_substitutions_in_a_stripped_heredoc_have_their_own_place() -> None:
    text = "cat <<-E\n\t\tx\n\t$(b c)\n\tE\n"
    inner = next(commands(parse(text)))
    assert [text[w.span.start : w.span.end] for w in inner.words if w.span] == ["b", "c"]


@pytest.mark.parametrize("text", ["a\rb", "a\fb", "a\u00a0b", "a\u2003b"])
def test_only_the_shells_own_blanks_part_words(text: str) -> None:
    assert [word.value for word in first(parse(text)).words] == [text]


def test_a_carriage_return_ends_no_keyword() -> None:
    assert parse("if a; then\r\n b\r\nfi\r\n").opaque
