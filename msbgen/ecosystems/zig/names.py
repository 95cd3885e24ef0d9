"""Which files of a Zig project only the build reads, by their names."""

from __future__ import annotations

from msbgen.ecosystems.around import is_around

__all__ = ["is_source"]

_NAMES = frozenset(".zigversion zls.json".split())
_FOLDERS = frozenset({".zig-cache", "zig-cache"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    return name in _NAMES or name.endswith((".zig", ".zon", ".c", ".h", ".cpp", ".hpp", ".S")) or not _FOLDERS.isdisjoint(folders) or is_around(path)
