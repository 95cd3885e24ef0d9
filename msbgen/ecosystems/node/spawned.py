"""What the project's own sources start: the programs of their commands, of shell scripts that these run, of package.json's scripts."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.node.children import Child, children
from msbgen.ecosystems.node.effects import MANAGERS
from msbgen.ecosystems.node.project import sources
from msbgen.ecosystems.node.roots import Unknown, started
from msbgen.model.facts import Call, Facts
from msbgen.understand.paths import join
from msbgen.understand.roots import start
from msbgen.understand.scene import Scene
from msbgen.understand.started import BUILTINS

__all__ = ["spawned"]

_NODE = frozenset({"node", "nodejs"})
#: interpreters of other languages, with the endings of their scripts, and what in a script starts further programs
_INTERPRETERS = {"python": (".py",), "perl": (".pl", ".pm"), "ruby": (".rb",), "php": (".php",), "lua": (".lua",), "Rscript": (".R", ".r")}
_STARTERS = ("subprocess", "popen", "system", "exec", "spawn", "`", "qx", "ctypes")
#: more scripts than this are not read
_MOST = 100


def spawned(facts: Facts, scene: Scene) -> Iterator[tuple[str, str | None]]:
    """Pairs of a source's path and a program that it starts; None where it starts one that is not known."""
    for source in sources(facts, scene) or ():
        found: dict[str | None, None] = {}
        for child in sorted(children(source.text), key=str):
            found.update(dict.fromkeys((None,) if child is None else _of_child(child, facts, scene)))
        for program in found:
            yield source.path, program


def _of_child(child: Child, facts: Facts, scene: Scene) -> Iterator[str | None]:
    argv = ("/bin/sh", "-c", child.line) if child.line is not None else child.argv
    root = start((), argv, facts.final, scene, line=None, shell_form=False)
    if root.opaque:
        yield None
    for call in root.calls[1:] if child.line is not None else root.calls:
        try:
            for each in started(call, scene):
                yield from _of_call(each, scene)
        except Unknown:
            yield None


def _of_call(call: Call, scene: Scene) -> Iterator[str | None]:
    program = call.argv[0] if call.argv else None
    if program is None or call.name is None:
        yield None
    elif not (program in BUILTINS and call.command.words):
        text = scene.read(join(call.cwd, program) or "") if "/" in program else None
        if text is not None and text.startswith("#!"):
            words = text[2:].split("\n", 1)[0].split()
            program = next((w for w in words if not w.endswith("/env") and not w.startswith("-")), program)
        elif "/" in program and not program.startswith("/"):
            return  # a program of the project
        yield program
        yield from _of_script(program.rsplit("/", 1)[-1], call, scene)


def _of_script(name: str, call: Call, scene: Scene) -> Iterator[str | None]:
    """None where a script of another language may start further programs."""
    if name in _NODE or name in MANAGERS:
        return
    ends = next((ends for start, ends in _INTERPRETERS.items() if name.startswith(start)), None)
    if ends is None:
        return
    texts = [scene.read(join(call.cwd, w) or "") or w for w in call.argv if w is not None]
    if any(w is None for w in call.argv) or not any(w is not None and w.endswith(ends) for w in call.argv):
        texts.extend(_all(ends, scene))
    if any(starter in text for text in texts for starter in _STARTERS):
        yield None


def _all(ends: tuple[str, ...], scene: Scene) -> Iterator[str]:
    """The texts of all scripts of a language in the build context."""
    context = scene.context
    paths = [p for p in (context.files or ()) if p.endswith(ends)] if context is not None else []
    for path in paths[:_MOST]:
        yield context.read(path) or "" if context is not None else ""
