"""What mix, rebar3 and Erlang's compilers do in a build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from itertools import pairwise

from msbgen.ecosystems.elixir.lexer import tokens
from msbgen.ecosystems.elixir.notes import Release, notes
from msbgen.ecosystems.elixir.project import Mix, bundles_erts, mix_project, only_release
from msbgen.ecosystems.elixir.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["caches", "effect", "tasks"]

#: programs that a package of Erlang or Elixir brings, so that it counts as used by the build whichever of them is named
_RUNS = ("mix", "elixir", "erl", "erlc", "escript", "rebar3", "erlang", "erlang-nox")
#: tasks that put files into priv/, which need not be there before
_SERVES = ("phx.digest", "assets.", "esbuild", "tailwind", "sass", "bun")
_VALUED = ("--path", "--only", "--version", "-C", "--sys_config", "-o", "--output-dir", "-n", "--relname", "--profile", "-d", "--hex", "-e", "-r")


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None where it is not known."""
    make = _COMMANDS.get(call.name)
    return make(call, scene) if make else None


def caches(call: Call) -> tuple[str, ...]:
    """What hex and rebar3 keep of what they downloaded: hex below HEX_HOME, rebar3 below ~/.cache."""
    home = call.env.get("HOME") or "/root"
    if call.name in ("rebar3", "rebar"):
        return (f"{home}/.cache/rebar3",)
    return (f"{call.env.get('HEX_HOME') or home + '/.hex'}/packages",) if call.name == "mix" else ()


def tasks(call: Call) -> tuple[tuple[str | None, ...], ...]:
    """The tasks of a command line, each with its words: `mix do a, b` and `mix do a + b` have several."""
    words = call.operands
    if words[:1] != ("do",):
        return (words,) if words else ()
    found: list[list[str | None]] = [[]]
    for word in words[1:]:
        if word == "+":
            found.append([])
            continue
        found[-1].append(word.rstrip(",") if word is not None else None)
        if word is not None and word.endswith(","):
            found.append([])
    return tuple(tuple(f) for f in found if f)


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)


def _unknown(call: Call, reason: str) -> Effect:
    return Effect("unknown", reason, _evidence(call), anywhere=True, programs=(call.name or "", *_RUNS))


def _mix(call: Call, scene: Scene) -> Effect | None:
    """All tasks of a call. Below the project's folder: deps/, _build/ENV/lib, priv/; a release lies in _build/ENV/rel/NAME."""
    project = mix_project(call, scene)
    table = tools()["mix"]
    home = call.env.get("HOME") or "/root"
    writes: dict[str, None] = {}
    products: list[Product] = []
    reasons: list[str] = []
    for words in tasks(call):
        task = words[0] or ""
        if task in table["quiet"]:
            reasons.append(f"mix {task} checks, or prints")
            continue
        if task in table["home"]:
            place = call.env.get("MIX_HOME", f"{home}/.mix")
            if not place:
                return _unknown(call, "where mix has its home is not known")
            writes[place] = None
            notes(scene).intermediate[place] = None
            notes(scene).uncertain.update({place: None} if task.startswith("hex.") else {})
            reasons.append(f"mix {task} fills mix's own home")
            continue
        if isinstance(project, str):
            return _unknown(call, f"where mix builds is not known, for {project}")
        notes(scene).projects[project.folder] = None
        lib = posixpath.join(project.build, "lib")
        if task in table["fetch"]:
            writes[project.deps] = None
            notes(scene).intermediate[project.deps] = None
            notes(scene).uncertain[project.deps] = None
            reasons.append(f"mix {task} fetches dependencies")
        elif task in table["compile"] or task in ("release", "escript.build") or _alias(task, project):
            notes(scene).compiled.add((project.folder, project.env))
            notes(scene).intermediate.update(dict.fromkeys((lib, project.deps)))
            priv = posixpath.join(project.folder, "priv")
            makes = task.startswith(_SERVES) or ":elixir_make" in (project.every or (":elixir_make",))
            if scene.is_folder(priv) or makes:
                writes[priv] = None
                notes(scene).uncertain.update({} if scene.is_folder(priv) else {priv: None})
            products.append(Product(lib, "library", "elixir", call.line))
            if task == "escript.build" or task not in (*table["compile"], "release"):
                products.extend(_whole(project.folder, call))
            if task == "release":
                made = _release(words, project, call, scene)
                if isinstance(made, str):
                    return _unknown(call, made)
                products.extend(made)
                reasons.append("it makes a release, which brings all that it runs")
            elif task == "escript.build" or task not in table["compile"]:
                reasons.append(f"mix {task} builds in the project's folder")
            else:
                reasons.append(f"mix {task} compiles")
        else:
            return None
    if not reasons:
        return None
    runs = (*_RUNS, "git") if any(words[0] in table["fetch"] for words in tasks(call)) else _RUNS  # dependencies may be repositories
    return Effect("build", "; ".join(reasons), _evidence(call), writes=tuple(writes), products=tuple(products),
                  scratch=(f"{home}/.cache", *caches(call)), programs=runs)  # fmt: skip


