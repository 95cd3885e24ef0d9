"""Cargo.toml: the package and the workspace that it describes (doc.rust-lang.org/cargo/reference/manifest.html)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from msbgen.ecosystems.formats import toml_of

__all__ = ["Binary", "Manifest", "manifest"]


@dataclass(frozen=True, slots=True)
class Binary:
    """A program of a package; `features` are those without which it is not built."""

    name: str
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Manifest:
    """`name` None: no package (a virtual workspace). `members` None: no workspace. `binaries` are those of [[bin]]."""

    name: str | None
    members: tuple[str, ...] | None
    default_members: tuple[str, ...]
    excluded: tuple[str, ...]
    workspace: str | None
    binaries: tuple[Binary, ...]
    autobins: bool
    #: source files that [[bin]] names
    sources: tuple[str, ...]
    #: [package] build: the path of its build script, False for none, None where cargo looks for build.rs
    script: str | bool | None
    #: file name of a shared library that it makes (lib… .so), None for none
    shared: str | None
    #: names of the packages that the program is built from, by the name in the lock file
    dependencies: tuple[str, ...]
    #: folders of dependencies that are not the registry's, relative
    paths: tuple[str, ...]
    features: Mapping[str, tuple[str, ...]]

    def enabled(self, wanted: Iterable[str], *, default: bool) -> frozenset[str]:
        """All features that are on when `wanted` are asked for, and the default ones unless told otherwise."""
        found: set[str] = set()
        queue = [*wanted, *(["default"] if default else [])]
        while queue:
            feature = queue.pop()
            if feature not in found:
                found.add(feature)
                queue.extend(self.features.get(feature, ()))
        return frozenset(found)


@lru_cache(maxsize=64)
def manifest(text: str) -> Manifest | None:
    """What a Cargo.toml says; None where it is malformed."""
    data = toml_of(text)
    if data is None:
        return None
    package = _table(data, "package") or _table(data, "project")
    space = data.get("workspace")
    name = package.get("name")
    edition = package.get("edition", "2015")
    binaries = tuple(Binary(b["name"], _words(b.get("required-features"))) for b in data.get("bin", ()) if isinstance(b, dict) and isinstance(b.get("name"), str))
    tables = [_table(data, "dependencies"), *(_table(t, "dependencies") for t in _table(data, "target").values() if isinstance(t, dict))]
    shared = _table(space, "dependencies") if isinstance(space, dict) else {}
    return Manifest(
        name=name if isinstance(name, str) else None,
        members=_words(space.get("members")) if isinstance(space, dict) else None,
        default_members=_words(space.get("default-members")) if isinstance(space, dict) else (),
        excluded=_words(space.get("exclude")) if isinstance(space, dict) else (),
        workspace=package.get("workspace") if isinstance(package.get("workspace"), str) else None,
        binaries=binaries,
        autobins=bool(package.get("autobins", edition != "2015" or not binaries)),
        sources=tuple(b["path"] for b in data.get("bin", ()) if isinstance(b, dict) and isinstance(b.get("path"), str)),
        script=package.get("build"),
        shared=_shared(_table(data, "lib"), name if isinstance(name, str) else ""),
        dependencies=tuple(dict.fromkeys(_real(n, d) for table in tables for n, d in table.items())),
        paths=tuple(d["path"] for table in (*tables, shared) for d in table.values() if isinstance(d, dict) and isinstance(d.get("path"), str)),
        features={n: _words(f) for n, f in _table(data, "features").items()},
    )


def _table(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _words(value: Any) -> tuple[str, ...]:
    return tuple(w for w in value if isinstance(w, str)) if isinstance(value, list) else ()


def _real(name: str, dependency: Any) -> str:
    """A dependency's own name, where it was given another one."""
    package = dependency.get("package") if isinstance(dependency, dict) else None
    return package if isinstance(package, str) else name


def _shared(library: Mapping[str, Any], name: str) -> str | None:
    kinds = _words(library.get("crate-type", library.get("crate_type")))
    if not {"cdylib", "dylib"} & set(kinds):
        return None
    return f"lib{str(library.get('name') or name).replace('-', '_')}.so"
