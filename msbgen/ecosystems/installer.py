"""Scripts that people pipe into a shell to install a runtime of one program into its own folder at home."""

from __future__ import annotations

import posixpath

from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence

__all__ = ["installed"]

#: beside the program: completions, and lines for shells that people log in with
_BESIDE = (".bashrc", ".bash_profile", ".profile", ".zshrc", ".config/fish")


def installed(call: Call, program: str, addresses: tuple[str, ...], links: tuple[str, ...] = ()) -> Effect | None:
    """The effect of a shell that reads the script of one of these addresses, which installs a program into $PROGRAM_INSTALL, else
    ~/.program, with links beside it; None where it reads anything else."""
    source = call.source
    words = [w for w in source.operands if w] if source is not None and source.name in ("curl", "wget") else []
    if not any(w.split("://")[-1].rstrip("/") in addresses for w in words):
        return None
    home = call.env.get("HOME") or ("/root" if call.user in (None, "root", "0") else f"/home/{call.user}")
    folder = call.env.get(f"{program.upper()}_INSTALL", posixpath.join(home, f".{program}"))
    evidence = (Evidence(f"line {call.line}", f"the installer of {program}"),)
    if not folder:
        return Effect("unknown", f"where {program} is installed is not known", evidence, anywhere=True, programs=(program,))
    path = posixpath.join(folder, "bin", program)
    return Effect(
        "build",
        f"it installs {program}",
        evidence,
        writes=(path,),
        links=tuple(posixpath.join(folder, "bin", name) for name in links),
        scratch=tuple(posixpath.join(home, name) for name in _BESIDE),
        products=(Product(path, "library", program, call.line),),
        programs=("curl", "unzip"),
    )
