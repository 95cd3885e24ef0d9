"""uv: `uv pip`, `uv sync`, `uv venv` and the rest (docs.astral.sh/uv, as of uv 0.11)."""

from __future__ import annotations

from msbgen.ecosystems.python.environment import Environment, environment_of, home_of, official, venv
from msbgen.ecosystems.python.locks import locked
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.pip import VALUED, asked_for, evidence, installed, unknown
from msbgen.ecosystems.python.project import pyproject
from msbgen.ecosystems.python.requirement import Listed, Local, read_file
from msbgen.ecosystems.python.venvs import made_venv, make_venv
from msbgen.model.facts import Call, Effect, Product
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["UV_VALUED", "uv_effect"]

_TRUE = ("1", "true", "yes", "on", "y", "t")
#: options of uv with a value
UV_VALUED = (
    "--project", "--directory", "--config-file", "--cache-dir", "--extra", "--group", "--only-group", "--no-group", "--package", "-p", "--python",
    "--link-mode", "--index", "--default-index", "--index-url", "--extra-index-url", "-f", "--find-links", "--no-install-package", "-o", "--output-file",
    "--format", "--resolution", "--prerelease", "--exclude-newer", "-P", "--upgrade-package", "--with", "--from", "-w", "--python-preference",
    "--no-build-package", "--no-binary-package", "--env-file", "--color", "--allow-insecure-host", "--out-dir", "-i", "-m", "--module",
)  # fmt: skip
_MANAGED = ".local/share/uv/python"


