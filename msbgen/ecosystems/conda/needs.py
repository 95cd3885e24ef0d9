"""What a command that the container starts needs of conda."""

from __future__ import annotations

from dataclasses import replace

from msbgen.ecosystems.conda.effects import run_words
from msbgen.ecosystems.conda.prefixes import environment, notes, root_of
from msbgen.ecosystems.python.environment import is_python, search_path
from msbgen.ecosystems.python.memory import memory
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.scene import Scene

__all__ = ["needs_of"]


def needs_of(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """`conda run`: conda itself, the environment and what runs in it; a command that a package of the same name brings; None for any other."""
    if call.name in ("conda", "mamba", "micromamba"):
        return _of_conda(call, scene)
    name = call.argv[0] if call.argv else None
    if name is None or "/" in name:
        return None
    prefix = next((p for folder in search_path(call.env) or () if (p := folder.removesuffix("/bin")) != folder and name.lower() in notes(scene).specs.get(p, ())), None)
    return None if prefix is None else (Need("library", prefix, "the environment that it runs in", _evidence(call)),
                                        Need("program", f"{prefix}/bin/{name}", "it is started", _evidence(call)))  # fmt: skip


def _of_conda(call: Call, scene: Scene) -> tuple[Need, ...] | str:
    if "run" not in call.operands:
        return f"what `{call.name} {call.operands[0] if call.operands else ''}` starts is not known"
    given, inner = run_words(call)
    root = root_of(call, parse(call.operands, ("-r", "--root-prefix")), scene)
    prefix = environment(call, given, root, scene)
    if root is None or prefix is None or prefix not in memory(scene).venvs or call.name == "micromamba":
        return f"in which environment `{call.name} run` starts the program is not known"
    started = replace(call, argv=inner, env=call.variables(PATH=":".join((f"{prefix}/bin", *(search_path(call.env) or ())))))
    found = _started(started, scene)
    if found is None or isinstance(found, str):
        return found or f"what `{' '.join(w or '?' for w in inner[:2])}` needs at run time is not known"
    return (Need("library", root, f"`{call.name} run` starts the program", _evidence(call)), Need("library", prefix, "the environment that it runs in", _evidence(call)), *found)


def _started(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """What the command needs that runs in the environment: Python's, or a package's of its name."""
    from msbgen.ecosystems.python.needs import needs_of as of_python

    own = None if call.name in ("conda", "mamba", "micromamba") or is_python(call.name or "") else needs_of(call, scene)
    return own if own is not None else of_python(call, scene)


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", "it is started"),) if call.line else ()
