"""What a Ruby program takes from the base image though no line asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data import packages
from msbgen.ecosystems import claimants
from msbgen.ecosystems.presence import installed, may_have, may_run
from msbgen.ecosystems.ruby.lock import locked
from msbgen.ecosystems.ruby.needs import needs
from msbgen.ecosystems.ruby.notes import notes
from msbgen.ecosystems.ruby.starts import started
from msbgen.ecosystems.ruby.table import gems
from msbgen.ecosystems.texts import own_texts
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["named", "runs", "silent", "sources", "starts_others", "wants_node"]

#: libmariadb loads its ways to log in by name (mariadb.com, "Authentication plugins"); Debian's libmariadb3 has them there
_MARIADB = ("/usr/lib/x86_64-linux-gnu/libmariadb3/plugin", "/usr/lib/aarch64-linux-gnu/libmariadb3/plugin")
_ELSEWHERE = frozenset("test tests spec features node_modules vendor .git bin script doc docs tmp log public".split())


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Needs that the lock file, the names of gems and the project's own sources show; what is in no table is told as unproven."""
    base = facts.base
    if not runs(facts, scene):
        if base is not None and base.kind not in ("slim", "alpine") and sources(scene) is None:
            yield Need("unproven", "", "the program's sources are not all at hand")
        return
    if base is None or base.ca_certificates:
        yield Need("certificates", "certificates", "OpenSSL looks for certificates there")
    if base is None or base.tzdata is not False:
        yield Need("timezones", "ruby", "tzinfo looks time zones up there")
    if base is not None and base.os == "debian" and may_have("netbase", facts):
        yield Need("system", "/etc/services", "names of ports are looked up there")
        yield Need("system", "/etc/protocols", "names of protocols are looked up there")
    names = named(scene)
    table = gems()
    for name in sorted(names or ()):
        for package in table["packages"].get(name, ()):
            if may_have(package, facts):
                for each in _runtime(package, facts):
                    yield Need("package", each, f"the gem {name} takes {package} by name", (Evidence("gems.toml", name),))
    if names is None and notes(scene).bundles and base is not None and base.os == "debian" and base.kind != "slim":
        yield from (Need("system", path, "a driver of MySQL loads parts of its library by name") for path in _MARIADB)
    if wants_node(scene) and may_run("node", facts):
        yield Need("program", "node", "gems may run JavaScript with it")
    for path, text in (sources(scene) or {}).items():
        yield from _started(path, text, facts)
    unproven = _unproven(scene)
    if base is not None and base.kind not in ("slim", "alpine") and unproven is not None:
        yield Need("unproven", "", unproven)


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why it may start programs that `silent` does not tell; None where it is known that it does not."""
    if (why := _unproven(scene)) is not None:
        return why
    odd = next((path for path, text in (sources(scene) or {}).items() if None in started(text)), None)
    return f"{odd} starts a program that it does not name" if odd is not None else None


def _unproven(scene: Scene) -> str | None:
    names = named(scene)
    if names is None:
        return "what its gems start or load by name is not known without the lock file"
    return _strange(names) or ("the program's sources are not all at hand" if sources(scene) is None else None)


def runs(facts: Facts, scene: Scene) -> bool:
    """Whether anything that the container starts is Ruby's."""
    return any(any(e.name == "ruby" for e in claimants(c.name)) or isinstance(needs(c, scene), tuple) for root in facts.roots for c in root.calls)


def named(scene: Scene) -> frozenset[str] | None:
    """The names of all gems that are installed, with those that they bring where lock files tell; None where not all are known."""
    known = notes(scene)
    found: set[str] = set()
    if "?" in known.gems:
        return None
    for lock in known.bundles.values():
        names = locked(lock, scene)
        if names is None:
            return None
        found.update(names)
    strange = {name for name in known.gems if name not in gems()["alone"]}
    return None if strange else frozenset(found | set(known.gems))


def wants_node(scene: Scene) -> bool:
    """Whether gems may look for node when the program starts (execjs does when it is loaded), or that is not known."""
    names = named(scene)
    table = gems()
    return names is None or bool(names & {*table["node"]}) and not names & {*table["javascript"]}


def sources(scene: Scene) -> dict[str, str] | None:
    """The program's own sources by their paths in the context; None where they are not all known."""
    return own_texts(scene, _is_source)


def _is_source(path: str) -> bool:
    *folders, name = path.split("/")
    return (name.endswith((".rb", ".ru", ".gemspec")) or name == "Gemfile") and _ELSEWHERE.isdisjoint(folders)


def _started(path: str, text: str, facts: Facts) -> Iterator[Need]:
    base = facts.base
    evidence = (Evidence(path, "what it calls"),)
    for program in dict.fromkeys(started(text)):
        if program is None and (base is None or base.kind not in ("slim", "alpine")):
            yield Need("anything", "", f"{path} starts a program that it does not name", evidence)
        elif program is None:
            yield from (Need("package", name, f"{path} starts a program that it does not name, and {name} may bring it", evidence) for name in installed(facts))
        elif not any(e.name == "ruby" for e in claimants(program.rsplit("/", 1)[-1])) and may_run(program, facts):
            yield Need("program", program, f"{path} starts it", evidence)


def _runtime(package: str, facts: Facts) -> tuple[str, ...]:
    """The package itself, or the libraries that a -dev package stands for."""
    release = facts.base.release if facts.base else None
    if not package.endswith("-dev"):
        return (package,)
    return (packages.runtime_of(release, package) if release else None) or ()


def _strange(names: frozenset[str]) -> str | None:
    """A gem that no table tells of; None where all are told."""
    table = gems()
    known = {*table["quiet"], *table["packages"], *table["node"], *table["javascript"], *table["alone"], *table["development"]}
    unknown = sorted(name for name in names if name not in known)
    return f"whether the gem {unknown[0]} starts other programs or loads libraries by name is not known" if unknown else None
