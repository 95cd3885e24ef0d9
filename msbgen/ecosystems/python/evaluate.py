"""Paths and texts that Python source builds from literals: __file__, pathlib, os.path, names assigned before, the environment."""

from __future__ import annotations

import ast
import posixpath
from collections.abc import Iterator, Mapping

__all__ = ["Evaluator"]


class Evaluator:
    """Evaluates expressions of one module, which stands at the image path `file`; `env` is the environment it runs in."""

    def __init__(self, file: str, env: Mapping[str, str | None]) -> None:
        self.names: dict[str, str | None] = {"__file__": file}
        self.env = env

    def assignments(self, tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
        """Each plain assignment in turn; what it is worth is known to those after it."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                name = node.targets[0].id
                yield name, node.value
                self.names[name] = self.path(node.value)

    def path(self, node: ast.expr) -> str | None:
        """The text or path that an expression is worth."""
        if isinstance(node, ast.Constant):
            return node.value if isinstance(node.value, str) else None
        if isinstance(node, ast.Name):
            return self.names.get(node.id)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
            return self._joined([node.left, node.right])
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            return self._text([node.left, node.right])
        if isinstance(node, ast.JoinedStr):
            return self._text([v.value if isinstance(v, ast.FormattedValue) else v for v in node.values])
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            return next((v for v in map(self.path, node.values) if v), None)
        if isinstance(node, ast.Attribute) and node.attr == "parent":
            inner = self.path(node.value)
            return None if inner is None else posixpath.dirname(inner)
        if isinstance(node, ast.Subscript):
            return self._subscript(node)
        return self._call(node) if isinstance(node, ast.Call) else None

    def _text(self, nodes: list[ast.expr]) -> str | None:
        parts = [self.path(n) for n in nodes]
        return None if any(p is None for p in parts) else "".join(p for p in parts if p is not None)

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
