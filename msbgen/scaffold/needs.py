"""What a description says that the program needs, beside what its files show."""

from __future__ import annotations

from msbgen.model.facts import Need
from msbgen.model.project import ProjectSpec

__all__ = ["needs"]

_WHY = "the description names it"


def needs(spec: ProjectSpec) -> tuple[Need, ...]:
    """The packages that must be in the image that ships, whatever else is known of them."""
    return tuple(_need(name.partition("=")[0].partition(":")[0]) for name in spec.packages)


def _need(name: str) -> Need:
    if name == "ca-certificates":  # files only, which any base can be given
        return Need("certificates", "", _WHY)
    if name == "tzdata":
        return Need("timezones", "", _WHY)
    return Need("package", name, _WHY)
