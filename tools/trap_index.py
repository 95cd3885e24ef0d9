"""Where each trap of tests/traps/traps.toml is shown: by samples that name it, by tests that are marked with it."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

__all__ = ["Shown", "Trap", "shown", "traps"]

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Trap:
    """One part of a trap: "4b", and the trap that it is a part of."""

    id: str
    number: int
    about: str
    goes_wrong: str
    answer: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A sample's or a test's name and path below the root; `built` where a real engine builds and runs it."""

    name: str
    path: str
    built: bool


def traps() -> tuple[Trap, ...]:
    """All parts, in order."""
    data = tomllib.loads((ROOT / "tests/traps/traps.toml").read_text(encoding="utf-8"))
    return tuple(Trap(p["id"], t["number"], t["about"], p["goes_wrong"], p["answer"]) for t in data["trap"] for p in t["part"])


@cache
def shown() -> dict[str, tuple[Shown, ...]]:
    """Part, or the number of a trap as a whole → what shows it."""
    found: dict[str, list[Shown]] = {}
    for each, where in (*_samples(), *_tests()):
        found.setdefault(each, []).append(where)
    return {key: tuple(dict.fromkeys(value)) for key, value in found.items()}


def _samples() -> Iterator[tuple[str, Shown]]:
    for path in sorted((ROOT / "samples").glob("*/sample.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        built = any(v.get("real", True) and "refused" not in v for v in data["variant"])
        for each in data.get("traps", ()):
            yield each, Shown(path.parent.name, f"samples/{path.parent.name}", built)


def _tests() -> Iterator[tuple[str, Shown]]:
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        below = path.relative_to(ROOT)
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                for each in _marks(node.decorator_list):
                    yield each, Shown(node.name, str(below), below.parts[1] == "e2e")


def _marks(decorators: list[ast.expr]) -> Iterator[str]:
    """The words of every `pytest.mark.trap(…)` in decorators, those of single parameters included."""
    for decorator in decorators:
        for node in ast.walk(decorator):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "trap":
                yield from (a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str))
