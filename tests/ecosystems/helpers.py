"""A project in a folder, and what is understood of a Dockerfile beside it; for the tests of all compiled languages."""

from __future__ import annotations

from pathlib import Path

from msbgen.ecosystems import named
from msbgen.ecosystems.base import Ecosystem
from msbgen.model.facts import Effect
from msbgen.plan.kept import products
from tests.understand.helpers import facts_of

BEFORE = "WORKDIR /app\nCOPY . .\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Put the files below the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def effect(command: str, context: Path | None = None, *, base: str, before: str = BEFORE) -> Effect:
    """The effect of the last command of a RUN."""
    facts, _ = facts_of(f"FROM {base}\n{before}RUN {command}\n", context)
    return facts.lines[-1].units[-1].effects[-1]


def made(lines: str, context: Path | None = None, *, base: str) -> list[str]:
    """The paths of all programs that the lines make."""
    facts, _ = facts_of(f"FROM {base}\n{BEFORE}{lines}\n", context)
    return [p.path for p in products(facts)]


def language(name: str) -> Ecosystem:
    """The language of this name, which must be there."""
    found = named(name)
    assert found is not None
    return found
