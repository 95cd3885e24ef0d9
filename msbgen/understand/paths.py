"""Paths inside the image, as text: always absolute, always with /."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

__all__ = ["below", "covered", "join", "outermost"]


def join(folder: str | None, path: str) -> str | None:
    """`path` as seen from `folder`, normalised; None when it is relative and the folder is not known."""
    if path.startswith("/"):
        return _normal(path)
    if folder is None:
        return None
    return _normal(f"{folder}/{path}")


def _normal(path: str) -> str:
    plain = posixpath.normpath(path)
    return plain[1:] if plain.startswith("//") else plain


def below(path: str, folder: str) -> bool:
    """Whether `path` is `folder` or lies below it."""
    return folder == "/" or path == folder or path.startswith(folder + "/")


def covered(path: str, folders: Iterable[str]) -> bool:
    """Whether one of the folders is `path` or holds it."""
    return any(below(path, folder) for folder in folders)


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths without those that lie below another of them, in the order given."""
    given = list(dict.fromkeys(paths))
    return tuple(p for p in given if not any(p != other and below(p, other) for other in given))
