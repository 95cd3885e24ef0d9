#!/usr/bin/env python3
"""refresh_haskell_packages: which Haskell packages bring no data that a program reads at run time, from Debian's index of files.

    refresh_haskell_packages.py > list.txt

Debian builds a Haskell package NAME into libghc-NAME-dev, its data files into that package or into others. A package is plain if
neither it nor any that it depends on has files below /usr/share (documentation apart), and all that it depends on are libraries.
Needs a Debian with apt-file and current lists.
"""

from __future__ import annotations

import subprocess
import sys

_KEPT = ("libghc-", "lib", "ghc", "zlib1g", "c2hs", "happy", "alex")


def main() -> int:
    names = _run("apt-cache", "pkgnames", "libghc-").split()
    development = sorted(n for n in names if n.endswith("-dev"))
    pattern = r"^/usr/(share|lib/ghc.*/share)/(?!doc|man|lintian|bash-completion)"
    filled = {line.partition(":")[0] for line in _run("apt-file", "search", "-x", pattern).splitlines()}
    depends: dict[str, set[str]] = {}
    at = ""
    for line in _run("apt-cache", "depends", "--no-recommends", "--no-suggests", "--no-conflicts", "--no-breaks", "--no-replaces", "--no-enhances", *development).splitlines():
        if not line.startswith(" "):
            at = line.strip()
            depends[at] = set()
        elif ":" in line:
            depends[at].add(line.partition(":")[2].strip().strip("<>").partition(":")[0])
    odd = {n for n in development if n in filled or any(d in filled or not d.startswith(_KEPT) for d in depends.get(n, ()))}
    while True:
        more = {n for n in development if n not in odd and any(_real(d) in odd for d in depends.get(n, ()))}
        if not more:
            break
        odd |= more
    for name in development:
        if name not in odd:
            print(name.removeprefix("libghc-").removesuffix("-dev"))
    return 0


def _real(name: str) -> str:
    """The package of a virtual one that names an interface: libghc-text-dev-1.2.5.0-1a2b3."""
    head, found, _ = name.partition("-dev-")
    return head + "-dev" if found else name


def _run(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


if __name__ == "__main__":
    sys.exit(main())
