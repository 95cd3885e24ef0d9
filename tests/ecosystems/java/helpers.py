"""A Java project in a folder, and what is understood of a Dockerfile beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msbgen.ecosystems.base import Ecosystem
from msbgen.model.facts import Need
from tests.ecosystems import helpers
from tests.ecosystems.helpers import language, write
from tests.understand.helpers import facts_of

__all__ = ["MAIN", "POM", "convert_text", "effect", "java", "needs", "silent", "write"]

MAIN = "public class Main { public static void main(String[] a) { System.out.println(1); } }\n"
POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>g</groupId><artifactId>a</artifactId><version>1</version>{}</project>"""


effect = partial(helpers.effect, base="maven:3.9-eclipse-temurin-17")


def java() -> Ecosystem:
    return language("java")


def needs(start: str, context: Path | None = None, *, base: str = "eclipse-temurin:17", before: str = "WORKDIR /app\n") -> tuple[Need, ...] | str | None:
    """What the start command's java needs."""
    facts, scene = facts_of(f"FROM {base}\n{before}{start}\n", context)
    call = next(c for r in facts.roots for c in r.calls if c.name in java().programs)
    return java().needs(call, scene)


def silent(context: Path | None, start: str = 'CMD ["java", "Main"]', *, base: str = "eclipse-temurin:17", build: str = "javac Main.java") -> list[tuple[str, str]]:
    """Kind and name of what the program needs silently."""
    facts, scene = facts_of(f"FROM {base}\nWORKDIR /app\nCOPY . .\nRUN {build}\n{start}\n", context)
    return [(n.kind, n.name) for n in java().silent(facts, scene)]


def convert_text(dockerfile: str, context: Path | None, base: str = "auto") -> tuple[str, list[str]]:
    """The result and the messages of its diagnostics."""
    from msbgen import Options, convert

    made = convert(dockerfile, context=context, options=Options.make(base=base))
    return made.dockerfile, [d.message for d in made.diagnostics]
