"""Paths inside the image, as text: always absolute, always with /."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet

__all__ = ["ancestors", "below", "covered", "join", "outermost"]


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
    if isinstance(folders, Mapping):
        folders = folders.keys()
    if isinstance(folders, AbstractSet):  # looked up, not gone through: a long Dockerfile keeps many
        return not folders.isdisjoint(ancestors(path))
    return any(below(path, folder) for folder in folders)


def ancestors(path: str) -> Iterator[str]:
    """The path, and all folders above it, the nearest first."""
    while path != "/":
        yield path
        path = path.rpartition("/")[0] or "/"
    yield path


def outermost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths without those that lie below another of them, in the order given."""
    given = dict.fromkeys(paths)
    return tuple(p for p in given if not any(above in given for above in ancestors(p) if above != p))
