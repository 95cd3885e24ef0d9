"""What an image that only hands out files hands out: where nothing else runs in it, what lies elsewhere is of no use."""

from __future__ import annotations

from msbgen.data.portable import portable
from msbgen.model.facts import Call, Facts
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.commands import is_common
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene
from msbgen.understand.started import BUILTINS, languages_of
from msbgen.understand.wrappers import is_wrapper

__all__ = ["UNREAD", "reached"]

UNREAD = "nothing that the container starts hands it out or reads it"



def reached(facts: Facts, scene: Scene) -> tuple[str, ...] | None:
    """Folders and files that the container can read of what lines made, those above or below them included; None where it runs
    anything but servers of files and the plainest commands."""
    found: dict[str, None] = {}
    serves = False
    for root in facts.roots:
        if root.opaque:
            return None
        for call in root.calls:
            served = next((s for e in languages_of(call, facts) if (s := e.serves(call, facts, scene)) is not None), None)
            if served is not None:
                serves = True
                found.update(dict.fromkeys(served))
            elif not _plain(call, facts, scene, found):
                return None
    if not serves:
        return None
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                found.update(dict.fromkeys(effect.targets))
    return None if "/" in found else tuple(found)


def _plain(call: Call, facts: Facts, scene: Scene, found: dict[str, None]) -> bool:
    """Whether a command reads nothing but what its words name, which are noted; shells and wrappers stand for what they start."""
    if not call.argv or call.name is None:
        return not call.argv
    program = call.argv[0] or ""
    base = facts.base
    entrypoint = base is not None and bool(base.entrypoint) and program == (base.entrypoint or ("",))[0]
    script = scene.read(join(call.cwd, program) or "") if "/" in program else None
    starts = entrypoint or is_wrapper(call.name) or (call.name in SHELLS and "-c" in call.operands)  # what it starts has calls of its own
    plain = not languages_of(call, facts) and (is_common(call.name) or portable(call.name) is not None)
    if not (starts or call.name in SHELLS or program in BUILTINS or script is not None or plain):
        return False
    for word in () if starts else call.operands:
        if word is None:
            return False
        if not word.startswith("-") or "=" in word:
            path = join(call.cwd, word.partition("=")[2] if word.startswith("-") else word)
            if path is None or path == "/":
                return False
            found[path] = None
    for redirect in call.command.redirects:
        target = redirect.target.value
        path = join(call.cwd, target) if target else None
        if redirect.op in ("<", ">", ">>", ">|", "&>", "&>>") and path is None:
            return False
        if path is not None:
            found[path] = None
    if script is not None and (path := join(call.cwd, program)) is not None:
        found[path] = None
    return True
