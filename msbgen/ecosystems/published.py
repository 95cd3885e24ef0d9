"""Where generators publish to: what an option says, else a setting in a file of the project, else their default."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Any

from msbgen.understand.scene import Scene

__all__ = ["published"]

#: characters of a value that stands as it is in YAML, TOML, INI and Python once its quotes are off
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-")


def published(settings: Mapping[str, Any], folder: str, default: str, scene: Scene) -> str | None:
    """The folder that a project's settings name, `default` where they name none; None where that is not known, as after a command that
    wrote one of the files.

    Args:
        settings: `files`, of which the first that is there counts, `word`, the name of the setting, and `more`, words with which other
            files have a say.
        folder: the folder of the image in which the files are looked for.
    """
    files = [posixpath.join(folder, name) for name in settings["files"]]
    if scene.context is None or not scene.written.isdisjoint(files):
        return None
    text = next((text for file in files if (text := scene.read(file)) is not None), None)
    if text is None:
        return default
    if any(word in text for word in settings.get("more", ())):
        return None
    word = settings["word"]
    lines = [line for line in text.splitlines() if word in line and not line.lstrip().startswith("#")]
    if not lines:
        return default
    name, mark, value = lines[0].partition(":" if ":" in lines[0] else "=")
    value = value.partition(" #")[0].strip()
    if value[:1] in ("'", '"') and value[-1:] == value[:1]:
        value = value[1:-1]
    plain = len(lines) == 1 and name.rstrip() == word and mark and value and set(value) <= _PLAIN
    return value if plain else None
