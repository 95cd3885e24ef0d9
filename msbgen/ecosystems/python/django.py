"""Django's management commands: what they write, as the project's settings tell."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator, Mapping

from msbgen.ecosystems.python.evaluate import Evaluator
from msbgen.ecosystems.python.pip import evidence, unknown
from msbgen.model.facts import Call, Effect
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["manage"]

#: Django's own commands that write at most what the settings name (docs.djangoproject.com, django-admin); compress is
#: django-compressor's
_WRITES = frozenset({"collectstatic", "migrate", "compilemessages", "makemessages", "compress", "createcachetable", "loaddata", "makemigrations"})
_TELLS = frozenset({"check", "showmigrations", "diffsettings", "version", "test", "help"})
#: settings whose folders the commands write (docs.djangoproject.com, "Settings")
_FOLDERS = frozenset({"STATIC_ROOT", "MEDIA_ROOT", "COMPRESS_ROOT"})


def manage(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect:
    """The effect of `manage.py WORDS…`: below the project's folder, and where the settings name a folder elsewhere."""
    programs = (call.name,) if call.name else ()
    verb = next((w for w in words if w and not w.startswith("-")), None)
    if verb in _TELLS or verb is None:
        return Effect("state", "it only checks or tells something", evidence(call), programs=programs)
    if verb not in _WRITES:
        return unknown(call, f"what the management command {verb} writes is not known")
    script = next((w for w in call.argv if w and w.endswith("manage.py")), None)
    folder = join(call.cwd, script.rpartition("/")[0] or ".") if script else call.cwd
    if folder is None:
        return unknown(call, "which folder it runs in is not known")
    more = _elsewhere(folder, scene, call.env)
    if isinstance(more, str):
        return unknown(call, more)
    return Effect("build", f"it runs {verb}, which writes where the settings say", evidence(call), writes=(folder, *more), programs=programs)


def _elsewhere(folder: str, scene: Scene, env: Mapping[str, str | None]) -> tuple[str, ...] | str:
    """Folders outside of the project's own that its settings name, or why they are not known."""
    source = scene.source_of(folder)
    if scene.context is None or source is None or scene.context.files is None:
        return "the project's settings are not in the build context"
    prefix = "" if source in ("", ".") else source + "/"
    found: dict[str, None] = {}
    seen = False
    for file in scene.context.files:
        if not file.startswith(prefix) or not _settings(file):
            continue
        text = scene.context.read(file) or ""
        if not any(word in text for word in ("INSTALLED_APPS", "STATIC_ROOT", "DATABASES")):
            continue
        seen = True
        try:
            tree = ast.parse(text)
        except (SyntaxError, ValueError):
            return f"{file} cannot be read"
        for name, path in _folders(tree, Evaluator(posixpath.join(folder, file[len(prefix) :]), env)):
            full = None if path is None else join(folder, path)
            if full is None:
                return f"where {name} of {file} points is not known"
            if not below(full, folder):
                found[full] = None
    return tuple(found) if seen else "the project's settings are not in the build context"


def _settings(file: str) -> bool:
    *folders, name = file.split("/")
    return name.endswith(".py") and ("settings" in name or "settings" in folders or "config" in folders)


def _folders(tree: ast.Module, evaluator: Evaluator) -> Iterator[tuple[str, str | None]]:
    """Each setting that names a folder, with its absolute path, None where it is not known."""
    for name, value in evaluator.assignments(tree):
        if name in _FOLDERS:
            if isinstance(value, ast.Constant) and not value.value:
                continue  # None or "": there is no such folder
            yield name, evaluator.path(value)
        elif name == "DATABASES" and "sqlite" in ast.unparse(value):
            yield from ((name, evaluator.path(file)) for file in _sqlite(value))


def _sqlite(node: ast.expr) -> Iterator[ast.expr]:
    """NAME of each database whose ENGINE is SQLite."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Dict):
            pairs = {k.value: v for k, v in zip(inner.keys, inner.values, strict=True) if isinstance(k, ast.Constant)}
            engine = pairs.get("ENGINE")
            if engine is not None and "sqlite" in ast.unparse(engine) and "NAME" in pairs:
                yield pairs["NAME"]
