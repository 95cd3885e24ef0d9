"""What msbgen raises: one tree, each error with a code from `msbgen.diagnostics`."""

from __future__ import annotations

__all__ = ["CheckFailed", "DockerfileSyntaxError", "ExpansionError", "MsbgenError", "Refused", "UsageError"]

#: How much of a line a message shows, in characters.
_SHOWN = 200


class MsbgenError(Exception):
    """The root of everything that msbgen raises on purpose."""

    code = "MSB000"
    exit_status = 2

    def __init__(self, message: str, *, code: str | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        if code is not None:
            self.code = code


class UsageError(MsbgenError):
    """An option, a file or a project description that cannot be used."""

    code = "MSB002"


class DockerfileSyntaxError(MsbgenError):
    """Text that BuildKit's parser rejects: line and column count from 1, `source` is the line itself."""

    code = "MSB001"

    def __init__(self, message: str, *, line: int, column: int = 1, source: str = "", hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.line = line
        self.column = column
        self.source = source

    def __str__(self) -> str:
        where = f"line {self.line}, column {self.column}: {self.message}"
        if not self.source:
            return where
        # a window of a very long line, so that the caret stays in sight
        start = max(0, self.column - _SHOWN // 2) if len(self.source) > _SHOWN else 0
        shown = self.source[start : start + _SHOWN]
        caret = "".join("\t" if c == "\t" else " " for c in shown[: self.column - 1 - start]) + "^"
        return f"{where}\n    {shown}\n    {caret}"


class ExpansionError(MsbgenError):
    """A string whose variables or quotes BuildKit rejects: `text` is the string, `at` the offset where it goes wrong."""

    code = "MSB001"

    def __init__(self, message: str, *, text: str, at: int = 0, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.text = text
        self.at = at


class Refused(MsbgenError):
    """What was asked for cannot be had soundly; the message says which need stands against it."""

    code = "MSB003"
    exit_status = 3

    def __init__(self, message: str, *, line: int | None = None, code: str | None = None, hint: str = "") -> None:
        super().__init__(message, code=code, hint=hint)
        self.line = line


class CheckFailed(MsbgenError):
    """msbgen's own result failed its own checks: a bug of msbgen's, nothing is written."""

    code = "MSB900"
    exit_status = 4
