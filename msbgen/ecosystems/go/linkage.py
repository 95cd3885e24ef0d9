"""How a Go program is linked: what flags and settings of one call decide.

Sources: `go help buildmode`, cmd/link and cmd/cgo documentation, internal/platform of Go 1.26.
"""

from __future__ import annotations

import shlex

from msbgen.ecosystems.go.flags import Flags
from msbgen.ecosystems.go.settings import Settings

__all__ = ["makes_programs", "needs_cgo", "static_now", "tags"]

#: build modes that make an ordinary program ("" is the default)
_PROGRAMS = ("", "exe", "default")


def tags(flags: Flags) -> frozenset[str] | None:
    """The build tags of a call; None when they are not known."""
    if "tags" not in flags.values:
        return None if flags.unknown else frozenset()
    given = flags.values["tags"]
    return None if given is None else frozenset(given.replace(",", " ").split())


def makes_programs(flags: Flags) -> bool:
    """Whether main packages become programs (not libraries or archives)."""
    return (flags.values.get("buildmode") or "") in (*_PROGRAMS, "pie")


def needs_cgo(flags: Flags, settings: Settings) -> str | None:
    """What in a call asks for cgo or for dynamic linking; None for nothing."""
    mode = flags.values.get("buildmode", "")
    if mode is None or mode not in _PROGRAMS:
        return f"-buildmode={mode or '?'} links it to the dynamic loader"
    for name in ("race", "msan", "asan", "linkshared"):
        if flags.given(name):
            return f"-{name} needs cgo and the C library"
    if flags.given("toolexec") or flags.values.get("compiler", "gc") != "gc":
        return "it is built with another compiler than gc"
    linker = _linker(flags)
    if linker is None:
        return "its -ldflags are not known"
    if _mode(linker) or any("-linkshared" in w for w in linker):
        return f"-ldflags asks for -linkmode {_mode(linker) or 'external'}"
    experiment = settings.value("GOEXPERIMENT")
    if experiment:
        return f"GOEXPERIMENT={experiment} may need cgo"
    if settings.value("GO_EXTLINK_ENABLED") == "1":
        return "GO_EXTLINK_ENABLED=1 asks for the C linker"
    return None


def static_now(flags: Flags, settings: Settings) -> bool | None:
    """Whether a call makes programs that need no shared library: False where it surely makes others, None when unknown.

    Without cgo the linker makes static programs on Linux. With cgo, an external linker that is told -static does; then the
    name services of glibc are left out only by the tags netgo and osusergo, while musl has none.
    """
    if flags.unknown:
        return None
    if needs_cgo(flags, settings) is None:
        return True if settings.value("CGO_ENABLED") == "0" else None
    if flags.values.get("buildmode", "") not in _PROGRAMS or flags.given("linkshared"):
        return False
    linker = _linker(flags)
    if linker and _mode(linker) == "external" and _extern_static(linker) and not any(flags.given(n) for n in ("race", "msan", "asan")):
        musl = settings.base is not None and settings.base.libc == "musl"
        return True if musl or {"netgo", "osusergo"} <= (tags(flags) or frozenset()) else None
    return None


def _linker(flags: Flags) -> list[str] | None:
    """The words of -ldflags, a package pattern before them left out; None when they cannot be known."""
    given = flags.values.get("ldflags", "")
    if given is None:
        return None
    if not given.startswith("-") and "=" in given.split(" ", 1)[0]:
        given = given.partition("=")[2]
    try:
        return shlex.split(given)
    except ValueError:
        return None


def _value(words: list[str], name: str) -> str | None:
    found = None
    for at, word in enumerate(words):
        plain = word.lstrip("-")
        if word.startswith("-") and plain == name:
            found = words[at + 1] if at + 1 < len(words) else ""
        elif word.startswith("-") and plain.startswith(name + "="):
            found = plain[len(name) + 1 :]
    return found


def _mode(words: list[str]) -> str:
    given = _value(words, "linkmode") or ""
    return "" if given in ("auto", "internal") else given


def _extern_static(words: list[str]) -> bool:
    return "-static" in (_value(words, "extldflags") or "").split()
