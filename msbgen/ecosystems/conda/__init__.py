"""Conda: Miniconda's, Anaconda's and Miniforge's installers, environments that conda, mamba and micromamba make, `conda run`.

An environment brings its interpreter and its libraries, the C library apart, and knows its own path: it is copied whole to the same
one, onto the same release. What runs in it is Python's business, which sees it as a virtual environment with an interpreter of its own.
"""

from __future__ import annotations

from collections.abc import Mapping

from msbgen.ecosystems.base import Ecosystem, Prune
from msbgen.model.facts import Call, Effect, Facts, Need
from msbgen.understand.scene import Scene

__all__ = ["Conda", "ecosystem"]


class Conda(Ecosystem):
    """See the modules of this folder; each does one thing and is imported when it is first needed."""

    name = "conda"
    programs = frozenset({"conda", "mamba", "micromamba"})

    def claims(self, program: str) -> bool:
        from msbgen.ecosystems.conda.installers import is_installer

        return is_installer(program)

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.conda.effects import effect

        return effect(call, scene)

    def sourced(self, path: str, values: Mapping[str, str | None]) -> Mapping[str, str | None] | None:
        from msbgen.ecosystems.conda.prefixes import sourced

        return sourced(path, values)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.conda.needs import needs_of

        return needs_of(call, scene)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.conda.prune import prune

        return prune(facts, scene)


ecosystem = Conda()
