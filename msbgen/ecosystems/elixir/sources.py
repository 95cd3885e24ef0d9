"""What a source of Elixir or Erlang starts."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.elixir.lexer import tokens
from msbgen.model.facts import Need
from msbgen.model.ledger import Evidence
from msbgen.understand.started import starts_its_words

__all__ = ["starts"]

_STARTERS = ("System.cmd", "System.shell", "os:cmd", "os.cmd", "open_port", "Port.open")


def starts(path: str, text: str) -> Iterator[Need]:
    """Programs that a source starts: System.cmd, :os.cmd, ports (hexdocs.pm/elixir/System.html, erlang.org/doc/apps/kernel/os)."""
    every = list(tokens(text))
    evidence = (Evidence(path, "what it calls"),)
    if any(word in text for word in _STARTERS) and not any(t.endswith(tuple(w.rpartition(":")[2].rpartition(".")[2] for w in _STARTERS)) for t in every):
        yield Need("anything", "", f"{path} may start a program, and where is not known", evidence)
    for at, token in enumerate(every):
        if token == "watchers:":  # Phoenix starts them in development (hexdocs.pm/phoenix, Phoenix.Endpoint)
            for program in _watchers(every[at + 1 :]):
                yield Need("program", program, f"{path} has Phoenix start it", evidence)
        if token in ("System.cmd", "System.shell", "MuonTrap.cmd") or (token == "cmd" and every[at - 2 : at] == ["os", ":"]) or token in (":os.cmd", "Rambo.run"):
            name = next((t for t in every[at + 1 : at + 3] if t != "("), "")
            literal = name.strip("\"'") if name[:1] in "\"'" else ""
            program = literal.split()[0] if literal.split() and "#{" not in literal else ""
            if token == "System.cmd" and program and not starts_its_words(program):
                yield Need("program", program, f"{path} starts it", evidence)
            else:
                yield Need("anything", "", f"{path} starts a program that it does not name, or a command line", evidence)
        elif token == "Port.open" or token.endswith("open_port"):
            yield Need("anything", "", f"{path} opens a port to a program", evidence)


def _watchers(rest: list[str]) -> Iterator[str]:
    """The programs of `[node: ["x.js", …], esbuild: {Module, :fun, []}]`: names whose value is a list."""
    depth = 0
    for at, token in enumerate(rest):
        depth += token in ("[", "{", "(")
        depth -= token in ("]", "}", ")")
        if depth == 0:
            return
        if depth == 1 and token.endswith(":") and rest[at + 1 : at + 2] == ["["]:
            yield token[:-1]
