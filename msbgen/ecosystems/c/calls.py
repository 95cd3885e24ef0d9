"""What a C or C++ file asks of the system: programs that it starts, libraries that it loads, data that it reads."""

from __future__ import annotations

from dataclasses import dataclass

from msbgen.ecosystems.c.lexer import tokens
from msbgen.ecosystems.lexing import Token

__all__ = ["Asked", "asked"]

#: functions that start a program (POSIX.1-2017; glibc), with the argument that names it; "text": it is a command line of the shell
_STARTS = {
    "system": "text", "popen": "text", "execl": "name", "execle": "name", "execlp": "name", "execv": "name", "execve": "name", "execvp": "name", "execvpe": "name",
    "fexecve": "?", "execveat": "?", "posix_spawn": "?", "posix_spawnp": "?", "wordexp": "?", "dlopen": "?", "dlmopen": "?",
}  # fmt: skip
#: functions that read data of the system, which a base without a system lacks
_DATA = frozenset(
    "setlocale newlocale bindtextdomain iconv_open getservbyname getservbyport getservent getprotobyname getprotobynumber getprotoent initscr setupterm tgetent newterm "
    "catopen getaliasbyname fmtmsg".split()
)
#: functions that look up users and groups
_USERS = frozenset("getpwnam getpwnam_r getpwuid getpwuid_r getpwent getgrnam getgrnam_r getgrgid getgrgid_r getgrent getlogin getgrouplist initgroups".split())
#: functions for which even a static glibc loads libraries of the system when it runs (sourceware.org/glibc FAQ, "static linking")
_NAMES = frozenset("getaddrinfo gethostbyname gethostbyname2 gethostbyname_r gethostbyaddr getnameinfo".split()) | _USERS | {"iconv_open", "getservbyname", "getprotobyname"}
#: C++ headers that start programs or load libraries
_HEADERS = ("boost/process", "boost/dll", "Poco/Process", "Poco/SharedLibrary", "reproc", "subprocess", "tiny-process-library", "QProcess", "QLibrary", "gmodule", "ltdl.h")
#: folders of the system in which data may lie that a program names
_SYSTEM = ("/etc/", "/usr/", "/bin/", "/sbin/", "/lib", "/opt/", "/var/lib/", "/var/cache/")
_KNOWN = ("/etc/passwd", "/etc/group", "/etc/hosts", "/etc/resolv.conf", "/etc/localtime", "/etc/hostname")


@dataclass(frozen=True, slots=True)
class Asked:
    """`starts` are programs or command lines that are started, (kind, text): "text" for a shell's, "name" for a program's, "?" where
    only the run tells. `data` names what of the system it reads, `users` that it looks up users, `names` that its C library loads
    name services."""

    starts: tuple[tuple[str, str], ...]
    data: tuple[str, ...]
    users: bool
    names: bool


def asked(text: str) -> Asked:
    """What a file asks of the system."""
    every = list(tokens(text))
    starts: list[tuple[str, str]] = []
    data: list[str] = []
    users = names = False
    for at, token in enumerate(every):
        if token.kind == "string":
            if token.text.startswith(_SYSTEM) and token.text not in _KNOWN:
                data.append(token.text)
            continue
        if token.kind != "name":
            continue
        kind = _STARTS.get(token.text)
        if kind:
            found = _start(every, at, kind)
            if found is not None:
                starts.append(found)
        elif token.text in _DATA:
            data.append(f"{token.text}()")
        users |= token.text in _USERS
        names |= token.text in _NAMES
    for line in text.splitlines():
        if line.lstrip().startswith("#") and "include" in line:
            starts.extend(("?", header) for header in _HEADERS if header in line)
    return Asked(tuple(starts), tuple(data), users, names)


def _start(every: list[Token], at: int, kind: str) -> tuple[str, str] | None:
    """What a call starts; None where the name is only a member's, or is not called and as common as `system`."""
    before = every[at - 1].text if at else ""
    if before in (".", "->"):
        return None
    following = every[at + 1 : at + 4]
    called = bool(following) and following[0].text == "("
    if not called:
        return None if every[at].text == "system" else ("?", every[at].text)
    literal = kind in ("text", "name") and len(following) == 3 and following[1].kind == "string" and following[2].text in (")", ",")
    return (kind, following[1].text) if literal else ("?", every[at].text)
