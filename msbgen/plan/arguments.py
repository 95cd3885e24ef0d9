"""Build arguments: the result must hold for every value, not for the defaults only."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.model.facts import Facts
from msbgen.plan.kept import Blocker, Keeping
from msbgen.plan.packages import installs

__all__ = ["depends_on_arguments"]


def depends_on_arguments(facts: Facts, keeping: Keeping, other: Facts, others: Keeping) -> Iterator[Blocker]:
    """What would be written down differently if the build arguments had other values than their defaults.

    `other` and `others` are the facts and what is kept with such values.
    """
    line = next((x.instruction.line for x in facts.lines if x.instruction.keyword == "ARG"), None)
    before, after = {k.path for k in keeping.paths}, {k.path for k in others.paths}
    moved = sorted(before - after)
    if moved:
        yield Blocker(line, f"a build argument decides where {moved[0]} lies, and COPY --from could not follow it")
    elif after - before or set(keeping.links) != set(others.links):
        yield Blocker(line, "a build argument decides what is built")
    for (unit, install), (_, otherwise) in zip(installs(facts), installs(other), strict=False):
        if install.pins != otherwise.pins:
            yield Blocker(unit.line, "a build argument decides which packages are installed")
    if [r.argv for r in facts.roots] != [r.argv for r in other.roots]:
        yield Blocker(line, "a build argument decides what is started")
