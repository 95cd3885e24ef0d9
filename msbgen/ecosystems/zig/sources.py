"""A Zig source: which programs it starts, which libraries it loads, and what of the system it reads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from msbgen.ecosystems.lexing import Grammar, Token

__all__ = ["Source", "read", "tokens"]

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


#: ziglang.org/documentation, "Grammar"; the lines of a string of several begin with two backslashes
_GRAMMAR = Grammar(
    r"""
    (?://|\\\\)[^\n]*
  | "(?P<string>(?:[^"\\\n]|\\.?)*)(?:["\n]|\Z)
  | '(?:[^'\\\n]|\\.?)*(?:['\n]|\Z)
  | (?P<name>(?:[^\W\d]|@)\w*)
  | .
    """
)


def tokens(text: str) -> Iterator[Token]:
    """Names, and strings without their quotes, in order; all else is left out."""
    return _GRAMMAR.tokens(text)
