"""What a command that the container starts needs of Python."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.python.alone import commands_by
from msbgen.ecosystems.python.environment import Environment, environment_of, is_python, search_path
from msbgen.ecosystems.python.invocation import invocation, unwrapped
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.tables import commands
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["needs_of"]

#: tools that are needed to start something with them only
_TOOLS = frozenset({"poetry", "uv", "uvx", "pipenv", "pdm", "pipx"})


def needs_of(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The interpreter, the command's own path, the script that it runs; the reason where that is not known; None when it is
    none of Python's commands."""
    name = call.name
    if name is None:
        return None
    inner, tool = unwrapped(call)
    if tool is not None:
        return _through(tool, call, inner, scene)
    if name in _TOOLS:
        return f"what `{name}` starts is not known"
    if is_python(name) or name.startswith("pip"):
        return _python(call, scene)
    return _command(call, name, scene)


def _through(tool: str, call: Call, inner: Call, scene: Scene) -> tuple[Need, ...] | str:
    """`poetry run` and the like: the tool itself, and what it starts in the project's environment.

    A command that the environment brings need not be found here: its folder is kept, and the tool finds it.
    """
    place = environment_of(call, scene, "python3")
    if isinstance(place, str):
        return place
    if inner.name is None:
        return f"what `{tool} run` starts is not known"
    row = commands().get(inner.name, {})
    if row.get("wraps"):
        return f"`{inner.name}` starts other programs"
    path = _on_path(tool, call, scene, presumed=False) or tool
    return (Need("program", path, f"`{tool} run` starts the program", _evidence(call)), *_of_place(place, call, scene))


def _python(call: Call, scene: Scene) -> tuple[Need, ...] | str:
    place = environment_of(call, scene)
    if isinstance(place, str):
        return place
    found = _of_place(place, call, scene)
    run = invocation(call.operands)
    if run.kind == "module" and run.target is not None and commands().get(run.target, {}).get("wraps"):
        return f"`{run.target}` starts other programs"
    if run.kind != "script" or not is_python(call.name or ""):
        return found
    path = join(call.cwd, run.target) if run.target else None
    if path is None:
        return "which script Python runs is not known"
    if scene.source_of(path) is None and scene.context is not None and scene.context.files is not None:
        return found  # a RUN made it, which is kept, or the original does not start either
    return (*found, Need("file", path, "Python runs this script", _evidence(call)))


def _of_place(place: Environment, call: Call, scene: Scene) -> tuple[Need, ...]:
    """The interpreter of an environment; a virtual environment links to the image's, or to one that was fetched."""
    evidence = _evidence(call)
    if place.kind == "venv":
        made = memory(scene).venvs.get(place.prefix)
        library = Need("library", place.prefix, "the virtual environment that it runs in", evidence)
        if made is not None and made.managed is not None:
            return (library, Need("library", made.managed, "the Python that was fetched for it", evidence))
        return (library, *_image_python(scene, evidence))
    return _image_python(scene, evidence)


def _image_python(scene: Scene, evidence: tuple[Evidence, ...]) -> tuple[Need, ...]:
    """The image's own interpreter, or the distribution's package."""
    if scene.base is not None and scene.base.language == "python":
        return (Need("interpreter", "python", "Python runs it", evidence),)
    return (Need("package", "python3", "Python runs it", evidence),)


def _command(call: Call, name: str, scene: Scene) -> tuple[Need, ...] | str | None:
    """A console script: found where the installation that brings it put it."""
    row = commands().get(name, {})
    starts = bool(row.get("starts"))
    program = call.argv[0] or ""
    path: str | None
    if row.get("of") and not _may_bring(row["of"], scene):
        return (Need("program", program, "it is started", _evidence(call)),)  # a package of the distribution
    if "/" in program:
        path = join(call.cwd, program)
        if path is None or not (starts or _brought(name, posixpath.dirname(path), scene)):
            return None
    else:
        path = _on_path(name, call, scene, presumed=starts)
        if path is None:
            return f"which installation brings `{name}` is not known" if starts else None
    if row.get("wraps"):
        return f"`{name}` starts other programs"
    place = _environment(path, call, scene)
    if isinstance(place, str):
        return place
    return (*_of_place(place, call, scene), Need("program", path, "it is started", _evidence(call)))


def _on_path(name: str, call: Call, scene: Scene, *, presumed: bool) -> str | None:
    """Where PATH finds a console script. One that no installation is seen to bring, but whose name is known, is presumed in
    the first folder that holds commands of an installation: the original starts it from there, or not at all."""
    folders = search_path(call.env) or ()
    found = next((f for f in folders if _brought(name, f, scene)), None)
    if found is None and presumed:
        held = {i.scripts for i in memory(scene).installations}
        found = next((f for f in folders if f in held), None)
    return f"{found}/{name}" if found else None


def _environment(path: str, call: Call, scene: Scene) -> Environment | str:
    """The environment whose interpreter a console script's first line names."""
    made = next((v for v in memory(scene).venvs if below(path, v)), None)
    return environment_of(call, scene, f"{made}/bin/python" if made else "python3")


def _brought(name: str, folder: str, scene: Scene) -> bool:
    """Whether an installation into the environment with this scripts folder brings a command."""
    return any(i.scripts == folder and name in set(commands_by(i)) for i in memory(scene).installations)


def _may_bring(distribution: str, scene: Scene) -> bool:
    """Whether an installation names a distribution, or may do so unseen."""
    return any(i.unknown is not None or any(r.name == distribution for r in i.requirements) for i in memory(scene).installations)


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", "it is started"),) if call.line else ()
