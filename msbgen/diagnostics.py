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
    "MSB100": "Nothing to split: nothing is compiled, bundled or installed for the build only, or it would not get smaller.",
    "MSB101": "Left as it is because of one line, whose effect or need is not known.",
    "MSB102": "Left as it is because no smaller base meets every need.",
    "MSB110": "Left as it is: a Windows image, or a SHELL of Windows.",
    "MSB111": "Left as it is: the image starts nothing of its own, so what it is for is not known.",
    "MSB112": "Left as it is: ONBUILD runs in other images, which may need all that this one holds.",
    "MSB120": "`new` wrote a Dockerfile of one stage, since it cannot be split soundly; the message says why.",
    "MSB121": "Something about the project that `new` saw and that should be known before the image ships.",
    "MSB200": "A base that was tried before the chosen one, and the need that stood against it.",
    "MSB210": "--nonroot made the container run as an unprivileged user: a deliberate departure from the original.",
    "MSB211": "--nonroot changed nothing, since the container does not run as root.",
    "MSB220": "A part of the program is not in the tables: the slim variant of the same image is assumed to be enough for it.",
    "MSB221": "An ENV that looks like a secret stays in the image, where anybody can read it, as it did before.",
    "MSB900": "msbgen's result failed its own check, so nothing is written: a bug of msbgen's.",
    "MSB999": "msbgen itself failed in a way that it does not know: a bug of msbgen's, nothing is written.",
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
