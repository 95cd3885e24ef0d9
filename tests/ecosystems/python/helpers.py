"""A Dockerfile from a few lines, understood; its effects and needs."""

from __future__ import annotations

from pathlib import Path

from msbgen.model.facts import Effect, Facts, Need
from msbgen.plan.needs import needs_of
from msbgen.read import read
from msbgen.understand import Context, Scene, understand

__all__ = ["effect_of", "effects_of", "needs_in", "seen"]


def seen(text: str, root: Path | None = None, files: dict[str, str] | None = None) -> tuple[Facts, Scene]:
    """Facts and scene of a Dockerfile whose context holds the given files."""
    for name, content in (files or {}).items():
        assert root is not None
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return understand(read(text), Context(root) if root is not None else None)


def effects_of(lines: str, root: Path | None = None, files: dict[str, str] | None = None, *, base: str = "python:3.12") -> list[Effect]:
    """The effects of all commands of the last RUN."""
    facts, _ = seen(f"FROM {base}\nWORKDIR /app\n{lines}\n", root, files)
    last = [line for line in facts.lines if line.units][-1]
    return [effect for unit in last.units for effect in unit.effects]


def effect_of(lines: str, root: Path | None = None, files: dict[str, str] | None = None, *, base: str = "python:3.12") -> Effect:
    """The effect of the last command of the last RUN."""
    return effects_of(lines, root, files, base=base)[-1]


def needs_in(lines: str, root: Path | None = None, files: dict[str, str] | None = None, *, base: str = "python:3.12") -> dict[str, list[str]]:
    """What the roots need: names by kind; blockers under "blocked"."""
    facts, scene = seen(f"FROM {base}\nWORKDIR /app\n{lines}\n", root, files)
    found: dict[str, list[str]] = {}
    needs = needs_of(facts, scene)
    for need in needs.needs:
        _add(need, found)
    if needs.blockers:
        found["blocked"] = [b.reason for b in needs.blockers]
    return found


def _add(need: Need, found: dict[str, list[str]]) -> None:
    found.setdefault(need.kind, []).append(need.name)
