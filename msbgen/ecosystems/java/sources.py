"""The project's own sources, and what they do beside what every program does."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from msbgen.ecosystems.java.lexer import dotted, tokens, value
from msbgen.ecosystems.java.table import tools
from msbgen.ecosystems.lexing import Token
from msbgen.ecosystems.texts import own_texts
from msbgen.understand.scene import Scene

__all__ = ["Uses", "is_source", "loads_sources", "own_sources", "uses"]

_SUFFIXES = (".java", ".kt", ".scala", ".groovy", ".gradle", ".gradle.kts", ".sbt", ".clj", ".cljc", ".cljs", ".mill")
_NAMES = frozenset("pom.xml mvnw mvnw.cmd gradlew gradlew.bat gradle.properties libs.versions.toml .DS_Store .gitignore .gitattributes .dockerignore maven-wrapper.jar maven-wrapper.properties gradle-wrapper.jar gradle-wrapper.properties".split())
#: folders of which Maven and Gradle take only what is compiled, or that they read themselves
_FOLDERS = ("/src/test/", "/src/main/java/", "/src/main/kotlin/", "/src/main/scala/", "/.mvn/", "/gradle/wrapper/", "/project/build.properties", "/.idea/", "/.git/")
_CODE = (".java", ".kt", ".scala", ".groovy", ".clj")
UNKNOWN = ""
"""stands for a program whose name the text does not tell"""


@dataclass(frozen=True, slots=True)
class Uses:
    """What a source may do: start `programs` (UNKNOWN for one that it does not spell), draw with `fonts`, use what only a JDK has,
    load native libraries. Each but the first is the name that tells of it."""

    programs: tuple[str, ...] = ()
    fonts: str | None = None
    development: str | None = None
    native: str | None = None


def is_source(path: str) -> bool:
    """Whether only compilers and build tools read a file of the context."""
    name = posixpath.basename(path)
    return name.endswith(_SUFFIXES) or name in _NAMES or name.startswith("Dockerfile") or any(f in f"/{path}" for f in _FOLDERS)


def loads_sources(scene: Scene) -> bool:
    """Whether a program loads sources by their files when it runs, as Clojure's can."""
    found = own_sources(scene) or {}
    return any(word in text for path, text in found.items() if path.endswith((".clj", ".cljc")) for word in ("load-file", "load-string", "load-reader", "tools.namespace"))


def own_sources(scene: Scene) -> dict[str, str] | None:
    """Texts of all sources that COPY brings, by path in the context, tests left out; None where they are not all known."""
    return own_texts(scene, lambda path: path.endswith(_CODE) and "/src/test/" not in f"/{path}")


def uses(text: str) -> Uses:
    """What a source's text tells."""
    return _uses(text)


@lru_cache(maxsize=512)
def _uses(text: str) -> Uses:
    table = tools()["uses"]
    every = list(tokens(text))
    names = tuple(dict.fromkeys(dotted(every)))
    programs = tuple(dict.fromkeys(_programs(every)))
    if _among(names, table["shells"]):
        programs = (*programs, UNKNOWN)
    native = _among(names, table["native"]) or next((n for n in names if n.rsplit(".", 1)[-1] in ("loadLibrary",) or n in ("System.load", "Native.load")), None)
    if native is None and any(t.text in ("native", "external") and t.kind == "name" for t in every) and _native_method(every):
        native = "a native method"
    return Uses(programs, _among(names, table["fonts"]), _among(names, table["development"]), native)


def _among(names: tuple[str, ...], packages: list[str]) -> str | None:
    return next((n for n in names for p in packages if n == p or n.startswith(p + ".")), None)


def _native_method(every: list[Token]) -> bool:
    """`native` or Kotlin's `external` as a modifier: a name follows."""
    return any(t.kind == n.kind == "name" and t.text in ("native", "external") for t, n in pairwise(every))


def _programs(every: list[Token]) -> Iterator[str]:
    """The programs that ProcessBuilder and Runtime.exec start."""
    texts = [t.text for t in every]
    if "Runtime" not in texts and "ProcessBuilder" not in texts and "startPipeline" not in texts:
        return
    for at, token in enumerate(every):
        if token.kind != "name":
            continue
        if token.text == "ProcessBuilder" and texts[at + 1 : at + 2] == ["("]:
            yield _first(every, at + 2, whole=False)
        elif token.text == "exec" and at and texts[at - 1] == "." and texts[at + 1 : at + 2] == ["("]:
            yield _first(every, at + 2, whole=True)
        elif token.text == "command" and at and texts[at - 1] == "." and "ProcessBuilder" in texts and texts[at + 1 : at + 3] != ["(", ")"]:
            yield _first(every, at + 2, whole=False)


def _first(every: list[Token], at: int, *, whole: bool) -> str:
    """The first argument's string; with `whole` it is a command line of which the first word counts."""
    if at + 1 >= len(every) or every[at + 1].text not in (",", ")"):
        return UNKNOWN
    text = value(every[at])
    if text is None or not text.strip():
        return UNKNOWN
    name = text.split()[0] if whole else text
    return UNKNOWN if name.rsplit("/", 1)[-1] in ("sh", "bash", "env", "dash") else name
