"""Programs whose names no command told: those that the container starts are known by that."""

from __future__ import annotations

import operator
import posixpath
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from msbgen.data import packages as table
from msbgen.data.portable import portable
from msbgen.ecosystems import claimants
from msbgen.model.facts import Call, Effect, Line, Product, Root, Unit
from msbgen.understand.commands import is_common
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene
from msbgen.understand.started import BUILTINS

__all__ = ["named"]

#: endings of files that are no compiled programs
_SCRIPTS = (".js", ".php", ".pl", ".py", ".rb", ".sh")


def named(lines: tuple[Line, ...], roots: Iterable[Root], path: str | None, scene: Scene) -> tuple[Line, ...]:
    """The lines, each product that stands for unknown programs below a folder replaced by those that are used; by the
    whole folder where none is. `path` is the container's PATH."""
    calls = [call for root in roots for call in root.calls]
    given = {p.path for line in lines for unit in line.units for e in unit.effects for p in e.products}
    started = tuple(dict.fromkeys(p for p in _started(calls, path or "", scene, _packages(lines, scene)) if p not in given))
    opened = tuple(dict.fromkeys(p for call in calls for e in claimants(call.name) for p in e.opens(call, scene) if p not in given))
    copied = {p.origin for line in lines for unit in line.units for e in unit.effects for p in e.products if p.origin}

    def settle(effect: Effect) -> Effect:
        if not any(p.path.endswith("/") for p in effect.products):
            return effect
        products: list[Product] = []
        writes = list(effect.writes)
        for product in effect.products:
            if not product.path.endswith("/"):
                products.append(product)
                continue
            folder = product.path.rstrip("/")
            # a copy of what a glob finds may itself be the file: cp target/*.jar app.jar
            used = [s for s in (*started, *opened) if below(s, folder) and (s != folder or product.origin is not None)]
            if product.kind == "program":
                used = [s for s in used if not s.endswith(_SCRIPTS)]
            products.extend(replace(product, path=s) for s in used)
            if not used and product.path not in copied:
                writes.append(folder)
        return replace(effect, products=tuple(dict.fromkeys(products)), writes=tuple(dict.fromkeys(writes)))

    return _fetched(_mapped(lines, settle), started, scene)


def _mapped(lines: tuple[Line, ...], change: Callable[[Effect], Effect]) -> tuple[Line, ...]:
    """The lines with each effect changed; most come back as they are."""
    return tuple(_line(line, change) for line in lines)


def _line(line: Line, change: Callable[[Effect], Effect]) -> Line:
    units = tuple(_unit(unit, change) for unit in line.units)
    return line if all(map(operator.is_, units, line.units)) else replace(line, units=units)


def _unit(unit: Unit, change: Callable[[Effect], Effect]) -> Unit:
    effects = tuple(map(change, unit.effects))
    same = all(map(operator.is_, effects, unit.effects))
    return unit if same else replace(unit, effects=effects)


def _fetched(lines: tuple[Line, ...], started: tuple[str, ...], scene: Scene) -> tuple[Line, ...]:
    """The lines, each command that fetched or unpacked a program that is started with that program among its products."""
    known = {p.path for line in lines for unit in line.units for e in unit.effects for p in e.products}
    found: dict[int, list[Product]] = {}
    for path in started:
        if path in known or claimants(posixpath.basename(path)) or scene.source_of(path) is not None:
            continue
        makers = [e for line in lines for unit in line.units for e in unit.effects if any(below(path, w) for w in e.writes)]
        if makers and makers[-1].owner is None and makers[-1].role == "build":
            line = next(line.instruction.line for line in lines for unit in line.units if makers[-1] in unit.effects)
            found.setdefault(id(makers[-1]), []).append(Product(path, "program", "c", line))
    return _mapped(lines, lambda e: replace(e, products=(*e.products, *found.get(id(e), ())))) if found else lines


def _started(calls: list[Call], path: str, scene: Scene, packages: frozenset[str]) -> Iterator[str]:
    """Paths at which a program may lie that is started: its own, or its name in each folder of PATH."""
    for call in calls:
        program = call.argv[0] if call.argv else None
        if not program or (program in BUILTINS and call.command.words):
            continue
        if "/" in program:
            full = join(call.cwd, program)
            if full:
                yield full
        elif not _of_the_system(program, scene, packages):
            yield from (posixpath.join(folder, program) for folder in path.split(":") if folder)


def _packages(lines: tuple[Line, ...], scene: Scene) -> frozenset[str]:
    """Packages that the base image holds, or that a line installs by name."""
    base = scene.base
    held = table.base(base.release) if base is not None and base.release is not None else None
    named = (name for line in lines for unit in line.units for e in unit.effects if e.install for name in e.install.names)
    return frozenset((*named, *(held or ()), *(base.packages if base is not None else ())))


def _of_the_system(program: str, scene: Scene, packages: frozenset[str]) -> bool:
    """Whether the shell, the base image or a package of the distribution may be where a command comes from."""
    base = scene.base
    if is_common(program) or portable(program) or claimants(program) or base is None or program in base.programs or program in packages:
        return True
    return table.package_of(program, base.package_manager or "apt", base.release) in packages
