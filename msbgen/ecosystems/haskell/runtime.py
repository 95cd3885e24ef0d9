"""What a Haskell program takes from the system when it runs: locale, protocols, certificates, other programs, data of packages."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.haskell.names import CODE
from msbgen.ecosystems.haskell.notes import notes
from msbgen.ecosystems.haskell.project import Package, package
from msbgen.ecosystems.haskell.sources import UNKNOWN, Source, read
from msbgen.ecosystems.haskell.table import loud_modules, quiet_packages
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene
from msbgen.understand.started import starts_its_words

__all__ = ["silent", "starts_others"]

#: GHC's runtime encodes text by the locale (base, GHC.IO.Encoding); the official images set it
_LOCALE = "LANG"
#: where Debian's C library keeps the locale C.UTF-8 (package libc-bin)
_UTF8 = "/usr/lib/locale/C.utf8"
#: what the package network looks up names in (getProtocolByName, getServiceByName); Debian's package netbase
_NETWORK = ("/etc/protocols", "/etc/services")


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """The locale that the base image sets, what libraries may look up, and what the sources start."""
    base = facts.base
    own = {name for line in facts.lines if line.instruction.keyword == "ENV" for name, _ in line.instruction.pairs()}
    if base is not None and _LOCALE in base.env and _LOCALE not in own:
        yield Need("environment", _LOCALE, "the base image sets it, and text is read and written by it")
    if "UTF" in (facts.final.value(_LOCALE) or "").upper() and starts_others(facts, scene) is None:  # every system with packages has it
        yield Need("system", _UTF8, "text is read and written by the locale")
    found = notes(scene)
    packages = _packages(scene)
    if found.unknown or any(not p.dependencies <= quiet_packages() for p in packages.values()) or _installs(facts):
        yield Need("certificates", "certificates", "packages that it is built from may speak TLS")
        yield from (Need("system", path, "packages that it is built from may look up protocols by their names") for path in _NETWORK if base is not None and "netbase" in base.packages)
    for folder, each in packages.items():
        if each.data and _reads_data(folder, scene):
            yield Need("anything", "", f"the package {each.name or folder} reads files that are installed beside its program")
    sources = _sources(scene)
    if isinstance(sources, str):
        yield Need("unproven", "", sources)
        return
    for path, source in sources.items():
        evidence = (Evidence(path, "its imports and what it calls"),)
        if source.foreign:
            yield Need("anything", "", f"{path} starts a program or loads a library through C", evidence)
        for program in source.programs:
            if program == UNKNOWN or starts_its_words(program):
                yield Need("anything", "", f"{path} starts a program that it does not name", evidence)
            else:
                yield Need("program", program, f"{path} starts it", evidence)


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the programs may start others, load libraries by name, or read the system's data."""
    sources = _sources(scene)
    if isinstance(sources, str):
        return f"what its program starts is not known, for {sources}"
    for path, source in sources.items():
        if source.programs or source.foreign:
            return f"{path} may start another program"
        loud = next((m for m in source.imports if any(m == each or m.startswith(each + ".") for each in loud_modules())), None)
        if loud is not None:
            return f"{path} imports {loud}"
    for each in _packages(scene).values():
        strange = next(iter(sorted(each.dependencies - quiet_packages())), None)
        if strange is not None:
            return f"whether the package {strange} starts other programs or loads libraries is not known"
    return _installs(facts)


def _installs(facts: Facts) -> str | None:
    """A line that installs libraries for ghc, so that modules need not be the compiler's own."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                name = next((n for n in effect.install.names if n.startswith("libghc-")), None) if effect.install is not None else None
                if name is not None:
                    return f"whether {name} starts other programs or loads libraries is not known"
            if any(call.name == "cabal" and "--lib" in call.operands for call in unit.calls):
                return f"line {unit.line} installs libraries of which too little is known"
    return None


def _packages(scene: Scene) -> dict[str, Package]:
    """The packages that were built, by their folders in the context."""
    context = scene.context
    found: dict[str, Package] = {}
    for folder in notes(scene).packages:
        for path in context.files or () if context is not None else ():
            if posixpath.dirname(path) == folder and (path.endswith(".cabal") or (posixpath.basename(path) == "package.yaml" and folder not in found)):
                text = context.read(path) if context is not None else None
                if text is not None:
                    found[folder] = package(text, hpack=not path.endswith(".cabal"))
    return found


def _sources(scene: Scene) -> dict[str, Source] | str:
    """All sources of the context that may have been compiled; why they are not all known where they are not."""
    given = notes(scene)
    if given.unknown:
        return given.unknown[0]
    context = scene.context
    if context is None or context.files is None:
        return "its sources are not at hand"
    folders = tuple("" if f in ("", ".") else f + "/" for f in (*given.packages, *given.files))
    memory: dict[str, Source | None] = scene.memory.setdefault("haskell sources", {})
    found: dict[str, Source] = {}
    for path in context.files:
        if not path.endswith(CODE) or not path.startswith(folders) or "dist-newstyle" in path or posixpath.basename(path) == "Setup.hs":
            continue
        if path not in memory:
            text = context.read(path)
            memory[path] = None if text is None else read(text)
        source = memory[path]
        if source is None:
            return f"{path} cannot be read"
        found[path] = source
    return found or "its sources are not at hand"


def _reads_data(folder: str, scene: Scene) -> bool:
    """Whether a source of the package imports Cabal's module Paths_… or PackageInfo_…, which tells where its data is."""
    sources = _sources(scene)
    if isinstance(sources, str):
        return True
    prefix = "" if folder in ("", ".") else folder + "/"
    return any(m.startswith("Paths_") for path, source in sources.items() if path.startswith(prefix) for m in source.imports)
