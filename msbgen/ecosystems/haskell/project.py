"""Cabal's package descriptions (.cabal, and hpack's package.yaml) as far as they tell what is built and what data it brings.

Source: cabal.readthedocs.io, "Package description — <package>.cabal File"; github.com/sol/hpack, README.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.understand.scene import Scene

__all__ = ["Package", "package", "packages_below"]

#: fields of hpack whose lists name packages
_DEPENDENCIES = frozenset({"dependencies", "build-depends"})


@dataclass(frozen=True, slots=True)
class Package:
    """`dependencies` in lower case; `executables` by name; `data` tells whether files of its own are installed beside the program."""

    name: str | None
    dependencies: frozenset[str]
    executables: tuple[str, ...]
    data: bool


def packages_below(folder: str, scene: Scene) -> dict[str, Package] | None:
    """All packages of the context at or below an image folder, by their folders; None where it does not come from the context."""
    context = scene.context
    source = scene.source_of(folder)
    if context is None or context.files is None or source is None:
        return None
    prefix = "" if source in ("", ".") else source + "/"
    found: dict[str, Package] = {}
    for path in context.files:
        if not path.startswith(prefix) or not path.endswith((".cabal", "package.yaml")) or "dist-newstyle" in path:
            continue
        text = context.read(path)
        inner = posixpath.dirname(path)
        if text is not None and (inner not in found or path.endswith(".cabal")):
            found[inner] = package(text, hpack=not path.endswith(".cabal"))
    return found


def package(text: str, *, hpack: bool = False) -> Package:
    """A description's text."""
    fields = list(_hpack(text) if hpack else _cabal(text))
    name = next((v.strip() for n, v in fields if n == "name"), None)
    depends = {d for n, v in fields if n in _DEPENDENCIES for d in _names(v)}
    executables = tuple(dict.fromkeys(v.strip() for n, v in fields if n == "executable" and v.strip()))
    data = any(n == "data-files" and v.strip(" []") for n, v in fields)
    return Package(name, frozenset(depends), executables, data)


def _names(text: str) -> Iterator[str]:
    """Names of packages in a list: what stands before a version, a sublibrary or a mixin."""
    for part in text.replace("\n", ",").split(","):
        words = part.replace("{", " ").replace("=", " ").replace("<", " ").replace(">", " ").replace("^", " ").replace("(", " ").strip(" -'\"").split()
        if words and (words[0][0].isalnum()):
            yield words[0].partition(":")[0].lower()


def _cabal(text: str) -> Iterator[tuple[str, str]]:
    """(field, value) of all sections, and ("executable", name) for each that begins; a field goes on in deeper lines."""
    name, indent, value = "", 0, ""
    for line in text.splitlines():
        plain = line.strip()
        if not plain or plain.startswith("--"):
            continue
        depth = len(line) - len(line.lstrip())
        if name and depth > indent:
            value += "\n" + plain
            continue
        if name:
            yield name, value
            name = ""
        head, colon, rest = plain.partition(":")
        words = plain.split(None, 1)
        if colon and " " not in head.strip():
            name, indent, value = head.strip().lower(), depth, rest.strip()
        elif words[0].lower() == "executable" and len(words) == 2:
            yield "executable", words[1]
    if name:
        yield name, value


def _hpack(text: str) -> Iterator[tuple[str, str]]:
    """The same of hpack's YAML, of which only mappings and lists in blocks, and lists in one line, are read."""
    path: list[tuple[int, str]] = []
    for line in text.splitlines():
        plain = line.split(" #")[0].strip()
        if not plain or plain.startswith("#"):
            continue
        depth = len(line) - len(line.lstrip())
        item = plain.startswith("- ")
        while path and (path[-1][0] > depth or (path[-1][0] == depth and not item)):
            path.pop()
        key, colon, rest = plain.partition(":")
        if item:
            if path:
                yield path[-1][1], plain[2:].strip()
        elif colon:
            name = key.strip().strip("'\"")
            if path and path[-1][1] == "executables":
                yield "executable", name
            path.append((depth, name))
            if rest.strip():
                yield name, rest.strip().strip("[]")