def uv_effect(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """The effect of `uv WORDS…`; None when it cannot tell."""
    given = parse(words, (*VALUED, *UV_VALUED, "--color"))
    verbs = given.operands[:2]
    verb = verbs[0] if verbs else None
    folder = join(call.cwd, given.value("--directory", "--project") or ".")
    if (verb == "sync" or verbs in (("pip", "install"), ("pip", "sync"))) and _linked(call, given, folder, scene):
        return unknown(call, "what it installs are links into uv's cache")
    if verb == "pip":
        return _pip(call, words[words.index("pip") + 1 :], scene)
    if verb in ("version", "tree", "cache", "help", "self", "auth") or (verb is None and given.has("--version", "-V")) or verbs == ("python", "list"):
        return Effect("state", "uv only tells something", programs=("uv",))
    if verb == "venv":
        default = call.env.get("UV_PROJECT_ENVIRONMENT", "") or ".venv"
        found = _managed(call, call.cwd, scene, given)
        return make_venv(call, words[words.index("venv") + 1 :], scene, default=default, managed=found if found else None)
    if verb == "sync":
        return _sync(call, given, folder, scene)
    if verb == "python" and verbs[1:] == ("install",):
        path = _managed_folder(call)
        if path is None:
            return unknown(call, "where uv keeps the Pythons that it fetches is not known")
        memory(scene).fetched.add(path)
        return Effect("build", "it fetches a Python", evidence(call), writes=(path,), products=(Product(path, "library", "python", call.line),), programs=("uv",))
    if verb in ("lock", "export", "build"):
        names = {"lock": "uv.lock", "export": given.value("-o", "--output-file"), "build": given.value("-o", "--out-dir") or "dist"}
        name = names[verb]
        path = join(folder, name) if name else None
        if name is None:
            return Effect("state", "it prints the project's dependencies", programs=("uv",))
        return Effect("build", "it writes beside the project", evidence(call), writes=(path,) if path else (), anywhere=path is None, programs=("uv",))
    return None  # `uv run` is unwrapped before; tools and the rest are not known


def _linked(call: Call, given: Arguments, folder: str | None, scene: Scene) -> bool:
    """Whether uv makes symbolic links into its cache, or may do so (docs.astral.sh/uv, link-mode)."""
    mode = given.value("--link-mode") if given.has("--link-mode") else call.env.get("UV_LINK_MODE", "")
    if mode == "" and folder is not None:
        mode = (pyproject(folder, scene) or {}).get("tool", {}).get("uv", {}).get("link-mode", "")
    return mode not in ("", "copy", "hardlink", "clone")


def _pip(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect:
    given = parse(words, (*VALUED, *UV_VALUED))
    verb = given.operands[0] if given.operands else None
    if verb in ("list", "show", "freeze", "check", "tree"):
        return Effect("state", "uv only tells something", programs=("uv",))
    if verb == "compile":
        path = join(call.cwd, given.value("-o", "--output-file") or "")
        return Effect("build", "it writes a requirements file", evidence(call), writes=(path,) if path and given.has("-o", "--output-file") else (), programs=("uv",))
    if verb not in ("install", "sync", "uninstall"):
        return unknown(call, f"what `uv pip {verb or '?'}` does is not known")
    target = given.value("--target", "-t", "--prefix") if given.has("--target", "-t", "--prefix") else ""
    place: Environment | str
    if target != "":
        path = join(call.cwd, target) if target else None
        place = "where it installs to is not known" if path is None else Environment("user", path, (path,), path + "/bin", None)
    else:
        place = _uv_environment(call, given, scene)
    if isinstance(place, str):
        return unknown(call, place)
    if verb == "uninstall":
        return Effect("build", "it removes Python packages", evidence(call), writes=place.writes, programs=("uv",))
    asked = asked_for(call, given, scene)
    if verb == "sync":  # its operands are requirements files
        asked = Listed()
        for operand in given.operands[1:]:
            asked += read_file(operand, call.cwd, scene)
    more = () if not asked.fetched else (None,)
    return installed(call, scene, place, asked, more=more)


def _uv_environment(call: Call, given: Arguments, scene: Scene) -> Environment | str:
    """Where `uv pip` installs: the system with --system, else the active environment, else .venv here or above."""
    wanted = given.value("-p", "--python")
    if given.has("--system") or call.env.get("UV_SYSTEM_PYTHON", "") in _TRUE:
        return environment_of(call, scene, "python3")
    if wanted:
        path = join(call.cwd, wanted) if "/" in wanted else None
        for prefix in memory(scene).venvs:
            if path and (path == prefix or path.startswith(prefix + "/bin/")):
                return venv(prefix)
        return environment_of(call, scene, wanted) if wanted.startswith(("/usr/", "python")) else f"which Python {wanted} is is not known"
    active = call.env.get("VIRTUAL_ENV", "")
    if active is None:
        return "which virtual environment is active is not known"
    if active:
        return venv(active.rstrip("/"))
    folder = call.cwd
    while folder:
        if folder.rstrip("/") + "/.venv" in memory(scene).venvs:
            return venv(folder.rstrip("/") + "/.venv")
        folder = folder.rsplit("/", 1)[0] if folder != "/" else ""
    return environment_of(call, scene, "python3")  # an active environment that PATH shows; without one uv itself refuses


def _uv_project(call: Call, folder: str | None) -> Environment | str:
    """The environment of a project: UV_PROJECT_ENVIRONMENT, or .venv beside it."""
    named = call.env.get("UV_PROJECT_ENVIRONMENT", "")
    path = join(folder, named or ".venv") if named is not None and folder else None
    if path is None:
        return "where uv makes the project's environment is not known"
    return venv(path)


def _sync(call: Call, given: Arguments, folder: str | None, scene: Scene) -> Effect:
    place = _uv_project(call, folder)
    if given.has("--active") and call.env.get("VIRTUAL_ENV"):
        place = venv((call.env.get("VIRTUAL_ENV") or "").rstrip("/"))
    if isinstance(place, str) or folder is None:
        return unknown(call, place if isinstance(place, str) else "which folder uv works in is not known")
    if place.prefix == "/usr/local" and official(scene.base):
        system = environment_of(call, scene, "/usr/local/bin/python3")
        if isinstance(system, str):
            return unknown(call, system)
        place = system
    extras = None if given.has("--all-extras") else tuple(e for e in given.values("--extra") if e)
    lean = given.has("--no-dev", "--no-default-groups", "--no-group") and not given.has("--group", "--all-groups")
    asked = locked(folder, "uv", scene, extras=extras, groups=() if lean else None, named=True)
    more: list[str | None] = []
    if not given.has("--frozen", "--locked"):
        more.append(join(folder, "uv.lock"))
    if not given.has("--no-install-project", "--only-group") and _packaged(folder, scene):
        asked += Listed(projects=(Local(folder, (), editable=not given.has("--no-editable")),))
    managed = _managed(call, folder, scene, given)
    if managed is None:
        return unknown(call, "which Python uv takes, and whether it fetches one, is not known")
    if managed:
        more.append(managed)
    if place.kind == "venv":
        made_venv(place.prefix, call, scene, managed=managed or None)
    return installed(call, scene, place, asked, locked=asked.unknown is None, reason="it installs the project's dependencies", more=tuple(more))


def _packaged(folder: str, scene: Scene) -> bool:
    """Whether uv installs the project itself: it has a build system, or says so (docs.astral.sh/uv/concepts/projects/config)."""
    table = pyproject(folder, scene)
    if table is None:
        return True
    said = table.get("tool", {}).get("uv", {}).get("package")
    return bool(said) if said is not None else "build-system" in table


def _managed(call: Call, folder: str | None, scene: Scene, given: Arguments) -> str | None:
    """The folder of a Python that uv fetches; "" when it takes the system's; None when that is not known.

    uv takes the system's Python where its version is asked for and fetches another one otherwise, unless it must not.
    """
    never = call.env.get("UV_PYTHON_DOWNLOADS", "") in ("never", "manual", "0", "false") or call.env.get("UV_PYTHON_PREFERENCE", "") == "only-system"
    if never or given.has("--no-managed-python", "--no-python-downloads"):
        return ""
    wanted = given.value("-p", "--python") or call.env.get("UV_PYTHON", "")
    pinned = (scene.read(join(folder, ".python-version") or "") or "").strip() if folder else ""
    asked = wanted or pinned
    if official(scene.base) and scene.base is not None:
        have = scene.base.language_version
        if not asked or asked.startswith("/") or asked == have or (have and asked.startswith(have + ".") and asked == scene.base.fields.get("version")):
            return ""
        return None if asked.startswith(have or "?") else _managed_folder(call)
    folder_ = _managed_folder(call)
    return folder_ if folder_ in memory(scene).fetched else None


def _managed_folder(call: Call) -> str | None:
    """Where uv keeps Pythons (uv, "Storage")."""
    named = call.env.get("UV_PYTHON_INSTALL_DIR", "")
    home = home_of(call)
    return named or (f"{home}/{_MANAGED}" if home and named is not None else None)
