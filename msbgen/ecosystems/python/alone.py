"""The proof that a Python program stands alone: it starts no program but its own interpreter, loads no library by name."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from msbgen.data import packages
from msbgen.ecosystems.python.distributions import closure, commands_of, reaches_out
from msbgen.ecosystems.python.environment import is_python
from msbgen.ecosystems.python.invocation import unwrapped
from msbgen.ecosystems.python.memory import Installation, memory
from msbgen.ecosystems.python.sources import sources
from msbgen.ecosystems.python.tables import silent
from msbgen.model.facts import Facts
from msbgen.understand.scene import Scene

__all__ = ["asked_for", "commands_by", "may_have", "own_program", "starts_others", "taken", "unknown_distribution"]


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why that is not proven; None when it is.

    Sources of the context are read with `ast`; distributions are looked up in the table, each that an installation names and
    all that these require.
    """
    own = sources(facts, scene)
    if own.unknown is not None:
        return own.unknown
    lost = next((name for name in sorted(facts.base.env_unknown if facts.base else ()) if own.mentions(name)), None)
    if lost is not None:
        return f"the program mentions {lost}, and what {facts.base_reference} sets that to is not known"
    through = next((tool for root in facts.roots for call in root.calls if (tool := unwrapped(call)[1]) is not None), None)
    if through is not None:
        return f"`{through} run` starts the program, and looks for more"
    for found in own.found:
        if not (found.reach.kind == "starts" and found.reach.program is not None and own_program(found.reach.program, scene)):
            return str(found)
    there = {name for name, package in taken(scene) if may_have(package, facts)}
    return unknown_distribution(facts, scene, {name for name, _ in taken(scene)} - there)


def own_program(program: str, scene: Scene) -> bool:
    """Whether a program is Python itself ("" for sys.executable) or a command that a distribution of the installation brings."""
    return program == "" or is_python(program) or any(program == name for i in memory(scene).installations for name in commands_by(i))


def commands_by(installation: Installation) -> Iterator[str]:
    """The names of commands that an installation puts into its scripts folder."""
    yield from installation.commands
    yield from (name for name, _ in commands_of(installation.requirements, installation.python, locked=installation.locked))


def unknown_distribution(facts: Facts, scene: Scene, met: Collection[str] = (), *, slim: bool = False) -> str | None:
    """Why what the installed distributions start is not known; None when they start nothing, those in `met` apart, or with
    `slim` nothing that a slim image lacks."""
    own = sources(facts, scene)
    for installation in memory(scene).installations:
        if installation.unknown is not None:
            return installation.unknown
        why = reaches_out(installation.requirements, installation.python, own.mentions, own.has, locked=installation.locked, met=met, slim=slim)
        if why is not None:
            return why
    return None


def taken(scene: Scene) -> Iterator[tuple[str, str]]:
    """Distributions that take something of the system by name, with the Debian package that they take it from."""
    table = silent()["distributions"]
    for installation in memory(scene).installations:
        rows = {one.name: row or {} for one, row in closure(installation.requirements, installation.python, locked=installation.locked)}
        for name, row in rows.items():
            if not any(other in rows for other in row.get("unless_with", ())):
                yield from ((name, package) for package in table.get(name, ()))


def may_have(package: str, facts: Facts) -> bool:
    """Whether the original image may hold a package: its base brings it, a line asks for it, or that is not known."""
    if asked_for(package, facts):
        return True
    base = facts.base
    held = packages.closure(base.release, base.row) if base is not None and base.release and base.os == "debian" else None
    return base is None or held is None or package in held or package in base.packages


def asked_for(package: str, facts: Facts) -> bool:
    """Whether a line installs a package by its name."""
    return any(package in e.install.names for line in facts.lines for u in line.units for e in u.effects if e.install is not None)
