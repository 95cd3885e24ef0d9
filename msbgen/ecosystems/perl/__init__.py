"""Perl: cpanm, cpm, cpan and carton, Makefile.PL and Build.PL; programs and servers that perl runs.

Perl reads its sources at run time, so all of them are kept; compilers, headers and the distribution's development packages go.
"""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Perl(Ecosystem):
    """Each method's work is done by a module of this folder, imported when it is first asked."""

    name = "perl"
    interpreter_packages = frozenset({"perl"})
    programs = frozenset("perl cpan cpanm cpm carton Build make gmake plackup starman starlet gazelle twiggy feersum hypnotoad morbo mojo".split())

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.perl.effects import effect

        return effect(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.perl.needs import needs

        return needs(call, scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        return "what its modules start and load is not known"

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.perl.silent import silent

        return silent(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return "modules with parts in C link to libraries of the system"

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        home = call.env.get("HOME") or "/root"
        return {"cpanm": (f"{home}/.cpanm",), "cpm": (f"{home}/.perl-cpm",), "cpan": (f"{home}/.cpan",)}.get(call.name or "", ())


ecosystem = Perl()
