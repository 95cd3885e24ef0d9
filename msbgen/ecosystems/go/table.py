"""What is known about Go modules (modules.toml), tools written in Go (tools.toml) and the standard library (system.toml), compiled by tools/compile_tables.py."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any, Literal

__all__ = ["Caller", "Generator", "Modules", "Read", "Row", "Tools", "modules_table", "reads_table", "tools_table"]


@dataclass(frozen=True, slots=True)
class Row:
    """One module, as of `version`, built for Linux. The traits list packages relative to its path ("." is the top, "x/..." all
    below x, "..." all) that have them, or lead to packages that do: `cgo` uses cgo, `dynamic` links to shared libraries without it, `starts`
    starts other programs or loads libraries by name; `reads` lists them for each trait of system.toml, `programs` for
    each program that they start by its literal name, beside which they start none. `functions` of the top package
    start programs when they are called.
    `program` tells whether the top is itself a program."""

    path: str
    version: str
    cgo: tuple[str, ...] = ()
    dynamic: tuple[str, ...] = ()
    starts: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    program: bool = False
    reads: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    programs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def has(self, trait: Literal["cgo", "dynamic", "starts"], package: str) -> bool:
        """Whether a package of the module, given by its import path, has a trait."""
        return self._in(getattr(self, trait), package)

    def takes(self, trait: str, package: str) -> bool:
        """Whether a package of the module may come to what rows of system.toml with this trait name."""
        return self._in(self.reads.get(trait, ()), package)

    def started(self, package: str) -> tuple[str, ...]:
        """The programs that a package of the module may start."""
        return tuple(program for program, names in self.programs.items() if self._in(names, package))

    def _in(self, names: Iterable[str], package: str) -> bool:
        inside = package[len(self.path) :].strip("/") or "."
        return any(inside == n or (n.endswith("...") and f"{inside}/".startswith(n[:-3])) for n in names)


class Modules:
    """The table of modules."""

    def __init__(self, rows: Mapping[str, Mapping[str, Any]]) -> None:
        self._rows = {path: _row(path, row) for path, row in rows.items()}

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, path: str) -> Row | None:
        """The row of a module."""
        return self._rows.get(path)

    def find(self, package: str) -> Row | None:
        """The row of the module that holds a package: the longest path that begins the package's."""
        path = package
        while path:
            if path in self._rows:
                return self._rows[path]
            path = path.rpartition("/")[0]
        return None


def _row(path: str, given: Mapping[str, Any]) -> Row:
    cgo, dynamic, starts, functions = (tuple(given.get(name, ())) for name in ("cgo", "dynamic", "starts", "functions"))
    return Row(path, given["version"], cgo, dynamic, starts, functions, given.get("program", False), given.get("reads", {}), given.get("programs", {}))


@dataclass(frozen=True, slots=True)
class Read:
    """Something that the standard library takes from the system, and what in a source file tells of it (see system.toml)."""

    need: Literal["certificates", "timezones", "system", "user", "writable"]
    name: str
    trait: str
    why: str
    imports: frozenset[str]
    names: Mapping[str, frozenset[str]]
    methods: frozenset[str]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Generator:
    """A tool that writes sources. `writes` are folders, relative to where it runs, with files that a program may read, too."""

    writes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Caller:
    """A program that calls the go command when it runs: what it does, and the verbs with which it does not."""

    does: str
    without: frozenset[str]


@dataclass(frozen=True, slots=True)
class Tools:
    """By command name: tools that write sources, and programs that call the go command when they run."""

    generators: Mapping[str, Generator]
    toolchain: Mapping[str, Caller]


@cache
def modules_table() -> Modules:
    return Modules(_read("modules.json")["modules"])


@cache
def tools_table() -> Tools:
    data = _read("tools.json")
    generators = {name: Generator(tuple(row.get("writes", ()))) for name, row in data["generators"].items()}
    callers = {name: Caller(row["does"], frozenset(row.get("without", ()))) for name, row in data["toolchain"].items()}
    return Tools(generators, callers)


@cache
def reads_table() -> tuple[Read, ...]:
    return tuple(
        Read(
            row["need"],
            row.get("name", ""),
            row["trait"],
            row["why"],
            frozenset(row.get("imports", ())),
            {package: frozenset(names) for package, names in row.get("names", {}).items()},
            frozenset(row.get("methods", ())),
            tuple(row.get("texts", ())),
        )
        for row in _read("system.json")["reads"]
    )


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resources.files(__package__).joinpath(name).read_bytes())
    return found
