"""The projects that the Dockerfile's build tools worked on, noted while the lines are read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from msbgen.ecosystems import builder
from msbgen.ecosystems.base import Prune
from msbgen.model.facts import Facts
from msbgen.understand.scene import Scene

__all__ = ["Project", "made_sure", "note", "note_scripts", "projects", "scripts", "uncertain"]


@dataclass(frozen=True, slots=True)
class Project:
    """A project's folder in the image, and for Maven the name of its file."""

    tool: Literal["maven", "gradle", "sbt", "ant", "lein", "mill", "clojure"]
    folder: str
    file: str = ""


def note(scene: Scene, project: Project) -> None:
    """Remember a project."""
    known: dict[Project, None] = scene.memory.setdefault("java.projects", {})
    known[project] = None


def projects(scene: Scene) -> tuple[Project, ...]:
    """All projects, in the order met."""
    return tuple(scene.memory.get("java.projects", ()))


def note_scripts(scene: Scene, folder: str) -> None:
    """Remember a folder below which a tool writes start scripts, in bin/ beside lib/."""
    known: dict[str, None] = scene.memory.setdefault("java.scripts", {})
    known[folder] = None


def scripts(scene: Scene) -> tuple[str, ...]:
    """All folders below which start scripts are written."""
    return tuple(scene.memory.get("java.scripts", ()))


def uncertain(scene: Scene, *folders: str) -> None:
    """Remember folders that a build makes only where it has something to put there: one of several projects."""
    known: dict[str, None] = scene.memory.setdefault("java.uncertain", {})
    known.update(dict.fromkeys(folders))


def made_sure(facts: Facts, scene: Scene) -> Prune | None:
    """Those of these folders that are copied: COPY fails where one is not there."""
    return builder.made_sure(scene.memory.get("java.uncertain", ()), facts, scene)
