"""The interpreter of the official images, as it is carried to a base that has none."""

from __future__ import annotations

from msbgen.ecosystems.base import Kit
from msbgen.ecosystems.python.environment import official, system
from msbgen.ecosystems.python.tables import settings
from msbgen.understand.scene import Scene

__all__ = ["kit"]

#: rough size of the interpreter and its standard library, in 10⁶ bytes (measured on 3.12)
_SIZE = 47.0


def kit(scene: Scene) -> Kit | None:
    """All of the interpreter below /usr/local, and what it takes from the system; None for any other image.

    Only for Debian: what the interpreter takes from Alpine's system was not tried.
    """
    base = scene.base
    if not official(base) or base is None or base.os != "debian":
        return None
    place = system(scene)
    if isinstance(place, str):
        return None
    version = place.version
    if version is None:
        paths: tuple[str, ...] = ("/usr/local/lib", "/usr/local/bin")
        programs = {name: f"/usr/local/bin/{name}" for name in ("python", "python3")}
    else:
        names = ("python", "python3", f"python{version}")
        programs = {name: f"/usr/local/bin/{name}" for name in names}
        paths = (f"/usr/local/lib/python{version}", f"/usr/local/lib/libpython{version}.so.1.0", *programs.values())
    return Kit(paths=paths, binaries=paths, programs=programs, files=settings().files, env=settings().env, size_mb=_SIZE)
