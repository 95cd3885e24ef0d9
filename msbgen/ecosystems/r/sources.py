"""R code, as far as names, strings and calls go."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from msbgen.understand.scene import Scene

__all__ = ["calls", "named", "names", "own_sources", "strings"]


def _tokens(code: str) -> Iterator[str]:
    """Names (with dots), strings with their quotes, other characters; comments are left out. An unterminated string ends them."""
    at, size = 0, len(code)
    while at < size:
        c = code[at]
        if c.isspace():
            at += 1
        elif c == "#":
            end = code.find("\n", at)
            at = size if end < 0 else end
        elif c in "\"'`":
            end = at + 1
            while end < size and code[end] != c:
                end += 2 if code[end] == "\\" else 1
            if end >= size:
                return
            yield code[at : end + 1]
            at = end + 1
        elif c.isalnum() or c in "._":
            end = at
            while end < size and (code[end].isalnum() or code[end] in "._"):
                end += 1
            yield code[at:end]
            at = end
        else:
            yield c
            at += 1


def calls(code: str) -> list[str] | None:
    """Names of all functions that are called, without their packages; None where one is computed."""
    every = list(_tokens(code))
    found: list[str] = []
    for before, after in pairwise(every):
        if after != "(":
            continue
        if before[0].isalpha() or before[0] in "._":
            found.append(before)
        elif before in (")", "]") or before[0] in "\"'`":
            return None
    return found


def names(code: str) -> set[str]:
    """All names."""
    return {t for t in _tokens(code) if t[0].isalpha() or t[0] in "._"}


def strings(code: str) -> list[str]:
    """What all strings hold."""
    return [t[1:-1] for t in _tokens(code) if t[0] in "\"'"]


def named(code: str, name: str) -> str | None:
    """The string of an argument `name = "…"`; None where there is none, "" where it is no plain string."""
    every = list(_tokens(code))
    for at in range(len(every) - 2):
        if every[at] == name and every[at + 1] == "=" and every[at - 1] in ("(", ","):
            return every[at + 2][1:-1] if every[at + 2][0] in "\"'" else ""
    return None


def own_sources(scene: Scene) -> dict[str, str] | None:
    """Texts of all R sources that COPY brings, by path in the context; None where they are not all known."""
    if scene.context is None:
        return None
    found: dict[str, str] = {}
    for placed in scene.placements:
        files = scene.files(placed)
        if files is None:
            if placed.origin == "inline":
                continue
            return None
        for _, source in files:
            if source.endswith((".R", ".r", ".Rmd", ".qmd", ".Rprofile")) and not source.startswith("renv/"):
                text = scene.context.read(source)
                if text is None:
                    return None
                found[source] = text
    return found
