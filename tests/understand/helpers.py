"""Short ways to ask the understanding about a text."""

from __future__ import annotations

from pathlib import Path

from msbgen.model.facts import Effect, Facts, Unit
from msbgen.read import read
from msbgen.understand import Context, Scene, understand


def facts_of(text: str, context: Path | None = None) -> tuple[Facts, Scene]:
    return understand(read(text), Context(context) if context else None)


def units_of(run: str, *, before: str = "", base: str = "debian:bookworm") -> tuple[Unit, ...]:
    """The units of one RUN; `before` are lines between FROM and it."""
    facts, _ = facts_of(f"FROM {base}\n{before}RUN {run}\n")
    return facts.lines[-1].units


def effect_of(command: str, *, before: str = "WORKDIR /w\n") -> Effect:
    """The effect of a RUN of one command."""
    (unit,) = units_of(command, before=before)
    return unit.effects[-1]  # those before it are of its substitutions
