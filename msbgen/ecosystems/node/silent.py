"""What an application takes from the full image though no line asks for it: programs of its packages, and of its own sources."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msbgen.ecosystems.node.dependencies import installs
from msbgen.ecosystems.node.javascript import calls as js_calls
from msbgen.ecosystems.node.project import sources
from msbgen.ecosystems.node.roots import Unknown, started
from msbgen.ecosystems.node.table import read_table, tool
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.model.shell import Command
from msbgen.read.shell import parse
from msbgen.understand.scene import Scene

__all__ = ["silent"]

#: functions of child_process, and whether their first argument is a whole command line (nodejs.org/api/child_process)
_STARTERS = {
    "exec": True,
    "execSync": True,
    "execFile": False,
    "execFileSync": False,
    "spawn": False,
    "spawnSync": False,
}
_OF_NODE = frozenset({"node", "npm", "npx", "sh", "bash", "/bin/sh", "/bin/bash"})


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Needs of packages and sources that a slim image may not meet. Only a full image holds more than a slim one."""
    if facts.base is None or facts.base.kind != "full":
        return
    yield from _of_packages(facts, scene)
    yield from _of_sources(scene)


def _of_packages(facts: Facts, scene: Scene) -> Iterator[Need]:
    table: dict[str, Any] = read_table("packages")["system"]
    names: dict[str, str] = {}
    for installed in installs(facts, scene):
        for name in installed.names:
            names.setdefault(name, f"line {installed.call.line}")
    for root in facts.roots:
        for call in root.calls:
            try:
                for each in started(call, scene):
                    row = tool(each.name)
                    if row is not None:
                        names.setdefault(row.package, f"line {call.line}")
            except Unknown:
                continue  # its needs are not known, which stands against a split anyway
    for name, where in names.items():
        row = table.get(name)
        if row is None:
            continue
        evidence = (Evidence(where, f"it installs {name}"),)
        for package in row.get("packages", ()):
            yield Need("package", package, f"{name}: {row['why']}", evidence)
        for program in row.get("programs", ()):
            yield Need("program", program, f"{name}: {row['why']}", evidence)


def _of_sources(scene: Scene) -> Iterator[Need]:
    """Programs that the project's own sources start."""
    for source in sources(scene) or ():
        if "child_process" not in source.text:
            continue
        for function, text in js_calls(source.text, frozenset(_STARTERS)):
            for program in _programs(function, text):
                if program not in _OF_NODE:
                    yield Need(
                        "program",
                        program,
                        f"{source.path} starts it",
                        (Evidence(source.path, f"{function}({text!r})"),),
                    )


def _programs(function: str, text: str | None) -> Iterator[str]:
    """Names of the programs that a call starts; where that is computed, a name that nothing is known to provide."""
    if text is None:
        yield "a program whose name it computes"
        return
    if not _STARTERS[function]:
        yield text
        return
    for item in parse(text).items:
        nodes = item.node.parts if hasattr(item.node, "parts") else (item.node,)
        for node in nodes:
            name = node.name if isinstance(node, Command) else None
            if isinstance(node, Command) and not node.words:
                continue
            yield name or "a program whose name it computes"
