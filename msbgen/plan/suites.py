"""Lines that let apt install packages of another source than the base's own, of a newer Debian among them: its C library may be newer
than the runtime stage's."""

from __future__ import annotations

from msbgen.data.images import later
from msbgen.model.facts import Facts, Line
from msbgen.plan.draft import Draft
from msbgen.plan.floor import Floor
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["newer_packages", "other_sources"]

#: where apt learns of its sources
_APT = "/etc/apt"
#: what stands before a suite of Debian's own (deb.debian.org/debian); others' archives have a suite "stable", too
_ARCHIVE = ["debian", "org", "debian"]


def other_sources(facts: Facts) -> bool:
    """Whether a line writes anything where apt learns of its sources."""
    written = (w for line in facts.lines for u in line.units for e in u.effects for w in (*e.writes, *e.scratch))
    placed = (line.placed.dest for line in facts.lines if line.placed is not None)
    return any(below(path, _APT) or below(_APT, path) for path in (*written, *placed))


def newer_packages(facts: Facts, scene: Scene, floor: Floor, draft: Draft) -> None:
    """Block each line that names a newer release to apt, where the runtime stage has its base's own C library."""
    base = facts.base
    if base is None or base.os != "debian" or base.release is None or floor.image is None or not floor.libc or floor.reference == base.reference:
        return
    names, moving = later(base.os, base.release)
    for line in facts.lines:
        text = _told_to_apt(line, scene)
        words = _words(text) if text else []
        for at, word in enumerate(words):
            if word in names or (word in moving and (words[max(0, at - 3) : at] == _ARCHIVE or (words[at - 1] == "Suites" and "debian.org" in (text or "")))):
                draft.block(line.instruction.line, f"it names Debian's {word} to apt, whose C library is newer than the one in {floor.reference}")
                break


def _told_to_apt(line: Line, scene: Scene) -> str | None:
    if line.placed is not None and below(line.placed.dest, _APT):
        return line.instruction.raw + (scene.read(line.placed.dest) or "")  # a heredoc's text is the instruction's own
    if line.units and (_APT in line.instruction.raw or "add-apt-repository" in line.instruction.raw):
        return line.instruction.raw
    return None


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()
