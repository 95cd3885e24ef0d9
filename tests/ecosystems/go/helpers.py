"""A Go project in a folder, and what is understood of a Dockerfile beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msbgen.ecosystems.base import Ecosystem, Edit
from msbgen.model.facts import Facts, Product
from msbgen.plan.kept import products
from msbgen.understand import Scene
from tests.ecosystems import helpers
from tests.ecosystems.helpers import language, write
from tests.understand.helpers import facts_of

__all__ = ["MAIN", "MOD", "effect", "go", "last", "made", "static", "understood", "write"]

MAIN = "package main\n\nfunc main() {}\n"
MOD = "module example.com/app\n\ngo 1.23\n"


effect = partial(helpers.effect, base="golang:1.23")


def made(command: str, context: Path | None = None, *, base: str = "golang:1.23", before: str = "WORKDIR /app\nCOPY . .\n") -> list[str]:
    """The paths of the programs that a command makes."""
    found = effect(command, context, base=base, before=before)
    assert not found.anywhere, found.reason
    return [p.path for p in found.products]


def go() -> Ecosystem:
    return language("go")


def static(dockerfile: str, context: Path | None, *, wanted: bool = True) -> bool | tuple[Edit, ...] | str:
    """What is said of the linkage of the last program that the Dockerfile makes."""
    facts, scene = facts_of(dockerfile, context)
    return go().static(last(facts), facts, scene, wanted=wanted)


def last(facts: Facts) -> Product:
    return products(facts)[-1]


def understood(lines: str, context: Path | None) -> tuple[Facts, Scene]:
    return facts_of(lines, context)
