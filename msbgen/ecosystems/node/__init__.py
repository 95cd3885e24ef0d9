"""Node.js: npm, yarn and pnpm projects, TypeScript and bundlers, programs of node_modules, static front ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msbgen.ecosystems.base import Ecosystem, Edit, Kit, Prune
from msbgen.ecosystems.node.table import tool_names
from msbgen.model.facts import Call, Effect, Facts, Need, Product

if TYPE_CHECKING:
    from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Node(Ecosystem):
    """Each method's work is done by a module of this folder, imported when it is first asked."""

    name = "node"
    javascript = True
    offline = frozenset({"--offline", "npm_config_offline=true"})
    started_by_others = True
    programs = frozenset({"node", "nodejs", "npm", "npx", "yarn", "yarnpkg", "pnpm", "pnpx", "corepack"})
    interpreter_packages = frozenset({"nodejs", "npm", "nodejs-current", "node", "yarn", "yarnpkg", "pnpm"})
    entrypoints = frozenset({"docker-entrypoint.sh"})

    def claims(self, program: str) -> bool:
        return program in tool_names()

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.node.effects import effect

        return effect(call, scene)

    def writes_no_code(self, effect: Effect) -> bool:
        from msbgen.ecosystems.node.bundles import writes_no_code

        return writes_no_code(effect)

    def piped(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.node.nodesource import piped

        return piped(call)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | None:
        from msbgen.ecosystems.node.roots import needs

        return needs(call, scene)

    def interpreter(self, scene: Scene) -> Kit | None:
        from msbgen.ecosystems.node.kit import kit

        return kit(scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.node.quiet import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.node.silent import silent

        return silent(facts, scene)

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        from msbgen.ecosystems.node.needless import needless

        return needless(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        from msbgen.ecosystems.node.native import compiled_part

        return compiled_part(product, facts, scene) or True

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.node.prune import prune

        return prune(facts, scene)


ecosystem = Node()
