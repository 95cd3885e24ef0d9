"""The interpreter of the official images, as it is carried to a base that has none."""

from __future__ import annotations

from msbgen.ecosystems.base import Kit
from msbgen.ecosystems.python.environment import OFFICIAL, official
from msbgen.ecosystems.python.tables import settings
from msbgen.understand.scene import Scene

__all__ = ["kit"]

#: rough size of the interpreter and its standard library without pip, in 10⁶ bytes (measured on 3.12)
_SIZE = 47.0


def kit(scene: Scene) -> Kit | None:
    """All of the interpreter below /usr/local, and what it takes from the system; None for any other image.

    Only for Debian: what the interpreter takes from Alpine's system was not tried.
    """
    base = scene.base
    if not official(base) or base is None or base.os != "debian":
        return None
    names = ["python", "python3"]
    if base.language_version is not None and "." in base.language_version:
        names.append(f"python{base.language_version}")
    programs = {name: f"/usr/local/bin/{name}" for name in names}
    paths = (OFFICIAL, "/usr/local/bin")
    table = settings()
    return Kit(paths=paths, binaries=paths, programs=programs, files=table.files, env=table.env, size_mb=_SIZE, links=table.links)
