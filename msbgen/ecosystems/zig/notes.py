"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.understand.scene import Scene

__all__ = ["Notes", "notes"]


@dataclass
class Notes:
    """Kept in the scene. `folders` are those of the image whose sources were compiled, `prefixes` those that `zig build` installed
    into, with whether more than programs may be there; `unknown` says why more was compiled than is known; `c` that C was compiled."""

    folders: dict[str, None] = field(default_factory=dict)
    prefixes: dict[str, bool] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    c: bool = False


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("zig", Notes)
