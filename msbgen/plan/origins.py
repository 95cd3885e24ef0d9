"""Packages of other places than the base's own: their source is not set up in the runtime stage, so they cannot be installed there again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.model.facts import Call, Facts, Line, Unit
from msbgen.understand.paths import covered
from msbgen.understand.scene import Scene

__all__ = ["SOURCES", "Origin", "origins", "stands_against"]

#: where package managers look up their sources and keys (apt 2.6, apk-tools 2.14, dnf 4, zypper 1.14)
SOURCES = ("/etc/apt/sources.list", "/etc/apt/sources.list.d", "/etc/apt/keyrings", "/etc/apt/trusted.gpg", "/etc/apt/trusted.gpg.d", "/etc/apt/preferences",
           "/etc/apt/preferences.d", "/etc/apt/auth.conf.d", "/usr/share/keyrings", "/etc/apk/repositories", "/etc/apk/keys", "/etc/yum.repos.d",
           "/etc/zypp")  # fmt: skip
_ADDS = frozenset({"add-apt-repository", "apt-add-repository", "apt-key", "yum-config-manager", "rpm"})
#: components and suites that a base's own sources do not ask for by default (Debian and Ubuntu)
_MORE = ("contrib", "non-free", "backports", "universe", "multiverse", "restricted", "testing", "unstable", "sid", "experimental", "edge")
#: sources that hold nothing but these packages (deb.nodesource.com, yarn's)
_ONLY = {"/etc/apt/sources.list.d/nodesource.list": frozenset({"nodejs"}), "/etc/apt/sources.list.d/yarn.list": frozenset({"yarn"})}


@dataclass(frozen=True, slots=True)
class Origin:
    """A line that adds a source of packages; `only` are all packages that it holds, where that is known."""

    line: int
    only: frozenset[str] | None = None


def origins(facts: Facts, scene: Scene, *, certificates: bool) -> Iterator[Origin]:
    """All sources that lines add. A list of the build context is copied before anything is installed, and will do where it needs no
    certificates, or they are there."""
    for line in facts.lines:
        if line.placed is not None and covered(line.placed.dest, SOURCES):
            text = scene.read(line.placed.dest) if not line.placed.into else None
            if text is None or ("https:" in text and not certificates):
                yield Origin(line.instruction.line)
        for unit in line.units:
            yield from _of_unit(unit)


def _of_unit(unit: Unit) -> Iterator[Origin]:
    for call, effect in zip(unit.calls, unit.effects, strict=False):
        mine = [p for p in (*effect.writes, *effect.links, *(q.path for q in effect.products)) if covered(p, SOURCES)]
        if call.name in _ADDS or (mine and not _mirrors(call)):
            only = [_ONLY.get(p) for p in mine]
            yield Origin(unit.line, frozenset().union(*(o for o in only if o is not None)) if only and all(only) else None)


def _mirrors(call: Call) -> bool:
    """Whether sed only puts another host, or protocol, into the base's own lists."""
    return call.name == "sed" and all(w is not None and not any(m in w for m in _MORE) for w in call.operands)


def stands_against(names: tuple[str, ...], unit: Unit, line: Line, found: tuple[Origin, ...]) -> str | None:
    """Why packages that a unit installs cannot be installed in the runtime stage; None where the base's own sources have them."""
    elsewhere = next((e.install.elsewhere for e in unit.effects if e.install is not None and e.install.elsewhere), None)
    if elsewhere is not None:
        return f"it installs packages of another source ({elsewhere}), which the runtime stage has not"
    for origin in found:
        if origin.line <= unit.line and (origin.only is None or not origin.only.isdisjoint(names)):
            return f"line {origin.line} adds a source of packages, and which packages come from there is not known"
    return None
