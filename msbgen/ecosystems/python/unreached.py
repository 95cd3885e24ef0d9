"""Which of the project's sources nothing loads when the container runs: tests, and scripts that nobody names."""

from __future__ import annotations

import ast
import posixpath
import re
from collections.abc import Collection, Iterator, Mapping

from msbgen.ecosystems.python.environment import is_python
from msbgen.ecosystems.python.reach import Reach
from msbgen.ecosystems.python.tables import settings
from msbgen.model.facts import Facts
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.scene import Scene

__all__ = ["idle_scripts", "own_modules", "without_tests"]

#: packages of the standard library, so that a module in one may be either's
_PACKAGES = frozenset({"distutils", "ensurepip", "idlelib", "lib2to3", "turtledemo", "venv"})
#: what distributions have of the package `test`; the rest is in none of their images (docker-library/python removes all of it)
_TEST = ("test.support", "test.regrtest", "test.libregrtest")
_NAMES = re.compile(r"\w+")
#: parts of a path or of a module's name; `--log-setup` is one
_PARTS = re.compile(r"[\w-]+")
_BLANK = re.compile(r"\s")


def own_modules(files: Collection[str]) -> frozenset[str]:
    """Modules of the context whose first name is also one of the standard library's that start programs: test.conftest of test/conftest.py."""
    starts = settings().starts - _PACKAGES
    found = set()
    for file in files:
        *folders, last = file.removesuffix(".py").split("/")
        for at, folder in enumerate(folders) if file.endswith(".py") else ():
            if folder in starts and (last != "__init__" or at + 1 < len(folders)):
                found.add(".".join(folders[at:] if last == "__init__" else (*folders[at:], last)))
    return frozenset(name for name in found if not name.startswith(_TEST))


def without_tests(texts: dict[str, str]) -> dict[str, str]:
    """The sources without those that only a test runner or a build loads, by their names, and that no other source names."""
    aside = {file for file in texts if _aside(file)}
    named = {file: _named(text, {_stem(f) for f in aside}) for file, text in texts.items()} if aside else {}
    while True:
        used = {file for file in aside if any(_stem(file) in names for other, names in named.items() if other not in aside)}
        if not used:
            return {file: text for file, text in texts.items() if file not in aside}
        aside -= used


def _aside(file: str) -> bool:
    """Names that test runners and build tools look for (docs.pytest.org, "Conventions"; nox; setuptools)."""
    *folders, name = file.split("/")
    stem = name.removesuffix(".py")
    by_name = stem.startswith("test_") or stem.endswith("_test") or stem in ("conftest", "noxfile", "noxfile_config", "setup", "fabfile")
    return by_name or any(folder in ("tests", "test") for folder in folders)


def _stem(file: str) -> str:
    """The name without which no import or path leads to the file: its own, or that of the folder of tests that it is in."""
    *folders, name = file.split("/")
    return next((folder for folder in folders if folder in ("tests", "test")), name.removesuffix(".py"))


def _named(text: str, wanted: Collection[str]) -> frozenset[str]:
    """Those of some names that a source imports, or that stand in its strings without blanks, from which it may make a module's name
    or a path. Comments and text for people name nothing."""
    if not any(name in text for name in wanted):
        return frozenset()
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(_NAMES.findall(text)).intersection(wanted)
    return frozenset(_words(tree)).intersection(wanted)


def _words(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] + ([node.module or ""] if isinstance(node, ast.ImportFrom) else [])
            yield from (part for name in names for part in name.split("."))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and not _BLANK.search(node.value):
            yield from _PARTS.findall(node.value)


def idle_scripts(places: Mapping[str, tuple[Reach, ...]], texts: Mapping[str, str], started: Collection[str], facts: Facts, scene: Scene) -> frozenset[str]:
    """Scripts that reach outside and that nobody starts or imports: each says itself that it is a program (`#!`, __main__), is in no
    package, has a name that nothing looks for, and no other source, file of the context or line of the Dockerfile has that name.
    None where another source may load code, or start Python, by a name that it makes up."""
    found = {file for file, some in places.items() if some and file not in started and _is_script(file, texts)}
    if not found or scene.context is None:
        return frozenset()
    if any(_may_run_a_file(reach) for file, some in places.items() if file not in found for reach in some):
        return frozenset()
    wanted = {_script(file) for file in found}
    named: set[str] = set()
    makes = any(call.name == "make" for root in facts.roots for call in root.calls) or any(r.program == "make" for some in places.values() for r in some)
    people = settings().prose if makes else (*settings().prose, *settings().make)
    for file in {file for placed in scene.placements for _, file in scene.files(placed) or ()} - found:
        text = texts.get(file)
        if text is not None:
            named |= _named(text, wanted)
        elif not file.lower().endswith(people):
            named |= wanted.intersection(_NAMES.findall(scene.context.read(file) or ""))
    for file in found:
        named |= _named(texts[file], wanted - {_script(file)})
    for line in facts.lines:
        named |= wanted.intersection(_NAMES.findall(line.instruction.raw))
    return frozenset(file for file in found if _script(file) not in named)


def _script(file: str) -> str:
    return posixpath.basename(file).removesuffix(".py")


def _is_script(file: str, texts: Mapping[str, str]) -> bool:
    """Whether a file is a program by its own words, in no package, with a name that is none of the customary ones."""
    name, text = _script(file), texts[file]
    if name in settings().customary or not name.isidentifier() or posixpath.join(posixpath.dirname(file), "__init__.py") in texts:
        return False
    return text.startswith("#!") or bool(re.search(r"""(?m)^if\s+__name__\s*==\s*['"]__main__['"]\s*:""", text))


def _may_run_a_file(reach: Reach) -> bool:
    """Whether code may come to any file of the project: it loads code, or starts Python, a shell, or what it does not name."""
    if reach.kind == "loads":
        return False
    program = reach.program
    return reach.kind == "runs" or not program or "/" in program or is_python(program) or program in SHELLS
