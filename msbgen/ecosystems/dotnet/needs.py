"""What a command that the container starts needs: the dotnet host with a program, or a program that was published."""

from __future__ import annotations

from msbgen.data.portable import portable
from msbgen.ecosystems.dotnet.notes import output_of
from msbgen.ecosystems.dotnet.table import tools
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.commands import is_common
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["assembly", "in_path", "needs", "opens"]

#: options of the host that name a file or a folder
_FILES = ("--additionalprobingpath", "--additional-deps", "--depsfile", "--runtimeconfig")
_WATCH = "needs the SDK and the project's sources"


def assembly(call: Call) -> str | None:
    """The path of the program that `dotnet [exec] [options] PATH` starts; None where it starts none, or it is not known."""
    return _started(call)[0]


def opens(call: Call) -> tuple[str, ...]:
    """The program, and what options of the host name."""
    path, named = _started(call)
    return tuple(dict.fromkeys((*((path,) if path else ()), *(n for n in named if n is not None))))


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The needs; the reason where only the SDK has what the call runs; None where that cannot be told."""
    evidence = (Evidence(f"line {call.line}", "it is started"),)
    if call.name != "dotnet":
        return _program(call, scene, evidence)
    path, named = _started(call)
    words = [w for w in call.operands if w is not None]
    verb = next((w for w in words if not w.startswith("-")), None)
    if path is None:
        if verb is None and words:
            return tuple(_runtime(evidence)) if len(words) == len(call.operands) else None
        if verb is None or len(words) < len(call.operands):
            return None
        return f"`dotnet {verb}` {_WATCH if verb in ('run', 'watch', 'build', 'publish', 'test') else 'is a command of the SDK, which only the full image has'}"
    if None in named:
        return None
    files = tuple(Need("file", n, "the host reads it", evidence) for n in named if n is not None)
    return (*_runtime(evidence), Need("file", path, "dotnet runs it", evidence), *files)


def _runtime(evidence: tuple[Evidence, ...]) -> list[Need]:
    return [Need("interpreter", "dotnet", "it runs on the shared runtime", evidence)]


def _program(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> tuple[Need, ...] | None:
    """A program that was published or installed: alone, or one that looks for the shared runtime. None for any other."""
    program = call.argv[0] or ""
    path = join(call.cwd, program) if "/" in program else None
    where = path or in_path(program, call.env.get("PATH"), scene)
    found = output_of(where, scene) if where is not None else None
    if found is None:
        return None
    wanted = (Need("program", path or program, "it is started", evidence),)
    return wanted if found.alone else (*_runtime(evidence), *wanted)


def in_path(program: str, path: str | None, scene: Scene) -> str | None:
    """Where a program lies that a bare name finds in PATH, if that is in an output; None for programs of the system."""
    if is_common(program) or portable(program) is not None or (scene.base is not None and program in scene.base.programs):
        return None
    outputs = {made.rstrip("/") for made, product in scene.made.items() if product.owner == "dotnet"}
    return next((f"{folder}/{program}" for folder in (path or "").split(":") if folder.rstrip("/") in outputs), None)


def _started(call: Call) -> tuple[str | None, list[str | None]]:
    """The path of the program, and paths that options of the host before it name; None stands for one that is not known."""
    if call.name != "dotnet":
        return None, []
    words = list(call.operands)
    if words[:1] == ["exec"]:
        words.pop(0)
    named: list[str | None] = []
    while words and words[0] is not None and words[0].startswith("-"):
        option = words.pop(0)
        if option in tools()["host"]:
            value = words.pop(0) if words else None
            if option in _FILES:
                named.append(join(call.cwd, value) if value else None)
    first = words[0] if words else None
    if first is None or not (first.endswith((".dll", ".exe")) or "/" in first):
        return None, named
    return join(call.cwd, first), named
