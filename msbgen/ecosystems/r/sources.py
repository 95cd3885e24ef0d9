"""R code, as far as names, strings and calls go."""

from __future__ import annotations

from itertools import pairwise

from msbgen.ecosystems.lexing import Grammar, Token
from msbgen.ecosystems.texts import own_texts
from msbgen.understand.scene import Scene

__all__ = ["calls", "named", "names", "own_sources", "strings"]

#: R language definition, 10.3; a string that never ends ends the tokens
_GRAMMAR = Grammar(
    r"""
    \s+|\#[^\n]*
  | (?P<mark>["'])(?P<string>(?:(?!(?P=mark))[^\\]|\\.)*)(?P=mark)
  | `(?P<quoted>(?:[^`\\]|\\.)*)`
  | ["'`].*
  | (?P<number>\d[\w.]*)
  | (?P<name>[\w.]+)
  | (?P<symbol>.)
    """
)
_OPEN = Token("symbol", "(")


def calls(code: str) -> list[str] | None:
    """Names of all functions that are called, without their packages; None where one is computed."""
    found: list[str] = []
    for before, after in pairwise(_GRAMMAR.tokens(code)):
        if after != _OPEN:
            continue
        if before.kind == "name":
            found.append(before.text)
        elif before.kind in ("string", "quoted") or before.text in (")", "]"):
            return None
    return found


def names(code: str) -> set[str]:
    """All names."""
    return {t.text for t in _GRAMMAR.tokens(code) if t.kind == "name"}


def strings(code: str) -> list[str]:
    """What all strings hold."""
    return [t.text for t in _GRAMMAR.tokens(code) if t.kind == "string"]


def named(code: str, name: str) -> str | None:
    """The string of an argument `name = "…"`; None where there is none, "" where it is no plain string."""
    every = list(_GRAMMAR.tokens(code))
    for at in range(len(every) - 2):
        if every[at] == Token("name", name) and every[at + 1].text == "=" and every[at - 1].text in ("(", ","):
            return every[at + 2].text if every[at + 2].kind == "string" else ""
    return None


def own_sources(scene: Scene) -> dict[str, str] | None:
    """Texts of all R sources that COPY brings, by path in the context; None where they are not all known."""
    if any(placed.origin in ("url", "stage", "image") for placed in scene.placements):
        return None
    return own_texts(scene, lambda path: path.endswith((".R", ".r", ".Rmd", ".qmd", ".Rprofile")) and not path.startswith("renv/"))
