"""What the chosen base holds and lacks."""

from __future__ import annotations

from msbgen.model.plan import BaseReport
from msbgen.plan.draft import Draft
from msbgen.plan.kept import Blocker

__all__ = ["base_report"]

_EVERYTHING = ("shell", "package manager", "libc", "CA certificates", "tzdata", "users")


def base_report(draft: Draft, refusals: list[tuple[str, tuple[Blocker, ...]]]) -> BaseReport:
    """The report of a draft; what was carried there counts as held."""
    image = draft.floor.image or draft.system
    holds = set(draft.holds)
    if image is not None:
        if image.shell:
            holds.add("shell")
        if image.package_manager:
            holds.add("package manager")
        if image.libc:
            holds.add("libc")
        if image.ca_certificates:
            holds.add("CA certificates")
        if image.tzdata:
            holds.add("tzdata")
        if image.users:
            holds.add("users")
    why = "the smallest base for which every need is proven"
    if refusals:
        why = "; ".join(f"{ref or 'another base'} was not possible: {blockers[0].reason}" for ref, blockers in refusals if blockers)
    return BaseReport(
        reference=draft.floor.reference,
        libc=image.libc if image else None,
        holds=tuple(x for x in _EVERYTHING if x in holds),
        lacks=() if draft.floor.same else tuple(x for x in _EVERYTHING if x not in holds),  # what it lacks is not known
        size_mb=image.size_mb if image else 0.0,
        why=why,
    )
