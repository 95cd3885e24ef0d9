"""What deno does in a build: modules fetched into its cache, programs compiled, tasks and scripts run."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from msbgen.ecosystems.deno.command import Command, is_local, read
from msbgen.ecosystems.deno.tasks import BUILTINS, task_calls
from msbgen.ecosystems.node.action import SYSTEM
from msbgen.ecosystems.node.merge import Part, merged
from msbgen.ecosystems.node.reach import module_file, reach_of
from msbgen.ecosystems.node.table import tool
from msbgen.ecosystems.node.tools import tool_effect
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene
from msbgen.understand.units import effect_of

__all__ = ["cache_of", "effect"]

_ASKS = frozenset({"", "completions", "doc", "help", "info", "types"})
_FETCHES = frozenset({"add", "cache", "install", "remove", "uninstall", "vendor", "init"})
_CHECKS = frozenset({"bench", "check", "coverage", "lint", "test"})
_WRITERS = ("Deno.Command", "Deno.run(", "Deno.dlopen", "Deno.env", "child_process", "homedir")


def cache_of(call: Call) -> str:
    """DENO_DIR (docs.deno.com/runtime/reference/env_variables)."""
    home = call.env.get("HOME") or ("/root" if call.user in (None, "root", "0") else f"/home/{call.user}")
    given = call.env.get("DENO_DIR")
    if given:
        return join(call.cwd, given) or given
    return posixpath.join(call.env.get("XDG_CACHE_HOME") or posixpath.join(home, ".cache"), "deno")


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None for any program but deno."""
    if call.name != "deno":
        return None
    command = read(call)
    evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)
    if command.verb in _ASKS and not command.opaque or command.has("--version", "-V", "--help", "-h"):
        return Effect("state", "it only asks", evidence, programs=("deno",))
    if command.opaque or call.cwd is None:
        return _unknown("what deno is told is not known", evidence)
    if command.verb in _CHECKS:
        return _fetched(call, scene, evidence, "it checks, with modules in deno's cache")
    if command.verb in _FETCHES:
        if command.has("-g", "--global") or (command.verb == "install" and _is_old(scene) and command.script is not None):
            return _unknown("where deno puts a script for all is not known", evidence)
        return _fetched(call, scene, evidence, "modules of the program", inside=True)
    if command.verb == "compile":
        return _compiled(command, call, scene, evidence)
    if command.verb == "bundle":
        named = command.options.get("-o") or command.options.get("--output") or command.options.get("--outdir") or next(iter(command.rest), None)
        path = join(call.cwd, named) if named else None
        fetched = _fetched(call, scene, evidence, "it bundles the program")
        return replace(fetched, writes=(*fetched.writes, path)) if path else fetched
    if command.verb == "fmt":
        return Effect("build", "it formats sources", evidence, writes=(call.cwd,), programs=("deno",)) if call.cwd not in SYSTEM else _unknown("what it formats is not known", evidence)
    if command.verb == "task":
        return _task(command, call, scene, evidence)
    if command.verb == "run":
        return _run(command, call, scene, evidence)
    return _unknown(f"what `deno {command.verb}` does is not known", evidence)


def _unknown(why: str, evidence: tuple[Evidence, ...]) -> Effect:
    return Effect("unknown", why, evidence, anywhere=True, programs=("deno",))


def _is_old(scene: Scene) -> bool:
    """Whether `deno install SCRIPT` may be that of deno 1, which installs for all."""
    base = scene.base
    return base is None or base.language != "deno" or not (base.language_version or base.version_today or "1").startswith("2")


def _fetched(call: Call, scene: Scene, evidence: tuple[Evidence, ...], why: str, *, inside: bool = False) -> Effect:
    """Modules in DENO_DIR; beside that, deno.lock, node_modules and vendor of the project."""
    where = cache_of(call)
    caches: dict[str, None] = scene.memory.setdefault("deno.caches", {})
    caches[where] = None
    folder = call.cwd or "/"
    own = [folder] if folder not in SYSTEM else [posixpath.join(folder, n) for n in ("node_modules", "vendor") if inside]
    if inside and folder in SYSTEM and scene.source_of(posixpath.join(folder, "package.json")) is None:
        own = []
    keep = Product(where, "bundle", "deno", call.line)
    return Effect("build", why, evidence, writes=(*own, where), products=(keep,), programs=("deno",))


def _compiled(command: Command, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    """A program with its modules in it."""
    target = command.options.get("--target")
    if target is not None and "linux" not in target:
        return _unknown(f"it compiles for {target}", evidence)
    named = command.options.get("-o") or command.options.get("--output") or _inferred(command, scene)
    path = join(call.cwd, named) if named else None
    if path is None or path in SYSTEM or path.endswith("/") or scene.source_of(path) is not None:
        return _unknown("where deno puts the program is not known", evidence)
    fetched = _fetched(call, scene, evidence, "it compiles a program")
    made = Product(path, "program", "deno", call.line, static=False)
    sealed: dict[str, bool] = scene.memory.setdefault("deno.sealed", {})
    sealed[path] = command.sealed
    return replace(fetched, writes=(path, cache_of(call)), products=(made, *fetched.products))


def _inferred(command: Command, scene: Scene) -> str | None:
    """The program's name, from that of its script (deno, cli/tools/installer, infer_name_from_url); None where it is not plain."""
    script = command.script
    if script is None or not is_local(script):
        return None
    stem = posixpath.splitext(posixpath.basename(script))[0]
    return None if stem in ("main", "mod", "index", "cli") else stem


def _task(command: Command, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    calls = task_calls(command, call, scene)
    if calls is None:
        return _unknown(f"what the task {command.script or '?'} does is not known", evidence)
    parts = [Part(effect_of(inner, scene)) for inner in calls if inner.name not in BUILTINS - {"cp", "mv", "rm", "mkdir"}]
    folder = (call.cwd,) if call.cwd is not None and call.cwd not in SYSTEM else ()
    return merged(parts, f"it runs the task {command.script}", ("deno",), evidence, sure=folder)


def _run(command: Command, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    """A script writes where it is allowed to, or where its text says."""
    script = command.script
    if script is None:
        return _unknown("which script it runs is not known", evidence)
    fetched = _fetched(call, scene, evidence, "it runs a script")
    if not {"all", "write", "run", "ffi"} & set(command.allows) and not command.has("-P", "--permission-set"):
        return fetched  # it may write nothing but the cache
    if script.startswith("npm:"):
        name = script[4:].rsplit("@", 1)[0] if "@" in script[5:] else script[4:]
        row = tool(name) or next((t for t in (tool(p) for p in (name.rsplit("/", 1)[-1],)) if t is not None), None)
        if row is None:
            return _unknown(f"what {script} writes is not known", evidence)
        inner = tool_effect(row, replace(call, argv=(row.name, *command.rest)), scene)
        return replace(inner, writes=(*inner.writes, cache_of(call)), products=(*inner.products, *fetched.products))
    path = join(call.cwd, script) if is_local(script) else None
    file = module_file(scene, path) if path is not None else None
    if file is None or call.cwd is None:
        return _unknown(f"what {script} writes is not known: it is not in the build context", evidence)
    text = scene.read(file) or ""
    loud = next((word for word in _WRITERS if word in text), None)
    reach = reach_of(scene, file, call.cwd, call, follow=True)
    if loud is not None or reach.why is not None:
        return _unknown(f"what {script} writes is not known: {reach.why or f'it uses {loud}'}", evidence)
    return replace(fetched, writes=tuple(dict.fromkeys((call.cwd, *fetched.writes, *reach.paths))), maybe=bool(reach.paths))
