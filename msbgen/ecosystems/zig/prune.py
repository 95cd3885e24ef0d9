"""The compiler itself, where a line fetched it, and what it leaves beside programs."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.zig.notes import notes
from msbgen.model.facts import Facts
from msbgen.model.plan import Run
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["needless", "prune"]

#: ways in which archives of the compiler end (ziglang.org/download)
_ARCHIVES = (".tar.xz", ".tar.gz", ".zip")


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """Folders and links with nothing but the compiler, which PATH or a link leads to; what was built and is used elsewhere."""
    effects = [e for line in facts.lines for u in line.units for e in u.effects]
    brought = [p.dest for p in scene.placements if p.origin in ("stage", "image") and p.into]
    used = [p.path for e in effects for p in e.products if p.kind == "program"] + [facts.final.workdir or "/"]
    used.extend(p.dest for p in scene.placements if p.dest not in brought)
    used.extend(call.cwd for root in facts.roots for call in root.calls if call.cwd is not None)
    called = [call.argv[0] or "" for line in facts.lines for u in line.units for call in u.calls if call.name == "zig"]
    folders = [*(facts.final.value("PATH") or "").split(":"), *(posixpath.dirname(path) for path in called if path.startswith("/"))]
    links = {link: target for e in effects for link, target in zip(e.links, e.targets, strict=False) if posixpath.basename(target) == "zig"}
    for link, target in links.items():
        folders.append(posixpath.dirname(target))
        yield link, "it leads to the compiler, which only the build needs"
    for path in dict.fromkeys((*brought, *(w for e in effects for w in e.writes))):
        holds = any(below(folder, path) and "zig" in folder for folder in folders)
        if holds and path.count("/") > 1 and not any(below(u, path) for u in used):
            yield path, "the compiler lies there, which only the build needs"
    targets = [t for e in effects for t in (*e.targets, *e.links)]
    for prefix, more in notes(scene).prefixes.items():
        if not more and not any(below(path, prefix) for path in (*used, *targets)):
            yield prefix, "the programs that were built there are used elsewhere"


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Remove caches of the build and archives of the compiler from folders that are copied whole."""
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    keeping = keep(facts, scene)
    gone: dict[str, None] = {}
    for folder in notes(scene).folders:
        gone.update(dict.fromkeys(p for name in (".zig-cache", "zig-cache") if keeping.covers(p := posixpath.join(folder, name))))
    for line in facts.lines:
        for unit in line.units:
            for call in unit.calls:
                for word in call.operands:
                    name = posixpath.basename(word or "")
                    if not name.startswith("zig-") or not name.endswith(_ARCHIVES):
                        continue
                    stem = next(name.removesuffix(end) for end in _ARCHIVES if name.endswith(end))
                    found = [join(call.cwd, n) for n in (name, stem)]
                    gone.update(dict.fromkeys(p for p in found if p is not None and keeping.covers(p)))
    if not gone:
        return None
    command = f"rm -rf {' '.join(map(shlex.quote, gone))}"
    step = Run((command,), note="The compiler and its caches", why="only the build reads them")
    return Prune(as_root([step], facts, "it removes what root may have built"), "the compiler and its caches")
