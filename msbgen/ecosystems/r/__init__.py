"""R: packages of CRAN, Bioconductor and repositories, R CMD INSTALL, renv; scripts, Shiny and plumber that R runs.

There is no slim variant of R's images: what is saved is what lines install for the build only.
"""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Ecosystem, Edit
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class R(Ecosystem):
    """Each method's work is done by a module of this folder, imported when it is first asked."""

    name = "r"
    interpreter_packages = frozenset({"r-base", "r-base-core", "r-recommended"})
    programs = frozenset("R Rscript r install.r install2.r installGithub.r installBioc.r installDeps.r shiny-server".split())

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.r.effects import effect

        return effect(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.r.needs import needs

        return needs(call, scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        return "R itself starts programs of the system"

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.r.needs import silent

        return silent(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return "packages with parts in C link to libraries of the system"


ecosystem = R()
