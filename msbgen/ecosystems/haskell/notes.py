"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.understand.scene import Scene

__all__ = ["Notes", "notes"]


@dataclass
class Notes:
    """Kept in the scene. `packages` are folders of the context with packages that were built, `files` sources that ghc was given;
    `unknown` says why more was compiled than is known. `stores` are folders in which data of packages lies beside what only
    builds need, `trees` those in which intermediate files lie."""

    packages: dict[str, None] = field(default_factory=dict)
    files: dict[str, None] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    stores: dict[str, None] = field(default_factory=dict)
    trees: dict[str, None] = field(default_factory=dict)


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("haskell", Notes)
