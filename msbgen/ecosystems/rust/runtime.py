"""What a Rust program takes from the system when it runs: certificates, time zones, other programs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.rust.lock import lock, reached
from msbgen.ecosystems.rust.manifest import manifest
from msbgen.ecosystems.rust.notes import Built, notes
from msbgen.ecosystems.rust.paths import Named
from msbgen.ecosystems.rust.sources import Source, environment, sources, starter
from msbgen.ecosystems.rust.table import crates
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene
from msbgen.understand.started import starts_its_words

__all__ = ["reads_out_dir", "silent", "starts_others"]


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Certificates and time zones where crates may use them, and the programs that the sources start by a literal name."""
    for built in notes(scene).built:
        names = _crates(built, scene)
        if names is None or names:
            yield Need("certificates", "certificates", "crates that it is built from may speak TLS")
        zoned = "its crates are not known" if names is None else next((f"the crate {n}" for n in names if n in crates() and crates()[n].zones), None)
        if zoned is not None:
            yield Need("timezones", "time zones", f"{zoned} may read the system's time zones")
        for name in names or ():
            package = crates()[name].package if name in crates() else None
            if package is not None and scene.base is not None and scene.base.package_manager == "apt":
                yield Need("package", package, f"the crate {name} links to its library, which loads plugins")
        found = sources(built, scene)
        for source in found if not isinstance(found, str) else ():
            yield from _started(source)


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the programs may start others or load libraries by name."""
    every = notes(scene).built
    if not every:
        return "what its program starts is not known, for its sources are not at hand"
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    keeping = keep(facts, scene)
    for built in every:
        found = sources(built, scene)
        if isinstance(found, str):
            return f"what its program starts is not known, for {found}"
        start = next((s for s in found if any(map(starter, s.names))), None)
        if start is not None:
            return f"{start.path} may start another program"
        strange = next(((s.path, d) for s in found for d in s.data if not keeping.holds(d.rstrip("/"))), None)
        if strange is not None:
            return f"{strange[0]} uses the system's {strange[1]}"
        names = _crates(built, scene)
        if names is None:
            return "what its crates start is not known, for there is no Cargo.lock"
        table = crates()
        for name in names:
            if name not in table:
                return f"whether the crate {name} starts other programs is not known"
            if table[name].starts is not None:
                return f"the crate {name} {table[name].starts}"
    return None


def reads_out_dir(scene: Scene) -> bool:
    """Whether a program may read, when it runs, what its build script left in target/."""
    for built in notes(scene).built:
        found = sources(built, scene)
        if not isinstance(found, str) and any(environment(n) == "OUT_DIR" for s in found for n in s.names):
            return True
    return False


def _crates(built: Built, scene: Scene) -> dict[str, None] | None:
    """The crates of others that a program is built from; None where they are not known."""
    context = scene.context
    if context is None or built.unknown is not None:
        return None
    direct: dict[str, None] = {}
    for folder in built.packages:
        text = context.read(posixpath.join(folder, "Cargo.toml"))
        read = manifest(text) if text is not None else None
        if read is None:
            return None
        direct.update(dict.fromkeys(read.dependencies))
    if not direct:
        return {}
    text = scene.read(posixpath.join(built.root, "Cargo.lock")) if built.root is not None else None
    if text is None:
        return None
    locked = lock(text)
    found = reached(locked, direct)
    return {n if n not in locked or locked[n].registry else f"{n} (of a git repository)": None for n in found if n not in locked or not locked[n].own}


def _started(source: Source) -> Iterator[Need]:
    """The programs that a file starts: by name where a literal tells it; else one need that nothing meets."""
    starters = [n for n in source.names if starter(n)]
    if not starters:
        return
    known = False
    for name in starters:
        if name.call and name.path[-2:] == ("Command", "new"):
            known = True
            if name.text and not starts_its_words(name.text):
                yield Need("program", name.text, f"{source.path} starts it", _evidence(source))
            elif "current_exe" not in name.arguments:
                yield Need("anything", "anything", f"{source.path} starts a program that it names only when it runs", _evidence(source))
    if not known and not _only_own(starters):
        yield Need("anything", "anything", f"{source.path} may start a program or load a library by a name that is not known", _evidence(source))


def _only_own(starters: list[Named]) -> bool:
    """Whether nothing of it is called here: only traits and types are imported."""
    return not any(n.call or n.path[-1] == "*" or n.path[0] in ("extern", "libloading") for n in starters)


def _evidence(source: Source) -> tuple[Evidence, ...]:
    return (Evidence(source.path, "the paths that it names"),)
