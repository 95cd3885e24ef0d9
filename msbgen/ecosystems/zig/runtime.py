"""What a Zig program takes from the system when it runs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.c.runtime import silent as c_silent
from msbgen.ecosystems.c.runtime import starts_others as c_starts_others
from msbgen.ecosystems.zig.notes import notes
from msbgen.ecosystems.zig.sources import Source, read
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import covered
from msbgen.understand.scene import Scene

__all__ = ["silent", "starts_others"]


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Certificates and users where sources may ask for them; what is not known."""
    if notes(scene).c:
        yield from c_silent(facts, scene)
    found = _sources(scene)
    packages = _packages(scene)
    if isinstance(found, str) or packages is not None:
        yield Need("certificates", "certificates", "what it is built from may speak TLS")
    if isinstance(found, str):
        yield Need("unproven", "", found)
        return
    for path, source in found.items():
        evidence = (Evidence(path, "what it names"),)
        if source.tls:
            yield Need("certificates", "certificates", f"{path} may speak TLS", evidence)
        if source.users:
            yield Need("user", "users", f"{path} looks up users", evidence)
        if source.loud is not None:
            yield Need("anything", "", f"{path} uses {source.loud}, with which it may start a program or load a library", evidence)
    if packages is not None:
        yield Need("unproven", "", packages)


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the programs may start others, load libraries by name, or read the system's data."""
    found = _sources(scene)
    if isinstance(found, str):
        return f"what its program starts is not known, for {found}"
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    keeping = keep(facts, scene)
    for path, source in found.items():
        if source.loud is not None:
            return f"{path} uses {source.loud}, with which it may start a program or load a library"
        strange = next((d for d in source.data if not keeping.holds(d.rstrip("/"))), None)
        if strange is not None:
            return f"{path} uses the system's {strange}"
    return _packages(scene) or (c_starts_others(facts, scene) if notes(scene).c else None)


def _sources(scene: Scene) -> dict[str, Source] | str:
    """All sources that COPY put into the folders that were compiled; why they are not all known where they are not."""
    given = notes(scene)
    if given.unknown:
        return given.unknown[0]
    if not given.folders:
        return {}  # zig compiled C alone
    context = scene.context
    if context is None or context.files is None:
        return "its sources are not at hand"
    found: dict[str, Source] = {}
    for placed in scene.placements:
        for path, source in scene.files(placed) or ():
            if not path.endswith(".zig") or posixpath.basename(path) == "build.zig" or not covered(path, given.folders):
                continue
            text = context.read(source)
            if text is None:
                return f"{source} cannot be read"
            found[source] = read(text)
    return found or "its sources are not at hand"


def _packages(scene: Scene) -> str | None:
    """Why packages of others, or C that is compiled, may do more than the sources say."""
    for folder in notes(scene).folders:
        script = scene.read(posixpath.join(folder, "build.zig"))
        if script is not None and "dependency(" in script:
            return f"what the packages start that {folder}/build.zig takes in is not known"
        if script is not None and ("addCSourceFile" in script or "linkSystemLibrary" in script):
            return f"what the C code and the libraries start that {folder}/build.zig takes in is not known"
    return None
