"""What a command that the container starts needs of R, and what a program takes from the base image silently."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data import packages as table_of_packages
from msbgen.ecosystems.r.effects import code_of
from msbgen.ecosystems.r.notes import notes
from msbgen.ecosystems.r.sources import calls, names, own_sources
from msbgen.ecosystems.r.table import tools
from msbgen.model.facts import Call, Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["needs", "silent"]


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The interpreter and the script; the reason where it installs when it starts."""
    evidence = (Evidence(f"line {call.line}", "it is started"),) if call.line else ()
    if call.name in ("install.r", "install2.r", "installGithub.r", "installBioc.r", "installDeps.r") or call.operands[:1] == ("CMD",):
        return f"the container runs `{' '.join(w or '?' for w in call.argv[:2])}`, which installs or builds when it starts"
    found = [*_interpreter(scene, evidence)]
    if call.name == "shiny-server":
        return (*found, Need("program", call.argv[0] or "", "it is started", evidence))
    code = code_of(call, scene)
    told = calls(code) if code is not None else None
    if told is not None and any(c in tools()["calls"] for c in told):
        return "it compiles or installs when it starts"
    if told is None or any(c in tools()["starts"] for c in told):
        found.append(Need("unproven", "", "it may start a program", evidence))
    given = parse(call.operands, ("-e", "-f", "--file"), clusters=False)
    name = given.value("-f", "--file") or next(iter(given.operands), None)
    path = join(call.cwd, name) if name and not given.has("-e") else None
    if path is not None and scene.source_of(path) is not None:
        found.append(Need("file", path, "R runs this script", evidence))
    return tuple(found)


def _interpreter(scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    if scene.base is not None and scene.base.language == "r":
        yield Need("interpreter", "r", "R runs it", evidence)
    else:
        yield Need("package", "r-base-core", "R runs it", evidence)


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """What compiles when it runs needs the compilers; programs that sources start; libraries that more goes with."""
    if "r" not in facts.ecosystems:
        return
    table = tools()
    packages = notes(scene).packages
    compiling = next((p for p in packages if p in table["compiles"]), None)
    if compiling is not None:
        yield Need("anything", "", f"the package {compiling} compiles when it runs")
    base = facts.base
    release = base.release if base is not None else None
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                for name in effect.install.names if effect.install is not None else ():
                    known = effect.install is not None and effect.install.manager == "apt" and release and table_of_packages.runtime_of(release, name) is not None
                    if name.endswith("-dev") and not known and name not in table["files"] and name != "r-base-dev":
                        yield Need("anything", "", f"what goes with the library of {name} is not known for {facts.base_reference}")
    recommends = any(e.install.recommends for line in facts.lines for u in line.units for e in u.effects if e.install is not None and e.install.manager == "apt")
    if recommends and (base is None or base.language != "r"):
        yield Need("package", "r-recommended", "r-base-core recommends it, and packages may build upon it")
    if base is None or base.ca_certificates:
        yield Need("certificates", "certificates", "R may speak TLS")
    sources = own_sources(scene)
    if sources is None:
        yield Need("unproven", "", "the program's sources are not all at hand")
    for path, text in (sources or {}).items():
        evidence = (Evidence(path, "what it calls"),)
        used = names(text)
        for word in table["calls"]:
            if word in used:
                yield Need("anything", "", f"{path} uses {word}, which compiles or installs when it runs", evidence)
        for word in table["starts"]:
            if word in used:
                yield Need("unproven", "", f"{path} may start a program ({word})", evidence)
    if None in packages:
        yield Need("unproven", "", "which packages it was installed with is not known")
