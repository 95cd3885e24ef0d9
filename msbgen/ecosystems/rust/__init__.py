"""Rust: programs that cargo compiles; what they take along is the binary, what it links to, and the files that it reads."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Rust(Ecosystem):
    """cargo and rustup of any image, and the programs that they make."""

    name = "rust"
    programs = frozenset({"cargo", "rustup", "rustup-init"})
    interpreted = False
    offline = frozenset({"--offline", "CARGO_NET_OFFLINE=true"})

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.rust.commands import cargo_effect, rustup_effect

        return cargo_effect(call, scene) if call.name == "cargo" else rustup_effect(call)

    def piped(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.rust.commands import installer

        return installer(call)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        if call.name not in self.programs:
            return None
        from msbgen.ecosystems.rust.commands import cargo_needs

        return cargo_needs(call)

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.rust.names import is_source

        return is_source(path)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.rust.runtime import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.rust.runtime import silent

        return silent(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return True if product.static else "it is linked to the C library"

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        home = call.env.get("CARGO_HOME")
        return (f"{home}/registry", f"{home}/git") if call.name == "cargo" and home else ()

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.rust.prune import prune

        return prune(facts, scene)


ecosystem = Rust()
