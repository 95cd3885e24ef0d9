"""What a Go program takes from the system when it runs: certificates, time zones, other programs."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.header import selected
from msbgen.ecosystems.go.notes import notes
from msbgen.ecosystems.go.project import dependencies, is_standard, own_sources, projects
from msbgen.ecosystems.go.sources import Source, Tree
from msbgen.ecosystems.go.starts import UNKNOWN, paths, programs, starts, uses
from msbgen.ecosystems.go.table import Read, modules_table, reads_table
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["silent", "starts_others"]

#: what the engine puts into a container itself (docs.docker.com, "Networking overview"; moby/moby daemon/container)
_RUN_TIME = frozenset({"/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf"})
_USERS = frozenset({"/etc/group", "/etc/passwd", "/etc/shadow"})


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """What the programs may take from the system, and the programs that they start by a literal name."""
    sources = _known(facts, scene)
    foreign = sources is None or _foreign(sources, notes(scene).tree(scene))
    for row in reads_table():
        if sources is None:
            yield _need(row, f"its sources are not at hand; it may be one that {row.why}", facts, scene)
        elif foreign:
            yield _need(row, f"a package from outside the standard library may be one that {row.why}", facts, scene)
        elif (source := next((s for s in sources if _tells(s, row)), None)) is not None:
            yield _need(row, f"{source.origin} {row.why}", facts, scene, (Evidence(source.origin, "its imports and what it takes from them"),))
        elif row.need == "timezones" and facts.final.value("TZ") not in ("", "UTC"):
            yield _need(row, "TZ is set", facts, scene)
    for source in sources or ():
        yield from _started(source)
        yield from _files(source)
    unknown = _modules_start(sources, facts, scene) if sources is not None else "what its program starts is not known"
    if unknown is not None:
        yield Need("unproven", "go", unknown)


def _tells(source: Source, row: Read) -> bool:
    """Whether a file shows that its program may come to what the row names."""
    head, text = source.header, source.text
    if head is None or text is None:
        return True
    if not head.paths.isdisjoint(row.imports) or any(t in text for t in row.texts):
        return True
    if any(package in head.paths and uses(source, package, names) for package, names in row.names.items()):
        return True
    return any(m in text for m in row.methods) and any(name in row.methods for _, name in selected(text))


def _need(row: Read, why: str, facts: Facts, scene: Scene, evidence: tuple[Evidence, ...] = ()) -> Need:
    name = row.name or row.need
    if row.need == "timezones":
        name = _zones(facts, scene)
    elif name == "~":
        user = (facts.final.user or "root").partition(":")[0]
        name = "/root" if user in ("root", "0") else f"/home/{user}"
    return Need(row.need, name, why, evidence)


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the programs may start others or load libraries by name. Those that they name are among the silent needs."""
    sources = _known(facts, scene)
    if sources is None:
        return "what its program starts is not known, for its sources are not at hand"
    return next((why for why in map(starts, sources) if why is not None), None) or _modules_start(sources, facts, scene)


def _modules_start(sources: list[Source], facts: Facts, scene: Scene) -> str | None:
    """The same for modules: all must be known, and none of the packages that are imported may lead to one that starts programs."""
    tree = notes(scene).tree(scene)
    if not _foreign(sources, tree):
        return None
    found = projects(facts, scene)
    for project in found if not isinstance(found, str) else ():
        needed = dependencies(project, tree)
        unknown = next((m for m in needed.modules if modules_table().row(m) is None), None)
        if needed.why_unknown is not None:
            return needed.why_unknown
        if unknown is not None:
            return f"whether the module {unknown} starts other programs is not known"
    for source in sources:
        for each in source.header.imports if source.header else ():
            if is_standard(each.path) or tree.is_own(each.path):
                continue
            row = modules_table().find(each.path)
            if row is None:
                return f"whether the package {each.path} starts other programs is not known"
            if row.has("starts", each.path) or (row.functions and uses(source, row.path, frozenset(row.functions))):
                return f"the package {each.path} may start other programs"
    return None


def _known(facts: Facts, scene: Scene) -> list[Source] | None:
    """The projects' own sources; None when they are not all known."""
    found = projects(facts, scene)
    if isinstance(found, str):
        return None
    return list(own_sources(notes(scene).tree(scene), Target(cgo=None, tags=None), found)) or None


def _foreign(sources: list[Source], tree: Tree) -> bool:
    """Whether a file imports a package that is neither the standard library's nor the project's own."""
    return any(not is_standard(i.path) and not tree.is_own(i.path) for s in sources for i in (s.header.imports if s.header else ()))


def _started(source: Source) -> Iterator[Need]:
    """The programs that a file starts; a need that nothing less than the original meets for a name that only the run decides."""
    evidence = (Evidence(source.origin, "its calls of os/exec"),)
    why = starts(source)
    if why is not None:
        yield Need("anything", source.origin, why, evidence)
    for name in dict.fromkeys(programs(source)):
        if name == UNKNOWN:
            yield Need("anything", source.origin, f"{source.origin} starts a program that it names only when it runs", evidence)
        else:
            yield Need("program", name, f"{source.origin} starts it", evidence)


def _files(source: Source) -> Iterator[Need]:
    """Files of the system whose paths stand in a file's text. Routes of a server look the same: what is not there is not needed."""
    for path in dict.fromkeys(paths(source)):
        if path in _USERS:
            yield Need("user", "user", f"{source.origin} names {path}")
        elif path not in _RUN_TIME:
            yield Need("system", path, f"{source.origin} names it")


def _zones(facts: Facts, scene: Scene) -> str:
    """Where time zones are: in a golang image the runtime also looks into the toolchain's own zip file, unless -trimpath took the
    path out, or go.mod may have brought another toolchain."""
    base = facts.base
    found = projects(facts, scene)
    trimmed = isinstance(found, str) or any(p.flags.given("trimpath") or p.given.value("GOTOOLCHAIN") not in ("local", "") for p in found)
    return f"{base.prefix}/lib/time/zoneinfo.zip" if base is not None and base.language == "go" and base.prefix and not trimmed else "time zones"
