"""Programs that are copied, moved or linked after they were made: what stands at the new path is the same program."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterator
from dataclasses import replace

from msbgen.model.facts import Call, Effect, Product
from msbgen.understand.arguments import parse
from msbgen.understand.commands import transfer
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["moved"]

#: options of cp(1), mv(1), install(1) and ln(1) that take a value (coreutils 9.1)
_VALUED = ("-t", "-S", "-m", "-o", "-g", "--target-directory", "--suffix", "--mode", "--owner", "--group")
_COMMANDS = frozenset({"cp", "mv", "install", "ln"})


def moved(call: Call, effect: Effect, scene: Scene) -> Effect:
    """The effect, with the programs that it puts to another place among its products; the scene notes what files of the context it moves."""
    if call.name not in _COMMANDS:
        return effect
    if effect.links:
        if len(effect.links) == len(effect.targets) == 1:
            scene.moves(effect.targets[0], effect.links[0])
        return effect
    given = parse(call.operands, _VALUED)
    sources, dest, into = transfer(given, lambda path: scene.is_folder(join(call.cwd, path) or ""))
    target = join(call.cwd, dest) if dest is not None else None
    if target is None:
        return effect
    placed = [(path, into and posixpath.basename(source) not in (".", "..")) for source in sources if source and (path := join(call.cwd, source))]
    found = [p for path, within in placed for p in _copies(path, target, within, call.line, scene)] if scene.made else []
    for path, within in placed if effect.writes else ():
        if not any(c in path for c in "*?["):
            scene.moves(path, posixpath.join(target, posixpath.basename(path)) if within else target)
    known = {p.path for p in effect.products}
    return replace(effect, products=(*effect.products, *(p for p in found if p.path not in known))) if found else effect


def _copies(source: str, target: str, into: bool, line: int, scene: Scene) -> Iterator[Product]:
    """The programs that copying a file, a folder or what a glob finds to a target makes."""
    glob = any(c in source for c in "*?[")
    name = posixpath.basename(source)
    for path, product in list(scene.made.items()):
        plain = path.rstrip("/")
        new: str | None = None
        if path.endswith("/") and below(source, plain) and source != plain:  # one of the programs below a folder
            new = target + "/" if glob else posixpath.join(target, name) if into else target
        elif glob:
            if fnmatch.fnmatchcase(plain, source) and plain.count("/") == source.count("/"):
                new = posixpath.join(target, posixpath.basename(plain)) + path[len(plain) :]
        elif below(plain, source):
            top = posixpath.join(target, name) if into else target
            new = top + path[len(source) :]
        if new is not None:
            yield replace(product, path=new, line=line, origin=product.origin or path)
