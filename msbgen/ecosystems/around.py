"""Files around a project that no program reads: a repository's own, and what editors and services keep in it."""

from __future__ import annotations

import posixpath

__all__ = ["is_around"]

_NAMES = frozenset(
    ".clang-format .dockerignore .editorconfig .gitattributes .gitignore .gitlab-ci.yml .gitmodules .pre-commit-config.yaml .tool-versions .travis.yml CHANGELOG.md "
    "CODE_OF_CONDUCT.md CONTRIBUTING.md COPYING ChangeLog.md Dockerfile Jenkinsfile LICENCE LICENSE LICENSE.md LICENSE.txt SECURITY.md azure-pipelines.yml codecov.yml "
    "renovate.json sonar-project.properties".split()
)
_FOLDERS = frozenset({".circleci", ".devcontainer", ".git", ".github", ".gitlab", ".idea", ".vscode"})


def is_around(path: str) -> bool:
    """Whether a file, by its path in the context, is for people and for services around a repository."""
    *folders, name = path.split("/")
    if name in _NAMES or not _FOLDERS.isdisjoint(folders) or name.startswith(("Dockerfile.", "docker-compose")) or name.endswith((".dockerfile", ".Dockerfile")):
        return True
    stem, extension = posixpath.splitext(name.lower())
    return stem.startswith("readme") and extension in ("", ".md", ".rst") or name.startswith("compose.") and extension in (".yml", ".yaml")
