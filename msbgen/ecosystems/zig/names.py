"""Which files of a Zig project only the build reads, by their names."""

from __future__ import annotations

import posixpath

__all__ = ["is_source"]

_NAMES = frozenset(
    ".dockerignore .editorconfig .gitattributes .gitignore .gitlab-ci.yml .gitmodules .tool-versions .zigversion CHANGELOG.md CONTRIBUTING.md Dockerfile LICENSE LICENSE.md LICENSE.txt zls.json".split()
)
_FOLDERS = frozenset({".circleci", ".devcontainer", ".git", ".github", ".gitlab", ".idea", ".vscode", ".zig-cache", "zig-cache"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith((".zig", ".zon", ".c", ".h", ".cpp", ".hpp", ".S")):
        return True
    if name.startswith(("Dockerfile.", "docker-compose", "compose.")) or (name.startswith("README") and posixpath.splitext(name)[1] in ("", ".md", ".rst")):
        return True
    return bool(_FOLDERS.intersection(folders))
