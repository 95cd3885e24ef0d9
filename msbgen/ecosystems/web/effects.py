"""What commands of web servers do in a build."""

from __future__ import annotations

from msbgen.ecosystems.web.table import server
from msbgen.model.facts import Call, Effect

__all__ = ["effect"]

#: tools of Debian's apache2 that make or remove links in /etc/apache2 (a2enmod(8), a2ensite(8))
_SWITCHES = frozenset({"a2enmod", "a2dismod", "a2ensite", "a2dissite", "a2enconf", "a2disconf"})
_ASKS = frozenset({"-t", "-T", "-v", "-V", "-S", "-M", "-l", "-L", "-h", "-?", "configtest", "version", "validate", "list-modules", "help", "fmt"})


def effect(call: Call) -> Effect | None:
    """The effect of a command of a RUN; None where the server itself runs, which may write anywhere."""
    if call.name in _SWITCHES:
        return Effect("runtime", "it switches parts of the configuration on or off", system=("/etc/apache2",), programs=(call.name,))
    if server(call.name) is not None and any(w in _ASKS for w in call.operands):
        return Effect("state", "it only checks or tells something", programs=(call.name or "",))
    return None
