"""Lock files: which packages, in which versions, an install without development dependencies brings."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from msbgen.ecosystems.formats import json_of
from msbgen.ecosystems.node.jsonc import parsed
from msbgen.ecosystems.node.manifest import Manifest
from msbgen.understand.scene import Scene

__all__ = ["Locked", "hoisted", "lock_file", "production", "single"]

#: the lock files of each manager, the one that wins first
_NAMES = {
    "npm": ("npm-shrinkwrap.json", "package-lock.json"),
    "yarn": ("yarn.lock",),
    "berry": ("yarn.lock",),
    "pnpm": ("pnpm-lock.yaml",),
    "bun": ("bun.lock",),
}


@dataclass(frozen=True, slots=True)
class Locked:
    """A package that a lock file names. `scripts`: it has install scripts; None where the lock does not tell."""

    name: str
    version: str
    scripts: bool | None = None
    #: it is for certain systems or processors, so it holds compiled programs
    compiled: bool = False


def lock_file(scene: Scene, folder: str, manager: str) -> str | None:
    """The image path of the lock file that the manager goes by in a folder, or above it in a workspace."""
    at = folder
    while True:
        for name in _NAMES.get(manager, ()):
            path = posixpath.join(at, name)
            if scene.source_of(path) is not None:
                return path
        if at in ("/", ""):
            return None
        at = posixpath.dirname(at)


def production(text: str, name: str, manifest: Manifest) -> tuple[Locked, ...] | None:
    """The packages that a lock file (its text and file name) brings for what a package.json asks of them in production.

    None when it cannot be read, or lacks something that package.json asks for.
    """
    try:
        if name.endswith(".json"):
            return _npm(json.loads(text), manifest)
        if name == "bun.lock":
            return _bun(parsed(text) or {}, manifest)
        if name == "yarn.lock":
            return _closure(_yarn(text), manifest.production)
        return _pnpm(text)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


@lru_cache(maxsize=4)
def hoisted(text: str) -> frozenset[str]:
    """The packages that a package-lock.json puts at the top of node_modules and that are not for development; none of version 1, which
    does not tell peers apart."""
    rows = (json_of(text) or {}).get("packages")
    marks = ("dev", "devOptional", "optional", "peer", "extraneous", "link")
    return frozenset(
        path[len("node_modules/") :]
        for path, row in (rows.items() if isinstance(rows, dict) else ())
        if path.startswith("node_modules/") and path.count("node_modules/") == 1 and isinstance(row, dict) and not any(map(row.get, marks))
    )


def single(text: str) -> frozenset[str]:
    """The packages of which a yarn.lock names one version only: yarn 1 puts such a package at the top of node_modules."""
    versions: dict[str, set[str]] = {}
    for entry in _yarn(text).values():
        versions.setdefault(entry.name, set()).add(entry.version)
    return frozenset(name for name, found in versions.items() if len(found) == 1)


def _npm(data: Mapping[str, Any], manifest: Manifest) -> tuple[Locked, ...] | None:
    """package-lock.json: `packages` of versions 2 and 3, else `dependencies` of version 1; both mark what is for development."""
    found: dict[tuple[str, str], Locked] = {}
    if isinstance(data.get("packages"), dict):
        for path, row in data["packages"].items():
            if not path or row.get("dev") or row.get("devOptional") or row.get("link") or row.get("extraneous"):
                continue
            if "node_modules/" not in path:
                continue  # a workspace
            name = row.get("name") or path.rsplit("node_modules/", 1)[1]
            if row.get("os") and "linux" not in row["os"] and not any(str(o).startswith("!") for o in row["os"]):
                continue  # for other systems only: npm leaves it out
            compiled = bool(row.get("os") or row.get("cpu") or row.get("libc"))
            found[name, str(row.get("version"))] = Locked(
                name, str(row.get("version")), bool(row.get("hasInstallScript")), compiled
            )
    else:
        _npm_old(data.get("dependencies") or {}, found)
    names = {name for name, _ in found}
    if any(
        n not in names
        for n in manifest.dependencies
        if not manifest.dependencies[n].startswith(("file:", "link:", "npm:"))
    ):
        return None
    return tuple(found.values())


def _npm_old(rows: Mapping[str, Any], found: dict[tuple[str, str], Locked]) -> None:
    for name, row in rows.items():
        if row.get("dev"):
            continue
        found[name, str(row.get("version"))] = Locked(name, str(row.get("version")))
        _npm_old(row.get("dependencies") or {}, found)


def _bun(data: Mapping[str, Any], manifest: Manifest) -> tuple[Locked, ...] | None:
    """bun.lock: `packages` by the path of their names, each with its version and what it asks for (bun.sh/docs/install/lockfile)."""
    rows: Mapping[str, list[Any]] = data["packages"]
    found: dict[str, Locked] = {}
    todo = [("", name) for name in manifest.production]
    while todo:
        parent, name = todo.pop()
        at = parent
        while at and f"{at}/{name}" not in rows:
            at = at.rpartition("/")[0]
        key = f"{at}/{name}" if at else name
        if key not in rows:
            if parent:
                continue  # for other systems, or optional
            return None
        if key in found:
            continue
        row = rows[key]
        wants = next((part for part in row[1:] if isinstance(part, dict)), {})
        if wants.get("os") and "linux" not in str(wants["os"]) and "!" not in str(wants["os"]):
            continue
        real, version = _descriptor(row[0])
        found[key] = Locked(real, version, None, bool(wants.get("os") or wants.get("cpu")))
        todo.extend((key, n) for kind in ("dependencies", "optionalDependencies", "peerDependencies") for n in wants.get(kind, {}))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    version: str
    requires: Mapping[str, str]


@lru_cache(maxsize=4)
def _yarn(text: str) -> dict[str, _Entry]:
    """yarn.lock of either kind: "name@range" → entry. Both are two-space indented blocks under a line of descriptors."""
    found: dict[str, _Entry] = {}
    keys: list[str] = []
    version, section = "", ""
    requires: dict[str, str] = {}

    def close() -> None:
        for key in keys:
            if "@" not in key[1:]:
                continue  # berry's own data
            found[key] = _Entry(_descriptor(key)[0], version, dict(requires))

    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        if not line.startswith(" "):
            close()
            keys = [k.strip().strip('"') for part in line.rstrip(":").split(", ") for k in part.strip('"').split(", ")]
            version, section, requires = "", "", {}
        elif not line.startswith("    "):
            name, value = _pair(line)
            section = name
            if name == "version":
                version = value
        elif section in ("dependencies", "optionalDependencies"):
            name, value = _pair(line)
            requires[name] = value
    close()
    return found


def _pair(line: str) -> tuple[str, str]:
    """`name value`, `"name" "value"` and `name: value` alike."""
    plain = line.strip()
    if plain.startswith('"'):
        end = plain.index('"', 1)
        name, rest = plain[1:end], plain[end + 1 :]
    else:
        name, _, rest = (
            plain.replace(":", " ", 1).partition(" ") if ":" in plain.split(" ")[0] else plain.partition(" ")
        )
    return name, rest.strip().removeprefix(":").strip().strip('"')


def _descriptor(key: str) -> tuple[str, str]:
    """`name@range` in two; the name may begin with @."""
    at = key.index("@", 1)
    return key[:at], key[at + 1 :]


def _closure(entries: Mapping[str, _Entry], asked: Mapping[str, str]) -> tuple[Locked, ...] | None:
    """All that the asked packages need, in turn."""
    found: dict[tuple[str, str], Locked] = {}
    todo = list(asked.items())
    while todo:
        name, wanted = todo.pop()
        if wanted.startswith(("file:", "link:", "workspace:", "portal:")):
            continue
        entry = entries.get(f"{name}@{wanted}") or entries.get(f"{name}@npm:{wanted}")
        if entry is None:
            return None
        if (entry.name, entry.version) in found:
            continue
        real = entry.name
        if wanted.startswith("npm:") and "@" in wanted[5:]:
            real = _descriptor(wanted[4:])[0]  # an alias
        found[entry.name, entry.version] = Locked(real, entry.version)
        todo.extend(entry.requires.items())
    return tuple(found.values())


def _pnpm(text: str) -> tuple[Locked, ...] | None:
    """pnpm-lock.yaml: the packages that the importers' dependencies lead to. Read by indentation, as pnpm writes it."""
    sections = _pnpm_sections(text)
    graph: dict[str, list[str]] = {}
    for key, body in {**sections.get("packages", {}), **sections.get("snapshots", {})}.items():
        graph[key.removeprefix("/")] = list(_pnpm_requires(body, ("dependencies", "optionalDependencies"), 4))
    wanted: list[str] = []
    for body in sections.get("importers", {}).values():
        wanted.extend(_pnpm_importer(body))
    for section in ("dependencies", "optionalDependencies"):  # a lock of version 6 for a single project
        for name, body in sections.get(section, {}).items():
            wanted.extend(
                _pnpm_key(name, line.strip().removeprefix("version: ").strip("'\""))
                for line in body
                if line.strip().startswith("version: ")
            )
    if not sections.get("packages") or ("importers" not in sections and not wanted):
        return None
    scripted = {
        k.removeprefix("/")
        for k, body in sections.get("packages", {}).items()
        if any(line.strip() == "requiresBuild: true" for line in body)
    }
    foreign = {
        k.removeprefix("/")
        for k, body in sections.get("packages", {}).items()
        if any(_is_foreign(line) for line in body)
    }
    native = {
        k.removeprefix("/")
        for k, body in sections.get("packages", {}).items()
        if any(line.strip().startswith(("os: ", "cpu: ", "libc: ")) for line in body)
    }
    found: dict[str, Locked] = {}
    while wanted:
        key = wanted.pop()
        if key in found:
            continue
        if key not in graph:
            if ":" in key:  # link:, file: another project of the workspace
                continue
            return None
        bare = key.split("(", 1)[0]
        if bare in foreign or key in foreign:
            continue
        at = bare.index("@", 1)
        found[key] = Locked(
            bare[:at],
            bare[at + 1 :],
            True if bare in scripted or key in scripted else None,
            bare in native or key in native,
        )
        wanted.extend(graph[key])
    return tuple(found.values())


