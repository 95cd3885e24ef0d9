"""pip: what its commands write, and what they install."""

from __future__ import annotations

from msbgen.ecosystems.python.distributions import brings_data
from msbgen.ecosystems.python.environment import Environment, home_of, user_site
from msbgen.ecosystems.python.memory import Installation, memory
from msbgen.ecosystems.python.project import project_at
from msbgen.ecosystems.python.requirement import Listed, listed, read_file
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
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


def pip_effect(call: Call, words: tuple[str | None, ...], scene: Scene, environment: Environment | str) -> Effect:
    """The effect of `pip WORDS…` in an environment (or why that is not known)."""
    given = parse(words, VALUED)
    verb = given.operands[0] if given.operands else None
    if verb is None and (not words or given.has("--version", "-V", "--help", "-h")) or verb in _QUIET:
        return Effect("state", "pip only tells something", programs=_programs(call))
    if verb == "install":
        return _install(call, given, scene, environment)
    if verb == "uninstall":
        if isinstance(environment, str):
            return unknown(call, environment)
        return Effect("build", "it removes Python packages", evidence(call), writes=environment.writes, programs=_programs(call))
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
    place = _place(call, given, environment)
    if isinstance(place, str):
        return unknown(call, place)
    more = []
    if asked.fetched:
        more.append(given.value("--src") or (f"{place.prefix}/src" if place.kind == "venv" else "src"))
    return installed(call, scene, place, asked, more=tuple(join(call.cwd, m) for m in more))


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
    if call.env.get("PIP_REQUIREMENT"):
        found += Listed(unknown="PIP_REQUIREMENT names more to install")
    return found.pinned(constraints)


def _place(call: Call, given: Arguments, environment: Environment | str) -> Environment | str:
    """Where pip puts things: --target, --root, --prefix, --user (pip's guide, "Configuration": each may be an environment variable)."""
    for option, variable in (("--target", "PIP_TARGET"), ("--root", "PIP_ROOT"), ("--prefix", "PIP_PREFIX")):
        names = (option, "-t") if option == "--target" else (option,)
        value = given.value(*names) if given.has(*names) else call.env.get(variable, "")
        if value == "":
            continue
        path = join(call.cwd, value) if value else None
        if path is None:
            return f"where {option} points is not known"
        version = environment.version if isinstance(environment, Environment) else None
        return Environment("user", path, (path,), path + "/bin", version)
    if given.has("--python"):
        return "which Python --python names is not known"
    if isinstance(environment, str):
        return environment
    wanted = given.has("--user") or call.env.get("PIP_USER", "") in ("1", "true", "yes", "on")
    forced = call.user not in (None, "root", "0", "root:root", "0:0")  # site-packages is not writable, so pip falls back to --user
    if environment.kind in ("official", "distribution") and (wanted or forced):
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
    return Effect(
        role="build",
        reason=reason,
        evidence=evidence(call),
        writes=tuple(dict.fromkeys(writes)),
        scratch=tuple(f"{home}{_CACHE}" for home in [home_of(call)] if home),
        products=tuple(Product(path, "library", "python", call.line) for path in place.packages),
        anywhere=lost,
        programs=_programs(call),
    )


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

