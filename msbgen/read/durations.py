"""Go's duration strings, as HEALTHCHECK's flags take them: "30s", "1m30s", "0.5h"."""

from __future__ import annotations

import re
from functools import cache

__all__ = ["seconds"]

_UNITS = {"ns": 1e-9, "us": 1e-6, "µs": 1e-6, "μs": 1e-6, "ms": 1e-3, "s": 1.0, "m": 60.0, "h": 3600.0}

#: The longest duration that Go can hold: 2⁶³ − 1 nanoseconds.
_MOST = (2**63 - 1) / 1e9


@cache
def _part() -> re.Pattern[str]:
    return re.compile(r"([0-9]+\.?[0-9]*|\.[0-9]+)(ns|us|µs|μs|ms|s|m|h)")


def seconds(text: str) -> float | None:
    """The duration in seconds, or None if Go would not parse it."""
    sign = -1.0 if text.startswith("-") else 1.0
    rest = text[1:] if text[:1] in ("-", "+") else text
    if rest == "0":
        return 0.0
    total = 0.0
    at = 0
    while at < len(rest):
        match = _part().match(rest, at)
        if match is None:
            return None
        total += float(match[1]) * _UNITS[match[2]]
        at = match.end()
    return sign * total if at and total <= _MOST else None
