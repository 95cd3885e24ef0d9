"""The call of setup() in a setup.py, as far as its arguments are literals."""

from __future__ import annotations

import ast
from typing import Any

__all__ = ["arguments_of"]


def arguments_of(text: str) -> dict[str, Any] | None:
    """Keyword arguments of the call of setup(); None for a value that is no literal, None as a whole without such a call."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "setup":
            if any(k.arg is None for k in node.keywords):
                return None
            return {str(k.arg): _literal(k.value) for k in node.keywords}
    return None


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return None
