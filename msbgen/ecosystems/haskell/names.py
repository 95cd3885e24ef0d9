"""Which files of a Haskell project only the build reads, by their names."""

from __future__ import annotations

import posixpath

__all__ = ["CODE", "is_source"]

CODE = (".hs", ".lhs", ".hsc", ".chs")
_BUILD = (".hs-boot", ".cabal", ".hi", ".o", ".dyn_hi", ".dyn_o", ".x", ".y")
_NAMES = frozenset(
    ".dockerignore .editorconfig .ghci .gitattributes .gitignore .gitlab-ci.yml .hlint.yaml .hspec .stylish-haskell.yaml .travis.yml CHANGELOG.md ChangeLog.md Dockerfile Jenkinsfile LICENSE "
    "LICENSE.md LICENSE.txt cabal.project cabal.project.freeze cabal.project.local fourmolu.yaml hie.yaml package.yaml stack.yaml stack.yaml.lock".split()
)
_FOLDERS = frozenset({".cabal-sandbox", ".circleci", ".devcontainer", ".git", ".github", ".gitlab", ".idea", ".stack-work", ".vscode", "dist-newstyle"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith((*CODE, *_BUILD)):
        return True
    if name.startswith(("Dockerfile.", "docker-compose", "compose.")) or (name.startswith("README") and posixpath.splitext(name)[1] in ("", ".md", ".rst")):
        return True
    return bool(_FOLDERS.intersection(folders))
