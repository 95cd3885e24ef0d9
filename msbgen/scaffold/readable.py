"""Whether a user that is not root can read what a COPY brings: files keep the mode that they have in the project's folder."""

from __future__ import annotations

import os
import stat

from msbgen.understand.context import Context

__all__ = ["unreadable"]


def unreadable(context: Context) -> tuple[str, ...]:
    """Files of the build context, and folders above them, that only their owner or group may use; COPY gives them to root."""
    found: dict[str, None] = {}
    for file in context.files or ():
        parts = file.split("/")
        for depth in range(1, len(parts) + 1):
            path = "/".join(parts[:depth])
            if path not in found and not _open(context, path, folder=depth < len(parts)):
                found[path] = None
    return tuple(found)


def _open(context: Context, path: str, *, folder: bool) -> bool:
    try:
        mode = os.lstat(context.root / path).st_mode
    except OSError:
        return True
    wanted = stat.S_IROTH | stat.S_IXOTH if folder else stat.S_IROTH
    return stat.S_ISLNK(mode) or mode & wanted == wanted
