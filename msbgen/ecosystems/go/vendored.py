"""Vendored modules that no table knows: their files are there, so they are read."""

from __future__ import annotations

from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.project import Dependencies
from msbgen.ecosystems.go.sources import Tree
from msbgen.ecosystems.go.starts import in_c, programs, starts
from msbgen.ecosystems.go.table import modules_table

__all__ = ["vendored_start"]

#: sources of C and its like that the go command compiles (`go help c`, "Go packages")
_C = (".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".hxx", ".m")


def vendored_start(tree: Tree, found: Dependencies) -> str | None:
    """Why a vendored module that is not in the table may start other programs, or load libraries by name; None where none does.

    The vendor folder holds only packages that the main module's packages and tests import (`go help mod vendor`).
    """
    unknown = tuple(f"{found.vendor}/{m}/" for m in found.modules if modules_table().row(m) is None)
    if not unknown:
        return None
    target = Target(cgo=None, tags=None)
    for source in tree.sources:
        if source.is_test or not source.path.startswith(unknown):
            continue
        head = source.header
        if head is None:
            return f"{source.origin} cannot be read"
        if head.fits(source.name, target) is False:
            continue
        why = starts(source)
        if why is not None:
            return why
        if any(True for _ in programs(source)):
            return f"{source.origin} may start another program"
    for suffix in _C:
        for path in tree.with_suffix(suffix):
            if path.startswith(unknown):
                text = tree.read(path)
                if text is None or in_c(text):
                    return f"{path} may start another program, or load a library"
    return None
