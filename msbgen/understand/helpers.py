"""What an ordinary command takes of the system though no word of its line names it: programs that it starts by itself, authorities."""

from __future__ import annotations

import re

from msbgen.model.facts import Call
from msbgen.understand.arguments import parse
from msbgen.understand.commands import tar_words

__all__ = ["TLS_CLIENTS", "helpers", "may_ask_by_tls"]

# GNU tar 1.34 (tar(1), "Compression options"): the packer of each option, and of each ending of an archive's name that it tells itself
_OPTIONS = {"-j": "bzip2", "--bzip2": "bzip2", "-J": "xz", "--xz": "xz", "--lzma": "xz", "--zstd": "zstd", "--lzip": "lzip", "--lzop": "lzop"}
_ENDINGS = {
    ".bz2": "bzip2", ".tbz": "bzip2", ".tbz2": "bzip2", ".tz2": "bzip2", ".xz": "xz", ".txz": "xz", ".lzma": "xz", ".tlz": "xz",
    ".zst": "zstd", ".tzst": "zstd", ".lz": "lzip", ".lzo": "lzop",
}  # fmt: skip
_GZIP = ("-z", "--gzip", "--gunzip", "--ungzip", "-Z", "--compress")
_READS = ("-x", "-t", "-d", "--extract", "--get", "--list", "--diff", "--compare")
#: what is taken for an archive whose name is not known: the two that distributions and release pages pack with, gzip apart
_LIKELY = ("bzip2", "xz")

#: programs that check a server's certificate by the system's authorities (curl 7.88, wget 1.21, git 2.39; their packages only recommend these)
TLS_CLIENTS = frozenset({"curl", "git", "wget"})
_GIT_ASKS = frozenset({"clone", "fetch", "ls-remote", "pull", "push", "remote", "submodule", "lfs", "archive"})
_HERE = re.compile(r"(?:http://)?(?:localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[::1?\])(?:[:/?].*)?", re.DOTALL)


def helpers(call: Call) -> tuple[str, ...]:
    """Names of the programs, none where the command starts none; gzip, which every system has, is not told."""
    return _of_tar(call) if call.name == "tar" else ()


def _of_tar(call: Call) -> tuple[str, ...]:
    given = tar_words(call)
    named = tuple(dict.fromkeys(_OPTIONS[name] for name, _ in given.options if name in _OPTIONS))
    if named or given.has(*_GZIP):
        return named
    program = given.value("-I", "--use-compress-program")
    if program:
        return (program.split()[0],)
    if not given.has(*_READS) and not given.has("-a", "--auto-compress"):  # it packs, and then only by an option
        return ()
    found: dict[str, None] = {}
    for archive in given.values("-f", "--file"):
        if archive is None:
            found.update(dict.fromkeys(_LIKELY))
        else:
            found.update((packer, None) for ending, packer in _ENDINGS.items() if archive.endswith(ending))
    return tuple(found)


def may_ask_by_tls(call: Call) -> bool:
    """Whether a command may speak TLS to a server: not where it only asks this very container by plain HTTP, as health checks do, or works on
    files."""
    name = call.name
    if name not in TLS_CLIENTS:
        return False
    if name == "git":
        verb = next(iter(parse(call.operands, ("-C", "-c", "--git-dir", "--work-tree", "--namespace")).operands), None)
        return verb is None or verb in _GIT_ASKS
    asked = [w for w in call.operands if w is None or "://" in w or _HERE.fullmatch(w)]
    return not asked or any(w is None or not _HERE.fullmatch(w) for w in asked)
