"""NodeSource's packages of Node.js for Debian and Ubuntu: a script that is piped into a shell sets them up (nodesource/distributions)."""

from __future__ import annotations

from msbgen.model.facts import Call, Effect
from msbgen.model.ledger import Evidence

__all__ = ["piped"]

_SCRIPT = ("https://deb.nodesource.com/setup_", "http://deb.nodesource.com/setup_", "deb.nodesource.com/setup_")
#: what the script installs and writes (nodesource/distributions, scripts/deb/setup_*.x)
_LIST = "/etc/apt/sources.list.d/nodesource.list"
_BESIDE = ("/etc/apt/keyrings/nodesource.gpg", "/usr/share/keyrings/nodesource.gpg", "/etc/apt/preferences.d/nodejs", "/etc/apt/preferences.d/nsolid")


def piped(call: Call) -> Effect | None:
    """The effect of a shell that reads that script; None where it reads anything else."""
    words = [w for w in call.source.argv if w] if call.source is not None else []
    address = next((w for w in words if w.startswith(_SCRIPT)), None)
    if address is None:
        return None
    evidence = (Evidence("nodesource/distributions", address),)
    return Effect("build", "it adds NodeSource's packages of Node.js", evidence, writes=(_LIST,), scratch=_BESIDE, programs=("curl", "gpg"))