def _alias(task: str, project: Mix) -> bool:
    """Whether mix.exs names a task of its own; what it does stays in the project's folder, as all of mix's tasks do."""
    every = project.every or ()
    return f"{task}:" in every or any(a == f'"{task}"' and b == ":" for a, b in pairwise(every))


def _release(words: tuple[str | None, ...], project: Mix, call: Call, scene: Scene) -> list[Product] | str:
    """The folder of a release (hexdocs.pm/mix/Mix.Tasks.Release.html); the reason where it is not known."""
    given = parse(words[1:], _VALUED)
    every = project.every
    if None in given.operands or any(v is None for _, v in given.options):
        return "which release it makes is not known"
    named = given.operands[0] if given.operands else only_release(every) if every is not None else None
    if given.has("--path"):
        folder = join(project.folder, given.value("--path") or "")
    else:
        if every is not None and "releases:" in every and "path:" in every:
            return "mix.exs may say where the release goes"
        folder = posixpath.join(project.build, "rel", named or "").rstrip("/")
    if folder is None:
        return "where the release goes is not known"
    whole = every is None or "include_erts:" not in every or "true" in every[every.index("include_erts:") + 1 : every.index("include_erts:") + 2]
    notes(scene).packed |= every is not None and ":tar" in every
    notes(scene).releases.append(Release(folder, project.folder, "mix", whole))
    return _whole(folder, call)


def _rebar3(call: Call, scene: Scene) -> Effect | None:
    """rebar3's commands; `as PROFILE` stands before them. All goes below _build (rebar3.org/docs/configuration/configuration)."""
    table = tools()["rebar3"]
    words = list(call.operands)
    profile = "default"
    if words[:1] == ["as"] and len(words) > 1:
        if words[1] is None:
            return _unknown(call, "which profile it builds is not known")
        profile, words = words[1].replace(",", "+"), words[2:]
    if words[:1] == ["do"]:
        return _unknown(call, "several commands at once are not looked into") if None in words else _several(call, words[1:], profile, scene)
    if call.cwd is None or not words or any(call.env.get(n) for n in ("REBAR_BASE_DIR", "REBAR_PROFILE", "REBAR_CONFIG")):
        return None
    command, rest = words[0], tuple(words[1:])
    if command in table["quiet"]:
        return Effect("build", f"rebar3 {command} checks, or prints", _evidence(call), scratch=caches(call), programs=_RUNS)
    base = posixpath.join(call.cwd, "_build")
    notes(scene).projects[call.cwd] = None
    if command in table["fetch"] or command in table["compile"]:
        notes(scene).intermediate[posixpath.join(base, "default")] = None
        if command == "escriptize":
            return Effect("build", "it packs a script that escript runs", _evidence(call), scratch=caches(call), programs=_RUNS,
                          products=tuple(_whole(posixpath.join(base, profile, "bin"), call)))  # fmt: skip
        notes(scene).uncertain[posixpath.join(base, "default")] = None
        return Effect("build", f"rebar3 {command} builds below _build", _evidence(call), writes=(posixpath.join(base, "default"),), scratch=caches(call), programs=_RUNS,
                      products=(Product(posixpath.join(base, profile, "lib"), "library", "elixir", call.line),))  # fmt: skip
    if command == "tar":
        notes(scene).packed = True
        return Effect("build", "rebar3 tar packs a release", _evidence(call), writes=(call.cwd,), scratch=caches(call), programs=_RUNS)
    if command not in table["release"]:
        return None
    given = parse(rest, _VALUED)
    if any(v is None for _, v in given.options) or None in given.operands:
        return _unknown(call, "where the release goes is not known")
    text = scene.read(posixpath.join(call.cwd, "rebar.config"))
    odd = any(scene.read(posixpath.join(call.cwd, n)) is not None for n in ("rebar.config.script", "relx.config"))
    whole = text is not None and not odd and not given.has("-d", "--dev-mode", "-i", "--include-erts") and bundles_erts(text, profile)
    name = given.value("-n", "--relname") or (only_release(tuple(tokens(text))) if text is not None else None) or ""
    folder = join(call.cwd, posixpath.join(given.value("-o", "--output-dir") or posixpath.join("_build", profile, "rel"), name))
    if folder is None or (text is not None and "output_dir" in text):
        return _unknown(call, "where the release goes is not known")
    notes(scene).releases.append(Release(folder, call.cwd, "rebar3", whole))
    if not whole:
        return Effect("build", "it makes a release that leaves Erlang, or its files, where they are", _evidence(call), writes=(call.cwd,), scratch=caches(call), programs=_RUNS)
    return Effect("build", "it makes a release, which brings all that it runs", _evidence(call), scratch=caches(call), programs=_RUNS, products=tuple(_whole(folder, call)))


