"""What is known about distribution packages: their roles and programs, and for Debian what a -dev package needs at run time.

Roles stand in packages.toml (see its head); debian/RELEASE.json.gz comes from the distribution's own indexes, by
tools/refresh_debian.py. None is "unknown". Everything is read when it is first asked for.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast

__all__ = ["Manager", "Role", "base", "brings_compiler", "closure", "counterpart", "libraries", "load", "package_of", "programs", "releases", "reset", "role", "runtime_of"]

Role = Literal["build", "runtime", "tool", "data"]
Manager = Literal["apt", "apk", "dnf", "zypper"]

_HERE = Path(__file__).parent
#: zlib's word for "with gzip's header": importing gzip costs 3 ms more
_GZIP = 31
#: managers that share another's table
_SAME = {"yum": "dnf", "microdnf": "dnf", "zypper": "dnf", "apt-get": "apt", "aptitude": "apt"}
_DEVELOPMENT = {"apt": "-dev", "apk": "-dev", "dnf": "-devel"}


class _Roles:
    def __init__(self, groups: Iterable[Mapping[str, Any]], compilers: Iterable[str]) -> None:
        self.groups = list(groups)
        self.compilers = tuple(compilers)
        self.exact: dict[tuple[str, str], Mapping[str, Any]] = {}
        self.patterns: list[tuple[str, str, Mapping[str, Any]]] = []
        self.programs: dict[tuple[str, str], tuple[str, ...]] = {}
        self.owner: dict[tuple[str, str], str] = {}
        for group in self.groups:
            manager = group["manager"]
            for name in [*group.get("provides", ()), *group.get("packages", ())]:
                if "*" in name:
                    self.patterns.append((manager, name, group))
                else:
                    self.exact.setdefault((manager, name), group)
            for name, given in group.get("provides", {}).items():
                self.programs.setdefault((manager, name), tuple(given))
                for program in given:
                    self.owner.setdefault((manager, program), name)

    def group(self, manager: str, name: str) -> Mapping[str, Any] | None:
        if (found := self.exact.get((manager, name))) is not None:
            return found
        from fnmatch import fnmatchcase

        return next((group for m, pattern, group in self.patterns if m == manager and fnmatchcase(name, pattern)), None)


_roles: _Roles | None = None


def _get() -> _Roles:
    global _roles
    if _roles is None:
        data = json.loads((_HERE / "packages.json").read_bytes())
        _roles = _Roles(data["group"], data["compilers"]["packages"])
    return _roles


def reset() -> None:
    """Forget what `load` added."""
    global _roles
    _roles = None


def load(data: Mapping[str, Any]) -> None:
    """Add a user's own groups (packages.toml's schema, already parsed); they come before msbgen's."""
    global _roles
    _roles = _Roles([*data.get("group", ()), *_get().groups], _get().compilers)


def _manager(manager: str) -> str:
    return _SAME.get(manager, manager)


@lru_cache(maxsize=4096)
def _bare(name: str) -> str:
    """A package's name without version and architecture (libpq-dev=15.3, curl:arm64, openssl=~3, bash>5)."""
    for mark in "=<>~:/":
        name = name.partition(mark)[0]
    return name


def role(name: str, manager: str) -> Role | None:
    """What a package is for; None where no row says. A `-dev` (apt, apk) or `-devel` (dnf, zypper) package is build, unless a row
    names it exactly."""
    kind = _manager(manager)
    bare = _bare(name)
    table = _get()
    if (exact := table.exact.get((kind, bare))) is not None:
        return cast(Role, exact["role"])
    if (suffix := _DEVELOPMENT.get(kind)) and bare.endswith(suffix):
        return "build"
    group = table.group(kind, bare)
    return cast(Role, group["role"]) if group is not None else None


def brings_compiler(name: str) -> bool:
    """Whether a package brings a compiler whose own libraries what it compiled may link to."""
    from fnmatch import fnmatchcase

    return any(fnmatchcase(_bare(name), pattern) for pattern in _get().compilers)


