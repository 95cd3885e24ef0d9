"""Python: pip, virtual environments, poetry, uv, pipenv and pdm; the interpreter of the official images.

Python reads its sources at run time, so all of them are kept. What is saved is the tooling: compilers, headers and, where it
is proven that nothing else of the system is used, the rest of the distribution.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msbgen.ecosystems.base import Ecosystem, Kit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need
from msbgen.understand.scene import Scene

__all__ = ["Python", "ecosystem"]


class Python(Ecosystem):
    """See the modules of this folder; each does one thing and is imported when it is first needed."""

    name = "python"
    offline = frozenset({"--offline", "UV_OFFLINE=1"})
    interpreter_packages = frozenset({"python3", "python3-minimal", "python", "python2", "python-is-python3"})
    programs = frozenset(
        "python python3 pypy pypy3 pip pip3 virtualenv pipx easy_install easy_install3 poetry uv uvx pipenv pdm manage.py".split()
    )

    def claims(self, program: str) -> bool:
        stem, _, version = program.partition("3.")
        if stem in ("python", "pip", "easy_install-") and version.isdigit():
            return True
        from msbgen.ecosystems.python.tables import commands

        return program in commands()

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.python.build import effect

        return effect(call, scene)

    def sourced(self, path: str, values: Mapping[str, str | None]) -> Mapping[str, str | None] | None:
        from msbgen.ecosystems.python.venvs import activated

        return activated(path, values)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.python.needs import needs_of

        return needs_of(call, scene)

    def interpreter(self, scene: Scene) -> Kit | None:
        from msbgen.ecosystems.python.kit import kit

        return kit(scene)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.python.alone import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.python.silent import silent

        yield from silent(facts, scene)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.python.prune import prune

        return prune(facts, scene, carried=carried)


ecosystem = Python()
