"""What a Go program takes from the system when it runs: certificates, time zones, other programs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.notes import notes
from msbgen.ecosystems.go.own import reads_own
from msbgen.ecosystems.go.project import Dependencies, dependencies, is_standard, own_sources, projects
from msbgen.ecosystems.go.reads import tells
from msbgen.ecosystems.go.sources import Source, Tree
from msbgen.ecosystems.go.starts import UNKNOWN, in_c, paths, programs, starts, uses
from msbgen.ecosystems.go.table import Read, modules_table, reads_table
from msbgen.ecosystems.go.vendored import vendored_start
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["reads_sources", "silent", "starts_others"]

#: what the engine puts into a container itself (docs.docker.com, "Networking overview"; moby/moby daemon/container)
_RUN_TIME = frozenset({"/etc/hostname", "/etc/hosts", "/etc/mtab", "/etc/resolv.conf"})
#: where programs write, as every distribution has it (Filesystem Hierarchy Standard 3.0)
_WRITTEN = ("/var/log", "/var/lib", "/var/cache", "/var/run", "/var/lock", "/run", "/srv", "/opt")
_USERS = frozenset({"/etc/group", "/etc/passwd", "/etc/shadow"})


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """What the programs may take from the system, and the programs that they start by a literal name."""
    sources = _known(facts, scene)
    unseen = None if sources is None else _unseen(sources, facts, scene)
    for row in reads_table():
        if sources is None:
            yield _need(row, f"its sources are not at hand; it may be one that {row.why}", facts, scene)
        elif unseen is not None or (package := _taking(row.trait, sources, scene)) is not None:
            yield _need(row, f"{unseen or f'the package {package}'} may be one that {row.why}", facts, scene)
        elif (source := next((s for s in sources if tells(s, row)), None)) is not None:
            yield _need(row, f"{source.origin} {row.why}", facts, scene, (Evidence(source.origin, "its imports and what it takes from them"),))
        elif row.need == "timezones" and facts.final.value("TZ") not in ("", "UTC"):
            yield _need(row, "TZ is set", facts, scene)
    for source in sources or ():
        yield from _started(source, scene)
        yield from _files(source)
        yield from _environment(source, facts)
    yield from _in_c(notes(scene).tree(scene))
    yield from _started_by_modules(sources or [], facts, scene)
    unknown = _modules_start(sources, facts, scene) if sources is not None else "what its program starts is not known"
    if unknown is not None:
        yield Need("unproven", "go", unknown)


def _unseen(sources: list[Source], facts: Facts, scene: Scene) -> str | None:
    """A module or package that nobody looked into, in words; None where all that are not the project's own are in the table."""
    tree = notes(scene).tree(scene)
    if not _foreign(sources, tree):
        return None
    for needed, unknown in _asked(tree, facts, scene):
        if unknown is not None or needed.why_unknown is not None:
            return f"the module {unknown}" if unknown else "a package from outside the standard library"
    lost = next((path for path in _imported(sources, tree) if modules_table().find(path) is None), None)
    return f"the package {lost}" if lost else None


def _asked(tree: Tree, facts: Facts, scene: Scene) -> Iterator[tuple[Dependencies, str | None]]:
    """What each project depends on, and the first of these modules that is not in the table."""
    found = projects(facts, scene)
    for project in found if not isinstance(found, str) else ():
        needed = dependencies(project, tree)
        yield needed, next((m for m in needed.modules if modules_table().row(m) is None), None)


def _imported(sources: list[Source], tree: Tree) -> Iterator[str]:
    """The packages that files import and that are neither the standard library's nor the project's own."""
    for source in sources:
        for each in source.header.imports if source.header else ():
            if not is_standard(each.path) and not tree.is_own(each.path):
                yield each.path


def _taking(trait: str, sources: list[Source], scene: Scene) -> str | None:
    """A package of a module that may come to what a trait stands for, by the table."""
    for path in _imported(sources, notes(scene).tree(scene)):
        row = modules_table().find(path)
        if row is None or row.takes(trait, path):
            return path
    return None


def _need(row: Read, why: str, facts: Facts, scene: Scene, evidence: tuple[Evidence, ...] = ()) -> Need:
    name = row.name or row.need
    if row.need == "timezones":
        name = _zones(facts, scene)
    elif name == "~":
        user = (facts.final.user or "root").partition(":")[0]
        name = "/root" if user in ("root", "0") else f"/home/{user}"
    return Need(row.need, name, why, evidence)


