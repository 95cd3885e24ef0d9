"""msbgen: multi-stage Dockerfiles, proven or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from msbgen.diagnostics import Diagnostic
    from msbgen.errors import CheckFailed, DockerfileSyntaxError, MsbgenError, Refused, UsageError
    from msbgen.model.conversion import Conversion, Options
    from msbgen.model.project import ProjectSpec
    from msbgen.pipeline import convert, new

__version__ = "0.1.0"
__all__ = [
    "CheckFailed", "Conversion", "Diagnostic", "DockerfileSyntaxError", "MsbgenError", "Options", "ProjectSpec", "Refused", "UsageError", "__version__",
    "convert", "new",
]  # fmt: skip

_HOMES = {
    "convert": "msbgen.pipeline", "new": "msbgen.pipeline", "ProjectSpec": "msbgen.model.project", "Conversion": "msbgen.model.conversion", "Options": "msbgen.model.conversion", "Diagnostic": "msbgen.diagnostics",
    "CheckFailed": "msbgen.errors", "DockerfileSyntaxError": "msbgen.errors", "MsbgenError": "msbgen.errors", "Refused": "msbgen.errors",
    "UsageError": "msbgen.errors",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Public names are imported when they are first used, so that `msbgen --help` does not wait for them."""
    if name in _HOMES:
        from importlib import import_module

        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
