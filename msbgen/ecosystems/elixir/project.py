"""A project as its mix.exs or rebar.config tells: what moves its folders, how its releases are made."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from msbgen.ecosystems.elixir.lexer import pairs, tokens
from msbgen.ecosystems.elixir.table import tools
from msbgen.model.facts import Call
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["Mix", "bundles_erts", "mix_project", "only_release", "texts"]


_MOVES = ("MIX_ENV", "MIX_TARGET", "MIX_BUILD_PATH", "MIX_BUILD_ROOT", "MIX_DEPS_PATH")


@dataclass(frozen=True, slots=True)
class Mix:
    """Where mix works. `folder` is the project's, `build` that of the environment (_build/prod), `deps` that of dependencies' sources, `every`
    the tokens of mix.exs, None where it is not at hand. `env` is the environment's name."""

    folder: str
    build: str
    deps: str
    env: str
    every: tuple[str, ...] | None


def mix_project(call: Call, scene: Scene) -> Mix | str:
    """The project that a call of mix works on; the reason where its folders are not known."""
    if call.cwd is None:
        return "in which folder it runs is not known"
    given = {n: call.env[n] for n in ("MIX_EXS", *_MOVES) if n in call.env}  # what nobody sets in the Dockerfile is not set
    file = given.get("MIX_EXS", "")
    text = scene.read(join(call.cwd, file or "mix.exs") or "")
    every = tuple(tokens(text)) if text is not None else None
    found = [given.get(n, "") for n in _MOVES]
    if file is None or any(v is None for v in found):
        return "a variable that moves its folders is not known"
    env, target, path, root, deps = (v or "" for v in found)
    moved = next((k for k in tools()["mix"]["moves"] if every is not None and k in every), None)
    if moved is not None and not (env and moved in ("preferred_cli_env:", "preferred_envs:", "default_env:")):
        return f"mix.exs says `{moved}`"
    folder = posixpath.dirname(join(call.cwd, file) or "") if file else call.cwd
    name = "_".join(x for x in (target if target != "host" else "", env or "dev") if x)
    build = join(folder, path) if path else join(folder, posixpath.join(root or "_build", name))
    return Mix(folder, build or "", join(folder, deps or "deps") or "", env or "dev", every)


def only_release(every: tuple[str, ...]) -> str | None:
    """The name of the one release that mix.exs or rebar.config makes; None where it names several, or that is not seen."""
    if "releases:" in every:
        at = every.index("releases:") + 1
        if every[at : at + 1] != ("[",):
            return None
        depth, names = 0, []
        for token in every[at:]:
            depth += token in ("[", "{", "(")
            depth -= token in ("]", "}", ")")
            if depth == 0:
                break
            if depth == 1 and token.endswith(":"):
                names.append(token[:-1])
        return names[0] if len(names) == 1 else None
    if "app:" in every:
        found = every[every.index("app:") + 1 :][:1]
        return found[0][1:] if found and found[0].startswith(":") and "apps_path:" not in every else None
    given = {every[i + 4] for i in range(len(every) - 4) if every[i : i + 4] == ("{", "release", ",", "{")}
    return given.pop() if len(given) == 1 else None


def texts(folder: str, name: str, scene: Scene) -> dict[str, str]:
    """The files of this name in a project's folder and below it, dependencies left out: path in the image → text."""
    found: dict[str, str] = {}
    top = scene.read(posixpath.join(folder, name))
    if top is not None:
        found[posixpath.join(folder, name)] = top
    source = scene.source_of(folder)
    if source is not None and scene.context is not None and scene.context.files is not None:
        prefix = "" if source in ("", ".") else source + "/"
        for file in scene.context.files:
            if file.startswith(prefix) and file.rsplit("/", 1)[-1] == name and not {"deps", "_build"}.intersection(file.split("/")):
                path = posixpath.join(folder, file[len(prefix) :])
                if (text := scene.read(path)) is not None:
                    found[path] = text
    return found


def bundles_erts(text: str, profile: str) -> bool:
    """Whether rebar.config makes releases of this profile that bring the virtual machine, all files copied: relx's mode prod or minimal, or
    include_erts (rebar3.org/docs/deployment/releases). What is not said counts as no."""
    every = list(tokens(text))
    at = next((i for i, t in enumerate(every) if t == "profiles" and every[i - 1] == "{"), None)
    end = _close(every, at - 1) if at is not None else 0
    inside = set(pairs(every[at:end])) if at is not None else set()
    outside = set(pairs(every[:at])) | set(pairs(every[end:])) if at is not None else set(pairs(every))
    told = outside if profile == "default" else outside | inside
    wrong = {("include_erts", "false"), ("dev_mode", "true")} & told or ("mode", "dev") in (outside if profile == "default" else inside)
    return not wrong and bool({("mode", "prod"), ("mode", "minimal"), ("include_erts", "true")} & told)


def _close(every: list[str], at: int) -> int:
    depth = 0
    for i in range(at, len(every)):
        depth += every[i] in ("{", "[")
        depth -= every[i] in ("}", "]")
        if depth == 0:
            return i
    return len(every)