def reads_sources(facts: Facts, scene: Scene) -> bool:
    """Whether the programs may read sources when they run; those of tests read their test data."""
    units = [u for line in facts.lines for u in line.units]
    if any(e.products and c.name == "go" and c.operands[:1] == ("test",) for u in units for c, e in zip(u.calls, u.effects, strict=False)):
        return True
    tree = notes(scene).tree(scene)
    return reads_own(_known(facts, scene) or (), tree.paths)


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
    for needed, unknown in _asked(tree, facts, scene):
        if needed.why_unknown is not None:
            return needed.why_unknown
        if unknown is not None and needed.vendor is None:
            return f"whether the module {unknown} starts other programs is not known"
        if needed.vendor is not None and (why := vendored_start(tree, needed)) is not None:
            return why
    for source in sources:
        for path in _imported([source], tree):
            row = modules_table().find(path)
            if row is None and tree.is_vendored(path):
                continue  # it was read
            if row is None:
                return f"whether the package {path} starts other programs is not known"
            if row.has("starts", path) or (row.functions and uses(source, row.path, frozenset(row.functions))):
                return f"the package {path} may start other programs"
    return None


def _known(facts: Facts, scene: Scene) -> list[Source] | None:
    """The projects' own sources; None when they are not all known."""
    found = projects(facts, scene)
    if isinstance(found, str):
        return None
    return list(own_sources(notes(scene).tree(scene), Target(cgo=None, tags=None), found)) or None


def _foreign(sources: list[Source], tree: Tree) -> bool:
    """Whether a file imports a package that is neither the standard library's nor the project's own."""
    return next(_imported(sources, tree), None) is not None


#: sources of C and its like that the go command compiles (`go help c`, "Go packages")
_C = (".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".hxx", ".m")


def _in_c(tree: Tree) -> Iterator[Need]:
    """C sources in the folders of packages that start programs or load libraries by name."""
    for suffix in _C:
        for path in tree.with_suffix(suffix):
            compiled = tree.in_folder(posixpath.dirname(path)) and "vendor" not in path.split("/")  # of modules the table tells
            text = tree.read(path) if compiled else ""
            if text is None or in_c(text):
                yield Need("anything", path, f"{path} may start another program, or load a library")


def _environment(source: Source, facts: Facts) -> Iterator[Need]:
    """Variables of the base image that a file names."""
    base, text = facts.base, source.text
    if base is None or text is None or "env" not in text.lower():
        return
    own = {name for line in facts.lines if line.instruction.keyword == "ENV" for name, _ in line.instruction.pairs()}
    for name in (*base.env, *base.env_unknown):
        if name not in own and f'"{name}"' in text:
            if name in base.env:
                yield Need("environment", name, f"{source.origin} names it")
            else:
                yield Need("anything", name, f"{source.origin} reads ${name}, and what {base.reference} sets that to is not known")


def _started(source: Source, scene: Scene) -> Iterator[Need]:
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
            if "/" in name and (scene.read(name) or "").startswith("#!"):
                yield Need("anything", name, f"{source.origin} starts the script {name}, which is not followed", evidence)


def _started_by_modules(sources: list[Source], facts: Facts, scene: Scene) -> Iterator[Need]:
    """The programs that packages of modules start by a literal name. Debian's images have them, or their indexes tell; of another
    base it is not known."""
    base = facts.base
    for path in dict.fromkeys(_imported(sources, notes(scene).tree(scene))):
        row = modules_table().find(path)
        for program in row.started(path) if row is not None else ():
            if base is not None and base.os == "debian":
                yield Need("program", program, f"the package {path} may start it", (Evidence("modules.toml", row.path if row else path),))
            else:
                yield Need("unproven", "go", f"the package {path} may start {program}")


def _files(source: Source) -> Iterator[Need]:
    """Files of the system whose paths stand in a file's text. Routes of a server look the same: what is not there is not needed."""
    for path in dict.fromkeys(paths(source)):
        if path in _USERS:
            yield Need("user", "user", f"{source.origin} names {path}")
        elif path not in _RUN_TIME:
            yield Need("system", path, f"{source.origin} names it")
    for folder in _WRITTEN:
        if source.text is not None and f'"{folder}/' in source.text:
            yield Need("writable", folder, f"{source.origin} names a file in it")


def _zones(facts: Facts, scene: Scene) -> str:
    """Where time zones are: in a golang image the runtime also looks into the toolchain's own zip file, unless -trimpath took the
    path out, or go.mod may have brought another toolchain."""
    base = facts.base
    found = projects(facts, scene)
    trimmed = isinstance(found, str) or any(p.flags.given("trimpath") or p.given.value("GOTOOLCHAIN") not in ("local", "") for p in found)
    return f"{base.prefix}/lib/time/zoneinfo.zip" if base is not None and base.language == "go" and base.prefix and not trimmed else "time zones"
