"""Lines that let apt install packages of a newer Debian than the base's: its C library may be newer than the runtime stage's."""

from __future__ import annotations

from msbgen.model.facts import Facts
from msbgen.plan.draft import Draft
from msbgen.plan.floor import Floor
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["newer_packages"]

#: Debian's releases, the oldest first, and its names for what comes after them (wiki.debian.org/DebianReleases, 2026-11-24)
_RELEASES = ("jessie", "stretch", "buster", "bullseye", "bookworm", "trixie", "forky", "duke")
_COMING = ("testing", "unstable", "sid", "experimental")
_SOURCES = "/etc/apt"


def newer_packages(facts: Facts, scene: Scene, floor: Floor, draft: Draft) -> None:
    """Block each line that names a newer release to apt, where the runtime stage has its base's own C library."""
    base = facts.base
    if base is None or base.os != "debian" or floor.image is None or not floor.libc or floor.reference == base.reference:
        return
    newer = {*_COMING, *(_RELEASES[_RELEASES.index(base.release) + 1 :] if base.release in _RELEASES else ())}
    for line in facts.lines:
        text: str | None = None
        if line.placed is not None and below(line.placed.dest, _SOURCES):
            text = line.instruction.raw + (scene.read(line.placed.dest) or "")  # a heredoc's text is the instruction's own
        elif line.units and (_SOURCES in line.instruction.raw or "add-apt-repository" in line.instruction.raw):
            text = line.instruction.raw
        found = newer & _words(text) if text else None
        if found:
            draft.block(line.instruction.line, f"it names Debian's {min(found)} to apt, whose C library is newer than the one in {floor.reference}")


def _words(text: str) -> set[str]:
    return set("".join(c if c.isalnum() else " " for c in text).split())
