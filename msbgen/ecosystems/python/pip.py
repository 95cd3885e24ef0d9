"""pip: what its commands write, and what they install."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.python.distributions import brings_data
from msbgen.ecosystems.python.environment import PYPY, Environment, home_of, user_site
from msbgen.ecosystems.python.memory import Installation, memory
from msbgen.ecosystems.python.pipconfig import Configuration, configuration, configure
from msbgen.ecosystems.python.project import project_at
from msbgen.ecosystems.python.requirement import Listed, listed, read_file
from msbgen.ecosystems.python.tables import settings
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.homes import is_root
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["VALUED", "asked_for", "evidence", "installed", "pip_effect", "unknown"]

#: pip's options with a value (pip 25.3, `pip install --help`); the letters of older versions, too
VALUED = (
    "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "--prefix", "--root", "--python", "-i", "--index-url",
    "--extra-index-url", "--trusted-host", "--cert", "--client-cert", "--timeout", "--retries", "-f", "--find-links", "--no-binary", "--only-binary",
    "--platform", "--python-version", "--implementation", "--abi", "--src", "--build", "-b", "--global-option", "--install-option", "--build-option",
    "--config-settings", "-C", "--progress-bar", "--root-user-action", "--upgrade-strategy", "--proxy", "--cache-dir", "--log", "--use-feature",
    "--use-deprecated", "--exists-action", "--report", "--group", "-d", "--dest", "--download", "-w", "--wheel-dir", "--resume-retries",
    "--keyring-provider", "--build-constraint",
)  # fmt: skip
_QUIET = {"list", "show", "freeze", "check", "config", "search", "cache", "index", "hash", "inspect", "debug", "completion", "help", "lock"}
_CACHE = "/.cache/pip"
#: environments that lie as they do below any --prefix: bin, lib and the rest side by side (sysconfig's scheme "posix_prefix")
_PLAIN = ("official", "venv")


def pip_effect(call: Call, words: tuple[str | None, ...], scene: Scene, environment: Environment | str) -> Effect:
    """The effect of `pip WORDS…` in an environment (or why that is not known)."""
    given = parse(words, VALUED)
    verb = given.operands[0] if given.operands else None
    if verb == "config" and not configure(given.operands[1:], scene):
        return unknown(call, "which of pip's settings it sets is not known")
    if verb is None and (not words or given.has("--version", "-V", "--help", "-h")) or verb in _QUIET:
        return Effect("state", "pip only tells something", programs=_programs(call))
    if verb == "install":
        return _install(call, given, scene, environment)
    if verb == "uninstall":
        if isinstance(environment, str):
            return unknown(call, environment)
        memory(scene).removed |= environment.kind == "official"
        return Effect("build", "it removes Python packages", evidence(call), writes=environment.writes,
                      replaces=(PYPY,) if environment.kind == "pypy" else (), programs=_programs(call))  # fmt: skip
    if verb in ("download", "wheel"):
        folder = join(call.cwd, given.value("-d", "--dest", "-w", "--wheel-dir") or ".")
        reason = "it fetches or builds Python packages into a folder"
        return Effect("build", reason, evidence(call), writes=(folder,) if folder else (), anywhere=folder is None, programs=_programs(call))
    return unknown(call, f"what `pip {verb or '?'}` does is not known")


def _install(call: Call, given: Arguments, scene: Scene, environment: Environment | str) -> Effect:
    if given.has("--dry-run"):
        return Effect("state", "pip only tells something", programs=_programs(call))
    if _hidden_options(call):
        return unknown(call, "which options it is given is not known")
    asked = asked_for(call, given, scene)
    if not asked.requirements and not asked.projects:
        asked += Listed(unknown="which packages it installs is not known")
    told = configuration(call, scene, environment.prefix if isinstance(environment, Environment) else "/usr")
    place = told if isinstance(told, str) else _place(call, given, told, environment, scene)
    if isinstance(place, str) or isinstance(told, str):
        return unknown(call, str(place))
    if told.value(given, "--requirement", "-r") and not given.has("--requirement", "-r"):
        asked += Listed(unknown="pip's configuration names more to install")
    more = []
    if asked.fetched:
        source = told.value(given, "--src")
        more.append(None if source is None else source or (f"{place.prefix}/src" if place.kind == "venv" else "src"))
    return installed(call, scene, place, asked, more=tuple(None if m is None else join(call.cwd, m) for m in more))


def _hidden_options(call: Call) -> bool:
    """Whether a word whose value is not known may be an option: `$OPTIONS`, `--prefix=$WHERE`; `flask==$VERSION` is none."""
    written = call.command.words[-len(call.argv) :]
    return any(word is None and not text.text[:1].isalnum() for word, text in zip(call.argv, written, strict=False))


def asked_for(call: Call, given: Arguments, scene: Scene) -> Listed:
    """What the words after `install` (of pip, or of `uv pip`) ask for; `given` holds the verb as its first operand."""
    found = Listed()
    constraints = Listed()
    for name, value in given.options:
        if name in ("-r", "--requirement", "--requirements"):
            found += read_file(value, call.cwd, scene)
        elif name in ("-e", "--editable"):
            found += listed(value, call.cwd, editable=True)
        elif name in ("-c", "--constraint", "--constraints"):
            constraints += read_file(value, call.cwd, scene)
        elif name == "--group":
            found += Listed(unknown="which packages a dependency group has is not looked up")
    for operand in given.operands[1:]:
        found += listed(operand, call.cwd)
    return found.pinned(constraints)


def _place(call: Call, given: Arguments, told: Configuration, environment: Environment | str, scene: Scene) -> Environment | str:
    """Where pip puts things: --target, --root, --prefix, --user."""
    for option in ("--target", "--root", "--prefix"):
        value = told.value(given, option, *(("-t",) if option == "--target" else ()))
        if value == "":
            continue
        path = join(call.cwd, value) if value else None
        if path is None:
            return f"where {option} points is not known"
        if option == "--prefix" and isinstance(environment, Environment) and environment.kind in _PLAIN and path == environment.prefix:
            return environment  # and pip never falls back to --user then (pip's decide_user_install)
        version = environment.version if isinstance(environment, Environment) else None
        return Environment("user", path, (path,), path + "/bin", version)
    if given.has("--python") or told.value(given, "--python") != "":
        return "which Python --python names is not known"
    if isinstance(environment, str):
        return environment
    wanted = given.has("--user") or told.value(given, "--user") in ("1", "true", "yes", "on")
    forced = call.user is not None and not is_root(call.user)  # site-packages is not writable, so pip falls back to --user
    if environment.kind in ("official", "pypy", "distribution") and (wanted or forced):
        if not wanted and any(below(place, path) or below(path, place) for path in scene.changed for place in environment.packages):
            return "whether it may write to the system's packages is not known: their owner or mode was changed"
        return _user(call, environment)
    return environment


def _user(call: Call, environment: Environment) -> Environment | str:
    base = call.env.get("PYTHONUSERBASE", "")
    home = home_of(call)
    path = join(None, base) if base else f"{home}/.local" if home else None
    return "which folder is the user's is not known" if path is None else user_site(path, environment.version)


def installed(call: Call, scene: Scene, place: Environment, asked: Listed, *, more: tuple[str | None, ...] = (), locked: bool = False,
              reason: str = "it installs Python packages") -> Effect:  # fmt: skip
    """The effect of installing what was asked for, noted for later."""
    note = _noted(call, scene, place, asked, locked)
    writes = [*place.writes]
    writes.extend(p.path for p in asked.projects if p.editable)
    lost = any(m is None for m in more)
    writes.extend(m for m in more if m)
    if note.unknown is not None or brings_data(note.requirements, place.version):
        writes.extend(place.data)
    beside = _beside(asked, place, scene)
    if beside is None:
        return unknown(call, "where a project of its own puts its data files is not known")
    writes.extend(beside)
    return Effect(
        role="build",
        reason=reason,
        evidence=evidence(call),
        writes=tuple(dict.fromkeys(writes)),
        replaces=(PYPY,) if place.kind == "pypy" else (),
        scratch=tuple(f"{home}{_CACHE}" for home in [home_of(call)] if home),
        products=tuple(Product(path, "library", "python", call.line) for path in place.packages),
        anywhere=lost,
        programs=(*_programs(call), *(("git",) if any(_asks_git(p.path, scene) for p in asked.projects) else ())),
    )


def _asks_git(folder: str, scene: Scene) -> bool:
    """Whether the build of a project takes its version or its files from git, by the tools that its project files name."""
    texts = (scene.read(posixpath.join(folder, name)) for name in ("pyproject.toml", "setup.py", "setup.cfg"))
    return any(tool in text for text in texts if text is not None for tool in settings().ask_git)


def _beside(asked: Listed, place: Environment, scene: Scene) -> tuple[str, ...] | None:
    """The folders that projects of the context put other files into, where these are not copied with the environment anyway."""
    found: list[str] = []
    for local in asked.projects:
        project = project_at(local.path, scene) if not local.editable and place.data else None
        if project is not None:
            if project.data is None:
                return None
            found.extend(posixpath.normpath(posixpath.join(place.scheme, folder)) for folder in project.data)
    return tuple(found)


def _noted(call: Call, scene: Scene, place: Environment, asked: Listed, locked: bool) -> Installation:
    """The installation, put into the scene's memory."""
    requirements = list(asked.requirements)
    names: list[str] = []
    why = asked.unknown
    for local in asked.projects:
        project = project_at(local.path, scene)
        if project is None:
            why = why or f"the project in {local.path} is not in the build context"
            continue
        why = why or project.unknown or next((f"{local.path} has no extra {e}" for e in local.extras if e not in project.optional), None)
        requirements.extend((*project.requirements, *(r for e in local.extras for r in project.optional.get(e, ()))))
        names.extend(project.commands)
    paths = tuple(p.path for p in asked.projects)
    note = Installation(call.line, place.prefix, place.scripts, tuple(dict.fromkeys(requirements)), locked, paths, why, tuple(names), place.version)
    memory(scene).installed[call.line, call.argv] = note
    return note


def evidence(call: Call) -> tuple[Evidence, ...]:
    """The command itself, shortened."""
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)


def unknown(call: Call, why: str) -> Effect:
    """A command whose writes are not known."""
    return Effect("build", why, evidence(call), anywhere=True, programs=_programs(call))


def _programs(call: Call) -> tuple[str, ...]:
    return (call.name,) if call.name else ()

