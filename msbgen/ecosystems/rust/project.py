"""Which packages a cargo command builds, and which programs they have."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.ecosystems.rust.manifest import Binary, Manifest, manifest
from msbgen.ecosystems.rust.notes import notes
from msbgen.understand.arguments import Arguments
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["Package", "Project", "find", "programs"]


@dataclass(frozen=True, slots=True)
class Package:
    """A package: its folder in the image, and in the context (None: it is not from there)."""

    folder: str
    source: str | None
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Project:
    """`root` is the folder of the workspace, or of the package that is in none; `selected` the packages that a command builds,
    None where that is not known."""

    root: str
    selected: tuple[Package, ...] | None


def find(cwd: str | None, given: Arguments, scene: Scene) -> Project | None:
    """The project that a command works in; None where no manifest is known. `--path` (install) and `--manifest-path` name it."""
    path = given.value("--manifest-path")
    if path:
        full = join(cwd, path)
        start = posixpath.dirname(full) if full else None
    elif given.has("--path"):
        start = join(cwd, given.value("--path") or "")
    else:
        start = cwd
    if start is None or (given.has("--manifest-path") and not path):
        return None
    here = next(_upwards(start, scene), None)
    if here is None:
        return Project(start, None) if start in notes(scene).created else None
    root = _workspace(here, scene)
    return Project(root.folder if root else here.folder, _selected(here, root, given, scene))


def _upwards(folder: str, scene: Scene) -> Iterator[Package]:
    """The packages and workspaces whose manifests lie in a folder or above it, the nearest first."""
    while True:
        found = _package(folder, scene)
        if found is not None:
            yield found
        if folder == "/":
            return
        folder = posixpath.dirname(folder)


def _package(folder: str, scene: Scene) -> Package | None:
    path = posixpath.join(folder, "Cargo.toml")
    text = scene.read(path)
    read = manifest(text) if text is not None else None
    if read is None:
        return None
    source = scene.source_of(path)
    return Package(folder, posixpath.dirname(source) if source is not None else None, read)


def _workspace(package: Package, scene: Scene) -> Package | None:
    """The root of the workspace that a package belongs to."""
    named = package.manifest.workspace
    if named is not None:
        folder = join(package.folder, named)
        return _package(folder, scene) if folder else None
    for found in _upwards(package.folder, scene):
        if found.manifest.members is not None:
            inside = posixpath.relpath(package.folder, found.folder)
            return None if any(inside == x or below(inside, x) for x in found.manifest.excluded) and found is not package else found
    return None


def _members(root: Package, scene: Scene) -> list[Package]:
    """All packages of a workspace that the context shows; those that it depends on by a path below it belong to it, too."""
    found: dict[str, Package] = {}
    if root.manifest.name is not None:
        found[root.folder] = root
    for pattern in root.manifest.members or ():
        for folder in _folders(root, pattern, scene):
            package = _package(folder, scene)
            if package is not None and package.manifest.name is not None:
                found[folder] = package
    queue = list(found.values())
    while queue:
        package = queue.pop()
        for path in package.manifest.paths:
            folder = join(package.folder, path) or ""
            inner = _package(folder, scene) if folder not in found and below(folder, root.folder) else None
            if inner is not None and inner.manifest.name is not None:
                found[folder] = inner
                queue.append(inner)
    return list(found.values())


def _folders(root: Package, pattern: str, scene: Scene) -> Iterator[str]:
    """The folders that a pattern of `members` names."""
    if not any(c in pattern for c in "*?["):
        folder = join(root.folder, pattern)
        if folder:
            yield folder
        return
    if root.source is None or scene.context is None:
        return
    prefix = root.source + "/" if root.source else ""
    depth = pattern.strip("/").count("/") + 1
    for file in scene.context.files or ():
        if file.startswith(prefix) and file.endswith("/Cargo.toml"):
            inside = file[len(prefix) : -len("/Cargo.toml")]
            if inside.count("/") + 1 == depth and fnmatch.fnmatchcase(inside, posixpath.normpath(pattern)):
                yield posixpath.join(root.folder, inside)


def _selected(here: Package, root: Package | None, given: Arguments, scene: Scene) -> tuple[Package, ...] | None:
    """The packages that are built (reference/workspaces.html, "Package selection")."""
    names = given.values("-p", "--package")
    if names:
        known = {p.manifest.name: p for p in (_members(root, scene) if root else [here])}
        found = tuple(known[n.split("@", 1)[0]] for n in names if n and n.split("@", 1)[0] in known)
        return found if len(found) == len(names) else None
    if given.has("--workspace", "--all"):
        without = set(given.values("--exclude"))
        members = _members(root, scene) if root else [here]
        return tuple(m for m in members if m.manifest.name not in without) or None
    if root is None or (here.manifest.name is not None and here.folder != root.folder):
        return (here,) if here.manifest.name is not None else None
    if root.manifest.default_members:
        wanted = {f for pattern in root.manifest.default_members for f in _folders(root, pattern, scene)}
        return tuple(m for m in _members(root, scene) if m.folder in wanted) or None
    if root.manifest.name is not None:
        return (root,)
    return tuple(_members(root, scene)) or None


def programs(package: Package, given: Arguments, scene: Scene) -> tuple[str, ...] | None:
    """The programs that are built of a package, () for a library's; None where they are not known."""
    binaries = _binaries(package, scene)
    if binaries is None:
        return None
    wanted = [n for n in given.values("--bin") if n]
    if wanted:
        return tuple(b.name for b in binaries if any(fnmatch.fnmatchcase(b.name, w) for w in wanted))
    if not given.has("--bins", "--all-targets") and given.has("--lib", "--example", "--examples", "--test", "--tests", "--bench", "--benches"):
        return ()
    every = given.has("--all-features")
    asked = [f for value in given.values("-F", "--features") for f in (value or "").replace(",", " ").split()]
    enabled = package.manifest.enabled((f.rpartition("/")[2] for f in asked), default=not given.has("--no-default-features"))
    return tuple(b.name for b in binaries if every or enabled.issuperset(b.features))


def _binaries(package: Package, scene: Scene) -> tuple[Binary, ...] | None:
    """All programs of a package: [[bin]], src/main.rs, src/bin/*.rs and src/bin/*/main.rs (reference/cargo-targets.html)."""
    read = package.manifest
    if package.source is None or scene.context is None or scene.context.files is None:
        return None
    found = {b.name: b for b in read.binaries}
    prefix = package.source + "/src/" if package.source else "src/"
    inside = [f[len(prefix) :] for f in scene.context.files if f.startswith(prefix)]
    if not inside and not found:
        return None  # its sources come from elsewhere
    if read.autobins:
        for file in inside:
            parts = file.split("/")
            name = None
            if parts == ["main.rs"]:
                name = read.name
            elif parts[0] == "bin" and len(parts) == 2 and file.endswith(".rs"):
                name = parts[1].removesuffix(".rs")
            elif parts[0] == "bin" and len(parts) == 3 and parts[2] == "main.rs":
                name = parts[1]
            if name and name not in found and not _claimed(file, read):
                found[name] = Binary(name)
    return tuple(found.values())


def _claimed(file: str, read: Manifest) -> bool:
    """Whether a [[bin]] of another name names the file as its source."""
    return "src/" + file in read.sources