def _whole(folder: str, call: Call) -> list[Product]:
    """A folder, and the script in it that is started, whose name only the project knows."""
    return [Product(folder, "library", "elixir", call.line), Product(folder + "/", "program", "elixir", call.line)]


def _several(call: Call, words: list[str | None], profile: str, scene: Scene) -> Effect | None:
    """`rebar3 do a, b`: taken together as one that builds in its folder; a release among them must be a command of its own."""
    listed = [w.rstrip(",") for w in words if w is not None and not w.startswith("-")]
    table = tools()["rebar3"]
    if call.cwd is None or any(w not in (*table["quiet"], *table["fetch"], *table["compile"]) for w in listed):
        return None
    notes(scene).projects[call.cwd] = None
    return Effect("build", f"rebar3 builds in its folder ({profile})", _evidence(call), writes=(call.cwd,), scratch=caches(call), programs=_RUNS)


def _rebar(call: Call, scene: Scene) -> Effect | None:
    """rebar 2: dependencies in deps/, classes in ebin/ beside the sources."""
    known = ("get-deps", "update-deps", "compile", "clean", "delete-deps", "eunit", "doc", "xref", "skip_deps=true")
    if call.cwd is None or not call.operands or any(w not in known for w in call.operands):
        return None
    notes(scene).projects[call.cwd] = None
    return Effect("build", "rebar builds in its project's folder", _evidence(call), programs=_RUNS, products=(Product(call.cwd, "library", "elixir", call.line),))


def _compiler(call: Call, scene: Scene) -> Effect | None:
    """erlc and elixirc write below -o, else into the folder that they run in."""
    given = parse(call.operands, ("-o", "-I", "-b", "-pa", "-pz"), clusters=False)
    folder = join(call.cwd, (given.value("-o") if given.has("-o") else ".") or "")
    if folder is None:
        return _unknown(call, f"where {call.name} writes is not known")
    return Effect("build", "it compiles", _evidence(call), writes=(folder,), programs=_RUNS)


def _asks(call: Call, scene: Scene) -> Effect | None:
    """`elixir --version`, and what only starts."""
    return Effect("state", "it only asks", _evidence(call), programs=_RUNS) if set(call.operands) <= {"--version", "-v", "--help", "-h"} and call.operands else None


_COMMANDS: dict[str | None, Callable[[Call, Scene], Effect | None]] = {
    "mix": _mix, "rebar3": _rebar3, "rebar": _rebar, "erlc": _compiler, "elixirc": _compiler, "elixir": _asks, "iex": _asks,
}  # fmt: skip
