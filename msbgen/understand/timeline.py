"""Variables as they change from line to line, in one table: a copy for each line would take the square of a long file's length."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping

__all__ = ["Scope", "Timeline"]


class Timeline(Mapping[str, str | None]):
    """The variables at one moment; `then` gives those of the next. Moments share their table, which only grows."""

    __slots__ = ("_at", "_history", "_latest")

    def __init__(self, values: Mapping[str, str | None] | None = None) -> None:
        #: name → moments at which it changed, and its values since then
        self._history: dict[str, tuple[list[int], list[str | None]]] = {name: ([0], [value]) for name, value in (values or {}).items()}
        self._at = 0
        self._latest = [0]

    def then(self, added: Mapping[str, str | None]) -> Timeline:
        """The variables with these set."""
        if self._at != self._latest[0]:  # another way on was taken from here before
            return Timeline({**self, **added})
        following = Timeline.__new__(Timeline)
        following._history, following._latest, following._at = self._history, self._latest, self._at + 1
        self._latest[0] = following._at
        for name, value in added.items():
            moments, values = self._history.setdefault(name, ([], []))
            moments.append(following._at)
            values.append(value)
        return following

    def __getitem__(self, name: str) -> str | None:
        moments, values = self._history[name]
        known = bisect_right(moments, self._at)
        if not known:
            raise KeyError(name)
        return values[known - 1]

    def __iter__(self) -> Iterator[str]:
        return (name for name, (moments, _) in self._history.items() if moments[0] <= self._at)

    def __len__(self) -> int:
        return sum(1 for _ in self)


class Scope(Mapping[str, str | None]):
    """Several mappings as one, the first that has a name wins; nothing is copied."""

    __slots__ = ("_maps",)

    def __init__(self, *maps: Mapping[str, str | None]) -> None:
        self._maps = maps

    def __getitem__(self, name: str) -> str | None:
        for each in self._maps:
            if name in each:
                return each[name]
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return iter({name: None for each in self._maps for name in each})

    def __len__(self) -> int:
        return sum(1 for _ in self)
