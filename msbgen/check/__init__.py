"""What must hold of a result before anyone sees it. A failure is msbgen's bug, never the user's."""

from __future__ import annotations

from msbgen.check.result import check

__all__ = ["check"]
