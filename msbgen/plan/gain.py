"""Whether a split helps: something is compiled, bundled or installed for the build only, or the base is fatter than it need be."""

from __future__ import annotations

from msbgen.data.images import sibling
from msbgen.ecosystems import named
from msbgen.model.facts import Facts, Install
from msbgen.plan.draft import Draft
from msbgen.plan.kept import Keeping
from msbgen.plan.needs import Needs
from msbgen.plan.packages import installs, may_go, sort_packages
from msbgen.plan.reached import UNREAD

__all__ = ["helps", "may_work", "smaller_base", "works"]

#: bases that have next to nothing already
_SMALL = frozenset({"scratch", "distroless"})


def may_work(facts: Facts) -> bool:
    """Whether a RUN of the stage builds anything, or installs what only a build may need: False needs no look at what is started, which
    for the runtime stage of a result would be the most of the work."""
    return _builds(facts) or any(may_go(install, facts) for _, install in installs(facts))


def works(facts: Facts, needs: Needs) -> bool:
    """Whether a RUN of the stage builds anything, or installs what only a build needs. Packages that the program needs are no
    reason to split: a runtime stage that msbgen made installs them, too."""
    return _builds(facts) or any(_is_gain(install, facts, needs) for _, install in installs(facts))


def _builds(facts: Facts) -> bool:
    return any(e.role in ("build", "unknown") for line in facts.lines for u in line.units for e in u.effects if e.install is None)


def _is_gain(install: Install, facts: Facts, needs: Needs) -> bool:
    """Whether packages can go. A development package whose libraries are not known is none where earlier stages build: a runtime stage
    that msbgen made installs it, too, for what is loaded by name."""
    found = sort_packages(install, facts, needs)
    return bool(found.build or found.libraries or (found.unmapped and not facts.after_stages))


def helps(draft: Draft, facts: Facts, needs: Needs, keeping: Keeping) -> str | None:
    """Why the draft makes a smaller image; None when it does not."""
    base = facts.base
    if base is not None and base.kind in _SMALL:
        return None
    if draft.floor.way == "whole":
        return "packages that only the build needs are taken away"
    if draft.floor.way == "carry":
        return f"only what the program needs is carried to {draft.floor.reference}"
    for unit, install in installs(facts):
        if _is_gain(install, facts, needs):
            return f"line {unit.line} installs what only the build needs"
    if draft.floor.image is not None and base is not None and (draft.floor.image.kind, draft.floor.image.family) != (base.kind, base.family) and draft.floor.reference != facts.base_reference:
        return f"{draft.floor.reference} is smaller than {facts.base_reference}"
    if draft.shrinks:
        return "what only the build needed is taken away"
    if draft.edits or len(keeping.dropped) and any("compiler" in why or why == UNREAD for _, why in keeping.dropped):
        return "sources and caches of the build stay behind"
    if any(e.scratch and e.role == "build" and (owner := named(e.owner or "")) is not None and owner.compiles for x in facts.lines for u in x.units for e in u.effects):
        return "caches of the build stay behind"
    return None


def smaller_base(facts: Facts) -> str | None:
    """A smaller image that is the same otherwise, for a hint where there is nothing to split."""
    base = facts.base
    return sibling(base, "slim") if base is not None and not facts.like and base.kind not in ("slim", "alpine", *_SMALL) else None
