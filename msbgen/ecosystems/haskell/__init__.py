"""Haskell: programs that ghc, cabal and stack compile; what they take along is the binary, what it links to, and the files that it reads."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Haskell(Ecosystem):
    """The compilers and build tools of any image, and the programs that they make."""

    name = "haskell"
    programs = frozenset({"cabal", "ghc", "ghc-pkg", "ghci", "ghcup", "hpack", "hsc2hs", "runghc", "runhaskell", "stack"})
    interpreted = False

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.haskell.commands import effect

        return effect(call, scene)

    def prints(self, call: Call, scene: Scene) -> str | None:
        from msbgen.ecosystems.haskell.commands import prints

        return prints(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        if call.name not in self.programs:
            return None
        verb = next((w for w in call.operands if w and not w.startswith("-")), None)
        return f"the container starts `{call.name}{' ' + verb if verb else ''}`, so it needs the compiler and the packages that it was built with"

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.haskell.names import is_source

        return is_source(path)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.haskell.runtime import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.haskell.runtime import silent

        return silent(facts, scene)

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        from msbgen.ecosystems.haskell.prune import needless

        return needless(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return "it is linked to the C library and to GMP"

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        from msbgen.ecosystems.haskell.commands import caches

        return caches(call)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.haskell.prune import prune

        return prune(facts, scene)


ecosystem = Haskell()
