"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.understand.scene import Scene

__all__ = ["Notes", "notes"]


@dataclass
class Notes:
    """Kept in the scene. `packages` are the words that installers were given, None among them where they are not known."""

    packages: dict[str | None, None] = field(default_factory=dict)


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("r", Notes)
