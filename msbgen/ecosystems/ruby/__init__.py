"""Ruby: bundler, gems, rake and Rails; the interpreter of the official images or of the distribution.

Ruby reads its sources at run time, so all of them are kept, and all gems. What is saved is the full image, compilers and headers, and
what only asset pipelines need.
"""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Prune
from msbgen.model.facts import Call, Effect, Facts, Need
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Ruby(Ecosystem):
    """Each method's work is done by a module of this folder, imported when it is first asked."""

    name = "ruby"
    offline = frozenset({"--local"})
    started_by_others = True
    interpreter_packages = frozenset({"ruby", "ruby-full", "ruby2.7", "ruby3.0", "ruby3.1", "ruby3.2", "ruby3.3"})
    programs = frozenset("ruby bundle bundler gem rake rails irb".split())

    def claims(self, program: str) -> bool:
        from msbgen.ecosystems.ruby.table import tools

        return program in tools()["programs"]

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.ruby.effects import effect

        return effect(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.ruby.needs import needs

        return needs(call, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.ruby.silent import silent

        return silent(facts, scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.ruby.silent import starts_others

        return starts_others(facts, scene)

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        from msbgen.ecosystems.ruby.bundler import caches

        return caches(call)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.ruby.prune import prune

        return prune(facts, scene)


ecosystem = Ruby()
