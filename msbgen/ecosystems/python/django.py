"""Django's management commands: what they write, as the project's settings tell."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator, Mapping

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
        for name, path in _Settings(posixpath.join(folder, file[len(prefix) :]), env).folders(tree):
            if path is None:
                return f"where {name} of {file} points is not known"
            if not below(path, folder):
                found[path] = None
    return tuple(found) if seen else "the project's settings are not in the build context"


def _settings(file: str) -> bool:
    *folders, name = file.split("/")
    return name.endswith(".py") and ("settings" in name or "settings" in folders or "config" in folders)


class _Settings:
    """Evaluates the paths in one settings module: __file__, pathlib and os.path, names assigned before, the environment."""

    def __init__(self, file: str, env: Mapping[str, str | None]) -> None:
        self.names: dict[str, str | None] = {"__file__": file}
        self.env = env

    def folders(self, tree: ast.Module) -> Iterator[tuple[str, str | None]]:
        """Each setting that names a folder, with its absolute path, None where it is not known."""
        for node in ast.walk(tree):
            if not isinstance(node, ast.Assign) or len(node.targets) != 1 or not isinstance(node.targets[0], ast.Name):
                continue
            name = node.targets[0].id
            if name in _FOLDERS:
                if isinstance(node.value, ast.Constant) and not node.value.value:
                    continue  # None or "": there is no such folder
                yield name, self._absolute(self.path(node.value))
            elif name == "DATABASES" and "sqlite" in ast.unparse(node.value):
                for value in _sqlite(node.value):
                    yield name, self._absolute(self.path(value))
            self.names[name] = self.path(node.value)

    def _absolute(self, path: str | None) -> str | None:
        return path if path is not None and path.startswith("/") else None

    def path(self, node: ast.expr) -> str | None:
        """The text or path that an expression is worth."""
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return self._joined([node.left, node.right])
        if isinstance(node, ast.Attribute) and node.attr == "parent":
            inner = self.path(node.value)
            return None if inner is None else posixpath.dirname(inner)
        if isinstance(node, ast.Subscript):
            return self._subscript(node)
        return self._call(node) if isinstance(node, ast.Call) else None

    def _joined(self, nodes: list[ast.expr]) -> str | None:
        parts = [self.path(n) for n in nodes]
        return None if any(p is None for p in parts) else posixpath.normpath(posixpath.join(*(p for p in parts if p is not None)))

    def _subscript(self, node: ast.Subscript) -> str | None:
        """`Path(…).parents[n]`, `os.environ["NAME"]`."""
        key = node.slice.value if isinstance(node.slice, ast.Constant) else None
        if isinstance(node.value, ast.Attribute) and node.value.attr == "parents" and isinstance(key, int):
            found = self.path(node.value.value)
            for _ in range(key + 1):
                found = None if found is None else posixpath.dirname(found)
            return found
        if isinstance(key, str) and ast.unparse(node.value) in ("os.environ", "environ"):
            return self.env.get(key)
        return None

    def _call(self, node: ast.Call) -> str | None:
        name = ast.unparse(node.func)
        if name in ("Path", "pathlib.Path", "str", "os.path.abspath", "os.path.realpath", "os.path.normpath", "abspath", "realpath"):
            return self._joined(node.args) if node.args else None
        if name in ("os.path.dirname", "dirname") and len(node.args) == 1:
            inner = self.path(node.args[0])
            return None if inner is None else posixpath.dirname(inner)
        if name in ("os.path.join", "join") and node.args:
            return self._joined(node.args)
        if name in ("os.environ.get", "os.getenv", "environ.get", "getenv") and node.args:
            key = self.path(node.args[0])
            if key is not None and key in self.env:
                return self.env[key]
            return self.path(node.args[1]) if len(node.args) > 1 else None
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("resolve", "absolute", "as_posix") and not node.args:
            return self.path(node.func.value)
        if isinstance(node.func, ast.Attribute) and node.func.attr == "joinpath":
            return self._joined([node.func.value, *node.args])
        return None


def _sqlite(node: ast.expr) -> Iterator[ast.expr]:
    """NAME of each database whose ENGINE is SQLite."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Dict):
            pairs = {k.value: v for k, v in zip(inner.keys, inner.values, strict=True) if isinstance(k, ast.Constant)}
            engine = pairs.get("ENGINE")
            if engine is not None and "sqlite" in ast.unparse(engine) and "NAME" in pairs:
                yield pairs["NAME"]
