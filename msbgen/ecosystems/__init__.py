"""One folder a language. `registered` finds them by listing the folder; nothing else names a language."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

from msbgen.ecosystems.base import Ecosystem, Edit, Kit, Prune

__all__ = ["Ecosystem", "Edit", "Kit", "Prune", "claimants", "named", "registered"]


@cache
def registered() -> tuple[Ecosystem, ...]:
    """All languages, by name. Raises TypeError when a folder does not define `ecosystem`."""
    found = []
    for module in pkgutil.iter_modules(__path__):
        if module.ispkg:
            ecosystem = getattr(import_module(f"{__name__}.{module.name}"), "ecosystem", None)
            if not isinstance(ecosystem, Ecosystem):
                raise TypeError(f"msbgen/ecosystems/{module.name} defines no `ecosystem`")
            found.append(ecosystem)
    return tuple(sorted(found, key=lambda e: e.name))


def named(name: str) -> Ecosystem | None:
    """The language of this name."""
    return next((e for e in registered() if e.name == name), None)


@cache
def claimants(program: str | None) -> tuple[Ecosystem, ...]:
    """The languages that explain a program's commands."""
    return tuple(e for e in registered() if program in e.programs or e.claims(program)) if program else ()
