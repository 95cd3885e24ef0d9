"""What an application takes from the full image though no line asks for it: programs of its packages, and of its own sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msbgen.data import packages as distribution
from msbgen.data.images import Image
from msbgen.ecosystems.node.dependencies import installs
from msbgen.ecosystems.node.files import files
from msbgen.ecosystems.node.quiet import starts_others, unlooked
from msbgen.ecosystems.node.roots import Unknown, started
from msbgen.ecosystems.node.spawned import spawned
from msbgen.ecosystems.node.table import read_table, tool
from msbgen.ecosystems.presence import installed
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["silent"]

_OF_NODE = frozenset({"node", "npm", "npx"})
_SHELLS = {"sh": "/bin/sh", "bash": "/bin/bash", "/bin/sh": "/bin/sh", "/bin/bash": "/bin/bash"}


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Needs of packages and sources that a smaller image may not meet."""
    base = facts.base
    if base is None:
        return
    if base.kind == "full":
        yield from _of_packages(facts, scene)
        why = unlooked(facts, scene)
        if why is not None:
            yield Need("unproven", "", why)
    yield from _of_sources(facts, base, scene)
    yield from _of_interpreters(facts, scene)
    yield from files(facts, scene)


def _of_packages(facts: Facts, scene: Scene) -> Iterator[Need]:
    table: dict[str, Any] = read_table("packages")["system"]
    names: dict[str, str] = {}
    for done in installs(facts, scene):
        for name in done.names:
            names.setdefault(name, f"line {done.call.line}")
    for root in facts.roots:
        for call in root.calls:
            try:
                for each in started(call, scene):
                    row = tool(each.name)
                    if row is not None:
                        names.setdefault(row.package, f"line {call.line}")
            except Unknown:
                continue  # its needs are not known, which stands against a split anyway
    for name, where in names.items():
        row = table.get(name)
        if row is None:
            continue
        evidence = (Evidence(where, f"it installs {name}"),)
        for package in row.get("packages", ()):
            yield Need("package", package, f"{name}: {row['why']}", evidence)
        if row.get("anything"):
            yield Need("anything", name, f"{name}: {row['why']}", evidence)


#: packages with a compiler: where one is installed, Python is there for node-gyp
_COMPILERS = frozenset({"g++", "gcc", "build-essential", "make", "clang", "build-base", "gcc-c++"})


def _of_interpreters(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Python without a compiler is no help to node-gyp: something may start it, unless it is known that nothing starts anything."""
    done = [e.install for line in facts.lines for unit in line.units for e in unit.effects if e.install is not None]
    if any(_COMPILERS & set(install.names) for install in done) or starts_others(facts, scene) is None:
        return
    for install in done:
        for name in install.names:
            if name in ("python", "python3", "python2", "python-is-python3", "python3-minimal"):
                yield Need(
                    "package",
                    name,
                    "no compiler is installed that would explain it, so the application may start it",
                    (Evidence(f"line {install.line}", name),),
                )


def _of_sources(facts: Facts, base: Image, scene: Scene) -> Iterator[Need]:
    """Programs that the project's own sources start. What the image has not and no line installs, they do not find today, either;
    a name that is computed may be of anything that is there."""
    for path, program in spawned(facts, scene):
        evidence = (Evidence(path, "it calls child_process"),)
        if program is None:
            if base.kind == "full":
                yield Need("anything", path, f"{path} starts a program whose name it computes", evidence)
            for name in installed(facts):
                yield Need("package", name, f"{path} starts a program whose name it computes", evidence)
        elif program in _SHELLS:
            yield Need("shell", _SHELLS[program], f"{path} starts it", evidence)
        elif program not in _OF_NODE and _there(program, facts, base):
            yield Need("program", program, f"{path} starts it", evidence)


def _there(program: str, facts: Facts, base: Image) -> bool:
    """Whether the original image has a program: its base does, or a line installs the package that brings it."""
    name = program.rsplit("/", 1)[-1]
    if name in base.programs or name in base.bundled:
        return True
    release = base.release
    if base.os == "debian" and (release is None or distribution.base(release) is None):
        release = "bullseye"  # what older releases have is not listed; it is much the same
    package = distribution.package_of(name, base.package_manager or "apt", release)
    if not {name, package}.isdisjoint(installed(facts)):
        return True
    held = distribution.closure(release, base.row) if release is not None else None
    return held is None or package is None or package in held
