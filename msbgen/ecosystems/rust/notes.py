"""What is noted while a Dockerfile's lines are read in order."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.understand.scene import Scene

__all__ = ["Built", "Notes", "notes"]


@dataclass(frozen=True, slots=True)
class Built:
    """What one command compiled. `packages` are the context's folders of the packages, `root` is the folder in the image in which
    their Cargo.lock lies; `unknown` says why these are not known. `target` is the target folder, None for cargo install."""

    packages: tuple[str, ...]
    root: str | None
    target: str | None
    unknown: str | None = None


@dataclass
class Notes:
    """Kept in the scene. `created` maps the folder of a package that `cargo new` or `cargo init` made to its name."""

    created: dict[str, str] = field(default_factory=dict)
    built: list[Built] = field(default_factory=list)


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("rust", Notes)
