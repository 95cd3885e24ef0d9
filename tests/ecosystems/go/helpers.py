"""A Go project in a folder, and what is understood of a Dockerfile beside it."""

from __future__ import annotations

from pathlib import Path

from msbgen.ecosystems import named
from msbgen.ecosystems.base import Ecosystem, Edit
from msbgen.model.facts import Effect, Facts, Product
from msbgen.plan.kept import products
from msbgen.understand import Scene
from tests.understand.helpers import facts_of

MAIN = "package main\n\nfunc main() {}\n"
MOD = "module example.com/app\n\ngo 1.23\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    """Put the files below the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def effect(command: str, context: Path | None = None, *, base: str = "golang:1.23", before: str = "WORKDIR /app\nCOPY . .\n") -> Effect:
    """The effect of the last command of a RUN."""
    facts, _ = facts_of(f"FROM {base}\n{before}RUN {command}\n", context)
    return facts.lines[-1].units[-1].effects[-1]


def made(command: str, context: Path | None = None, *, base: str = "golang:1.23", before: str = "WORKDIR /app\nCOPY . .\n") -> list[str]:
    """The paths of the programs that a command makes."""
    found = effect(command, context, base=base, before=before)
    assert not found.anywhere, found.reason
    return [p.path for p in found.products]


def go() -> Ecosystem:
    found = named("go")
    assert found is not None
    return found


def static(dockerfile: str, context: Path | None, *, wanted: bool = True) -> bool | tuple[Edit, ...] | str:
    """What is said of the linkage of the last program that the Dockerfile makes."""
    facts, scene = facts_of(dockerfile, context)
    return go().static(last(facts), facts, scene, wanted=wanted)


def last(facts: Facts) -> Product:
    return products(facts)[-1]


def understood(lines: str, context: Path | None) -> tuple[Facts, Scene]:
    return facts_of(lines, context)
