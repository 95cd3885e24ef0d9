"""Which files of a Go project only the build reads, by their names."""

from __future__ import annotations

from msbgen.ecosystems.around import is_around

__all__ = ["is_source"]

#: files that the go command, the C compiler that it calls, or the people and services around a repository read
_NAMES = frozenset(
    ".air.toml .golangci.toml .golangci.yaml .golangci.yml .goreleaser.yaml .goreleaser.yml GNUmakefile Makefile Taskfile.yaml Taskfile.yml go.mod go.sum go.work "
    "go.work.sum makefile".split()
)
_SUFFIXES = (".go", ".s", ".S", ".syso", ".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".swig")


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program.

    Of a `vendor` folder only Go files, the list of modules and licences count: other languages call theirs so, too.
    """
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith(_SUFFIXES) or "testdata" in folders or is_around(path):
        return True
    return "vendor" in folders and (name == "modules.txt" or name.startswith(("LICENSE", "PATENTS", "NOTICE", "AUTHORS", "CONTRIBUTORS", "COPYING")))
