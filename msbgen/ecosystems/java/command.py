"""The java command: its options, what it starts, and what it loads."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.ecosystems.java.table import tools
from msbgen.model.facts import Call
from msbgen.understand.paths import join

__all__ = ["Started", "folder_of", "started"]

#: variables whose words the launcher puts before its own, or reads as options (java(1), JDK_JAVA_OPTIONS; JVM TI, JAVA_TOOL_OPTIONS)
_OPTIONS = ("JDK_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS")


@dataclass(frozen=True, slots=True)
class Started:
    """What a java command runs. `jar` is the archive as an absolute path, globs kept; `main` the class; `path` the class path's and
    module path's entries, absolute, a /* at an end kept; `agents` archives and libraries that are loaded first. `opaque` says why
    one of them is not known. `compiles` is a source file that it compiles first."""

    jar: str | None = None
    main: str | None = None
    path: tuple[str, ...] = ()
    agents: tuple[str, ...] = ()
    compiles: str | None = None
    asks: bool = False
    properties: frozenset[str] = frozenset()
    arguments: tuple[str | None, ...] = ()
    opaque: str | None = None


def started(call: Call) -> Started:
    """Read a call of `java`. A word that is not known counts as an option that whoever runs the container sets."""
    valued = frozenset(tools()["java"]["valued"])
    words = list(_split([*(w for name in _OPTIONS if (w := call.env.get(name))), *call.operands]))
    given: str | None = None
    entries: list[str] = []
    agents: list[str] = []
    properties: set[str] = set()
    opaque: str | None = None
    jar = main = compiles = None
    asks = modular = archived = False
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word is None and archived:
            opaque = "which program it starts depends on a value that is not known"
            break
        if word is None or word == "":
            continue
        if not word.startswith(("-", "@")):
            if archived:
                jar = word
            elif word.endswith(tools()["java"]["source"]) or "--source" in words[:at]:
                compiles = word
            else:
                main = word
            break
        if word.startswith("@"):
            opaque = f"it reads options from {word[1:]}"
            continue
        name, joined, value = word.partition("=")
        if name == "-jar":
            archived = True  # the launcher reads on: what is no option is the archive (java.c, ParseArguments)
            continue
        if name in ("-m", "--module") and not joined:
            target = words[at] if at < len(words) else None
            at += 1
            if target is None:
                opaque = "which program it starts depends on a value that is not known"
            else:
                main, modular = target, True
            break
        if name in ("-version", "--version", "-help", "--help", "-h", "-showversion", "--show-version", "--list-modules", "-X"):
            asks = True
        if name.startswith("-D"):
            properties.add(word[2:])
        if name.startswith(("-javaagent:", "-agentpath:")):
            agents.append(name.split(":", 1)[1])
        if name in valued:
            if not joined:
                following = words[at] if at < len(words) else ""
                at += 1
                if following is None:
                    opaque = f"the value of {name} is not known"
                    continue
                value = following
            if name in ("-cp", "-classpath", "--class-path"):
                given = value
            elif name in ("-p", "--module-path", "--upgrade-module-path"):
                entries.extend(value.split(":"))
    if jar is None and main is not None:  # without a class path, a module's is empty (java(1), --module)
        classes = given if given is not None else call.env.get("CLASSPATH") or ("." if not modular else None)
        entries = [*(classes.split(":") if classes is not None else ()), *entries]
    found = []
    for entry in entries:
        path = join(call.cwd, entry or ".")
        if path is None:
            opaque = "its folder is not known"
        else:
            found.append(path)
    archive = join(call.cwd, jar) if jar is not None else None
    if jar is not None and archive is None:
        opaque = "its folder is not known"
    loaded = tuple(p for a in agents if (p := join(call.cwd, a)))
    source = join(call.cwd, compiles) if compiles else None
    return Started(archive, main, tuple(found), loaded, source, asks, frozenset(properties), tuple(words[at:]), opaque)


def _split(words: list[str | None]) -> Iterator[str | None]:
    """Options of a variable that the shell splits at blanks; the words of one option stay as they are."""
    for word in words:
        if word is not None and word.startswith("-") and any(c.isspace() for c in word) and not word.startswith("-D"):
            yield from word.split()
        else:
            yield word


def folder_of(entry: str) -> str:
    """The folder that a class path's wildcard stands for; the entry itself where it has none."""
    return posixpath.dirname(entry) if posixpath.basename(entry) == "*" else entry
