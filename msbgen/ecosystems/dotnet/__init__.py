"""C#, F# and Visual Basic on .NET: what `dotnet build` and `dotnet publish` make, and the runtime that it needs."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class DotNet(Ecosystem):
    """The dotnet command of the official SDK images. Each method's work is done by a module of this folder."""

    name = "dotnet"
    programs = frozenset({"dotnet"})
    compiles = True
    #: what the runtime links to, which all images for it have (dotnet/dotnet-docker, runtime-deps)
    present = ("/lib/*/libstdc++.so.6", "/lib/*/libgcc_s.so.1", "/usr/lib/libstdc++.so.6", "/usr/lib/libgcc_s.so.1")

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.dotnet.commands import effect

        return effect(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.dotnet.needs import needs

        return needs(call, scene)

    def opens(self, call: Call, scene: Scene) -> tuple[str, ...]:
        from msbgen.ecosystems.dotnet.needs import opens

        return opens(call)

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.dotnet.names import is_source

        return is_source(path)

    def reads_sources(self, facts: Facts, scene: Scene) -> bool:
        from msbgen.ecosystems.dotnet.runtime import reads_sources

        return reads_sources(scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        return "the .NET runtime loads OpenSSL and ICU of the system by their names"

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.dotnet.runtime import silent

        return silent(facts, scene)

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        from msbgen.ecosystems.dotnet.prune import needless

        return needless(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        from msbgen.ecosystems.dotnet.notes import output_of

        found = output_of(product.path.rstrip("/"), scene)
        return "the runtime in it is linked to the C library" if found is not None and found.alone else True  # assemblies link to nothing

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        from msbgen.ecosystems.dotnet.commands import caches

        return caches(call)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.dotnet.prune import prune

        return prune(facts, scene)


ecosystem = DotNet()
