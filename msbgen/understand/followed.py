"""Several commands of a script or a makefile taken together: what is left when all of them have run, in their order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from msbgen.model.facts import Effect, Product, Role
from msbgen.model.ledger import Evidence
from msbgen.model.shell import Command, Compound, Item, Pipeline, Script
from msbgen.understand.match import expanded

__all__ = ["conditional", "merged", "steps", "together", "unsure"]

#: commands that answer a question, so that what follows them after && may not run
_QUESTIONS = frozenset({"[", "[[", "test", "grep", "egrep", "which", "command", "type", "hash", "false", "cmp", "diff"})


def conditional(item: Item) -> bool:
    """Whether what the item writes may not be there afterwards."""
    return item.operator == "||" or (isinstance(item.node, Compound) and _branches(item.node))


def _branches(node: Compound) -> bool:
    """Whether a command of a compound may not run: any inside a condition or loop, at whatever depth."""
    if node.kind not in ("group", "subshell"):
        return True
    return any(conditional(item) for body in node.bodies for item in body.items)


def steps(script: Script) -> Iterator[tuple[Script, bool]]:
    """Each item of a script as a script of its own, and whether it may not run, or not be waited for.

    Unlike a RUN, a script goes on after an item that failed: what follows a question and && counts as a branch.
    """
    asked = doubtful = False
    for at, item in enumerate(script.items):
        following = script.items[at + 1].operator if at + 1 < len(script.items) else ""
        if item.operator not in ("&&", "||"):
            asked = doubtful = False
        doubtful |= item.operator == "||"
        maybe = conditional(item) or asked or doubtful or following == "&" or (script.background and not following)
        yield Script(text=script.text, items=(replace(item, operator=""),)), maybe
        asked |= isinstance(item.node, Command) and item.node.name in _QUESTIONS


def unsure(script: Script) -> list[Item]:
    """The items of a RUN that follow a question and && where more follows after them: a question that fails then stops nothing."""
    found: list[Item] = []
    asked: list[Item] = []
    question = False
    for item in script.items:
        if item.operator not in ("&&", "||"):
            found.extend(asked)
            asked, question = [], False
        if question:
            asked.append(item)
        node = item.node.parts[-1] if isinstance(item.node, Pipeline) else item.node
        question |= isinstance(node, Command) and node.name in _QUESTIONS or isinstance(node, Compound) and node.kind in ("test", "arithmetic")
    return found


def merged(effects: Iterable[Effect], reason: str) -> Effect:
    """All effects as one. What one of them writes and a later one surely removes is not there in the end."""
    every = tuple(effects)
    if len([e for e in every if e.install]) > 1:
        return Effect("unknown", "it installs packages more than once, in a script", anywhere=True)
    role, why, evidence = together(every)
    unknown = next((e for e in every if e.anywhere), None)
    writes: dict[str, None] = {}
    products: dict[str, Product] = {}
    folders: dict[str, None] = {}
    removes: dict[str, None] = {}
    for effect in every:
        for pattern in () if effect.maybe else effect.removes:
            for kept in (writes, products, folders):
                for path in [p for p in kept if expanded(p, pattern)]:
                    del kept[path]
            removes[pattern] = None
        writes.update(dict.fromkeys(effect.writes))
        folders.update(dict.fromkeys(effect.folders))
        products.update((p.path, p) for p in effect.products)
    left = (*writes, *products, *folders)
    return Effect(
        role=role,
        reason=unknown.reason if unknown else reason if role != "unknown" else why,
        evidence=evidence,
        writes=tuple(writes),
        folders=tuple(folders),
        changes=tuple(dict.fromkeys(c for e in every for c in e.changes)),
        system=tuple(dict.fromkeys(f for e in every for f in e.system)),
        removes=tuple(p for p in removes if not any(expanded(path, p) for path in left)),
        links=tuple(dict.fromkeys(x for e in every for x in e.links)),
        targets=tuple(dict.fromkeys(x for e in every for x in e.targets)),
        may_remove=tuple(dict.fromkeys(p for e in every for p in e.may_remove)),
        scratch=tuple(dict.fromkeys(w for e in every for w in e.scratch)),
        settings=tuple(dict.fromkeys(x for e in every for x in e.settings)),
        products=tuple(products.values()),
        install=next((e.install for e in every if e.install), None),
        anywhere=unknown is not None,
        programs=tuple(dict.fromkeys(p for e in every for p in e.programs)),
        owner=next((e.owner for e in every if e.owner), None),
        maybe=any(e.maybe and (e.writes or e.products or e.folders or e.changes or e.system) for e in every),
    )


def together(effects: tuple[Effect, ...]) -> tuple[Role, str, tuple[Evidence, ...]]:
    """The role of several commands that stay together, with the reason of the one that decides it."""
    for role in ("unknown", "both"):
        for effect in effects:
            if effect.role == role:
                return effect.role, effect.reason, effect.evidence
    build = next((e for e in effects if e.role == "build"), None)
    runtime = next((e for e in effects if e.role == "runtime"), None)
    chosen = build or runtime or (effects[0] if effects else None)
    if chosen is None:
        return "state", "it only sets variables", ()
    return chosen.role, chosen.reason, chosen.evidence
