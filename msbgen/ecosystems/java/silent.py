"""What a program takes from the base image though no line asks for it, as far as its sources and libraries tell."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.java.dependencies import unknown_library
from msbgen.ecosystems.java.sources import UNKNOWN, Uses, own_sources, uses
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene
from msbgen.understand.started import starts_its_words

__all__ = ["silent", "starts_others"]

#: a build of the official images that has it: Java loads libfreetype and fontconfig when it draws text
_FONTS = "fontconfig"


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Programs that sources start by name, what only a JDK has, fonts; what is not in the tables."""
    if not _runs(facts):
        return
    found = _uses(facts, scene)
    for origin, each in (found or {}).items():
        evidence = (Evidence(origin, "its imports and what it calls"),)
        for program in each.programs:
            if program == UNKNOWN or starts_its_words(program):
                yield Need("anything", "", f"{origin} starts a program that it does not name", evidence)
            else:
                yield Need("program", program, f"{origin} starts it", evidence)
        if each.development is not None:
            yield Need("anything", "", f"{origin} uses {each.development}, which only a JDK has", evidence)
        if each.native is not None:
            yield Need("anything", "", f"{origin} loads a native library ({each.native})", evidence)
    library = unknown_library(facts, scene)
    if found is None:
        yield Need("unproven", "", "the program's sources are not all at hand")
    elif library is not None:
        yield Need("unproven", "", library)
    draws = next((f"{origin} uses {each.fonts}" for origin, each in (found or {}).items() if each.fonts is not None), None)
    if (draws or found is None or library is not None) and facts.base is not None and _FONTS in facts.base.packages:
        yield Need("package", _FONTS, draws or "its libraries may draw text")


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the program may start others or load libraries; those that it names are among the silent needs."""
    found = _uses(facts, scene)
    if found is None:
        return "what its program starts is not known, for its sources are not all at hand"
    for origin, each in found.items():
        if each.fonts is not None or each.native is not None:
            return f"{origin} uses {each.fonts or each.native}, which loads libraries of the system"
        if UNKNOWN in each.programs:
            return f"{origin} starts a program that it does not name"
    return unknown_library(facts, scene)


def _runs(facts: Facts) -> bool:
    """Whether the container runs Java at all."""
    return any(call.name in ("java", "keytool") or "java" in (call.name or "") for root in facts.roots for call in root.calls) or "java" in facts.ecosystems


def _uses(facts: Facts, scene: Scene) -> dict[str, Uses] | None:
    """What each own source does; None where there are sources that are not known, or none at all."""
    sources = own_sources(scene)
    fetched = any(c.name in ("git", "curl", "wget", "svn") for x in facts.lines for u in x.units for c in u.calls)
    return {origin: uses(text) for origin, text in sources.items()} if sources and not fetched else None
