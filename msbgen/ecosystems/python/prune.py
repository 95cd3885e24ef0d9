"""What is removed at the builder's end before /usr/local/lib is copied: pip, where nothing that runs can ask for it; and the
standard library, where the base of the runtime stage has it."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.python.alone import unknown_distribution
from msbgen.ecosystems.python.distributions import closure
from msbgen.ecosystems.python.environment import OFFICIAL, is_python, official
from msbgen.ecosystems.python.invocation import invocation
from msbgen.ecosystems.python.memory import Installation, memory
from msbgen.ecosystems.python.sources import sources
from msbgen.model.facts import Call, Facts
from msbgen.model.plan import Run, Setting, Step
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["prune"]

#: a program that mentions one of these may use pip, or look for it
_MENTIONS = ("import pip", "from pip", "'pip'", '"pip"', "-m pip", "ensurepip", "pip install", "venv")
#: where pip lies; not by pip itself, which may be gone
_SITE = f"{OFFICIAL}/python3.*/site-packages"
_PIP = (f"rm -rf {_SITE}/pip {_SITE}/pip-*.dist-info", "rm -f /usr/local/bin/pip /usr/local/bin/pip3*")
#: what Python makes again should somebody ask for pip
_BYTECODE = f"find {OFFICIAL}/python3.* -path '*/site-packages/pip/*' -name __pycache__ -prune -exec rm -rf {{}} +"
_ENSUREPIP = f"rm -rf {OFFICIAL}/python3.*/ensurepip"
_ONLY_PACKAGES = f"find {OFFICIAL}/python3.* -mindepth 1 -maxdepth 1 ! -name site-packages ! -name dist-packages -exec rm -rf {{}} +"
_LIBRARY = f"rm -f {OFFICIAL}/libpython3*"
_CLEAR = f"rm -rf {_SITE}"
#: the first Python whose images come without setuptools and wheel (docker-library/python, 2023-10)
_BARE = (3, 12)


def prune(facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
    """Steps that leave only what the runtime stage lacks and the program may use."""
    if not official(scene.base) or not any(i.prefix == "/usr/local" for i in memory(scene).installations):
        return None
    if any(_changes_library(path) for path in _written(facts)):
        return None  # a file of the user's lies within the standard library
    commands: list[str] = []
    idle = not _uses_pip(facts, scene)
    clears = not carried and _other_versions(scene, idle=idle)
    if clears and unknown_distribution(facts, scene) is not None:
        commands.extend([_BYTECODE] if idle else [])
        idle = False  # the base's pip goes, and what is not known may ask for it
    if idle:
        commands.extend(_PIP)
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
    return Prune(tuple(steps), why, gains=carried, clears=(_CLEAR,) if clears else ())


def _other_versions(scene: Scene, *, idle: bool) -> bool:
    """Whether the build may have installed another version of a package that the base brings, or removed one."""
    version = scene.base.language_version if scene.base is not None else None
    bare = version is not None and all(part.isdigit() for part in version.split(".")) and tuple(map(int, version.split("."))) >= _BARE
    theirs = {*(() if idle else ("pip",)), *(() if bare else ("setuptools", "wheel"))}
    note = memory(scene)
    mine = [i for i in note.installations if i.prefix == "/usr/local"]
    names = {one.name for i in mine for one, _ in closure(i.requirements, i.python, locked=i.locked)}
    return note.removed or not names.isdisjoint(theirs) or (bool(theirs) and any(_not_seen(i) for i in mine))


def _not_seen(installation: Installation) -> bool:
    """Whether it may bring more than its rows tell."""
    every = closure(installation.requirements, installation.python, locked=installation.locked)
    return installation.unknown is not None or any(row is None and not installation.locked for _, row in every)


def _uses_pip(facts: Facts, scene: Scene) -> bool:
    own = sources(facts, scene)
    return any(_calls_pip(call) for root in facts.roots for call in root.calls) or any(own.mentions(word) for word in _MENTIONS)


def _calls_pip(call: Call) -> bool:
    """Whether a command runs pip: itself, as a module, through a module that installs it, or in code."""
    if not is_python(call.name or ""):
        return (call.name or "").startswith("pip")
    run = invocation(call.operands)
    if run.kind == "code":
        return run.target is None or any(word in run.target for word in _MENTIONS)
    return run.kind == "module" and (run.target is None or run.target.split(".")[0] in ("pip", "venv", "ensurepip"))


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
