"""What is known about distributions on PyPI: what they require, bring, and whether they reach outside of Python.

The facts stand in packages.json, written by tools/refresh_python_packages.py from the distributions' own files and the
reviews in reviews.toml.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

from msbgen.ecosystems.python.requirement import Requirement
from msbgen.ecosystems.python.tables import distributions

__all__ = ["brings_data", "closure", "commands_of", "reaches_out"]


def closure(requirements: Iterable[Requirement], python: str | None, *, locked: bool = False) -> Iterator[tuple[Requirement, Mapping[str, Any] | None]]:
    """All distributions that an installation for Python `python` ("X.Y", None: any) brings, each once, with its row (None: no row).

    With `locked` the requirements name all of them already.
    """
    table = distributions()
    pending = list(requirements)
    seen: set[tuple[str, tuple[str, ...]]] = set()
    yielded: set[str] = set()
    while pending:
        one = pending.pop(0)
        if (one.name, one.extras) in seen:
            continue
        seen.add((one.name, one.extras))
        row = table.get(one.name)
        if one.name not in yielded:
            yielded.add(one.name)
            yield one, row
        if row is None or locked:
            continue
        needed = [*row.get("requires", ())]
        for extra in one.extras:
            needed.extend(row.get("extras", {}).get(extra, ()))
        pending.extend(required for text in needed if (required := _required(text, python)) is not None)


def _required(text: str, python: str | None) -> Requirement | None:
    """A requirement as the table spells it: name, name[extra,extra], with ;<3.11 for Pythons before that."""
    spelled, _, before = text.partition(";<")
    if before and python is not None and _number(python) >= _number(before):
        return None
    name, _, extras = spelled.rstrip("]").partition("[")
    return Requirement(name, tuple(extras.split(",")) if extras else ())


def _number(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def commands_of(requirements: Iterable[Requirement], python: str | None, *, locked: bool = False) -> Iterator[tuple[str, str]]:
    """Console scripts with the distribution that brings each; where there is no row, a command of the distribution's own
    name is presumed."""
    for one, row in closure(requirements, python, locked=locked):
        for command in row.get("commands", ()) if row is not None else (one.name,):
            yield command, one.name


def brings_data(requirements: Iterable[Requirement], python: str | None) -> bool:
    """Whether a distribution puts files outside of its package and its scripts (into share, etc), or may do so."""
    return any(row is None or row.get("data", False) for _, row in closure(requirements, python))


def reaches_out(requirements: Iterable[Requirement], python: str | None, mentions: Callable[[str], bool], has: Callable[[str], bool], *,
                locked: bool = False, met: Collection[str] = (), slim: bool = False) -> str | None:  # fmt: skip
    """Why the distributions may start programs or load the system's libraries by name; None when it is known that they do
    not. `mentions` tells whether the program's own sources mention a word, `has` whether a file or folder of the context
    comes into the image; what those in `met` take is seen to elsewhere. With `slim`, what every Debian image has may be taken."""
    every = list(closure(requirements, python, locked=locked))
    names = {one.name for one, _ in every}
    for one, row in every:
        if one.name not in met and not (slim and row and row.get("essential")) and (why := _reaches(one, row, names, mentions, has)) is not None:
            return why
    return None


def _reaches(one: Requirement, row: Mapping[str, Any] | None, names: Collection[str], mentions: Callable[[str], bool],
             has: Callable[[str], bool]) -> str | None:  # fmt: skip
    if row is None:
        return f"what the distribution {one.name} starts is not known"
    if row.get("reaches") and not any(other in names for other in row.get("unless_with", ())):
        return f"{one.name} {row['reaches']}"
    if one.version is not None and _older(one.version, row["versions"][0]):
        return f"{one.name} {one.version} is older than what was looked at ({row['versions'][0]})"
    for word in row.get("unless", ()):
        if mentions(word):
            return f"{one.name} starts programs for {word}, which the program mentions"
    if (file := row.get("unless_file")) and has(file):
        return f"{one.name} starts a program where there is {file}"
    return next((f"what {one.name}[{extra}] brings is not known" for extra in one.extras if extra not in row.get("extras", {})), None)


def _older(version: str, oldest: str) -> bool:
    """Whether a version is of an earlier major series than another."""
    return _major(version) < _major(oldest)


def _major(version: str) -> int:
    head = version.split(".")[0]
    return int(head) if head.isdigit() else 0
