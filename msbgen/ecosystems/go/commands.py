"""The go command's other sub-commands, and tools that write sources."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Callable

from msbgen.ecosystems.go.build import build, flags_of, get, install, tests, where_of
from msbgen.ecosystems.go.notes import notes
from msbgen.ecosystems.go.packages import named_packages
from msbgen.ecosystems.go.settings import settings
from msbgen.ecosystems.go.table import tools_table
from msbgen.model.facts import Call, Effect, Need, Role
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["go_effect", "go_needs", "tool_effect"]

#: sub-commands that print, or change nothing but caches
_QUIET = frozenset({"bug", "doc", "help", "list", "telemetry", "version", "vet"})
#: sub-commands that only change sources
_SOURCES = frozenset({"fix", "fmt", "work"})


def go_effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a go command; None for a sub-command that is not known."""
    verb = call.operands[0] if call.operands else "help"
    if verb in _COMMANDS:
        return _COMMANDS[verb](call, scene)
    if verb in _QUIET:
        return _effect("state", f"go {verb} changes nothing that is needed", call, scene)
    if verb in _SOURCES:
        return _effect("build", f"go {verb} changes sources, which the compiler reads", call, scene)
    return None


def tool_effect(call: Call) -> Effect | None:
    """The effect of a tool of the table of generators; None for any other."""
    tool = tools_table().generators.get(call.name or "")
    if tool is None:
        return None
    places = [join(call.cwd, folder) for folder in tool.writes]
    return Effect("build", f"{call.name} writes or checks sources, which the compiler reads", (_evidence(call),), writes=tuple(p for p in places if p),
                  anywhere=None in places, programs=(call.name or "",))  # fmt: skip


def go_needs(call: Call) -> tuple[Need, ...] | str | None:
    """What starting a go command or one of the tools needs: the toolchain, which nothing smaller holds; or only itself."""
    what = "so it needs the whole Go toolchain and the sources"
    if call.name == "go":
        return f"the container starts `go {(call.operands[0] if call.operands else None) or '?'}`, {what}"
    caller = tools_table().toolchain.get(call.name or "")
    if caller is None and call.name not in tools_table().generators:
        return None
    verb = call.operands[0] if call.operands else None
    if caller is not None and verb not in caller.without:
        return f"the container starts {call.name}: {caller.does}, {what}"
    program = call.argv[0] or ""
    path = join(call.cwd, program) if "/" in program else None
    debugged = next((w for w in call.operands[1:] if w and not w.startswith("-")), None) if caller is not None else None
    found = [Need("program", path or program, "it is started")]
    if debugged is not None:
        found.append(Need("program", join(call.cwd, debugged) or debugged, f"{call.name} runs it"))
    return tuple(found)


def _effect(role: Role, reason: str, call: Call, scene: Scene, *, writes: tuple[str, ...] = (), anywhere: bool = False) -> Effect:
    return Effect(role, reason, (_evidence(call),), writes=writes, scratch=settings(call, scene).scratch, anywhere=anywhere, programs=("go",))


def _evidence(call: Call) -> Evidence:
    return Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:6]))


def _mod(call: Call, scene: Scene) -> Effect:
    """go mod: downloads to the cache, or changes go.mod, go.sum and vendor/."""
    verb = call.operands[1] if len(call.operands) > 1 else None
    if verb == "init":
        named = call.operands[2] if len(call.operands) > 2 else None
        if call.cwd is not None:
            notes(scene).modules[call.cwd] = named
    elif verb == "tidy":
        notes(scene).changed.append(call.line)
    elif verb == "edit" and call.cwd is not None:
        given = [w for w in call.operands[2:] if w and w.lstrip("-").startswith("module=")]
        if given:
            notes(scene).modules[call.cwd] = given[-1].partition("=")[2]
    return _effect("build", f"go mod {verb or '?'} fetches modules or changes their lists; the program needs neither", call, scene)


