"""Tools that install a project from its lock file: poetry, pipenv, pdm. (uv has a module of its own.)"""

from __future__ import annotations

from dataclasses import replace

from msbgen.ecosystems.formats import toml_of
from msbgen.ecosystems.python.environment import Environment, environment_of, home_of, venv
from msbgen.ecosystems.python.locks import locked
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.pip import evidence, installed, unknown
from msbgen.ecosystems.python.requirement import Listed, Local
from msbgen.ecosystems.python.venvs import made_venv
from msbgen.model.facts import Call, Effect
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["POETRY_VALUED", "pdm_effect", "pipenv_effect", "poetry_effect"]

_TRUE = ("1", "true", "yes", "on")
POETRY_VALUED = ("--without", "--with", "--only", "-E", "--extras", "-P", "--project", "-C", "--directory", "-f", "--format", "-o", "--output", "--python")
_POETRY_QUIET = {"--version", "about", "check", "show", "version", "env", "search", "list", "help", "cache", "debug", "source"}
_PIPENV_VALUED = ("-r", "--requirements", "--python", "--pypi-mirror", "-i", "--index", "--categories", "-e", "--editable", "--extra-pip-args")
_PDM_VALUED = ("-G", "--group", "--with", "--without", "-p", "--project", "-L", "--lockfile", "-f", "--format", "-o", "--output", "-d", "--dest")
_PROJECT = "it installs the project's dependencies"


