"""What conda's commands write (docs.conda.io, "Command reference"; mamba and micromamba 2)."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from msbgen.ecosystems.conda.files import asked_in
from msbgen.ecosystems.conda.installers import install, is_installer
from msbgen.ecosystems.conda.prefixes import environment, made, notes, root_of
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.scene import Scene

__all__ = ["VALUED", "effect", "run_words"]

VALUED = (
    "-n", "--name", "-p", "--prefix", "-c", "--channel", "-f", "--file", "-r", "--root-prefix", "--clone", "--solver", "--repodata-fn", "--subdir",
    "--platform", "--set", "--add", "--append", "--prepend", "--remove", "--remove-key", "--experimental", "--category", "--cwd", "--rc-file", "--log-level",
)  # fmt: skip
_RUN_VALUED = ("-n", "--name", "-p", "--prefix", "--cwd", "-r", "--root-prefix", "-e", "--env", "-a", "--attach")
_QUIET = {None, "info", "list", "search", "help", "doctor", "notices", "compare", "repoquery", "version"}
_CHANGES = {"create", "install", "update", "upgrade", "remove", "uninstall"}
#: settings that move things elsewhere, or that make links into the packages' cache
_MOVES = {"envs_dirs", "envs_path", "pkgs_dirs", "root_prefix", "always_softlink", "allow_softlinks"}


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command; None when it cannot tell."""
    if is_installer(call.name or ""):
        return install(call, scene)
    words = call.operands
    given = parse(words, VALUED)
    verb = given.operands[0] if given.operands else None
    if verb == "env":
        return _env(call, given, scene)
    if verb == "run":
        return _run(call, scene)
    if verb == "clean":
        notes(scene).cleaned |= given.has("-a", "--all", "-p", "--packages", "--force-pkgs-dirs")
        return Effect("state", "it empties conda's cache", programs=_programs(call))
    if verb == "config":
        return _config(call, given, scene)
    if verb in _CHANGES:
        return _changed(call, given, given.operands[1:], scene)
    if verb in _QUIET and (verb is not None or not given.operands):
        return Effect("state", "conda only tells something", programs=_programs(call))
    if verb in ("init", "activate", "deactivate", "shell"):
        return _unknown(call, "it changes what shells find, which is not followed; ENV PATH would be")
    return None


def _env(call: Call, given: Arguments, scene: Scene) -> Effect | None:
    verb = given.operands[1] if len(given.operands) > 1 else None
    if verb in ("list", "export", "config"):
        return Effect("state", "conda only tells something", programs=_programs(call))
    if verb not in ("create", "update", "remove"):
        return None
    if verb != "remove" and not given.has("-f", "--file"):
        given = replace(given, options=(*given.options, ("-f", next((w for w in given.operands[2:] if w), "environment.yml"))))
    return _changed(call, given, (), scene)


def _changed(call: Call, given: Arguments, specs: tuple[str | None, ...], scene: Scene) -> Effect:
    """Packages go into one environment, and into the cache beside the root prefix."""
    root = root_of(call, given, scene)
    if notes(scene).lost is not None:
        return _unknown(call, notes(scene).lost or "")
    asked = [asked_in(value, call, scene) for value in given.values("-f", "--file")]
    named = next((a.name for a in asked if a is not None and a.name), None)
    if given.has("-f", "--file") and None in asked and not given.has("-n", "--name", "-p", "--prefix"):
        return _unknown(call, "which environment its file names is not known")
    prefix = environment(call, given, root, scene, named)
    if prefix is None:
        return _unknown(call, "which environment it changes is not known")
    names = tuple(name for spec in specs if spec and (name := _name(spec)))
    made(prefix, call, scene, (*names, *(name for a in asked if a is not None for name in a.specs)))
    notes(scene).cleaned = False
    home = call.env.get("HOME")
    scratch = (*((f"{root}/pkgs",) if root else ()), *((f"{home}/.conda", f"{home}/.cache/conda", f"{home}/.mamba") if home else ()))
    return Effect("build", "it installs conda's packages into an environment", _evidence(call), writes=(prefix,), scratch=scratch, programs=_programs(call),
                  products=(Product(prefix, "library", "python", call.line),))  # fmt: skip


def _name(spec: str) -> str:
    """The package of a spec: conda-forge::numpy>=1.2, python=3.12, "scipy [version='1']"."""
    plain = spec.rpartition("::")[2]
    for mark in " =<>!~[":
        plain = plain.partition(mark)[0]
    return plain.lower()


def run_words(call: Call) -> tuple[Arguments, tuple[str | None, ...]]:
    """The options of `conda run`, and the words of the command that it runs."""
    words = call.operands
    at = words.index("run") + 1
    start = at
    while at < len(words) and (word := words[at]) is not None and word.startswith("-"):
        at += 2 if word in _RUN_VALUED else 1
    return parse(words[start:at], _RUN_VALUED), words[at:]


def _run(call: Call, scene: Scene) -> Effect:
    from msbgen.understand.units import effect_of  # late: it asks the languages

    given, inner = run_words(call)
    prefix = environment(call, given, root_of(call, given, scene), scene)
    path = call.env.get("PATH", "")
    if prefix is None or not inner or path is None or given.has("--cwd"):
        return _unknown(call, "in which environment it runs a command is not known")
    return effect_of(replace(call, argv=inner, env={**call.env, "PATH": f"{prefix}/bin:{path}", "CONDA_PREFIX": prefix}), scene)


def _config(call: Call, given: Arguments, scene: Scene) -> Effect:
    keys = [v for v in given.values("--set", "--add", "--append", "--prepend") if v]
    moved = next((k for k in keys if k.split(".")[0] in _MOVES), None)
    if moved is not None:
        notes(scene).lost = f"conda's setting {moved} is not followed"
    home = call.env.get("HOME")
    return Effect("build", "it sets up conda", _evidence(call), scratch=(posixpath.join(home, ".condarc"),) if home else (), programs=_programs(call))


def _unknown(call: Call, why: str) -> Effect:
    return Effect("build", why, _evidence(call), anywhere=True, programs=_programs(call))


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)


def _programs(call: Call) -> tuple[str, ...]:
    return (call.name,) if call.name else ()