def _is_foreign(line: str) -> bool:
    """Whether a line says that a package is for other systems only."""
    return line.strip().startswith("os: ") and "linux" not in line and "!" not in line


def _pnpm_sections(text: str) -> dict[str, dict[str, list[str]]]:
    """Top-level section → key → lines below it."""
    found: dict[str, dict[str, list[str]]] = {}
    section: dict[str, list[str]] | None = None
    body: list[str] | None = None
    for line in text.splitlines():
        if not line.strip():
            continue
        if not line.startswith(" "):
            section, body = found.setdefault(line.rstrip().rstrip(":"), {}), None
        elif not line.startswith("   ") and section is not None:
            key = line.strip()
            key = key.removesuffix(" {}")
            body = section.setdefault(key.rstrip(":").strip("'\""), [])
        elif body is not None:
            body.append(line)
    return found


def _pnpm_requires(body: Iterable[str], names: tuple[str, ...], indent: int) -> Iterator[str]:
    """Keys of the packages that a package's block names as dependencies."""
    inside = False
    for line in body:
        depth = len(line) - len(line.lstrip())
        if depth == indent:
            inside = line.strip().rstrip(":") in names
        elif inside and depth == indent + 2:
            name, _, version = line.strip().partition(": ")
            yield _pnpm_key(name.strip("'\""), version.strip("'\""))


def _pnpm_importer(body: list[str]) -> Iterator[str]:
    inside, name = False, ""
    for line in body:
        depth = len(line) - len(line.lstrip())
        plain = line.strip()
        if depth == 4:
            inside = plain.rstrip(":") in ("dependencies", "optionalDependencies")
        elif inside and depth == 6:
            name = plain.rstrip(":").strip("'\"")
        elif inside and depth == 8 and plain.startswith("version: "):
            yield _pnpm_key(name, plain.removeprefix("version: ").strip("'\""))


def _pnpm_key(name: str, version: str) -> str:
    """The key of a package: name@version, or what an alias stands for."""
    if version.startswith(("link:", "file:")):
        return version
    version = version.removeprefix("/")
    head = version.split("(", 1)[0]
    if "@" in head:  # an alias: the version names the real package
        return version
    return f"{name}@{version}"
