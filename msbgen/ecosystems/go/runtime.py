"""What a Go program takes from the system when it runs: certificates, time zones, other programs."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.notes import notes
from msbgen.ecosystems.go.project import dependencies, is_standard, own_sources, projects
from msbgen.ecosystems.go.sources import Source, Tree
from msbgen.ecosystems.go.starts import UNKNOWN, programs, starts, uses
from msbgen.ecosystems.go.table import modules_table
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["silent", "starts_others"]

#: packages of the standard library whose import alone tells of a TLS client
_TLS = frozenset({"crypto/tls", "crypto/x509", "net/smtp", "net/http/httputil"})
#: what a TLS client takes from net/http
_CLIENT = frozenset(
    "Client DefaultClient DefaultTransport Get Head NewRequest NewRequestWithContext Post PostForm Transport".split()
)

def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Certificates and time zones where the programs may use them, and the programs that they start by a literal name."""
    sources = _known(facts, scene)
    if sources is None or _foreign(sources, notes(scene).tree(scene)):
        why = "the program may speak TLS" if sources is None else "packages from outside the standard library may speak TLS"
        yield Need("certificates", "certificates", why)
        yield _zones(facts, scene, "they may use time zones")
    else:
        client = next((s for s in sources if _speaks_tls(s)), None)
        if client is not None:
            yield Need("certificates", "certificates", f"{client.origin} may open TLS connections", _evidence(client))
        zoned = next((s for s in sources if uses(s, "time", frozenset({"LoadLocation"}))), None)
        if zoned is not None:
            yield _zones(facts, scene, f"{zoned.origin} loads time zones", zoned)
        elif facts.final.value("TZ") not in ("", "UTC"):
            yield _zones(facts, scene, "TZ is set")
    for source in sources or ():
        yield from _started(source)


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


def _speaks_tls(source: Source) -> bool:
    head = source.header
    return head is None or any(i.path in _TLS for i in head.imports) or uses(source, "net/http", _CLIENT)


def _started(source: Source) -> Iterator[Need]:
    """The programs that a file starts; one need that nothing meets for a name that only the run decides."""
    for name in dict.fromkeys(programs(source)):
        named = name if name != UNKNOWN else f"a program that {source.origin} names only when it runs"
        yield Need("program", named, f"{source.origin} starts it", _evidence(source))


def _zones(facts: Facts, scene: Scene, why: str, source: Source | None = None) -> Need:
    """Time zones: in a golang image the runtime also looks into the toolchain's own zip file, unless -trimpath took the path out."""
    base = facts.base
    found = projects(facts, scene)
    trimmed = isinstance(found, str) or any(p.flags.given("trimpath") for p in found)
    evidence = _evidence(source) if source else ()
    if base is not None and base.language == "go" and base.prefix and not trimmed:
        return Need("timezones", f"{base.prefix}/lib/time/zoneinfo.zip", why, evidence)
    return Need("timezones", "time zones", why, evidence)


def _evidence(source: Source) -> tuple[Evidence, ...]:
    return (Evidence(source.origin, "its imports and what it selects from them"),)
