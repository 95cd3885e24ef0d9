"""Cargo.lock: which crates a program is built from. cargo writes it, so its lines have one form only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

__all__ = ["Locked", "lock", "reached"]


@dataclass(frozen=True, slots=True)
class Locked:
    """A crate of the lock file, all its versions together. `registry`: all come from a registry; `own`: a package of the project."""

    needs: frozenset[str]
    registry: bool
    own: bool


def lock(text: str) -> Mapping[str, Locked]:
    """The crates of a lock file by their names."""
    found: dict[str, Locked] = {}
    for block in text.split("[[package]]")[1:]:
        name, source, needs, inside = "", None, [], False
        for line in block.splitlines():
            if inside:
                inside = not line.startswith("]")
                if inside:
                    needs.append(line.strip().strip('",').split(" ", 1)[0])
            elif line.startswith("name = "):
                name = line[8:-1]
            elif line.startswith("source = "):
                source = line[10:-1]
            elif line.startswith("dependencies = ["):
                inside = not line.endswith("]")
        known = found.get(name)
        registry = (source or "").startswith(("registry+", "sparse+")) and (known is None or known.registry)
        found[name] = Locked(frozenset(needs) | (known.needs if known else frozenset()), registry, source is None)
    return found


def reached(locked: Mapping[str, Locked], names: Iterable[str]) -> dict[str, None]:
    """All crates that these lead to, themselves included, in the order met."""
    found: dict[str, None] = {}
    queue = list(names)
    while queue:
        name = queue.pop(0)
        if name not in found:
            found[name] = None
            queue.extend(sorted(locked[name].needs) if name in locked else ())
    return found