def programs(name: str, manager: str = "apt", release: str | None = None) -> tuple[str, ...]:
    """The programs worth knowing that a package puts on PATH; with a Debian release also those that its index tells."""
    kind, bare = _manager(manager), _bare(name)
    told = _get().programs.get((kind, bare), ())
    if kind == "apt" and release is not None:
        return tuple(sorted({*told, *_indexed(release).get(bare, ())}))
    return told


@lru_cache(maxsize=4)
def _indexed(release: str) -> dict[str, list[str]]:
    """The programs that a Debian release's index tells, by their packages."""
    found: dict[str, list[str]] = {}
    for program, package in (_debian(release) or {"programs": {}})["programs"].items():
        found.setdefault(package, []).append(program)
    return found


def counterpart(name: str, manager: str) -> tuple[str, str] | None:
    """The language that a development kit is for, and the package that only runs its programs: ("java", "openjdk-17-jre") for
    openjdk-17-jdk; None for any other package."""
    bare = _bare(name)
    group = _get().group(_manager(manager), bare)
    if group is None or "runtime" not in group:
        return None
    for pattern, stands in group["runtime"].items():
        before, star, after = pattern.partition("*")
        if bare == pattern or (star and bare.startswith(before) and bare.endswith(after)):
            return group["language"], stands.replace("*", bare[len(before) : len(bare) - len(after)])
    return None


def libraries(name: str, manager: str) -> tuple[str, ...] | None:
    """The packages that a development package stands for, where a row tells: icu-libs for Alpine's icu-dev; None where none does."""
    bare = _bare(name)
    group = _get().group(_manager(manager), bare)
    found = group.get("libraries", {}).get(bare) if group is not None else None
    return tuple(found) if found is not None else None


def package_of(program: str, manager: str = "apt", release: str | None = None) -> str | None:
    """The package to install for a program; with a Debian release its index is asked for those that no row tells."""
    kind = _manager(manager)
    told = _get().owner.get((kind, program))
    if told is None and kind == "apt" and release is not None and (table := _debian(release)) is not None:
        return cast("str | None", table["programs"].get(program))
    return told


# ------------------------------------------------------------------------------------------------ Debian's indexes


def releases() -> tuple[str, ...]:
    """The Debian releases whose indexes msbgen holds."""
    return tuple(sorted(path.name.removesuffix(".json.gz") for path in (_HERE / "debian").glob("*.json.gz")))


@lru_cache(maxsize=4)
def _debian(release: str) -> dict[str, Any] | None:
    path = _HERE / "debian" / f"{release}.json.gz"
    if not release.isalpha() or not path.exists():
        return None
    return cast(dict[str, Any], json.loads(zlib.decompress(path.read_bytes(), wbits=_GZIP)))


@lru_cache(maxsize=4)
def _dev(release: str) -> bytes:
    """The text of RELEASE.dev.gz: searched, not parsed, for it is asked a few names only."""
    path = _HERE / "debian" / f"{release}.dev.gz"
    return zlib.decompress(path.read_bytes(), wbits=_GZIP) if release.isalpha() and path.exists() else b""


@lru_cache(maxsize=512)
def runtime_of(release: str, name: str) -> tuple[str, ...] | None:
    """The libraries that a program built with a -dev package needs at run time: ("libpq5",) for libpq-dev; libc6 is never told.

    Empty when it has none (headers only); None when the release or the package is unknown, or no -dev package.
    """
    bare = _bare(name)
    text = _dev(release)
    at = text.find(f"\n{bare} ".encode()) if bare else -1
    if at < 0:
        return () if bare and f"\n{bare}\n".encode() in text else None
    return tuple(text[at + 1 : text.index(b"\n", at + 1)].decode().split(" ")[1:])


def base(release: str) -> tuple[str, ...] | None:
    """The packages of Debian's official image of a release, full and slim alike; None for a release whose index msbgen lacks."""
    table = _debian(release)
    return None if table is None else tuple(table["base"])


def closure(release: str, row: str) -> frozenset[str] | None:
    """All packages in an image built on Debian: those of the official image, and what the row (of images.toml) installs with
    all that it depends on. None where the index or the row is unknown."""
    table = _debian(release)
    if table is None or (row not in table["closures"] and not row.startswith("debian")):
        return None
    return frozenset(table["base"]).union(table["closures"].get(row, ()))
