"""Swift: programs that the package manager or swiftc make, and the runtime libraries that they load."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Swift(Ecosystem):
    """The official images, full and slim. Programs count as run by an interpreter: without the runtime of their version none starts."""

    name = "swift"
    programs = frozenset({"swift", "swift-build", "swift-package", "swift-run", "swift-test", "swiftc"})
    compiles = True
    #: the runtime, and what libcurl4, libxml2 and all that they depend on bring (swiftlang/swift-docker, 6.1/ubuntu/24.04/slim)
    present = ("/usr/lib/swift/*", "/lib/*/libcurl.so.4", "/lib/*/libxml2.so.2", "/lib/*/libicu*.so.*", "/lib/*/libstdc++.so.6", "/lib/*/libgcc_s.so.1")

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.swift.build import effect

        return effect(call, scene)

    def prints(self, call: Call, scene: Scene) -> str | None:
        from msbgen.ecosystems.swift.build import prints

        return prints(call)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.swift.runtime import needs

        return needs(call, scene)

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.swift.names import is_source

        return is_source(path)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        return "Swift's runtime libraries load others of the system by their names"

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.swift.runtime import silent

        return silent(facts, scene)

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        from msbgen.ecosystems.swift.prune import needless

        return needless(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return "it is linked to Swift's runtime and to the C library"

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.swift.prune import prune

        return prune(facts, scene)


ecosystem = Swift()
