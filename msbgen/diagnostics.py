"""Diagnostics: what msbgen tells people beside the Dockerfile, and the table of their codes (documented in docs/diagnostics.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["info", "warning", "error"]

#: code → what it means, one sentence. Each is documented and triggered by a test.
CODES: dict[str, str] = {
    "MSB000": "An error that has no code of its own.",
    "MSB001": "The Dockerfile cannot be parsed: BuildKit would reject it, too.",
    "MSB002": "An option, a path or a project description cannot be used.",
    "MSB003": "What was asked for cannot be had soundly; the message names the need that stands against it.",
    "MSB900": "msbgen's result failed its own check, so nothing is written: a bug of msbgen's.",
}


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One thing to tell; `line` counts from 1, None where it concerns the whole file."""

    code: str
    severity: Severity
    message: str
    line: int | None = None
    hint: str = ""

    def __str__(self) -> str:
        where = f"line {self.line}: " if self.line is not None else ""
        hint = f"\n    hint: {self.hint}" if self.hint else ""
        return f"{self.severity} {self.code}: {where}{self.message}{hint}"
