"""Packages that a RUN installs and removes again under one condition: after it they are not there, however that turns out."""

from __future__ import annotations

from msbgen.model.facts import Facts, Unit
from msbgen.model.shell import Command, Compound, Script
from msbgen.read.shell import parse

__all__ = ["removed_alike"]

_TESTS = frozenset({"[", "test"})
#: what asks for nothing but text (POSIX.1-2017, test)
_OF_TEXT = frozenset({"-n", "-z", "=", "!=", "=="})


def removed_alike(facts: Facts) -> frozenset[str]:
    """The names of these packages."""
    found: set[str] = set()
    for line in facts.lines:
        if any(p.startswith("package:") for u in line.units for e in u.effects if e.maybe for p in e.may_remove):
            found.update(_of_line(line.units))
    if not found:
        return frozenset()
    every = [name for line in facts.lines for u in line.units for e in u.effects if e.install is not None for name in e.install.names]
    return frozenset(name for name in found if every.count(name) == 1)


def _of_line(units: tuple[Unit, ...]) -> set[str]:
    found: set[str] = set()
    for at, unit in enumerate(units):
        names = {name for e in unit.effects if e.maybe and e.install is not None for name in e.install.names}
        asked = _condition(unit) if names else None
        variables = {v for word in asked.words for v in word.variables} if asked is not None else set()
        if asked is None or variables & unit.sets:
            continue
        for later in units[at + 1 :]:
            gone = {p.removeprefix("package:") for e in later.effects for p in e.may_remove}
            if names & gone and (other := _condition(later)) is not None and [w.text for w in other.words] == [w.text for w in asked.words]:
                found |= names & gone
            if variables & later.sets:
                break
    return found


def _condition(unit: Unit) -> Command | None:
    """The one test of text and variables that `if` asks and that has no else; None for anything more."""
    script = parse(unit.text)
    node = script.items[0].node if isinstance(script, Script) and len(script.items) == 1 else None
    if not isinstance(node, Compound) or node.kind != "if" or len(node.bodies) != 2 or len(node.bodies[0].items) != 1:
        return None
    test = node.bodies[0].items[0].node
    if not isinstance(test, Command) or test.name not in _TESTS:
        return None
    plain = all(not word.text.startswith("-") or word.text in _OF_TEXT for word in test.words) and not any("$(" in w.text or "`" in w.text for w in test.words)
    return test if plain else None
