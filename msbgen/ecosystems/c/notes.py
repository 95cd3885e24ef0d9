"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.understand.scene import Scene

__all__ = ["Configured", "Notes", "notes"]


@dataclass(frozen=True, slots=True)
class Configured:
    """How a build was set up: `prefix` is where it installs, `places` are further folders that it was told to install to."""

    prefix: str
    places: tuple[str, ...] = ()


@dataclass
class Notes:
    """Kept in the scene. `configured` is by build folder. `sources` are files of the context that were compiled, `folders` those of the
    context that were built whole; `unknown` says why more was compiled than is known; `libraries` are those linked to (-l)."""

    configured: dict[str, Configured] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)
    folders: set[str] = field(default_factory=set)
    libraries: set[str] = field(default_factory=set)
    #: folders that an installation was told of, which it may not have made
    uncertain: set[str] = field(default_factory=set)
    unknown: list[str] = field(default_factory=list)


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("c", Notes)
