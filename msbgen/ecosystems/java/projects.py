"""The projects that the Dockerfile's build tools worked on, noted while the lines are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from msbgen.understand.scene import Scene

__all__ = ["Project", "note", "projects"]


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder in the image, and for Maven the name of its file."""

    tool: Literal["maven", "gradle", "sbt", "ant"]
    folder: str
    file: str = ""


def note(scene: Scene, project: Project) -> None:
    """Remember a project."""
    known: dict[Project, None] = scene.memory.setdefault("java.projects", {})
    known[project] = None


def projects(scene: Scene) -> tuple[Project, ...]:
    """All projects, in the order met."""
    return tuple(scene.memory.get("java.projects", ()))
