"""Module names of imports: which package they belong to."""

from __future__ import annotations

__all__ = ["package_of"]

#: node's own modules (node --print module.builtinModules, 18 to 24)
_BUILTIN = frozenset(
    "assert async_hooks buffer cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net "
    "os path perf_hooks process punycode querystring readline repl stream string_decoder sys timers tls trace_events tty url util v8 vm wasi "
    "worker_threads zlib child_process bun".split()
)


def package_of(name: str) -> str | None:
    """The package that a module name belongs to; None for the project's own files, aliases of them, and node's modules."""
    if name.startswith((".", "/", "#", "~", "@/", "node:", "bun:", "http:", "https:", "data:", "virtual:")) or not name:
        return None
    parts = name.split("/")
    package = "/".join(parts[:2]) if name.startswith("@") else parts[0]
    return None if package in _BUILTIN else package
