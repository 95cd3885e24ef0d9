"""What deno takes from the image though no line asks for it, what it does not need, and its cache."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root
from msbgen.ecosystems.deno.alone import compiled, starts_others
from msbgen.ecosystems.deno.effects import cache_of
from msbgen.ecosystems.deno.kit import ENTRYPOINT
from msbgen.ecosystems.node.downloads import made_sure as ensured
from msbgen.ecosystems.node.files import files
from msbgen.ecosystems.presence import installed
from msbgen.model.facts import Facts, Need
from msbgen.model.plan import Run
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.scene import Scene

__all__ = ["made_sure", "needless", "silent"]



def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Files of the system that sources name; all packages, where it may start anything. On a full image of another language the
    program may take what the slim one lacks."""
    yield from files(facts, scene)
    why = starts_others(facts, scene)
    if why is None:
        return
    yield from (Need("package", name, why) for name in installed(facts))
    if facts.base is not None and facts.base.kind == "full":
        yield Need("unproven", "", why)


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """deno's cache, where only programs that it compiled are started, which hold their modules, and which start nothing."""
    started = [call for root in facts.roots for call in root.calls if call.name not in SHELLS and call.name not in (ENTRYPOINT, "tini")]
    if not started or any(root.opaque for root in facts.roots) or not all(compiled(call, facts) for call in started):
        return
    if starts_others(facts, scene) is None:
        for path in _caches(facts, scene):
            yield path, "only the build reads deno's cache: the compiled program holds its modules"


def _caches(facts: Facts, scene: Scene) -> Iterator[str]:
    known: dict[str, None] = scene.memory.get("deno.caches", {})
    for line in facts.lines:
        for unit in line.units:
            for call in unit.calls:
                if call.name == "deno" and cache_of(call) in known:
                    yield cache_of(call)


def made_sure(facts: Facts, scene: Scene) -> Prune | None:
    """A step after which the cache is there: deno makes it when it first has something to put there."""
    gone = {path for path, _ in needless(facts, scene)}
    official = facts.base is not None and facts.base.language == "deno"
    paths = [p for p in dict.fromkeys(_caches(facts, scene)) if p not in gone and not (official and p == "/deno-dir")]
    if not paths:
        return None
    step = Run((ensured(paths),), note="deno's cache, which may be empty", why="whether deno has put anything there is not known")
    return Prune(as_root([step], facts, "it may lie in root's home folder"), "deno's cache is there", gains=False)
