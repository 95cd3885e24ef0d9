"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["Notes", "Output", "notes", "output_of"]


@dataclass(frozen=True, slots=True)
class Output:
    """A folder that a command put programs into. `projects` are the project files whose output it holds, () where they are not known;
    `alone` says whether the runtime is in it, too: None where that is not known."""

    folder: str
    kind: Literal["build", "publish", "tool"]
    projects: tuple[str, ...]
    alone: bool | None
    line: int


@dataclass
class Notes:
    """Kept in the scene. `outputs` in the order made; `unknown` says why more was compiled than is known."""

    outputs: list[Output] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("dotnet", Notes)


def output_of(path: str, scene: Scene) -> Output | None:
    """The output that a path lies in, or in a copy of which it lies; the one made last where several went into one folder."""
    around = [(made, p) for made, p in scene.made.items() if p.owner == "dotnet" and below(path, made.rstrip("/"))]
    if not around:
        return None
    made, product = max(around, key=lambda each: len(each[0]))
    folder = (product.origin or made).rstrip("/")
    return next((o for o in reversed(notes(scene).outputs) if o.folder == folder), None)
