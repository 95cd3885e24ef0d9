"""A Zig source: which programs it starts, which libraries it loads, and what of the system it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

__all__ = ["Source", "Token", "read", "tokens"]

#: names of the standard library, and of C's, with which a program starts others or loads libraries
_LOUD = frozenset("Child ChildProcess DynLib execve execveZ execvpe execvpeZ execvpeZ_expandArg0 dlopen popen system posix_spawn".split())
#: functions of std.process that start or become a program
_OF_PROCESS = frozenset({"spawn", "run", "replace", "execv", "execve"})
_USERS = frozenset({"getUserInfo", "posixGetUserInfo", "getpwnam", "getpwuid"})
_SYSTEM = ("/etc/", "/usr/", "/bin/", "/sbin/", "/lib", "/opt/", "/var/lib/")
#: files that every container is given, or that are carried where they are needed
_KNOWN = frozenset({"/etc/hosts", "/etc/resolv.conf", "/etc/hostname", "/etc/ssl/certs/ca-certificates.crt"})


@dataclass(frozen=True, slots=True)
class Source:
    """`loud` is a name with which it may start a program or load a library; `tls` says that it may speak TLS, `users` that it looks
    up users; `data` are paths of the system among its strings."""

    loud: str | None
    tls: bool
    users: bool
    data: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Token:
    """`text` of a string is what stands between its quotes."""

    kind: Literal["name", "string"]
    text: str


@lru_cache(maxsize=512)
def read(text: str) -> Source:
    """What a source's text tells."""
    every = list(tokens(text))
    names = {t.text for t in every if t.kind == "name"}
    data = tuple(dict.fromkeys(t.text for t in every if t.kind == "string" and t.text.startswith(_SYSTEM) and t.text not in _KNOWN))
    loud = next(iter(sorted(names & _LOUD)), None)
    if loud is None and "process" in names:  # Thread.spawn starts no program
        loud = next(iter(sorted(names & _OF_PROCESS)), None)
    return Source(loud, bool(names & {"Client", "Certificate", "tls"}), bool(names & _USERS), data)


def tokens(text: str) -> Iterator[Token]:
    """Names and strings in order (ziglang.org/documentation, "Grammar"); comments and lines of multi-line strings are left out."""
    at, size = 0, len(text)
    while at < size:
        char = text[at]
        if text.startswith(("//", "\\\\"), at):
            end = text.find("\n", at)
            at = size if end < 0 else end
        elif char in "\"'":
            end = at + 1
            while end < size and text[end] not in (char, "\n"):
                end += 2 if text[end] == "\\" else 1
            if char == '"':
                yield Token("string", text[at + 1 : end])
            at = end + 1
        elif char.isalpha() or char in "_@":
            end = at + 1
            while end < size and (text[end].isalnum() or text[end] == "_"):
                end += 1
            yield Token("name", text[at:end])
            at = end
        else:
            at += 1
