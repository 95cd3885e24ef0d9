"""Elixir and Erlang: mix and rebar3 projects, their releases and escripts, and what mix or erl starts.

A release brings the virtual machine along, so that it needs its shared libraries and a shell only; what mix, iex or erl starts
needs the image's own.
"""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Elixir(Ecosystem):
    """Each method's work is done by a module of this folder, imported when it is first asked."""

    name = "elixir"
    interpreter_packages = frozenset("elixir erlang erlang-base erlang-base-hipe erlang-nox erlang-crypto erlang-ssl erlang-inets erlang-mnesia erlang-public-key "
                                     "erlang-asn1 erlang-tools erlang-parsetools erlang-syntax-tools erlang-xmerl erlang-runtime-tools erlang-os-mon esl-erlang".split())  # fmt: skip
    programs = frozenset("mix elixir elixirc iex erl erlc escript rebar rebar3".split())
    interpreted = False
    compiles = True

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.elixir.effects import effect

        return effect(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.elixir.needs import needs

        return needs(call, scene)

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.elixir.names import is_source

        return is_source(path)

    def reads_sources(self, facts: Facts, scene: Scene) -> bool:
        from msbgen.ecosystems.elixir.silent import reads_sources

        return reads_sources(facts, scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.elixir.silent import starts_others

        return starts_others(scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.elixir.silent import silent

        return silent(facts, scene)

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        from msbgen.ecosystems.elixir.silent import needless

        return needless(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return "the virtual machine and native functions link to libraries of the system"

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        from msbgen.ecosystems.elixir.effects import caches

        return caches(call)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.builder import made_sure
        from msbgen.ecosystems.elixir.notes import notes

        return made_sure(notes(scene).uncertain, facts, scene)


ecosystem = Elixir()
