"""The variables of a command, and who looks up those that are build arguments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping
from typing import Any

from msbgen.model.dockerfile import Instruction

__all__ = ["Variables", "Watch", "Watched"]

#: instructions that say nothing which is planned with
_IDLE = frozenset({"ARG", "LABEL", "EXPOSE", "STOPSIGNAL", "MAINTAINER"})


class Watch:
    """What is known of the build arguments so far: the `names` of those that have a value which may be given otherwise; `matters` once
    a value may matter. While `paused`, look-ups do not count."""

    __slots__ = ("matters", "names", "paused")

    def __init__(self) -> None:
        self.names: frozenset[str] = frozenset()
        self.matters = False
        self.paused = False

    def declared(self, args: Mapping[str, str | None]) -> None:
        """Note the build arguments that are declared from here on."""
        self.names = frozenset(name for name, value in args.items() if value is not None)

    def named_in(self, instruction: Instruction) -> bool:
        """Whether an instruction that is planned with holds the name of one."""
        return bool(self.names) and instruction.keyword not in _IDLE and any(name in instruction.raw for name in self.names)

    def note(self) -> None:
        self.matters = self.matters or not self.paused


class Watched(MutableMapping[str, "str | None"]):
    """The variables of a RUN, some of them build arguments. Copies are watched, too; whoever goes through all of them, as a copy to
    a plain dictionary does, has looked up all. (A subclass of dict would not be told: C code reads a dictionary as it is.)"""

    __slots__ = ("_values", "_watch")

    def __init__(self, values: dict[str, str | None], watch: Watch) -> None:
        self._values = values
        self._watch = watch

    def copy(self) -> Watched:
        return Watched(self._values.copy(), self._watch)

    def __getitem__(self, name: str) -> str | None:
        if name in self._watch.names:
            self._watch.note()
        return self._values[name]

    def get(self, name: str, default: Any = None) -> Any:
        if name in self._watch.names:
            self._watch.note()
        return self._values.get(name, default)

    def __contains__(self, name: object) -> bool:
        if name in self._watch.names:
            self._watch.note()
        return name in self._values

    def __iter__(self) -> Iterator[str]:
        self._watch.note()
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __setitem__(self, name: str, value: str | None) -> None:
        self._values[name] = value

    def __delitem__(self, name: str) -> None:
        del self._values[name]

    def update(self, given: Mapping[str, str | None] | Iterable[tuple[str, str | None]], /) -> None:  # type: ignore[override]  # at once
        self._values.update(given)


#: the variables of a shell, which it may change
Variables = dict[str, "str | None"] | Watched
