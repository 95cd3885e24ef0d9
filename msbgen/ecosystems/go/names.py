"""Which files of a Go project only the build reads, by their names."""

from __future__ import annotations

import posixpath

__all__ = ["is_source"]

#: files that the go command, the C compiler that it calls, or the people and services around a repository read
_NAMES = frozenset(
    ".air.toml .dockerignore .editorconfig .gitattributes .gitignore .gitlab-ci.yml .gitmodules .golangci.toml .golangci.yaml .golangci.yml "
    ".goreleaser.yaml .goreleaser.yml .pre-commit-config.yaml .travis.yml Dockerfile GNUmakefile Jenkinsfile LICENSE LICENSE.md LICENSE.txt "
    "LICENCE COPYING Makefile Taskfile.yaml Taskfile.yml azure-pipelines.yml codecov.yml go.mod go.sum go.work go.work.sum makefile "
    "renovate.json sonar-project.properties CHANGELOG.md CODE_OF_CONDUCT.md CONTRIBUTING.md SECURITY.md".split()
)
_SUFFIXES = (".go", ".s", ".S", ".syso", ".c", ".cc", ".cpp", ".cxx", ".h", ".hh", ".hpp", ".swig", ".dockerfile", ".Dockerfile")
_FOLDERS = frozenset({".circleci", ".devcontainer", ".git", ".github", ".gitlab", ".idea", ".vscode", "testdata", "vendor"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program.

    A `vendor` folder counts only with Go files or the list of modules in it: other languages call theirs so, too.
    """
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith(_SUFFIXES):
        return True
    if name.startswith(("Dockerfile.", "docker-compose", "compose.")) or _is_readme(name):
        return True
    if "vendor" in folders:
        return name == "modules.txt" or name.startswith(("LICENSE", "PATENTS", "NOTICE", "AUTHORS", "CONTRIBUTORS", "COPYING"))
    return bool(_FOLDERS.difference({"vendor"}).intersection(folders))


def _is_readme(name: str) -> bool:
    stem, extension = posixpath.splitext(name.lower())
    return stem.startswith("readme") and extension in ("", ".md", ".rst")
