"""What is known about web servers (servers.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Server", "server", "servers"]


@dataclass(frozen=True, slots=True)
class Server:
    """One row; see the head of servers.toml."""

    folders: tuple[str, ...]
    config: tuple[str, ...]
    cwd: bool
    ends: str
    addresses: frozenset[str]
    paths: frozenset[str]
    includes: frozenset[str]
    speaks: tuple[str, ...]
    modules: frozenset[str]
    valued: frozenset[str]
    reads: frozenset[str]

    def runs_code(self, directive: str) -> bool:
        """Whether a directive, in lower case, makes the server run code or start programs."""
        return any(directive.startswith(s[:-1]) if s.endswith("*") else directive == s for s in self.speaks)


@cache
def servers() -> dict[str, Server]:
    """All rows by the name of the program."""
    given = tomllib.loads(resources.files(__package__).joinpath("servers.toml").read_text())["servers"]
    return {
        name: Server(
            folders=tuple(row["folders"]),
            config=tuple(row["config"]),
            cwd=row.get("cwd", False),
            ends=row["ends"],
            addresses=frozenset(row["addresses"]),
            paths=frozenset(row["paths"]),
            includes=frozenset(row["includes"]),
            speaks=tuple(row["speaks"]),
            modules=frozenset(row.get("modules", ())),
            valued=frozenset(row["valued"]),
            reads=frozenset(row["reads"]),
        )
        for name in given
        for row in [given[given[name].get("server", name)]]
    }


def server(program: str | None) -> Server | None:
    """The row of a program; None for any other."""
    return servers().get(program or "")
