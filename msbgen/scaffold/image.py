"""The image that builds: the language's official one, at a version and a release that are both spelled out."""

from __future__ import annotations

from msbgen.data.images import Image, lookup, pinned, sibling
from msbgen.data.tags import number
from msbgen.errors import UsageError
from msbgen.model.project import ProjectSpec

__all__ = ["builder_image", "newest"]


def builder_image(spec: ProjectSpec, repository: str, *, default: str = "latest", series: int = 2) -> Image:
    """The full image of the description's version (of what `default` stands for, without one), on Alpine where that is asked for.

    Raises UsageError where the tables do not know the version, or the release that it stands on.
    """
    version = spec.version or newest(repository, default, series)
    image = lookup(repository, version)
    if image is not None and spec.base == "alpine":
        other = sibling(image, "alpine")
        image = lookup(repository, other.partition(":")[2]) if other else None
    reference = pinned(image) if image is not None else None
    found = lookup(repository, reference.partition(":")[2]) if reference else None
    if found is None or found.release is None:
        raise UsageError(f"version: which release of a distribution {repository}:{version} stands on is not known", hint=f"known so far: up to {newest(repository, 'latest', series)}")
    return found


def newest(repository: str, tag: str, series: int) -> str:
    """The series (22, 3.12) that a tag stands for, by the tables."""
    image = lookup(repository, tag)
    today = image.version_today if image is not None else None
    return ".".join(map(str, number(today or "")[:series]))
