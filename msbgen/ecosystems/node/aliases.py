"""Names under which TypeScript finds the project's own files: `paths` and `baseUrl` of tsconfig.json
(typescriptlang.org/tsconfig, checked 2026-11-24)."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from msbgen.ecosystems.node.jsonc import parsed
from msbgen.ecosystems.node.project import Source
from msbgen.understand.scene import Scene

__all__ = ["Aliases", "aliases"]

#: a project's own settings, and those that its parts have in common
_FILES = ("tsconfig.json", "tsconfig.base.json")


@dataclass(frozen=True, slots=True)
class Aliases:
    """`patterns` are the text before and after the star of each; `whole` are names without one."""

    patterns: tuple[tuple[str, str], ...] = ()
    whole: frozenset[str] = frozenset()
    tops: frozenset[str] = frozenset()

    def has(self, name: str) -> bool:
        """Whether a module name is one of the project's own files."""
        if name in self.whole or name.split("/", 1)[0] in self.tops:
            return True
        return any(len(name) >= len(a) + len(b) and name.startswith(a) and name.endswith(b) for a, b in self.patterns)


def aliases(folder: str, scene: Scene, own: Iterable[Source]) -> Aliases:
    """The names that the settings in a folder of the image give to own files. One that stands for a package is none."""
    patterns: dict[tuple[str, str], None] = {}
    whole: set[str] = set()
    tops: set[str] = set()
    for file in _FILES:
        path = posixpath.join(folder, file)
        source, text = scene.source_of(path), scene.read(path)
        options = ((parsed(text) or {}).get("compilerOptions") if text is not None else None) or {}
        if source is None or not isinstance(options, Mapping):
            continue
        for name in _named(options.get("paths")):
            head, star, tail = name.partition("*")
            if star and head:
                patterns[head, tail] = None
            elif not star:
                whole.add(name)
        base = options.get("baseUrl")
        if isinstance(base, str):
            tops.update(_below(posixpath.normpath(posixpath.join(posixpath.dirname(source), base)), own))
    return Aliases(tuple(patterns), frozenset(whole), frozenset(tops))


def _named(paths: Any) -> Iterator[str]:
    for name, targets in paths.items() if isinstance(paths, Mapping) else ():
        if isinstance(targets, list) and targets and not any(not isinstance(t, str) or "node_modules" in t for t in targets):
            yield name


def _below(base: str, own: Iterable[Source]) -> Iterator[str]:
    """The names of the files and folders in a folder of the context."""
    prefix = "" if base == "." else base + "/"
    for source in own:
        if source.path.startswith(prefix):
            yield source.path[len(prefix) :].split("/", 1)[0].split(".", 1)[0]