def poetry_effect(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """The effect of `poetry WORDS…`; None when it cannot tell."""
    given = parse(words, POETRY_VALUED)
    verb = given.operands[0] if given.operands else None
    folder = join(call.cwd, given.value("-C", "--directory", "-P", "--project") or ".")
    if verb in _POETRY_QUIET or (verb is None and given.has("--version", "-V")):
        return Effect("state", "poetry only tells something", programs=("poetry",))
    if verb == "config":
        return _config(call, given, scene)
    if verb in ("export", "lock", "build"):
        return _beside(call, verb, given, folder)
    if verb == "self":
        return Effect("build", "it changes poetry itself", evidence(call), programs=("poetry",))
    if verb not in ("install", "sync", "update", "add", "remove"):
        return None  # `poetry run` is unwrapped before
    if folder is None:
        return unknown(call, "which folder poetry works in is not known")
    place = _poetry_environment(call, folder, scene)
    if isinstance(place, str):
        return unknown(call, place)
    asked = locked(folder, "poetry", scene, extras=_extras(given), groups=_groups(given), named=verb == "install")
    if verb in ("add", "update", "remove"):
        asked = replace(asked, unknown=asked.unknown or f"poetry {verb} changes what is locked")
    root = not given.has("--no-root", "--only", "--no-directory") and verb in ("install", "sync")
    if root:
        asked += Listed(projects=(Local(folder, (), editable=True),))
    if place.kind == "venv":
        made_venv(place.prefix, call, scene, place.version)
    more = () if verb in ("install", "sync") else (join(folder, "pyproject.toml"), join(folder, "poetry.lock"))
    return installed(call, scene, place, asked, locked=asked.unknown is None, reason=_PROJECT, more=more)


def _poetry_environment(call: Call, folder: str, scene: Scene) -> Environment | str:
    """Where poetry installs (python-poetry.org, "Configuration"): the active virtual environment, else the system when
    virtualenvs.create is false, else .venv or a folder below its cache."""
    active = call.env.get("VIRTUAL_ENV", "")
    if active:
        return venv(active.rstrip("/"))
    if active is None:
        return "which virtual environment is active is not known"
    settings = {**_local_config(folder, scene), **memory(scene).config}
    create = call.env.get("POETRY_VIRTUALENVS_CREATE", settings.get("virtualenvs.create", "true"))
    if create is None:
        return "where poetry installs depends on a value that is not known"
    system = environment_of(call, scene, "python3")
    if create.lower() not in _TRUE:
        return system
    if isinstance(system, Environment) and system.kind == "venv":
        return system  # poetry takes the environment that its python stands in
    inside = call.env.get("POETRY_VIRTUALENVS_IN_PROJECT", settings.get("virtualenvs.in-project", ""))
    if inside is None:
        return "where poetry installs depends on a value that is not known"
    if inside.lower() in _TRUE or (scene.source_of(folder + "/.venv") is not None):
        return venv(folder.rstrip("/") + "/.venv")
    path = call.env.get("POETRY_VIRTUALENVS_PATH", settings.get("virtualenvs.path", ""))
    if path is None or "{" in path:
        return "where poetry installs depends on a value that is not known"
    cache = call.env.get("POETRY_CACHE_DIR", settings.get("cache-dir", "")) or f"{home_of(call)}/.cache/pypoetry"
    found = join(None, path or f"{cache}/virtualenvs")
    if found is None or home_of(call) is None:
        return "where poetry keeps virtual environments is not known"
    return Environment("venv", found, (found,), found + "/*/bin", None)


def _local_config(folder: str, scene: Scene) -> dict[str, str]:
    """poetry.toml beside pyproject.toml."""
    text = scene.read(join(folder, "poetry.toml") or "")
    table = toml_of(text or "") or {}
    return {f"virtualenvs.{k}": str(v).lower() if isinstance(v, bool) else str(v) for k, v in table.get("virtualenvs", {}).items()}


def _config(call: Call, given: Arguments, scene: Scene) -> Effect:
    words = given.operands[1:]
    if len(words) >= 2 and words[0] and words[1]:
        memory(scene).config[words[0]] = words[1]
    elif words and not given.has("--list", "--unset"):
        return unknown(call, "which setting poetry is given is not known") if None in words else Effect("state", "poetry only tells something")
    home = home_of(call)
    return Effect("build", "it sets up poetry", evidence(call), scratch=(f"{home}/.config/pypoetry",) if home else (), programs=("poetry",))


def _beside(call: Call, verb: str, given: Arguments, folder: str | None) -> Effect:
    """Commands that write beside the project: a requirements file (or to standard output), the lock file, dist."""
    names = {"export": given.value("-o", "--output"), "lock": "poetry.lock", "build": given.value("-o", "--output") or "dist"}
    name = names[verb]
    if name is None and not given.has("-o", "--output"):
        return Effect("state", "it prints the project's dependencies", programs=("poetry",))
    path = join(call.cwd if verb == "export" else folder, name) if name else None
    return Effect("build", "it writes beside the project", evidence(call), writes=(path,) if path else (), anywhere=path is None, programs=("poetry",))


def _extras(given: Arguments) -> tuple[str, ...] | None:
    if given.has("--all-extras"):
        return None
    return tuple(e for v in given.values("-E", "--extras") if v for e in v.replace(",", " ").split())


def _groups(given: Arguments) -> tuple[str, ...] | None:
    """The optional groups that come along: () for the main one alone, None for all."""
    only = [g for v in given.values("--only") if v for g in v.split(",")]
    if only == ["main"] or given.has("--no-dev", "--only-root"):
        return ()
    if not given.options or not only:
        without = {g for v in given.values("--without") if v for g in v.split(",")}
        return () if without and "dev" in without and not given.has("--with") else None
    return None


def pipenv_effect(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """The effect of `pipenv WORDS…` (pipenv.pypa.io, "Configuration")."""
    given = parse(words, _PIPENV_VALUED)
    verb = given.operands[0] if given.operands else None
    if verb in ("graph", "check", "verify", "requirements", "clean", "scripts", "audit") or (verb is None and given.has("--version", "--venv")):
        return Effect("state", "pipenv only tells something", programs=("pipenv",))
    if verb == "lock":
        path = join(call.cwd, "Pipfile.lock")
        return Effect("build", "it writes beside the project", evidence(call), writes=(path,) if path else (), anywhere=path is None, programs=("pipenv",))
    if verb not in ("install", "sync", "update", "upgrade"):
        return None
    if call.cwd is None:
        return unknown(call, "which folder pipenv works in is not known")
    place = pipenv_environment(call, given, scene)
    if isinstance(place, str):
        return unknown(call, place)
    groups = None if given.has("-d", "--dev", "--categories") else ()
    asked = locked(call.cwd, "pipenv", scene, extras=(), groups=groups, named=True)
    if len(given.operands) > 1:
        asked = replace(asked, unknown=asked.unknown or "pipenv install changes what is locked")
    if place.kind == "venv":
        made_venv(place.prefix, call, scene)
    exact = given.has("--deploy", "--ignore-pipfile") or verb == "sync"
    beside = () if exact else tuple(join(call.cwd, n) for n in ("Pipfile", *(() if given.has("--skip-lock") else ("Pipfile.lock",))))
    if not exact and not given.has("--skip-lock"):
        asked = replace(asked, unknown=asked.unknown or "pipenv install locks again what is out of date")
    return installed(call, scene, place, asked, locked=asked.unknown is None, reason=_PROJECT, more=beside)


def pipenv_environment(call: Call, given: Arguments, scene: Scene) -> Environment | str:
    """Where pipenv installs: the system with --system, the active environment, .venv, or a folder below WORKON_HOME."""
    if given.has("--system") or call.env.get("PIPENV_SYSTEM", "") in _TRUE:
        return environment_of(call, scene, "python3")
    active = call.env.get("VIRTUAL_ENV", "")
    if active and call.env.get("PIPENV_IGNORE_VIRTUALENVS", "") not in _TRUE:
        return venv(active.rstrip("/"))
    if call.env.get("PIPENV_VENV_IN_PROJECT", "") in _TRUE or (call.cwd and scene.source_of(call.cwd + "/.venv") is not None):
        return venv(f"{call.cwd}/.venv")
    parent = call.env.get("WORKON_HOME", "") or (f"{home_of(call)}/.local/share/virtualenvs" if home_of(call) else None)
    if active is None or parent is None:
        return "where pipenv keeps virtual environments is not known"
    return Environment("venv", parent, (parent,), parent + "/*/bin", None)


def pdm_effect(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """The effect of `pdm WORDS…`: it installs into .venv beside the project unless told otherwise (pdm-project.org)."""
    given = parse(words, _PDM_VALUED)
    verb = given.operands[0] if given.operands else None
    if verb in ("info", "list", "show", "--version", "search", "self") or (verb is None and given.has("--version", "-V")):
        return Effect("state", "pdm only tells something", programs=("pdm",))
    if verb not in ("install", "sync") or call.cwd is None or call.env.get("PDM_USE_VENV") or given.has("-g", "--global", "-p", "--project"):
        return None
    active = call.env.get("VIRTUAL_ENV", "")
    if active is None:
        return unknown(call, "which virtual environment is active is not known")
    place = venv(active.rstrip("/") or f"{call.cwd}/.venv")
    made_venv(place.prefix, call, scene)
    dev = not given.has("--prod", "--production", "--no-dev")
    asked = locked(call.cwd, "pdm", scene, extras=(), groups=None if dev or given.has("-G", "--group") else (), named=True)
    if not given.has("--no-self"):
        asked += Listed(projects=(Local(call.cwd, (), editable=not given.has("--no-editable")),))
    return installed(call, scene, place, asked, locked=asked.unknown is None, reason=_PROJECT, more=(join(call.cwd, ".pdm-python"),))
