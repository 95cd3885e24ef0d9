"""Virtual environments: commands that make one, and sourcing its `activate`."""

from __future__ import annotations

from collections.abc import Mapping

from msbgen.ecosystems.python.environment import version_in
from msbgen.ecosystems.python.memory import Venv, memory
from msbgen.ecosystems.python.pip import evidence, unknown
from msbgen.model.facts import Call, Effect, Product
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene
from msbgen.understand.state import DEFAULT_PATH

__all__ = ["activated", "made_venv", "make_venv"]

#: options with a value of `python -m venv`, virtualenv 20 and `uv venv`
_VALUED = ("--prompt", "-p", "--python", "--app-data", "--seeder", "--creators", "--pip", "--setuptools", "--wheel", "--extra-search-dir", "--index-url",
           "--default-index", "--link-mode", "--cache-dir", "--project", "--directory")  # fmt: skip


def make_venv(call: Call, words: tuple[str | None, ...], scene: Scene, *, default: str | None = None, managed: str | None = None) -> Effect:
    """The effect of a command that makes a virtual environment in the folder that its operand (or `default`) names."""
    given = parse(words, _VALUED)
    names = given.operands or (default,)
    paths = [join(call.cwd, n) if n else None for n in names]
    if any(p is None for p in paths):
        return unknown(call, "where it makes a virtual environment is not known")
    wanted = given.value("-p", "--python")
    version = (wanted if wanted and wanted[:2] == "3." else version_in(wanted.rsplit("/", 1)[-1])) if wanted else None
    for path in paths:
        made_venv(path, call, scene, version, managed)
    return Effect("build", "it makes a virtual environment", evidence(call), writes=tuple(p for p in paths if p),
                  products=tuple(Product(p, "library", "python", call.line) for p in paths if p), programs=(call.name or "",))  # fmt: skip


def made_venv(path: str | None, call: Call, scene: Scene, version: str | None = None, managed: str | None = None) -> None:
    """Note that a virtual environment stands at a path."""
    if path is not None:
        memory(scene).venvs.setdefault(path, Venv(path, call.line, version, managed))


def activated(path: str, values: Mapping[str, str | None]) -> Mapping[str, str | None] | None:
    """What `. VENV/bin/activate` sets (CPython, Lib/venv/scripts/common/activate); None for any other file."""
    prefix = path.removesuffix("/bin/activate")
    if prefix == path or not prefix:
        return None
    folders = values.get("PATH", DEFAULT_PATH)
    return {"VIRTUAL_ENV": prefix, "PATH": None if folders is None else f"{prefix}/bin:{folders}"}
