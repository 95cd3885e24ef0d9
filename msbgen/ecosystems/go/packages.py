"""What the words after a go command name: packages, their folders, and what their programs are called.

Sources: `go help packages`; cmd/go/internal/load (`DefaultExecName`, `isVersionElement`, `GoFilesPackage`) of Go 1.26.
"""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.notes import Notes
from msbgen.ecosystems.go.settings import Settings
from msbgen.ecosystems.go.sources import Tree
from msbgen.understand.paths import below, join

__all__ = ["Package", "Where", "module_root", "named_packages"]


@dataclass(frozen=True, slots=True)
class Package:
    """A package that a word names. `program` is the name of its program, None when it is not known; `is_main` None: whether
    it makes a program is not known. `folder` is None for one that is fetched; `exact` is false for one that stands for all
    that a pattern finds in sources that are not known. `files` are those that were named one by one, whose build constraints do
    not count."""

    folder: str | None
    program: str | None
    is_main: bool | None
    exact: bool = True
    files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Where:
    """What the words are read against."""

    cwd: str | None
    settings: Settings
    tree: Tree
    notes: Notes
    target: Target


def named_packages(words: tuple[str | None, ...], where: Where) -> tuple[Package, ...] | None:
    """The packages that the words name (the current folder where there are none); None when that is not known."""
    if any(w is None for w in words):
        return None
    given = tuple(w for w in words if w is not None) or (".",)
    if all(w.endswith(".go") for w in given):
        return _of_files(given, where)
    found: list[Package] = []
    for word in given:
        some = _of_word(word, where)
        if some is None:
            return None
        found.extend(some)
    return tuple(found)


def module_root(folder: str, where: Where) -> str | None:
    """The folder of the go.mod that rules a folder; None where none is known."""
    known = {**dict.fromkeys(where.tree.modules), **dict.fromkeys(where.notes.modules)}
    candidates = [root for root in known if below(folder, root)]
    return max(candidates, key=len, default=None)


def _of_files(words: tuple[str, ...], where: Where) -> tuple[Package, ...] | None:
    """Files given by name: one package, whose program is called after the first of them; those with cgo come last."""
    paths: list[str] = []
    for word in words:
        path = join(where.cwd, word)
        if path is None:
            return None
        if any(c in word for c in "*?["):
            folder, pattern = posixpath.split(path)
            matches = [s.path for s in where.tree.in_folder(folder) if fnmatch.fnmatchcase(s.name, pattern) and not s.name.startswith(".")]
            if not matches or not where.tree.covers(folder):
                return None
            paths.extend(matches)
        else:
            paths.append(path)
    by_path = {s.path: s for s in where.tree.in_folder(posixpath.dirname(paths[0]))}
    plain: list[str] = []
    with_cgo: list[str] = []
    for path in paths:
        source = by_path.get(path)
        head = source.header if source is not None else None
        (with_cgo if head is not None and head.cgo else plain).append(path)
    first = [*plain, *with_cgo][0]
    head = by_path[first].header if first in by_path else None
    name = posixpath.basename(first).removesuffix(".go")
    return (Package(posixpath.dirname(first), name, None if head is None else head.package == "main", files=tuple(paths)),)


def _of_word(word: str, where: Where) -> tuple[Package, ...] | None:
    path, versioned, _ = word.partition("@")
    if word in ("all", "std", "cmd", "main"):
        return None
    if "..." in path:
        return None if versioned else _of_pattern(path, where)
    if versioned:
        return (Package(None, _from_import(path), None),)
    if path in (".", "..") or path.startswith(("./", "../", "/")):
        folder = join(where.cwd, path)
        return None if folder is None else (_of_folder(folder, where),)
    folder = _folder_of_import(path, where)
    if folder is not None:
        return (_of_folder(folder, where),)
    return (Package(None, _from_import(path), None),)


def _of_pattern(pattern: str, where: Where) -> tuple[Package, ...] | None:
    """A pattern with "...": only one that ends so, below a folder, is looked up."""
    head = pattern.removesuffix("...")
    if "..." in head or (head and not head.endswith("/")):
        return None
    if head and not head.startswith((".", "/")):
        root = _folder_of_import(head.rstrip("/"), where)
    else:
        root = join(where.cwd, head or ".")
    if root is None:
        return None
    if not where.tree.covers(root) or not where.tree.is_folder(root):
        return (Package(root, None, None, exact=False),)
    return tuple(p for p in (_of_folder(f, where) for f in where.tree.folders(root)) if p.is_main is not None)


def _of_folder(folder: str, where: Where) -> Package:
    return Package(folder, _program(folder, where), _is_main(folder, where))


def _is_main(folder: str, where: Where) -> bool | None:
    """Whether the files of a folder that this build reads are of package main; None when none is known."""
    for source in where.tree.in_folder(folder):
        head = source.header
        if not source.is_test and head is not None and head.package is not None and head.fits(source.name, where.target) is not False:
            return head.package == "main"
    return None


def _program(folder: str, where: Where) -> str | None:
    """The name that `go build` gives the program of a folder."""
    by_module = _by_module(folder, where)
    mode = where.settings.modules
    if mode is True:
        return by_module
    by_gopath = posixpath.basename(folder) or None
    if mode is False:
        return by_gopath
    if module_root(folder, where) is None:
        return by_gopath if where.tree.covers(folder) and where.tree.is_folder(folder) else _agreed(by_module, by_gopath)
    inside = any(below(folder, posixpath.join(p, "src")) for p in where.settings.gopath or ())
    return _agreed(by_module, by_gopath) if inside else by_module


def _agreed(one: str | None, other: str | None) -> str | None:
    return one if one == other else None


def _by_module(folder: str, where: Where) -> str | None:
    root = module_root(folder, where)
    if root is None:
        # below an unknown module the folder's own name ends the import path; at its top the module's name would
        return _from_import("?/" + folder.lstrip("/")) if where.cwd is not None and folder != where.cwd and below(folder, where.cwd) else None
    path = where.tree.modules[root].path if root in where.tree.modules else where.notes.modules[root]
    if path is None:
        return None if folder == root else _from_import("?/" + folder.lstrip("/"))
    rest = folder[len(root.rstrip("/")) :].strip("/")
    return _from_import(posixpath.join(path, rest) if rest else path)


def _from_import(path: str) -> str | None:
    """The last element of an import path that is no major version."""
    parts = path.split("/")
    if len(parts) > 1 and _is_version(parts[-1]):
        parts.pop()
    return parts[-1] if parts[-1] not in ("", "?") else None


def _is_version(element: str) -> bool:
    digits = element[1:]
    return element[:1] == "v" and digits.isascii() and digits.isdigit() and digits[0] != "0" and digits != "1"


def _folder_of_import(path: str, where: Where) -> str | None:
    """The folder of a package of the own module, or below GOPATH/src."""
    if where.settings.modules is not False:
        for root, module in _modules(where):
            if module is not None and (path == module or path.startswith(module + "/")):
                return posixpath.join(root, path[len(module) :].strip("/")).rstrip("/") or "/"
    if where.settings.modules is not True:
        for folder in where.settings.gopath or ():
            candidate = posixpath.join(folder, "src", path)
            if where.tree.is_folder(candidate):
                return candidate
    return None


def _modules(where: Where) -> Iterator[tuple[str, str | None]]:
    yield from ((root, module.path) for root, module in where.tree.modules.items())
    yield from where.notes.modules.items()
