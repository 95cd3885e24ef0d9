"""The project's own sources, and what they do beside what every program does."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from msbgen.ecosystems.dotnet.lexer import tokens
from msbgen.ecosystems.dotnet.names import CODE
from msbgen.ecosystems.dotnet.table import tools
from msbgen.ecosystems.lexing import Token
from msbgen.understand.scene import Scene

__all__ = ["UNKNOWN", "Uses", "own_sources", "uses"]

UNKNOWN = ""
"""stands for a program whose name the text does not tell"""
#: classes that load assemblies or libraries by a path (System.Reflection, System.Runtime.Loader, System.Runtime.InteropServices)
_LOADERS = frozenset({"LoadFrom", "LoadFile", "LoadFromAssemblyPath", "UnsafeLoadFrom", "AssemblyLoadContext", "AssemblyDependencyResolver"})
#: what the compiler fills with the path of a source (System.Runtime.CompilerServices; F# language specification, 3.11)
_LOCATED = frozenset({"CallerFilePath", "CallerFilePathAttribute", "__SOURCE_DIRECTORY__", "__SOURCE_FILE__"})
_SHELLS = frozenset({"sh", "bash", "/bin/sh", "/bin/bash", "/usr/bin/bash", "/usr/bin/env", "env"})


@dataclass(frozen=True, slots=True)
class Uses:
    """What a source may do: start `programs` (UNKNOWN for one that it does not spell), call functions of `libraries` that are not .NET's,
    load assemblies by a path, learn where its sources were (`located`). `strings` are all its literals."""

    programs: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    loads: bool = False
    located: bool = False
    strings: tuple[str, ...] = ()


def own_sources(scene: Scene) -> dict[str, Uses] | None:
    """All sources that COPY brings, by path in the context; None where they are not all known."""
    if scene.context is None or scene.context.files is None:
        return None
    memory: dict[str, Uses | None] = scene.memory.setdefault("dotnet.sources", {})
    found: dict[str, Uses] = {}
    for placed in scene.placements:
        if placed.origin in ("url", "stage", "image"):
            return None
        for _, source in scene.files(placed) or ():
            if not source.endswith(CODE) or "obj" in source.split("/"):
                continue
            if source not in memory:
                text = scene.context.read(source)
                memory[source] = None if text is None else uses(text, posixpath.splitext(source)[1])
            known = memory[source]
            if known is None:
                return None
            found[source] = known
    return found


@lru_cache(maxsize=512)
def uses(text: str, suffix: str) -> Uses:
    """What a source's text tells."""
    every = list(tokens(text, suffix))
    names = {t.text for t in every if t.kind == "name"}
    programs = tuple(dict.fromkeys(_programs(every, names))) if names & {"Process", "ProcessStartInfo"} else ()
    return Uses(programs, tuple(dict.fromkeys(_libraries(every))), bool(names & _LOADERS), bool(names & _LOCATED), tuple(t.text for t in every if t.kind == "string"))


def _programs(every: list[Token], names: set[str]) -> Iterator[str]:
    """The programs that Process.Start and ProcessStartInfo name."""
    described = bool(names & {"ProcessStartInfo", "StartInfo"})
    told = False
    for at, token in enumerate(every):
        following = every[at + 1].text if at + 1 < len(every) else ""
        if token.kind != "name":
            continue
        argument = every[at + 2] if at + 2 < len(every) else None
        if argument is None:
            continue
        if token.text == "Start" and at >= 2 and every[at - 1].text == "." and every[at - 2].text == "Process" and following == "(":
            names_it = argument.kind == "string" or not described
        elif token.text == "ProcessStartInfo":
            names_it = following == "(" and argument.text != ")"
        else:
            names_it = token.text == "FileName" and described and following == "=" and argument.text != "="
        if names_it:
            told = True
            yield _literal(every, at + 2)
    if described and not told:
        yield UNKNOWN


def _literal(every: list[Token], at: int) -> str:
    """The program that a string at this place names; UNKNOWN for anything else, and for a shell."""
    token = every[at] if at < len(every) else None
    following = every[at + 1].text if at + 1 < len(every) else ""
    if token is None or token.kind != "string" or not token.whole or following in ("+", ".", "%") or not token.text.strip():
        return UNKNOWN
    return UNKNOWN if token.text in _SHELLS or "{" in token.text else token.text


def _libraries(every: list[Token]) -> Iterator[str]:
    """Libraries of the system that DllImport, LibraryImport and NativeLibrary.Load name, without those that every image has."""
    for at, token in enumerate(every):
        if token.kind != "name" or token.text not in ("DllImport", "LibraryImport", "NativeLibrary", "Declare"):
            continue
        name = next((t for t in every[at + 1 : at + 8] if t.kind == "string"), None)
        text = name.text if name is not None else "?"
        if text not in tools()["known_libraries"]:
            yield text
