"""Gems that a lock file names."""

from __future__ import annotations

from msbgen.understand.scene import Scene

__all__ = ["locked"]


def locked(path: str, scene: Scene) -> frozenset[str] | None:
    """The names of all gems of a Gemfile.lock in the image that come from elsewhere; those of the project itself (PATH) are sources like
    any other. None where the file is not in the build context. (bundler, lib/bundler/lockfile_parser.rb: four spaces, name, version.)"""
    text = scene.read(path)
    if text is None:
        return None
    found = set()
    own = False
    for line in text.splitlines():
        if line[:1].isalpha():
            own = line == "PATH"
        elif line.startswith("    ") and not line.startswith("     ") and " (" in line and not own:
            found.add(line.strip().partition(" ")[0])
    return frozenset(found)
