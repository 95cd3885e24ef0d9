"""Gems that a lock file names."""

from __future__ import annotations

from msbgen.understand.scene import Scene

__all__ = ["locked", "platforms"]


def locked(path: str, scene: Scene) -> frozenset[str] | None:
    """The names of all gems of a Gemfile.lock in the image (bundler, lib/bundler/lockfile_parser.rb: four spaces, name, version); None
    where it is not in the build context."""
    text = scene.read(path)
    if text is None:
        return None
    found = set()
    for line in text.splitlines():
        if line.startswith("    ") and not line.startswith("     ") and " (" in line:
            found.add(line.strip().partition(" ")[0])
    return frozenset(found)


def platforms(path: str, scene: Scene) -> frozenset[str]:
    """The kinds of sources that it names: GEM, GIT, PATH."""
    return frozenset(line.strip() for line in (scene.read(path) or "").splitlines() if line in ("GEM", "GIT", "PATH"))
