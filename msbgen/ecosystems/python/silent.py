"""What a Python program takes from a full base image by name, though no line asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data import packages
from msbgen.data.images import Image
from msbgen.ecosystems.python.alone import may_have, own_program, taken, unknown_distribution
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.sources import Found, sources
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["silent"]


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Needs that the sources and the distributions show. Where they cannot be known and the base image holds more than its
    slim variant, a need of anything."""
    base = facts.base
    if base is None or (not memory(scene).installed and not sources(facts, scene).texts):
        return
    own = sources(facts, scene)
    unknown = own.unknown
    for found in own.found:
        program = found.reach.program
        if program is None:
            unknown = unknown or str(found)
        elif not own_program(program, scene) and _may_be_there(program, base, facts):
            yield Need("program", program, str(found), _evidence(found))
    met: set[str] = set()
    for name, package in taken(scene):
        met.add(name)
        if may_have(package, facts):
            for each in _runtime(package, base):
                yield Need("package", each, f"{name} takes {package} by name", (Evidence("silent.toml", name),))
    if base.kind == "slim":
        return
    if unknown is not None:
        yield Need("anything", "", unknown)
    elif (unproven := unknown_distribution(facts, scene, met)) is not None:
        yield Need("unproven", "", unproven)


def _evidence(found: Found) -> tuple[Evidence, ...]:
    return (Evidence(found.file, f"line {found.reach.line}"),)


def _runtime(package: str, base: Image) -> tuple[str, ...]:
    """The package itself, or the libraries that a -dev package stands for."""
    if not package.endswith("-dev"):
        return (package,)
    return (packages.runtime_of(base.release, package) if base.release else None) or (package,)


def _may_be_there(program: str, base: Image, facts: Facts) -> bool:
    """Whether the original image may hold a program. One that it is known to lack is no need: the original lacks it, too."""
    name = program.rsplit("/", 1)[-1]
    if name in base.programs or base.release is None:
        return True
    package = packages.package_of(name, base.package_manager or "apt", base.release)
    return package is None or may_have(package, facts)
