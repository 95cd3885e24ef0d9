"""The Go files of the build context at the places that COPY and ADD gave them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator
from functools import cached_property

from msbgen.ecosystems.go.header import Header, header
from msbgen.ecosystems.go.modfile import Module, module
from msbgen.model.facts import Placed
from msbgen.understand.context import Context
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["Source", "Tree", "tree_of"]


class Source:
    """One Go file: its place in the image, its place in the context, its text and head (read when asked for)."""

    def __init__(self, path: str, origin: str, context: Context) -> None:
        self.path = path
        self.origin = origin
        self._context = context

    @property
    def name(self) -> str:
        return posixpath.basename(self.path)

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)

    @property
    def is_own(self) -> bool:
        """Whether it belongs to the project itself: nothing vendored, no test data."""
        return not {"vendor", "testdata"} & set(self.path.split("/"))

    @property
    def is_test(self) -> bool:
        return self.name.endswith("_test.go")

    @cached_property
    def text(self) -> str | None:
        """None for a file that is too large or no text."""
        return self._context.read(self.origin)

    @cached_property
    def header(self) -> Header | None:
        return None if self.text is None else header(self.text)


class Tree:
    """All files that were placed and are known, by their path in the image; later placements win."""

    def __init__(self, files: dict[str, str], unknown: tuple[Placed, ...], context: Context | None) -> None:
        self._files = files
        self._context = context
        #: placements of which it is not known what they bring
        self.unknown = unknown

    def covers(self, folder: str) -> bool:
        """Whether all Go files below a folder are known, as far as COPY and ADD tell."""
        return self._context is not None and not any(below(p.dest, folder) or below(folder, p.dest) for p in self.unknown)

    def read(self, path: str) -> str | None:
        """The text of a placed file."""
        origin = self._files.get(path)
        return None if origin is None or self._context is None else self._context.read(origin)

    def has(self, path: str) -> bool:
        return path in self._files

    def is_folder(self, path: str) -> bool:
        """Whether placed files lie below this path."""
        prefix = path.rstrip("/") + "/"
        return any(f.startswith(prefix) for f in self._files)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """All .go files, by path."""
        context = self._context
        if context is None:
            return ()
        return tuple(Source(path, self._files[path], context) for path in sorted(self._files) if path.endswith(".go"))

    @cached_property
    def _folders(self) -> dict[str, list[Source]]:
        found: dict[str, list[Source]] = {}
        for source in self.sources:
            found.setdefault(source.folder, []).append(source)
        return found

    def in_folder(self, folder: str) -> list[Source]:
        """The .go files that lie straight in a folder, tests included, by name."""
        return self._folders.get(folder, [])

    def folders(self, root: str) -> Iterator[str]:
        """Folders with .go files below `root` as the pattern ./... matches them: no vendor, testdata, _x, .x, nor another module."""
        for folder in sorted(self._folders):
            if not below(folder, root):
                continue
            parts = [p for p in folder[len(root.rstrip("/")) :].split("/") if p]
            if any(p in ("vendor", "testdata") or p[0] in "_." for p in parts):
                continue
            inner = [posixpath.join(root, *parts[: n + 1]) for n in range(len(parts))]
            if not any(self.has(posixpath.join(f, "go.mod")) for f in inner):
                yield folder

    @cached_property
    def modules(self) -> dict[str, Module]:
        """The folder of each go.mod, vendored and test data's ones apart, with what it says."""
        found = {}
        for path in self._files:
            folder, name = posixpath.split(path)
            if name == "go.mod" and not {"vendor", "testdata"} & set(folder.split("/")):
                text = self.read(path)
                if text is not None:
                    found[folder] = module(text)
        return found

    def is_own(self, package: str) -> bool:
        """Whether an import path names a package of the placed modules, or of a folder below GOPATH."""
        paths = (m.path for m in self.modules.values())
        return any(package == p or package.startswith(f"{p}/") for p in paths) or any(s.is_own and s.folder.endswith("/" + package) for s in self.sources)

    def is_vendored(self, package: str) -> bool:
        """Whether a vendor folder holds the package."""
        return any(folder.endswith("/vendor/" + package) for folder in self._folders)

    @property
    def paths(self) -> Iterable[str]:
        """Paths of all placed files."""
        return self._files

    def with_suffix(self, suffix: str) -> Iterator[str]:
        """Paths of all placed files whose name ends so."""
        return (path for path in self._files if path.endswith(suffix))

    def files(self, name: str) -> Iterator[str]:
        """Paths of all placed files of this base name."""
        return (path for path in self._files if posixpath.basename(path) == name)


def tree_of(scene: Scene) -> Tree:
    """The tree at this point of the Dockerfile."""
    files: dict[str, str] = {}
    unknown: list[Placed] = []
    for placed in scene.placements:
        if scene.bundled(placed):
            continue  # no Go among it
        pairs = scene.files(placed)
        if pairs is None:
            unknown.append(placed)
        else:
            files.update(pairs)
    return Tree(files, tuple(unknown), scene.context)
