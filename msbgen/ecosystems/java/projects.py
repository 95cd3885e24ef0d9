"""The projects that the Dockerfile's build tools worked on, noted while the lines are read."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import Literal

from msbgen.ecosystems.base import Prune
from msbgen.model.facts import Facts
from msbgen.model.plan import Run, Setting, Step
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
    known: dict[str, None] = scene.memory.get("java.uncertain", {})
    if not known:
        return None
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    kept = {k.path for k in keep(facts, scene).paths}
    wanted = [path for path in known if path in kept]
    if not wanted:
        return None
    why = "a folder that is copied must be there, empty or not"
    steps: list[Step] = [Run((f"mkdir -p {' '.join(map(shlex.quote, wanted))}",), note="Made only where there is something to put into it", why=why)]
    if facts.final.user not in (None, "root", "0"):
        steps.insert(0, Setting("USER", "root", why="the folder above may be root's"))
    return Prune(tuple(steps), why, gains=False)
