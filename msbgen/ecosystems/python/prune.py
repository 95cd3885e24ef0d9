"""What is removed at the builder's end before /usr/local/lib is copied: pip, where nothing that runs can ask for it; and the
standard library, where the base of the runtime stage has it."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.python.environment import OFFICIAL, official
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.sources import sources
from msbgen.model.facts import Facts
from msbgen.model.plan import Run, Setting, Step
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["prune"]

#: a program that mentions one of these may use pip, or look for it
_MENTIONS = ("import pip", "from pip", "'pip'", '"pip"', "-m pip", "ensurepip", "pip install", "venv")
_UNINSTALL = "pip uninstall -y pip"
_ENSUREPIP = f"rm -rf {OFFICIAL}/python3.*/ensurepip"
_ONLY_PACKAGES = f"find {OFFICIAL}/python3.* -mindepth 1 -maxdepth 1 ! -name site-packages ! -name dist-packages -exec rm -rf {{}} +"
_LIBRARY = f"rm -f {OFFICIAL}/libpython3*"


def prune(facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
    """Steps that leave only what the runtime stage lacks and the program may use."""
    if not official(scene.base) or not any(i.prefix == "/usr/local" for i in memory(scene).installations):
        return None
    if any(_changes_library(path) for path in _written(facts)):
        return None  # a file of the user's lies within the standard library
    commands = []
    idle = not _uses_pip(facts, scene)
    if idle and _reachable(facts):
        commands.append(_UNINSTALL)
    if carried:
        if not commands:
            return None
        commands.append(_ENSUREPIP)
        note, why = "Nothing that runs needs pip", "nothing that runs starts pip"
    else:
        commands.extend((_ONLY_PACKAGES, _LIBRARY))
        note, why = "Only the packages go on: the runtime stage has its own standard library", "the runtime stage has its own standard library"
    steps: list[Step] = [Run(tuple(commands), note=note, why=why)]
    if facts.final.user not in (None, "root", "0"):
        steps.insert(0, Setting("USER", "root", why="it removes what root installed"))
    return Prune(tuple(steps), why, gains=carried)


def _reachable(facts: Facts) -> bool:
    """Whether `pip` in the builder's last line is the image's own: PATH begins as the base set it."""
    base = facts.base.env.get("PATH") if facts.base else None
    return base is not None and (facts.final.value("PATH") or "") == base


def _uses_pip(facts: Facts, scene: Scene) -> bool:
    own = sources(facts, scene)
    return any(call.name and call.name.startswith("pip") for root in facts.roots for call in root.calls) or any(own.mentions(word) for word in _MENTIONS)


def _written(facts: Facts) -> Iterator[str]:
    for line in facts.lines:
        if line.placed is not None:
            yield line.placed.dest
        for unit in line.units:
            for effect in unit.effects:
                if effect.owner != "python":
                    yield from (*effect.writes, *effect.changes, *effect.folders)


def _changes_library(path: str) -> bool:
    """Whether a path lies in python3.N, outside of its packages."""
    if not below(path, OFFICIAL) or not path.startswith(OFFICIAL + "/python3"):
        return False
    return "/site-packages" not in path and "/dist-packages" not in path
