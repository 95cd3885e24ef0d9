"""Texts of a project's own files, as far as they are in the image."""

from __future__ import annotations

from collections.abc import Callable

from msbgen.understand.scene import Scene

__all__ = ["own_texts"]


def own_texts(scene: Scene, wanted: Callable[[str], bool]) -> dict[str, str] | None:
    """Texts of the files that COPY brings of the context and that are `wanted`, both by their paths there; None where they are not
    all known."""
    if scene.context is None:
        return None
    found: dict[str, str] = {}
    for placed in scene.placements:
        if placed.origin != "context":
            continue
        files = scene.files(placed)
        if files is None:
            return None
        for _, source in files:
            if wanted(source):
                text = scene.context.read(source)
                if text is None:
                    return None
                found[source] = text
    return found
