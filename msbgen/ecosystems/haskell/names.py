"""Which files of a Haskell project only the build reads, by their names."""

from __future__ import annotations

from msbgen.ecosystems.around import is_around

__all__ = ["CODE", "is_source"]

CODE = (".hs", ".lhs", ".hsc", ".chs")
_BUILD = (".hs-boot", ".cabal", ".hi", ".o", ".dyn_hi", ".dyn_o", ".x", ".y")
_NAMES = frozenset(
    ".ghci .hlint.yaml .hspec .stylish-haskell.yaml cabal.project cabal.project.freeze cabal.project.local fourmolu.yaml hie.yaml package.yaml stack.yaml "
    "stack.yaml.lock".split()
)
_FOLDERS = frozenset({".cabal-sandbox", ".stack-work", "dist-newstyle"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    return name in _NAMES or name.endswith((*CODE, *_BUILD)) or not _FOLDERS.isdisjoint(folders) or is_around(path)
