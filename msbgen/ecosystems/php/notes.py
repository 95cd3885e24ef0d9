"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.understand.scene import Scene

__all__ = ["Notes", "notes"]


@dataclass
class Notes:
    """Kept in the scene. `installers` are scripts that install composer, `composers` where composer lies, `projects` folders that composer
    installed into, `uncertain` folders that a command makes only where it has something to put there, `ran` that the build ran composer."""

    installers: dict[str, None] = field(default_factory=dict)
    composers: dict[str, None] = field(default_factory=dict)
    projects: dict[str, None] = field(default_factory=dict)
    uncertain: dict[str, None] = field(default_factory=dict)
    ran: bool = False


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("php", Notes)
