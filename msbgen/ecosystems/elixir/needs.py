"""What a command that the container starts needs: a release its shell and tools, anything else Erlang or Elixir itself."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from msbgen.ecosystems.elixir.effects import tasks
from msbgen.ecosystems.elixir.lexer import tokens
from msbgen.ecosystems.elixir.notes import Release, notes
from msbgen.ecosystems.elixir.project import mix_project, texts
from msbgen.ecosystems.elixir.sources import starts
from msbgen.ecosystems.elixir.table import tools
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.read.shell import parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene
from msbgen.understand.started import BUILTINS

__all__ = ["needs", "release_of"]

_VM = frozenset({"erl", "escript", "elixir", "iex", "mix"})


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The needs of a call; the reason where it builds when it starts; None where it cannot be told."""
    evidence = (Evidence(f"line {call.line}", "it is started"),)
    release = release_of(call, scene)
    if release is not None:
        return _release(call, release[0], release[1], scene, evidence)
    if _escript(call, scene):
        return (*_machine(scene, evidence, elixir=False), Need("file", join(call.cwd, call.argv[0] or "") or "", "it is started", evidence))
    if call.name in ("rebar", "rebar3", "erlc", "elixirc"):
        return f"the container runs `{call.name}`, which compiles when it starts"
    if call.name not in _VM:
        return None
    wanted = [*_machine(scene, evidence, elixir=call.name not in ("erl", "escript"))]
    if call.name == "escript":
        path = join(call.cwd, next((w for w in call.operands if w and not w.startswith("-")), "") or "")
        text = scene.read(path) if path else None
        if path is None or text is None:
            return None
        return (*wanted, Need("file", path, "it runs this script", evidence), *starts(path, text))
    if call.name in ("mix", "iex", "elixir"):
        started = _mix_call(call)
        if started is not None:
            why = _compiles(started, scene)
            if why is not None:
                return why
            wanted.extend(_repositories(started, scene, evidence))
    return tuple(wanted)


def release_of(call: Call, scene: Scene) -> tuple[str, Release] | None:
    """The folder of the release, moved or where it was made, that a command lies in."""
    path = join(call.cwd, call.argv[0]) if call.argv and call.argv[0] and "/" in call.argv[0] else None
    if path is None:
        return None
    made = {r.folder: r for r in notes(scene).releases}
    for at, product in scene.made.items():
        origin = (product.origin or at).rstrip("/")
        if product.owner == "elixir" and below(path, at.rstrip("/")) and origin in made:
            return at.rstrip("/"), made[origin]
    return next(((r.folder, r) for r in notes(scene).releases if below(path, r.folder)), None)


def _escript(call: Call, scene: Scene) -> bool:
    """Whether a command is what mix or rebar3 made and no release: a script that escript runs."""
    path = join(call.cwd, call.argv[0]) if call.argv and call.argv[0] and "/" in call.argv[0] else None
    if path is None:
        return False
    made = {r.folder for r in notes(scene).releases}
    return any(p.owner == "elixir" and below(path, at.rstrip("/")) and (p.origin or at).rstrip("/") not in made for at, p in scene.made.items())


def _release(call: Call, folder: str, release: Release, scene: Scene, evidence: tuple[Evidence, ...]) -> tuple[Need, ...]:
    found = [Need("file", folder, "the release that is started", evidence), Need("shell", "/bin/sh", "its start script runs in it", evidence)]
    found.extend(Need("program", p, "its start script runs it", evidence) for p in tools()["scripts"][release.tool])
    found.append(Need("environment", "LANG", "the virtual machine takes the encoding of names and output from it"))
    if not release.whole:
        found.extend(_machine(scene, evidence, elixir=False))
        found.append(Need("file", release.project, "the release leaves parts there", evidence))
    for path, text in _scripts(call, folder, release, scene):
        for inner in _calls(text, call):
            if inner is None or (inner.argv and inner.name is None):
                found.append(Need("anything", "", f"{path} starts a program that it names only when it runs"))
            elif inner.name is not None and inner.name not in BUILTINS and "/" not in (inner.argv[0] or ""):
                found.append(Need("program", inner.name, f"{path} runs it"))
    return tuple(dict.fromkeys(found))


