"""Words of a command that another command prints: `cp "$(swift build --show-bin-path)/App" .`, where a language knows what it prints."""

from __future__ import annotations

from dataclasses import replace

from msbgen.ecosystems import claimants
from msbgen.model.facts import Call
from msbgen.model.shell import Word
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["spoken"]


def spoken(call: Call, scene: Scene) -> Call:
    """The call with such words as they will be; the same call where there are none."""
    words = call.command.words
    if None not in call.argv or len(words) != len(call.argv):
        return call
    argv = tuple(_value(word, call, scene) if value is None and word.substitutions else value for word, value in zip(words, call.argv, strict=True))
    return call if argv == call.argv else replace(call, argv=argv)


def _value(word: Word, call: Call, scene: Scene) -> str | None:
    """What a word comes to that begins with a substitution and goes on with plain text; None where that is not known."""
    if len(word.spots) != 1:
        return None
    start, end = word.spots[0]
    rest = word.text[end:].replace('"', "")
    if word.text[:start].strip('"') or any(c in rest for c in "$`*?["):
        return None
    inner = tuple(calls_of(word.substitutions[0], Place(call.variables(), call.cwd, call.user, call.line, call.mounts)))
    if len(inner) != 1:
        return None
    path = _found(inner[0]) if inner[0].name == "find" else next((p for e in claimants(inner[0].name) if (p := e.prints(inner[0], scene)) is not None), None)
    return None if path is None else path + rest


def _found(call: Call) -> str | None:
    """What `find FOLDER -name NAME` prints, its name below the folder, whatever lies between."""
    words = call.operands
    first = words[0] if words else None
    if first is None or first.startswith("-"):
        return None
    tests = dict(zip(words[1::2], words[2::2], strict=False))
    name = tests.get("-name")
    if len(words) % 2 == 0 or not name or any(c in name for c in "*?[/") or not set(tests) <= {"-name", "-type", "-maxdepth", "-mindepth", "-perm"}:
        return None
    folder = join(call.cwd, first)
    return None if folder is None else f"{folder}/{name}"
