"""RUN --mount: what is written below a mount's target is in no layer."""

from __future__ import annotations

import posixpath

from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import State
from msbgen.understand.paths import join
from msbgen.understand.state import resolve

__all__ = ["bound_files", "mount_targets"]


def mount_targets(instruction: Instruction, state: State) -> tuple[str, ...]:
    """Targets of all mounts of a RUN, absolute."""
    found = []
    for flag in instruction.flags:
        if flag.name == "mount" and flag.value:
            options = _options(flag.value)
            target = options.get("target") or options.get("dst") or options.get("destination")
            value = resolve(target, {**state.args, **state.env}, "\\") if target else None
            path = join(state.workdir, value) if value else None
            if path:
                found.append(path)
    return tuple(found)


def bound_files(instruction: Instruction, state: State) -> dict[str, str]:
    """What bind mounts of a RUN show of the build context: target in the image → path in the context ("" for all of it)."""
    found = {}
    for flag in instruction.flags:
        if flag.name == "mount" and flag.value:
            options = _options(flag.value)
            target = options.get("target") or options.get("dst") or options.get("destination")
            source = options.get("source") or options.get("src") or ""
            if options.get("type", "bind") != "bind" or "from" in options or not target or "$" in target + source:
                continue
            path = join(state.workdir, target)
            if path:
                found[path] = "" if posixpath.normpath("/" + source) == "/" else posixpath.normpath("/" + source)[1:]
    return found


def _options(value: str) -> dict[str, str]:
    pairs = (part.partition("=") for part in value.split(","))
    return {name.strip().lower(): given for name, _, given in pairs}