def _scripts(call: Call, folder: str, release: Release, scene: Scene) -> Iterator[tuple[str, str]]:
    """The project's own scripts that a start runs: the environment's (rel/env.sh.eex), overlays."""
    listed = [posixpath.join(release.project, "rel", "env.sh.eex")]
    path = join(call.cwd, call.argv[0] or "") or ""
    inside = path[len(folder) + 1 :].split("/")
    listed.extend(posixpath.join(release.project, "rel/overlays", *inside[at:]) for at in range(len(inside)))
    for each in listed:
        text = scene.read(each)
        if text is not None:
            yield each, text


def _calls(text: str, call: Call) -> Iterator[Call | None]:
    """The commands of a script; None for a text that cannot be read."""
    plain = text
    while "<%" in plain:  # EEx fills names in
        before, _, rest = plain.partition("<%")
        plain = before + "x" + rest.partition("%>")[2]
    script = parse(plain)
    if script.opaque:
        yield None
    yield from calls_of(script, Place(call.variables(), call.cwd, call.user, call.line, (), arguments=()))


def _machine(scene: Scene, evidence: tuple[Evidence, ...], *, elixir: bool) -> Iterator[Need]:
    """The image's own Erlang and Elixir, or the distribution's."""
    base = scene.base
    if base is not None and base.language in ("elixir", "erlang"):
        yield Need("interpreter", base.language, "its virtual machine runs it", evidence)
    else:
        yield Need("interpreter", "elixir", "its virtual machine runs it", evidence)
        yield Need("program", "erl", "its virtual machine runs it", evidence)
        if elixir:
            yield Need("program", "elixir", "Elixir starts it", evidence)
    yield Need("environment", "LANG", "the virtual machine takes the encoding of names and output from it")


def _mix_call(call: Call) -> Call | None:
    """The call of mix that a command makes: `mix x`, `iex -S mix x`, `elixir … -S mix x`."""
    if call.name == "mix":
        return call
    words = call.operands
    at = next((i for i, w in enumerate(words[:-1]) if w == "-S" and words[i + 1] == "mix"), None)
    if at is None:
        return None
    return replace(call, argv=words[at + 1 :])


def _compiles(call: Call, scene: Scene) -> str | None:
    """Why mix may compile more than Elixir sources when it starts, or do what the tables do not know; None where it does not."""
    project = mix_project(call, scene)
    table = tools()["mix"]
    if isinstance(project, str):
        return f"where `mix` finds the program is not known, for {project}"
    for words in tasks(call):
        if words[0] not in table["runs"]:
            return f"`mix {words[0] or '?'}` is not known to start a program that was compiled before"
    if (project.folder, project.env) not in notes(scene).compiled:
        return f"`mix` compiles the program for MIX_ENV={project.env} when it starts, and so needs what its dependencies are compiled with"
    every = texts(project.folder, "mix.exs", scene)
    for path, text in every.items():
        found = list(tokens(text))
        if ":elixir_make" in found and "compilers:" in found:
            return f"{path} has make run whenever it starts"
        if "compilers:" in found:
            at = found.index("compilers:")
            listed = found[at : found.index("]", at) if "]" in found[at:] else at + 12]
            odd = next((t for t in listed if t.startswith(":") and len(t) > 1 and t not in table["compilers"]), None)
            if odd is not None:
                return f"{path} names the compiler {odd}, and what that runs is not known"
    return None


def _repositories(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    """mix asks git for the state of each dependency that is a repository (hexdocs.pm/mix/Mix.SCM.html); without the lock file there may be one."""
    project = mix_project(call, scene)
    if isinstance(project, str):
        return
    base = scene.base
    lock = scene.read(posixpath.join(project.folder, "mix.lock"))
    may = (lock is None and project.every is None) or "{:git," in (lock or "") or any(k in (project.every or ()) for k in ("git:", "github:"))
    if may and (base is None or "git" in base.programs):
        yield Need("program", "git", "mix asks it for the state of dependencies that are repositories", evidence)
