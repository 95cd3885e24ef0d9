"""A project's requirements, and its own sources with what they start."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from functools import lru_cache

from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["UNKNOWN", "own_sources", "requirements", "started"]

UNKNOWN = ""
"""stands for a program that the text does not name"""
_SUFFIXES = (".pl", ".pm", ".psgi", ".cgi", ".fcgi", ".PL")
#: what starts programs: perlfunc(1); modules of the core that do (IPC::Open2, IPC::Open3, IPC::Cmd)
_CALLS = ("system", "exec", "qx", "readpipe", "open2", "open3", "run_forked")
_MODULES = ("IPC::", "Proc::", "System::Command", "Capture::Tiny", "Expect", "Shell", "FFI::", "Inline")


def requirements(folder: str, scene: Scene, file: str | None) -> list[str] | None:
    """The modules that a project's cpanfile names, else its Makefile.PL; None where neither is at hand, or it says more than names."""
    text = scene.read(join(folder, file or "cpanfile") or "")
    if text is None:
        made = scene.read(posixpath.join(folder, "Makefile.PL")) if file is None else None
        return _prerequisites(_code(made)) if made is not None else None
    found: list[str] = []
    testing = False
    for line in _code(text).replace("{", ";{;").replace("}", ";};").split(";"):
        words = line.replace("=>", " ").replace(",", " ").replace("(", " ").replace(")", " ").split()
        if not words or words == ["{"]:
            continue
        if words == ["}"]:
            testing = False
        elif words[0] == "on" and len(words) > 1:
            testing = words[1].strip("'\"") in ("test", "develop", "configure", "build")
        elif words[0] in ("requires", "recommends", "suggests") and len(words) > 1:
            found.extend([] if testing else [words[1].strip("'\"")])
        elif words[0] not in ("mirror", "test_requires", "author_requires", "configure_requires", "build_requires", "conflicts"):
            return None
    return found


def _prerequisites(code: str) -> list[str] | None:
    """The keys of PREREQ_PM (ExtUtils::MakeMaker); None where they are not all spelled."""
    found: list[str] = []
    for part in code.split("PREREQ_PM")[1:]:
        inside = part.partition("{")[2].partition("}")[0]
        for pair in inside.split(","):
            name = pair.partition("=>")[0].strip()
            if name and not all(c.isalnum() or c in "_:'\"" for c in name):
                return None
            found.extend([name.strip("'\"")] if name else [])
    return found


def _code(text: str) -> str:
    """The text without comments of whole lines, documentation and what follows __END__."""
    lines: list[str] = []
    pod = False
    for line in text.splitlines():
        if line.startswith("="):
            pod = not line.startswith("=cut")
            continue
        if line.strip() in ("__END__", "__DATA__"):
            break
        if not pod and not line.lstrip().startswith("#"):
            lines.append(line)
    return "\n".join(lines)


def own_sources(scene: Scene) -> dict[str, str] | None:
    """Texts of all Perl sources that COPY brings, by path in the context, tests left out; None where they are not all known."""
    if scene.context is None:
        return None
    found: dict[str, str] = {}
    for placed in scene.placements:
        if placed.origin == "inline":
            continue
        files = scene.files(placed)
        if files is None:
            return None
        for _, source in files:
            name = posixpath.basename(source)
            if not name.endswith(_SUFFIXES) and "." in name:
                continue
            if {"t", "xt", "local", "node_modules", ".git"}.intersection(source.split("/")[:-1]):
                continue
            text = scene.context.read(source)
            if text is None:
                if name.endswith(_SUFFIXES):
                    return None
                continue
            if name.endswith(_SUFFIXES) or "perl" in text.split("\n", 1)[0]:
                found[source] = text
    return found


def started(text: str) -> tuple[str, ...]:
    """The programs that a source starts, UNKNOWN for one that it does not spell."""
    return _started(text)


@lru_cache(maxsize=256)
def _started(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_find(_code(text))))


def _find(code: str) -> Iterator[str]:
    if any(m in code for m in _MODULES):
        yield UNKNOWN
    if "'-|'" in code or '"-|"' in code or "'|-'" in code or '"|-"' in code:
        yield UNKNOWN
    for line in code.splitlines():
        if "open" in line and ('"|' in line or "'|" in line or '|"' in line or "|'" in line):
            yield UNKNOWN
        parts = line.split("`")
        if len(parts) > 2:
            yield _program(parts[1])
        elif len(parts) == 2:
            yield UNKNOWN
        yield from _called(line)


def _called(line: str) -> Iterator[str]:
    """system(…), exec …, qx{…}: the program of a plain string."""
    for name in _CALLS:
        at = line.find(name)
        while at >= 0:
            before, after = line[at - 1 : at] if at else "", line[at + len(name) :]
            whole = not (before.isalnum() or (before and before in "_$@%&>:'\"{-")) and not after[:1].isalnum() and not after.startswith(("_", ":"))
            rest = after.lstrip()
            if whole and not rest.startswith(("=>", "}", ",", ".", ")")) and line[:at].rstrip()[-3:] != "sub":
                rest = rest.lstrip("( ")
                if rest[:1] in ("'", '"') and (end := rest.find(rest[0], 1)) > 0:
                    yield _program(rest[1:end])
                elif name == "qx" and len(rest) > 1:
                    yield _program(rest[1:].split({"{": "}", "(": ")", "[": "]"}.get(after.lstrip()[:1], after.lstrip()[:1]), 1)[0])
                else:
                    yield UNKNOWN
            at = line.find(name, at + 1)


def _program(command: str) -> str:
    """The first word of a command line, where it is a plain one."""
    words = command.split()
    if not words or any(c in command for c in "$@|;&<>()`\\*?"):
        return UNKNOWN
    return UNKNOWN if words[0] in ("sh", "bash", "env", "sudo", "exec") or "=" in words[0] else words[0]
