"""Which files of a Swift package only the build reads, by their names."""

from __future__ import annotations

from msbgen.ecosystems.around import is_around

__all__ = ["is_source"]

_NAMES = frozenset(".spi.yml .swift-format .swift-version .swiftformat .swiftlint.yml NOTICE.txt Package.resolved module.modulemap".split())
_FOLDERS = frozenset({".build", ".swiftpm", "Tests"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    return name in _NAMES or name.endswith((".swift", ".c", ".h", ".m", ".mm", ".cpp", ".S")) or not _FOLDERS.isdisjoint(folders) or any(f.endswith((".xcodeproj", ".xcworkspace")) for f in folders) or is_around(path)
