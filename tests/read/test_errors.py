"""Errors name the line, the column and the line's text, with a caret under it."""

from __future__ import annotations

import pytest

from msbgen.errors import DockerfileSyntaxError
from msbgen.read import read

PLACES = [
    # text, line, column, what the caret points at
    ("FROM a\nENV a=b \\\n  # c\n  d=e f\n", 4, 7, "f"),
    ('FROM a\nCMD  ["a", ["b"]]\n', 2, 6, '["a", ["b"]]'),
    ("FROM a\nHEALTHCHECK --retries=1 CMD [1]\n", 2, 29, "[1]"),
    ("FROM a\nLABEL x\n", 2, 7, "x"),
    ("FROM a\n  RUN cat \\\n   x <<EOF\ny\n", 3, 6, "<<EOF"),
    ("FROM a\nONBUILD RUN <<EOF\ny\n", 2, 13, "<<EOF"),
    ("FROM a\nONBUILD ENV a=b c\n", 2, 17, "c"),
    ("FROM a\nONBUILD onbuild RUN x\n", 2, 9, "onbuild RUN x"),
    ("# syntax=a\n# escape=x\nFROM a\n", 2, 1, "# escape=x"),
    ("FROM a\nRUN b\n \\\n", 3, 2, "\\"),
    ("FROM a\nCOPY --chown=\u00e0 a b\n", 2, 14, "\u00e0 a b"),
    ("\n\n# c\n", 1, 1, ""),
    ("", 1, 1, ""),
]


@pytest.mark.parametrize(("text", "line", "column", "pointed"), PLACES, ids=lambda value: repr(value)[:30])
def test_place(text: str, line: int, column: int, pointed: str) -> None:
    with pytest.raises(DockerfileSyntaxError) as raised:
        read(text)
    error = raised.value
    assert (error.line, error.column) == (line, column)
    assert error.source[error.column - 1 :] == pointed
    if text:
        assert error.source == text.split("\n")[line - 1]


def test_caret() -> None:
    with pytest.raises(DockerfileSyntaxError) as raised:
        read("FROM a\n\tENV a=b c\n")
    assert str(raised.value) == (
        'line 2, column 10: Syntax error - can\'t find = in "c". Must be of the form: name=value\n'
        "    \tENV a=b c\n"
        "    \t        ^"
    )


def test_a_long_line_is_shown_around_the_caret() -> None:
    with pytest.raises(DockerfileSyntaxError) as raised:
        read("FROM a\nENV " + "a=b " * 500 + "wrong " + "a=b " * 500 + "\n")
    _, shown, caret = str(raised.value).split("\n")
    assert len(shown) < 250
    assert shown[caret.index("^") :].startswith("wrong ")


def test_a_line_with_bytes_that_are_not_utf8_can_be_printed() -> None:
    with pytest.raises(DockerfileSyntaxError) as raised:
        read(b"FROM a\nENV \xe9=b c\n")
    assert raised.value.source == "ENV \ufffd=b c"
    assert raised.value.column == 9


def test_an_unterminated_heredoc_says_what_would_end_it() -> None:
    with pytest.raises(DockerfileSyntaxError) as raised:
        read("FROM a\nRUN <<EOF\n EOF\n")
    assert "'EOF'" in raised.value.hint


def test_nesting_without_end() -> None:
    with pytest.raises(DockerfileSyntaxError, match="nested too deeply"):
        read("FROM a\nCMD " + "[" * 60_000 + "\n")
    with pytest.raises(DockerfileSyntaxError, match="nested too deeply"):
        read("FROM a\nRUN << " + "${a:-" * 10_000 + "\n")
    with pytest.raises(DockerfileSyntaxError, match="Chaining"):
        read("FROM a\n" + "ONBUILD " * 8_000 + "RUN x\n")
