"""Proof that a program is static, or the one assignment that makes it so: CGO_ENABLED=0 before the command that builds it."""

from __future__ import annotations

from dataclasses import replace

from msbgen.ecosystems.base import Edit
from msbgen.ecosystems.go.build import flags_of
from msbgen.ecosystems.go.commands import go_effect
from msbgen.ecosystems.go.linkage import needs_cgo
from msbgen.ecosystems.go.project import maker
from msbgen.ecosystems.go.purity import loads_libraries, not_pure
from msbgen.ecosystems.go.settings import settings
from msbgen.model.facts import Call, Effect, Facts, Line, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["static"]

_NAME = "CGO_ENABLED"


def static(product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
    """Whether a program needs no shared library; see `Ecosystem.static`."""
    made = maker(product, facts)
    if made is None:
        return "which command makes it is not known"
    call, _ = made
    line = next(line for line in facts.lines if any(call in unit.calls for unit in line.units))
    dynamic = loads_libraries(facts, scene)
    if dynamic is not None:
        return dynamic
    if product.static is True:
        return _overridden(call, line, facts) or True
    if not wanted:
        return "it may be linked with cgo"
    return _not_editable(call, line, scene) or not_pure(call, facts, scene) or _edit(product, call, line, scene)


def _overridden(call: Call, line: Line, facts: Facts) -> str | None:
    """Why CGO_ENABLED=0 may not hold: an ARG that the builder can set, or `go env -w` in a branch."""
    assigned = any(name == _NAME for name, _ in call.command.assignments)
    if _NAME in line.state.args and _NAME not in line.state.env and not assigned:
        return f"{_NAME} is a build argument, which can be given otherwise"
    for given in facts.lines:
        for unit in given.units:
            for other, effect in zip(unit.calls, unit.effects, strict=True):
                if effect.maybe and other.name == "go" and other.operands[:1] == ("env",) and any(w and w.startswith(_NAME) for w in other.operands):
                    return f"line {unit.line} sets {_NAME} only under a condition"
    return None


def _not_editable(call: Call, line: Line, scene: Scene) -> str | None:
    """Why no assignment can be put before the command, or would not count."""
    words = call.command.words
    if line.instruction.json or not words or words[0].span is None or words[0].value != call.argv[0]:
        return "no assignment can be put before the command that builds it"
    if call.env.get(_NAME, "") != "" or any(name == _NAME for name, _ in call.command.assignments):
        return f"the Dockerfile sets {_NAME} itself"
    given = settings(call, scene)
    return needs_cgo(flags_of(call, given), given) if call.name == "go" else None


def _effect(call: Call, scene: Scene) -> Effect | None:
    """What the call does: a go command itself, or a script or makefile that runs it."""
    if call.name == "go":
        return go_effect(call, scene)
    from msbgen.understand.units import effect_of  # late: it asks the languages, this one included

    return effect_of(call, scene.fork())


def _edit(product: Product, call: Call, line: Line, scene: Scene) -> tuple[Edit, ...] | str:
    """The assignment, after a trial: with it, the same command must make the same program without cgo."""
    trial = _effect(replace(call, env={**call.env, _NAME: "0"}), scene)
    if trial is None or not any(p.path == product.path and p.static for p in trial.products):
        return "it is not known that the program would be static without cgo"
    first = call.command.words[0].span
    assert first is not None
    why = f"{_NAME}=0: the program is pure Go, so it needs no C library"
    return (Edit(line.instruction.line, first.start, f"{_NAME}=0", why, (Evidence(f"line {call.line}", "no file of its sources or modules uses cgo"),)),)
