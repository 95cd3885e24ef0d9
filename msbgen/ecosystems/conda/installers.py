"""The installers of Miniconda, Anaconda and Miniforge: shell scripts that carry all that they install (conda/constructor)."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.conda.prefixes import made, notes
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["install", "is_installer"]

#: what their names hold, and the folder in the home that they go to when they are not told another one
_NAMES = {"miniconda": "miniconda3", "anaconda": "anaconda3", "miniforge": "miniforge3", "mambaforge": "mambaforge"}


def _kind(program: str) -> str | None:
    low = program.lower()
    return next((kind for kind in _NAMES if kind in low), None) if low.endswith(".sh") else None


def is_installer(program: str) -> bool:
    """Whether a script goes by the name of one."""
    return _kind(program) is not None


def install(call: Call, scene: Scene) -> Effect:
    """The effect of `./Miniconda3-latest-Linux-x86_64.sh -b -p PREFIX` (its --help: -b batch, -f, -k, -m, -s, -t, -u)."""
    given = parse(call.operands, ("-p",))
    home = call.env.get("HOME")
    prefix = join(call.cwd, given.value("-p") or "") if given.has("-p") else f"{home}/{_NAMES[_kind(call.name or '') or 'miniconda']}" if home else None
    evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)
    if not given.has("-b") or prefix is None or given.value("-p") is None and given.has("-p"):
        return Effect("build", "where it installs conda is not known", evidence, anywhere=True, programs=(call.name or "",))
    prefix = posixpath.normpath(prefix)
    notes(scene).roots.append(prefix)
    notes(scene).cleaned = False
    made(prefix, call, scene, ())
    return Effect("build", "it installs conda", evidence, writes=(prefix,), scratch=(f"{prefix}/pkgs",), programs=(call.name or "",),
                  products=(Product(prefix, "library", "python", call.line),))  # fmt: skip
