"""What the original image may hold beside what its lines say: for needs that only count where the original could meet them."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data import packages
from msbgen.model.facts import Facts

__all__ = ["installed", "may_have", "may_run"]


def installed(facts: Facts) -> Iterator[str]:
    """All packages that lines install by name."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                if effect.install is not None:
                    yield from effect.install.names


def may_have(package: str, facts: Facts) -> bool:
    """Whether the original image may hold a package: its base brings it, a line asks for it, or that is not known."""
    if package in installed(facts):
        return True
    base = facts.base
    if base is not None and base.os == "alpine":
        return package in base.packages  # what its images hold beside busybox is told in their rows
    held = packages.closure(base.release, base.row) if base is not None and base.release and base.os == "debian" else None
    return base is None or held is None or package in held or package in base.packages


def may_run(program: str, facts: Facts) -> bool:
    """Whether the original image may hold a program. One that it is known to lack is no need: the original lacks it, too."""
    base = facts.base
    name = program.rsplit("/", 1)[-1]
    if base is None or base.release is None or name in base.programs:
        return True
    manager = base.package_manager or "apt"
    if any(name in packages.programs(p, manager, base.release) for p in installed(facts)):
        return True
    package = packages.package_of(name, manager, base.release)
    return package is None or may_have(package, facts)
