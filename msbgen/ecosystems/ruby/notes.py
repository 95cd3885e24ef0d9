"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.understand.scene import Scene

__all__ = ["Notes", "notes"]


@dataclass
class Notes:
    """Kept in the scene. `homes` are folders of gems, each with where the downloaded packages lie below it; `config` settings of bundler by their names; `uncertain` folders that a command
    makes only where it has something to put there; `bundles` the projects' folders with the lock file's path; `gems` the names that
    `gem install` was given; `assets` projects whose assets were made."""

    homes: dict[str, str] = field(default_factory=dict)
    config: dict[str, str | None] = field(default_factory=dict)
    uncertain: dict[str, None] = field(default_factory=dict)
    bundles: dict[str, str] = field(default_factory=dict)
    gems: dict[str, None] = field(default_factory=dict)
    assets: dict[str, None] = field(default_factory=dict)


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("ruby", Notes)
