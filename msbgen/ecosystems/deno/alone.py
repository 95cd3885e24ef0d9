"""Whether a program of deno is known to start no other program and to load no library: by its permissions, else by its sources."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping

from msbgen.ecosystems.deno.command import is_local, read
from msbgen.ecosystems.deno.config import config_at
from msbgen.ecosystems.deno.kit import ENTRYPOINT
from msbgen.ecosystems.deno.roots import Unknown, commands
from msbgen.ecosystems.node.dependencies import unlocked
from msbgen.ecosystems.node.javascript import imports
from msbgen.ecosystems.node.modules import package_of
from msbgen.ecosystems.node.project import Source, sources
from msbgen.model.facts import Call, Facts
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["compiled", "starts_others"]

#: what starts programs or loads libraries (docs.deno.com/api/deno), node's modules included
_LOUD = ("Deno.Command", "Deno.run", "Deno.dlopen", "child_process", "spawn_sync", "process_wrap", "node:cluster", "createRequire", "[\"Command\"]", "['Command']")


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the program may start others; None when deno keeps it from that, or all that it loads is known not to."""
    sealed: dict[str, bool] = scene.memory.get("deno.sealed", {})
    for root in facts.roots:
        for call in root.calls:
            if call.name == ENTRYPOINT or call.name in SHELLS or call.name == "tini":
                continue
            why = _of_call(call, sealed, facts, scene)
            if why is not None:
                return why
    return None


def compiled(call: Call, facts: Facts) -> str | None:
    """The path of the program that deno compiled and that this call starts; None for any other call."""
    program = call.argv[0] if call.argv else None
    if not program:
        return None
    path = join(call.cwd, program) if "/" in program else None
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                for product in effect.products:
                    same = product.path == path or (path is None and posixpath.basename(product.path) == program)
                    if product.owner == "deno" and product.kind == "program" and same:
                        return product.path if product.origin is None else product.origin
    return None


def _of_call(call: Call, sealed: dict[str, bool], facts: Facts, scene: Scene) -> str | None:
    made = compiled(call, facts)
    if made is not None:
        return None if sealed.get(made) else _of_sources(facts, scene, call)
    if call.name != "deno":
        return None
    try:
        run = [each for each in commands(call, scene) if each.name == "deno"]
    except Unknown:
        return f"what `{' '.join(w or '?' for w in call.argv[:3])}` runs is not known"
    for each in run:
        command = read(each)
        if command.verb not in ("run", "serve", "task"):
            return f"what `deno {command.verb}` runs is not known"
        if command.verb == "task" or command.sealed:
            continue
        if command.script is None or not is_local(command.script):
            return f"what {command.script or 'deno'} starts is not known"
        why = _of_sources(facts, scene, each)
        if why is not None:
            return why
    return None


def _of_sources(facts: Facts, scene: Scene, call: Call) -> str | None:
    """The same by what the sources say, where deno is told to allow everything."""
    own = sources(facts, scene)
    if own is None:
        return "the program's sources are not all at hand"
    config = config_at(scene, call.cwd)
    aliases: Mapping[str, str] = config.imports if config is not None else {}
    for source in own:
        loud = next((word for word in _LOUD if word in source.text), None)
        if loud is not None:
            return f"{source.path} starts other programs, or loads libraries ({loud})"
        why = _of_imports(source, aliases)
        if why is not None:
            return why
    return None


def _of_imports(source: Source, names: Mapping[str, str]) -> str | None:
    loaded = imports(source.text)
    if loaded.computed:
        return f"{source.path} loads a module whose name it computes"
    for name in loaded.names:
        meant = names.get(name) or next((v + name[len(k) :] for k, v in names.items() if k.endswith("/") and name.startswith(k)), name)
        if meant.startswith((".", "/", "node:")):
            continue
        package = package_of(meant.removeprefix("npm:").lstrip("/")) if meant.startswith("npm:") or ":" not in meant else None
        bare = package.rsplit("@", 1)[0] if package is not None and "@" in package[1:] else package
        if bare is None:
            return f"the module {meant} is not known to start no other program"
        loud = next(unlocked({bare: None}), None)
        if loud is not None:
            return f"the package {loud} is not known to start no other program"
    return None
