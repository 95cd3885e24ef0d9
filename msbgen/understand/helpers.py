"""What an ordinary command takes of the system though no word of its line names it: programs that it starts by itself, authorities."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlsplit

from msbgen.model.facts import Call
from msbgen.understand.arguments import parse
from msbgen.understand.commands import tar_words

__all__ = ["called_by_others", "helpers", "is_tls_client", "lowers", "may_ask_by_tls", "reads_sources", "waits"]

#: those that ask by the words of their line, which are read; whether others do is not told
_ASK_BY_WORDS = ("curl", "git", "wget")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads(resources.files("msbgen.data").joinpath("helpers.toml").read_text())


def helpers(call: Call) -> tuple[str, ...]:
    """Names of the programs, none where the command starts none; gzip, which every system has, is not told."""
    return _of_tar(call) if call.name == "tar" else ()


def _of_tar(call: Call) -> tuple[str, ...]:
    table = _table()["tar"]
    given = tar_words(call)
    named = tuple(dict.fromkeys(table["options"][name] for name, _ in given.options if name in table["options"]))
    if named or given.has(*table["gzip"]):
        return named
    program = given.value("-I", "--use-compress-program")
    if program:
        return (program.split()[0],)
    if not given.has(*table["reads"]) and not given.has("-a", "--auto-compress"):  # it packs, and then only by an option
        return ()
    found: dict[str, None] = {}
    for archive in given.values("-f", "--file"):
        if archive is None:
            found.update(dict.fromkeys(table["likely"]))
        else:
            found.update((packer, None) for ending, packer in table["endings"].items() if archive.endswith(ending))
    return tuple(found)


def called_by_others() -> frozenset[str]:
    """Programs that others are known to start, so that one that came ready-made may."""
    return frozenset(_table()["called"]["programs"])


def reads_sources(program: str | None) -> bool:
    """Whether a program, by its name, works on the sources of the folder that it starts in, or of a program that it runs."""
    return program in _table()["readers"]["programs"]


def lowers(program: str | None) -> bool:
    """Whether a program, by its name, starts another one as another user, which only root may."""
    return program in _table()["lowers"]["programs"]


def waits() -> Mapping[str, Any]:
    """How wait-for-it.sh is known: `mark`, `tools`, `ends`, as helpers.toml tells."""
    found: Mapping[str, Any] = _table()["waits"]
    return found


def is_tls_client(program: str) -> bool:
    """Whether a program, by its name or path, may check servers' certificates by the system's authorities."""
    return program.rsplit("/", 1)[-1] in _table()["tls"]["clients"]


def may_ask_by_tls(call: Call) -> bool:
    """Whether a command may speak TLS to a server: not where it only asks this very container by plain HTTP, as health checks do, or works on
    files."""
    name = call.name
    if name not in _ASK_BY_WORDS:
        return False
    if name == "git":
        verb = next(iter(parse(call.operands, ("-C", "-c", "--git-dir", "--work-tree", "--namespace")).operands), None)
        return verb is None or verb in _table()["tls"]["git"]
    asked = [w for w in call.operands if w is None or "://" in w or _is_here(w)]
    return not asked or any(w is None or not _is_here(w) for w in asked)


def _is_here(address: str) -> bool:
    """Whether an address is plain HTTP to this very host."""
    try:
        parts = urlsplit(address if "://" in address else f"http://{address}")
        host = parts.hostname or ""
    except ValueError:
        return False
    return parts.scheme == "http" and (host in _table()["tls"]["here"] or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    """127.0.0.0/8 (RFC 1122, 3.2.1.3)."""
    parts = host.split(".")
    return len(parts) == 4 and parts[0] == "127" and all(p.isdigit() for p in parts)
