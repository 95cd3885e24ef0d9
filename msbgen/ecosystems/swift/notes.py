"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.understand.scene import Scene

__all__ = ["Built", "Notes", "notes"]


@dataclass(frozen=True, slots=True)
class Built:
    """What was built: `source` is a package's folder in the image, or a single file; `scratch` the folder that it was built in, None
    where that holds nothing but the program; `resources` tells whether files may lie there that its programs read."""

    source: str
    scratch: str | None
    resources: bool


@dataclass
class Notes:
    """Kept in the scene. `unknown` says why more was compiled than is known."""

    built: list[Built] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("swift", Notes)
