"""environment.yml, as far as it matters: the environment's name or prefix and the packages that it lists."""

from __future__ import annotations

from dataclasses import dataclass

from msbgen.model.facts import Call
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["Asked", "asked_in"]


@dataclass(frozen=True, slots=True)
class Asked:
    """`name` of the environment, None where the file gives none; `specs` are package names."""

    name: str | None
    specs: tuple[str, ...]


def asked_in(value: str | None, call: Call, scene: Scene) -> Asked | None:
    """What a file of the context asks for; None where it cannot be read, or names a prefix."""
    path = join(call.cwd, value) if value else None
    text = scene.read(path) if path else None
    if text is None:
        return None
    name = None
    specs = []
    for line in text.splitlines():
        plain = line.split(" #")[0].rstrip()
        key, colon, rest = plain.partition(":")
        if colon and key == "prefix":
            return None
        if colon and key == "name":
            name = rest.strip().strip("\"'") or None
        elif plain.lstrip().startswith("- "):
            specs.append(plain.lstrip()[2:].strip().strip("\"'").rpartition("::")[2].split("=")[0].split(">")[0].split("<")[0].split(" ")[0].lower())
    if name is not None and any(c in name for c in "{$&*"):
        return None
    return Asked(name, tuple(s for s in specs if s and not s.endswith(":")))
