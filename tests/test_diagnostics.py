"""Diagnostics that no other test names, each triggered by a Dockerfile."""

from __future__ import annotations

import pytest

import msbgen

GO = 'WORKDIR /a\nCOPY . .\nRUN go build -o /app\nCMD ["/app"]\n'


@pytest.mark.parametrize(
    ("text", "changed", "code", "told"),
    [
        ("FROM mycorp/go\n" + GO, False, "MSB102", "does not know the image mycorp/go"),
        ("FROM golang:1.23\n" + GO, True, "MSB200", "scratch was not possible"),
    ],
)
def test_a_code_is_told(text: str, changed: bool, code: str, told: str) -> None:
    result = msbgen.convert(text)
    assert result.changed is changed
    assert [told in str(diagnostic) for diagnostic in result.diagnostics if diagnostic.code == code] == [True]


def test_diagnostics_in_one_line_of_text() -> None:
    diagnostic = msbgen.Diagnostic("MSB200", "info", "so", line=3, hint="do")
    assert str(diagnostic) == "info MSB200: line 3: so\n    hint: do"
    assert str(msbgen.Diagnostic("MSB200", "info", "so")) == "info MSB200: so"
