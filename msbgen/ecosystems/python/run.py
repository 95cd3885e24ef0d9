"""What Python code does while an image is built: modules, scripts, one-liners, commands of packages, Django's manage.py."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any

from msbgen.ecosystems.published import published
from msbgen.ecosystems.python.databases import migrated
from msbgen.ecosystems.python.django import manage
from msbgen.ecosystems.python.environment import environment_of, home_of
from msbgen.ecosystems.python.invocation import invocation
from msbgen.ecosystems.python.memory import Installation, memory
from msbgen.ecosystems.python.pip import evidence, installed, pip_effect, unknown
from msbgen.ecosystems.python.requirement import Listed, listed
from msbgen.ecosystems.python.tables import commands
from msbgen.ecosystems.python.venvs import make_venv
from msbgen.model.facts import Call, Effect, Product
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["command_effect", "manage_effect", "python_effect"]

#: installers that are piped into Python or fetched beforehand, by what their address ends in
_POETRY = ("install.python-poetry.org", "install-poetry.py", "get-poetry.py")
_PIP = ("get-pip.py", "ez_setup.py")


def python_effect(call: Call, scene: Scene) -> Effect:
    """The effect of running the interpreter."""
    run = invocation(call.operands)
    if run.kind == "version":
        return Effect("state", "it only tells its version", programs=_programs(call))
    if run.kind == "module" and run.target is not None:
        return _module(call, run.target, run.rest, scene)
    if run.kind == "code":
        return _code(call, run.target, scene)
    if run.kind == "script" and run.target is not None:
        return _script(call, run.target, run.rest, scene)
    if run.kind == "stdin" or (run.kind == "interactive" and call.source is not None):
        return _piped(call, run.rest, scene)
    return _ran(call, "what the code that it runs writes is not known")


def manage_effect(call: Call, scene: Scene) -> Effect:
    """The effect of `./manage.py WORDS…`."""
    return manage(call, call.operands, scene)


def _module(call: Call, name: str, rest: tuple[str | None, ...], scene: Scene) -> Effect:
    if name == "pip":
        return pip_effect(call, rest, scene, environment_of(call, scene))
    if name in ("venv", "virtualenv"):
        return make_venv(call, rest, scene)
    if name == "ensurepip":
        place = environment_of(call, scene)
        return unknown(call, place) if isinstance(place, str) else installed(call, scene, place, Listed(), reason="it installs pip")
    if name == "spacy" and rest[:1] == ("download",):
        return _downloaded(call, scene)
    if name == "playwright":
        return _playwright(call, rest)
    found = command_effect(call, name, rest, scene)
    if found is not None:
        return found
    return _ran(call, f"what the module {name} writes is not known")


def command_effect(call: Call, name: str, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """The effect of a command that a distribution brings; None when no row tells."""
    if name == "playwright":
        return _playwright(call, words)
    if name == "spacy" and words[:1] == ("download",):
        return _downloaded(call, scene)
    if name in ("django-admin", "django"):
        return manage(call, words, scene)
    if name == "pybabel" and words[:1] not in (("compile",), ("extract",), ("init",), ("update",)):
        return None
    if name in ("flask", "alembic"):
        return migrated(call, words[1:] if words[:1] == ("db",) else words, scene) if name == "alembic" or words[:1] == ("db",) else None
    row = commands().get(name)
    does = row.get("does") if row else None
    if row is None or does is None:
        return None
    if does in ("tells", "checks"):
        return Effect("state", "it only checks or tells something", evidence(call), programs=_programs(call))
    return _writes(call, row, words, scene)


def _writes(call: Call, row: Mapping[str, Any], words: tuple[str | None, ...], scene: Scene) -> Effect:
    given = parse(words, row.get("valued", ()), clusters=False)
    named: list[str | None] = [v for n, v in given.options if n in row.get("outputs", ())]
    where = row.get("writes", "")
    if not named:
        if where == "cwd":
            named.append(".")
        elif where == "operands":
            named.extend(given.operands)
        elif where == "last":
            named.extend(given.operands[-1:])
        if "settings" in row:
            named.append(published(row["settings"], call.cwd, row["default"], scene) if call.cwd and not given.has(*row["named"]) else None)
        elif default := row.get("default"):
            named.append(default)
    paths = [join(call.cwd, n) if n else None for n in named]
    if not named and "home" in row:
        paths = list(_at_home(call, row))
    products = tuple(Product(p, "bundle", "python", call.line) for p in paths if p)
    return Effect("build", "it makes files that the program may read", evidence(call), writes=tuple(p for p in paths if p), products=products,
                  anywhere=None in paths, programs=_programs(call))  # fmt: skip


def _at_home(call: Call, row: Mapping[str, Any]) -> list[str | None]:
    variable = row.get("variable")
    named = call.env.get(variable, "") if variable else ""
    if named != "":
        return [join(None, named) if named else None]
    home = home_of(call)
    return [f"{home}/{folder}" if home else None for folder in row["home"]]


def _downloaded(call: Call, scene: Scene) -> Effect:
    """`spacy download MODEL` runs pip for a package of that name (spacy.io, "Models & Languages")."""
    place = environment_of(call, scene, None if call.name and call.name.startswith("python") else "python3")
    if isinstance(place, str):
        return unknown(call, place)
    return installed(call, scene, place, Listed(unknown="what the model that spacy downloads brings is not known"), reason="it downloads a model")


def _playwright(call: Call, words: tuple[str | None, ...]) -> Effect:
    """Browsers come to ~/.cache/ms-playwright or PLAYWRIGHT_BROWSERS_PATH (playwright.dev, "Browsers")."""
    if "--with-deps" in words or words[:1] == ("install-deps",):
        return unknown(call, "which system packages playwright installs is not known")
    if words[:1] != ("install",):
        return Effect("state", "it only checks or tells something", evidence(call), programs=_programs(call))
    named = call.env.get("PLAYWRIGHT_BROWSERS_PATH", "")
    path = join(None, named) if named else f"{home_of(call)}/.cache/ms-playwright" if named == "" and home_of(call) else None
    if path is None:
        return unknown(call, "where playwright keeps its browsers is not known")
    product = Product(path, "library", "python", call.line)
    return Effect("build", "it downloads browsers", evidence(call), writes=(path,), products=(product,), programs=_programs(call))


def _script(call: Call, target: str, rest: tuple[str | None, ...], scene: Scene) -> Effect:
    name = target.rsplit("/", 1)[-1]
    if name == "manage.py":
        return manage(call, rest, scene)
    if name == "setup.py":
        return _setup(call, target, rest, scene)
    if name in _PIP:
        place = environment_of(call, scene)
        return unknown(call, place) if isinstance(place, str) else installed(call, scene, place, Listed(), reason="it installs pip")
    if name in _POETRY:
        return _poetry(call, scene)
    return _ran(call, f"what the script {target} writes is not known")


def _piped(call: Call, rest: tuple[str | None, ...], scene: Scene) -> Effect:
    """Code from another command: an installer that is fetched and run at once."""
    words = [w for w in call.source.argv if w] if call.source is not None else []
    if any(w.rstrip("/").endswith(_POETRY) for w in words):
        return _poetry(call, scene)
    if any(w.endswith(_PIP) for w in words):
        place = environment_of(call, scene)
        return unknown(call, place) if isinstance(place, str) else installed(call, scene, place, Listed(), reason="it installs pip")
    return _ran(call, "what the code on its standard input writes is not known")


def _poetry(call: Call, scene: Scene) -> Effect:
    """The installer puts poetry into POETRY_HOME, by default ~/.local/share/pypoetry with a link in ~/.local/bin."""
    named = call.env.get("POETRY_HOME", "")
    home = home_of(call)
    if named is None or (not named and home is None):
        return unknown(call, "where poetry is installed is not known")
    paths = (named,) if named else (f"{home}/.local/share/pypoetry", f"{home}/.local/bin")
    scripts = f"{named}/bin" if named else f"{home}/.local/bin"
    memory(scene).installed[call.line, call.argv] = Installation(call.line, paths[0], scripts, (), commands=("poetry",))
    return Effect("build", "it installs poetry", evidence(call), writes=paths, programs=_programs(call))


def _setup(call: Call, target: str, rest: tuple[str | None, ...], scene: Scene) -> Effect:
    """setup.py of the project (setuptools and distutils commands)."""
    folder = join(call.cwd, target.rpartition("/")[0] or ".")
    verbs = [w for w in rest if w and not w.startswith("-")]
    if verbs[:1] in (["install"], ["develop"]):
        place = environment_of(call, scene)
        if isinstance(place, str) or folder is None or any(w and w.startswith(("--prefix", "--root", "--home", "--user", "--install")) for w in rest):
            return unknown(call, place if isinstance(place, str) else "where setup.py installs to is not known")
        return installed(call, scene, place, listed(folder, folder, editable=verbs[0] == "develop"))
    if verbs[:1] in (["--version"], ["check"], ["test"], ["egg_info"]) or "--version" in rest:
        return Effect("state", "it only checks or tells something", evidence(call), programs=_programs(call))
    if verbs[:1] and verbs[0] in ("build", "build_ext", "bdist_wheel", "sdist", "bdist", "build_py"):
        return Effect("build", "it builds the project in its folder", evidence(call), writes=(folder,) if folder else (), anywhere=folder is None,
                      products=(Product(folder, "library", "python", call.line),) if folder else (), programs=_programs(call))  # fmt: skip
    return _ran(call, "what setup.py writes is not known")


def _code(call: Call, text: str | None, scene: Scene) -> Effect:
    """`python -c`: imports and prints change nothing; anything else is unknown."""
    if text is not None and _only_imports(text):
        return Effect("state", "it only imports or prints something", evidence(call), programs=_programs(call))
    return _ran(call, "what the code of `python -c` writes is not known")


def _only_imports(text: str) -> bool:
    try:
        tree = ast.parse(text.strip())
    except (SyntaxError, ValueError):
        return False
    return all(
        isinstance(node, ast.Import | ast.ImportFrom | ast.Assert | ast.Pass)
        or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and isinstance(node.value.func, ast.Name) and node.value.func.id == "print")
        for node in tree.body
    ) and not any(isinstance(node, ast.Call) and not _harmless(node) for node in ast.walk(tree))


def _harmless(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Name) and node.func.id in ("print", "str", "repr", "len", "hasattr", "getattr", "sorted", "type", "callable")


def _ran(call: Call, why: str) -> Effect:
    return Effect("unknown", why, evidence(call), anywhere=True, programs=_programs(call))


def _programs(call: Call) -> tuple[str, ...]:
    return (call.name,) if call.name else ()

