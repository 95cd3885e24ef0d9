"""What a program takes from the base image though no line asks for it, and what nothing that is started can use."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msbgen.ecosystems.elixir.lexer import tokens
from msbgen.ecosystems.elixir.names import is_code
from msbgen.ecosystems.elixir.needs import release_of
from msbgen.ecosystems.elixir.notes import notes
from msbgen.ecosystems.elixir.project import texts
from msbgen.ecosystems.elixir.sources import starts
from msbgen.ecosystems.elixir.table import tools
from msbgen.ecosystems.texts import own_texts
from msbgen.model.facts import Facts, Need
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["needless", "reads_sources", "silent", "starts_others"]

#: OpenSSL 3 loads its old ciphers by name (openssl.org, migration_guide(7)); crypto asks for them when it is loaded
_PROVIDERS = ("/usr/lib/x86_64-linux-gnu/ossl-modules", "/usr/lib/aarch64-linux-gnu/ossl-modules")


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Certificates, OpenSSL's modules, programs that sources start by name; what is not in the tables."""
    known = notes(scene)
    if not _starts_any(facts, scene):
        return
    base = facts.base
    if base is None or base.ca_certificates:
        yield Need("certificates", "certificates", "its libraries may speak TLS with the system's certificates")
    if base is not None and base.libc == "glibc":
        for path in _PROVIDERS if _from_release(facts, scene) else ():  # where Erlang itself is installed, so is OpenSSL
            yield Need("system", path, "crypto asks OpenSSL for its older ciphers, which it loads by name")
        if "netbase" in base.packages:
            yield Need("system", "/etc/services", "names of ports are looked up there")
            yield Need("system", "/etc/protocols", "names of protocols are looked up there")
    if known.packed and not _from_release(facts, scene):
        yield Need("anything", "", "it starts from a release's archive, and what that holds is not looked into")
    sources = _sources(scene)
    if sources is None:
        yield Need("unproven", "", "the program's sources are not all at hand")
    for path, text in (sources or {}).items():
        yield from starts(path, text)
    strange = _libraries(scene)
    if sources is not None and strange is not None:
        yield Need("unproven", "", strange)


def starts_others(scene: Scene) -> str | None:
    """Why a program may start others than those that its sources name; what a release's own scripts run is among the needs."""
    sources = _sources(scene)
    if sources is None:
        return "what it starts is not known, for its sources are not all at hand"
    unnamed = next((n.why for path, text in sources.items() for n in starts(path, text) if n.kind == "anything"), None)
    return unnamed or _libraries(scene)


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """Where only releases start: mix's home, sources of dependencies, what was compiled before the release was made."""
    if _from_release(facts, scene):
        yield from ((path, "only mix and rebar3 read it, and a release is started") for path in notes(scene).intermediate)
        used = {found[0] for root in facts.roots for call in root.calls if (found := release_of(call, scene)) is not None}
        yield from ((r.folder, "a copy of it is started") for r in notes(scene).releases if not any(below(u, r.folder) for u in used))


def reads_sources(facts: Facts, scene: Scene) -> bool:
    """Whether sources may be read at run time: mix does, and a program that names one."""
    if not _from_release(facts, scene):
        return True
    for path, text in (_sources(scene) or {}).items():
        if path.endswith((".ex", ".erl", ".exs")) and any(_names_source(t) for t in tokens(text)):
            return True
    return False


def _names_source(token: str) -> bool:
    return token[:1] in "\"'" and (token.strip("\"'").endswith((".ex", ".exs", ".eex", ".heex", ".leex", ".erl")) or "assets/" in token)


def _starts_any(facts: Facts, scene: Scene) -> bool:
    vm = ("mix", "iex", "elixir", "erl", "escript")
    return any(call.name in vm or release_of(call, scene) is not None for root in facts.roots for call in root.calls)


def _from_release(facts: Facts, scene: Scene) -> bool:
    """Whether all that is started of Elixir and Erlang is in releases that bring the virtual machine."""
    vm = ("mix", "iex", "elixir", "erl", "escript")
    calls = [call for root in facts.roots for call in root.calls]
    found = [r for call in calls if (r := release_of(call, scene)) is not None]
    return bool(found) and all(r.whole for _, r in found) and not any(c.name in vm for c in calls) and not any(root.opaque for root in facts.roots)


def _sources(scene: Scene) -> dict[str, str] | None:
    """The project's own sources, by their paths in the context; None where they are not all known."""
    return own_texts(scene, is_code) or None


def _libraries(scene: Scene) -> str | None:
    """Why a dependency may start programs or load libraries; None where all are known to be quiet."""
    table = tools()["hex"]
    known = {*table["quiet"], *table["build"]}
    for folder in notes(scene).projects:
        locks = {**texts(folder, "mix.lock", scene), **texts(folder, "rebar.lock", scene)}
        if not locks:
            for text in (*texts(folder, "mix.exs", scene).values(), *texts(folder, "rebar.config", scene).values()):
                every = list(tokens(text))
                if any(a == "{" and b.startswith(":") for a, b in pairwise(every)):
                    return "what its dependencies start is not known, for there is no lock file"
                at = next((i for i, t in enumerate(every) if t == "deps" and every[i + 1 : i + 2] == [","]), None)
                if at is not None and every[at + 2 : at + 4] != ["[", "]"]:
                    return "what its dependencies start is not known, for there is no lock file"
        for text in locks.values():
            for name in _locked(text):
                if name not in known:
                    return f"whether the library {name} starts other programs or loads some is not known"
    return None


def _locked(text: str) -> Iterator[str]:
    """Names in a lock file: "name": {:hex, …} of mix, {<<"name">>, …} of rebar3."""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith('"') and '": {' in line:
            yield line[1:].partition('"')[0]
        elif (at := line.find('{<<"')) >= 0 and "pkg" in line:
            yield line[at + 4 :].partition('"')[0]
