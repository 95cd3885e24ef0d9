"""Which files of a Swift package only the build reads, by their names."""

from __future__ import annotations

import posixpath

__all__ = ["is_source"]

_NAMES = frozenset(
    ".dockerignore .editorconfig .gitattributes .gitignore .gitlab-ci.yml .spi.yml .swift-format .swift-version .swiftformat .swiftlint.yml .travis.yml CHANGELOG.md CODE_OF_CONDUCT.md "
    "CONTRIBUTING.md Dockerfile LICENSE LICENSE.md LICENSE.txt NOTICE.txt Package.resolved SECURITY.md module.modulemap".split()
)
_FOLDERS = frozenset({".build", ".circleci", ".devcontainer", ".git", ".github", ".gitlab", ".idea", ".swiftpm", ".vscode", "Tests"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith((".swift", ".c", ".h", ".m", ".mm", ".cpp", ".S")):
        return True
    if name.startswith(("Dockerfile.", "docker-compose", "compose.")) or (name.startswith("README") and posixpath.splitext(name)[1] in ("", ".md", ".rst")):
        return True
    return bool(_FOLDERS.intersection(folders)) or any(f.endswith((".xcodeproj", ".xcworkspace")) for f in folders)
