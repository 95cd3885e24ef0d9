"""Helpers: a build context from a table of texts, and the parts of what it is turned into."""

from __future__ import annotations

from pathlib import Path

from msbgen import Conversion, Options, convert
from msbgen.model.plan import System

__all__ = ["GO", "JAVA", "builder", "context", "gathered", "made", "refusal", "runtime"]

#: small projects: file → text
GO = {"go.mod": "module x\n\ngo 1.22\n", "main.go": 'package main\n\nimport "fmt"\n\nfunc main() { fmt.Println("x") }\n'}
JAVA = {"A.java": 'class A { public static void main(String[] a) { System.out.println("x"); } }\n'}


def context(folder: Path, files: dict[str, str]) -> Path:
    """The folder, with the files written into it; a text "-> TARGET" makes a symbolic link."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if text.startswith("-> "):
            path.symlink_to(text[3:])
        else:
            path.write_text(text)
    return folder


def made(text: str, base: str = "auto", where: Path | None = None) -> Conversion:
    return convert(text, context=where, options=Options.make(base=base))


def runtime(conversion: Conversion) -> str:
    """The last stage's text."""
    assert conversion.changed, [str(d) for d in conversion.diagnostics]
    return conversion.dockerfile[conversion.dockerfile.rindex("FROM ") :]


def builder(conversion: Conversion) -> str:
    assert conversion.changed, [str(d) for d in conversion.diagnostics]
    return conversion.dockerfile[: conversion.dockerfile.rindex("FROM ")]


def gathered(conversion: Conversion) -> System:
    """What the builder gathers of its system."""
    assert conversion.plan is not None
    (step,) = [s for s in conversion.plan.stages[-2].steps if isinstance(s, System)]
    return step


def refusal(conversion: Conversion) -> str:
    """Why it is left as it is."""
    assert not conversion.changed
    return conversion.diagnostics[0].message