def _env(call: Call, scene: Scene) -> Effect:
    """go env -w NAME=VALUE leaves settings to later go commands, -u takes them away."""
    words = call.operands[1:]
    if "-w" in words:
        for word in words:
            if word and not word.startswith("-") and "=" in word:
                name, _, value = word.partition("=")
                notes(scene).written[name] = value
        if None in words:
            notes(scene).written.update(dict.fromkeys(_PLACES))
        return _effect("build", "it sets up the go command", call, scene)
    if "-u" in words:
        for word in words:
            if word and not word.startswith("-"):
                notes(scene).written.pop(word, None)
        return _effect("build", "it sets up the go command", call, scene)
    return _effect("state", "go env prints settings", call, scene)


#: settings that decide where programs go and how they are linked: not known once an unknown one was written
_PLACES = ("CGO_ENABLED", "GO111MODULE", "GOARCH", "GOBIN", "GOEXPERIMENT", "GOFLAGS", "GOOS", "GOPATH")


def _generate(call: Call, scene: Scene) -> Effect:
    """go generate runs the commands of //go:generate lines, each in its file's folder."""
    given = settings(call, scene)
    where = where_of(call, scene, flags_of(call, given), given)
    packages = named_packages(flags_of(call, given).operands, where)
    reason = "it writes sources, which the compiler reads"
    if packages is None or any(p.folder is None or not p.exact or not where.tree.in_folder(p.folder) for p in packages):
        writes = (call.cwd,) if call.cwd else ()
        return _effect("build", reason, call, scene, writes=writes, anywhere=not writes)
    writes_found: list[str] = []
    for package in packages:
        for source in where.tree.in_folder(package.folder or ""):
            for command in source.header.generate if source.header else ():
                writes_found.extend(_generated(command, source.folder))
    return _effect("build", reason, call, scene, writes=tuple(dict.fromkeys(writes_found)))


def _generated(command: str, folder: str) -> list[str]:
    """Folders in which a //go:generate command may leave what a program reads: none for a known generator of sources."""
    try:
        words = shlex.split(command)
    except ValueError:
        return [folder]
    if words[:2] in (["go", "run"], ["go", "tool"]):
        words = [w for w in words[2:] if not w.startswith("-")]
    name = posixpath.basename(words[0].partition("@")[0]) if words else ""
    tool = tools_table().generators.get(name)
    if tool is None:
        return [folder]
    return [place for place in (join(folder, w) for w in tool.writes) if place]


def _run(call: Call, scene: Scene) -> Effect:
    """go run compiles a program and runs it at once: one that generates sources is known, any other may write anywhere."""
    flags = flags_of(call, settings(call, scene))
    first = flags.operands[0] if flags.operands else None
    name = posixpath.basename(first.partition("@")[0]) if first else ""
    tool = tools_table().generators.get(name)
    if tool is None:
        return _effect("unknown", f"what the program of `go run {first or '?'}` writes is not known", call, scene, anywhere=True)
    places = [join(call.cwd, folder) for folder in tool.writes]
    return _effect("build", f"{name} writes or checks sources, which the compiler reads", call, scene, writes=tuple(p for p in places if p),
                   anywhere=None in places)  # fmt: skip


def _tool(call: Call, scene: Scene) -> Effect:
    """go tool: the toolchain's own print or write object files where they run; tools of go.mod are run like go run."""
    flags = flags_of(call, settings(call, scene))
    name = flags.operands[0] if flags.operands else None
    if name in (None, "cover", "covdata", "dist", "doc", "fix", "nm", "objdump", "pprof", "test2json", "trace", "vet", "addr2line", "buildid"):
        return _effect("build", "it inspects what was built", call, scene, writes=(), anywhere=False)
    return _run(call, scene)


def _test(call: Call, scene: Scene) -> Effect:
    """go test; with -c it leaves the program that would run the tests."""
    given = settings(call, scene)
    flags = flags_of(call, given)
    if flags.given("c"):
        return tests(call, scene)
    return _effect("build", "tests are part of the build; the program needs nothing that they leave", call, scene)


def _clean(call: Call, scene: Scene) -> Effect:
    return _effect("build", "it removes caches and what was compiled", call, scene)


_COMMANDS: dict[str | None, Callable[[Call, Scene], Effect]] = {
    "build": build, "install": install, "get": get, "mod": _mod, "env": _env, "generate": _generate, "run": _run, "tool": _tool, "test": _test,
    "clean": _clean,
}  # fmt: skip
