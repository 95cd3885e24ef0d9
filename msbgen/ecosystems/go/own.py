"""Whether a program may read its own sources, and what else of its folder only the build is known to read, when it runs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from msbgen.ecosystems.go.header import arguments
from msbgen.ecosystems.go.lexer import tokens, unquoted
from msbgen.ecosystems.go.names import is_source
from msbgen.ecosystems.go.sources import Source
from msbgen.ecosystems.go.starts import locals_of

__all__ = ["reads_own"]

#: package → functions that open a folder, or all that lies in it, which their first argument names
_FOLDERS = {
    "io/ioutil": ("ReadDir",),
    "net/http": ("Dir",),
    "os": ("DirFS", "Open", "OpenRoot", "ReadDir"),
    "path/filepath": ("Glob", "Walk", "WalkDir"),
}
_HERE = frozenset({"", ".", "./", "*", "./*"})


def reads_own(sources: Iterable[Source], placed: Iterable[str]) -> bool:
    """Whether a file names a source, or opens the folder that it runs in. `placed` are the paths of all files that were copied."""
    named = {posixpath.basename(path) for path in placed if is_source(path.strip("/"))}
    return any(_names(source, named) or _opens_here(source) for source in sources)


def _names(source: Source, named: set[str]) -> bool:
    text = source.text
    if text is None or not any(f'{name}"' in text or f"{name}`" in text for name in named):
        return False
    values = (unquoted(token.text) for token in tokens(text) if token.kind == "string")
    return any(value and posixpath.basename(value) in named for value in values)


def _opens_here(source: Source) -> bool:
    head, text = source.header, source.text
    if head is None or text is None:
        return False
    for package, functions in _FOLDERS.items():
        for local in locals_of(head, package) if package in head.paths else ():
            for function in functions:
                for given in arguments(text, local, function) if function in text else ():
                    first = given[0] if given else ()
                    if len(first) == 1 and first[0].kind == "string" and unquoted(first[0].text) in _HERE:
                        return True
    return False
