"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from msbgen.understand.scene import Scene

__all__ = ["Notes", "Release", "notes"]


@dataclass(frozen=True, slots=True)
class Release:
    """A release's folder, or the one that all of a project's lie in. `project` is the folder of the project, `whole` tells that it
    brings the virtual machine."""

    folder: str
    project: str
    tool: Literal["mix", "rebar3"]
    whole: bool


@dataclass
class Notes:
    """Kept in the scene. `compiled` are (project's folder, environment) of what mix compiled, `intermediate` what only mix and rebar3
    read again, `uncertain` folders that a task makes only where it has something to put there, `packed` that releases were packed as
    archives."""

    releases: list[Release] = field(default_factory=list)
    compiled: set[tuple[str, str]] = field(default_factory=set)
    projects: dict[str, None] = field(default_factory=dict)
    intermediate: dict[str, None] = field(default_factory=dict)
    uncertain: dict[str, None] = field(default_factory=dict)
    packed: bool = False


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("elixir", Notes)
