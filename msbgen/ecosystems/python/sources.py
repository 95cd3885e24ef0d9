"""The program's own sources, as far as the build context shows them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.ecosystems import named
from msbgen.ecosystems.python.invocation import script_of
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.reach import Reach, reaches
from msbgen.ecosystems.python.unreached import idle_scripts, own_modules, without_tests
from msbgen.model.facts import Effect, Facts
from msbgen.understand.paths import covered, join
from msbgen.understand.placed import unpacks
from msbgen.understand.scene import Scene

__all__ = ["Found", "Sources", "sources"]

#: files that an interpreter may load and that cannot be read here
_CLOSED = (".so", ".pyd", ".pyc", ".whl", ".egg", ".pth", ".zip", ".pyz", ".ipynb", ".pickle", ".pkl", ".joblib")
#: sources of extension modules, which a build of the project compiles
_COMPILED = (".c", ".cc", ".cpp", ".cxx", ".pyx", ".rs", ".f90", ".f")
#: the files of ghcr.io/astral-sh/uv
_UV = frozenset({"/uv", "/uvx"})


@dataclass(frozen=True, slots=True)
class Found:
    """A place where the program's own source reaches outside."""

    file: str
    reach: Reach

    def __str__(self) -> str:
        return f"{self.file}, line {self.reach.line}, {self.reach.what}"


@dataclass(frozen=True, slots=True)
class Sources:
    """`texts` by context path, tests and scripts that nobody starts apart; `found` all places that reach outside; `unknown` why there may be more; `files` all
    that the context brings."""

    texts: dict[str, str]
    found: tuple[Found, ...]
    unknown: str | None
    files: frozenset[str]

    def mentions(self, word: str) -> bool:
        """Whether a source mentions a word."""
        return any(word in text for text in self.texts.values())

    def has(self, name: str) -> bool:
        """Whether a file or folder of this name comes into the image."""
        return any(f"/{name}/" in f"/{file}/" for file in self.files)


def sources(facts: Facts, scene: Scene) -> Sources:
    """All Python sources that COPY and ADD bring, read once for each scene."""
    note = memory(scene)
    if note.sources is None:
        note.sources = _read(facts, scene)
    assert isinstance(note.sources, Sources)
    return note.sources


def _read(facts: Facts, scene: Scene) -> Sources:
    files = frozenset(file for placed in scene.placements for _, file in scene.files(placed) or ())
    unknown = _other_code(facts, scene)
    given = {source for path in _scripts(facts, scene) if (source := scene.source_of(path)) is not None}
    texts: dict[str, str] = {}
    for file in sorted(files):
        kind = "python" if file in given else _kind(file, scene)
        if kind == "closed":
            unknown = unknown or f"what {file} starts cannot be read"
        elif kind == "python":
            text = scene.context.read(file) if scene.context else None
            if text is None:
                unknown = unknown or f"{file} cannot be read"
            else:
                texts[file] = text
    if not _tested(facts):
        texts = without_tests(texts)
    own = own_modules(files)
    places = {file: reaches(text, own) for file, text in texts.items()}
    lost = next((file for file, some in places.items() if some is None), None)
    if lost is None:
        for file in idle_scripts({file: some or () for file, some in places.items()}, texts, given, facts, scene):
            del texts[file], places[file]
    else:
        unknown = unknown or f"{lost} cannot be read as Python 3"
    return Sources(texts, tuple(Found(file, reach) for file, some in places.items() for reach in some or ()), unknown, files)


def _tested(facts: Facts) -> bool:
    """Whether the container runs tests."""
    return any(call.name in ("pytest", "py.test", "tox", "nox") or "unittest" in call.argv or "pytest" in call.argv for root in facts.roots for call in root.calls)


def _kind(file: str, scene: Scene) -> str:
    name = file.rsplit("/", 1)[-1]
    suffix = posixpath.splitext(name)[1].lower()
    if "__pycache__" in file.split("/")[:-1]:
        return "other"  # a cache is only taken for the source that it was made of
    if suffix in (".py", ".pyw"):
        return "python"
    if suffix in _CLOSED or (suffix in _COMPILED and memory(scene).builds):
        return "closed"
    if suffix == "" and scene.context is not None and not name.startswith(".") and scene.context.executable(file):
        return "python" if _starts_python(scene.context.read(file)) else "other"
    return "other"


def _starts_python(text: str | None) -> bool:
    """Whether a file's first line names Python."""
    return text is not None and text.startswith("#!") and "python" in text.split("\n", 1)[0]


def _scripts(facts: Facts, scene: Scene) -> Iterator[str]:
    """The files that the container gives to the interpreter to run, whatever their names: on the command line, or by their first line."""
    for root in facts.roots:
        for call in root.calls:
            script = script_of(call)
            first = call.argv[0] if call.argv and "/" in (call.argv[0] or "") else None
            name = script or first
            path = join(call.cwd, name) if name else None
            if path is not None and (script or _starts_python(scene.read(path))):
                yield path


def _other_code(facts: Facts, scene: Scene) -> str | None:
    """Why there may be code that no COPY of the context and no installation brought."""
    scripts = frozenset(_scripts(facts, scene))
    for line in facts.lines:
        number = line.instruction.line
        if line.opaque is not None:
            return f"what line {number} does is not known"
        if line.placed is not None and line.placed.origin == "image" and all(source in _UV for source in line.placed.sources):
            continue  # uv's own image: the tool alone
        if line.placed is not None and scene.bundled(line.placed):
            continue
        if line.placed is not None and unpacks(line.placed, line.instruction.keyword):
            return f"what is in the archive that line {number} unpacks is not known"
        if line.placed is not None and scene.files(line.placed) is None:
            if line.placed.origin == "inline":
                return f"line {number} writes a file whose text is not followed"
            return f"which files line {number} brings is not known"
        for unit in line.units:
            for effect in unit.effects:
                fetched = effect.role in ("build", "both", "unknown") and effect.owner != "python" and effect.install is None
                written = [w for w in effect.writes if not covered(w, ("/tmp", "/var/tmp"))]
                if (owner := named(effect.owner or "")) is not None and owner.writes_no_code(effect):
                    continue
                if fetched and (written or effect.anywhere or effect.products):
                    return f"what line {unit.line} brings may be code, and it is not followed"
                if not fetched and (code := next((w for w in written if _code(w, effect, scripts)), None)) is not None:
                    return f"line {unit.line} writes into {code}, and what it writes is not followed"
    return None


def _code(path: str, effect: Effect, scripts: frozenset[str]) -> bool:
    """Whether a command of the shell (`echo … > app.py`, `sed -i`) may leave code at a path; touch leaves none."""
    if effect.owner == "python" or effect.install is not None or effect.programs == ("touch",):
        return False
    return path in scripts or posixpath.splitext(path)[1].lower() in (".py", ".pyw", *_CLOSED)
