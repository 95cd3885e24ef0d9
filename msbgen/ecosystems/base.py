"""What a language tells the rest of msbgen. A folder beside this file holds one language and defines `ecosystem`.

Every method has a safe default ("I know nothing"), so a language starts with the commands it can explain and grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

from msbgen.errors import UsageError
from msbgen.model.facts import Call, Effect, Facts, Need, Product
from msbgen.model.ledger import Evidence
from msbgen.model.plan import Stage, Step

if TYPE_CHECKING:  # msbgen.understand asks the languages
    from msbgen.model.project import Described, ProjectSpec
    from msbgen.understand.context import Context
    from msbgen.understand.scene import Scene

__all__ = ["Ecosystem", "Edit", "Kit", "Prune"]


@dataclass(frozen=True, slots=True)
class Kit:
    """An interpreter as it lies in the base image, to be carried to a base that has none.

    `paths` are files and folders of the image, copied whole; `binaries` those below which programs and libraries lie
    whose shared libraries must come along; `files` come along where the image has them; `env` are names of the base's
    environment that the interpreter depends on; `programs` are the command names that `paths` bring, with their paths.
    `links` are symbolic links and `folders` empty folders that come along; `extras` are further parts, by the program
    that each brings, taken only where the container starts that program. `steps` make the paths first; `places` puts those
    of them elsewhere in the runtime stage. All this happens in the builder, or in a stage of its own on `image`.
    """

    paths: tuple[str, ...]
    binaries: tuple[str, ...]
    programs: dict[str, str]
    files: tuple[str, ...] = ()
    env: tuple[str, ...] = ()
    size_mb: float = 0.0
    links: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    extras: Mapping[str, Kit] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    places: Mapping[str, str] = field(default_factory=dict)
    image: str | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A change to a line of the builder: the assignment `before` is put before call `word` of that line.

    `line` is the instruction's first line, `at` the offset of the command in the text. `env` is NAME=VALUE.
    """

    line: int
    at: int
    env: str
    why: str
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Prune:
    """Steps appended to the builder that remove what only the build needed (development dependencies, caches). `gains` is
    false where they only keep apart what the base of the runtime stage has, too: that is no reason to split. `clears` are commands
    for the runtime stage, before anything is copied there: they take away what its base has of other versions, since a COPY merges.
    `instead` names other languages whose own pruning has no object any more, since all that they made is taken away."""

    steps: tuple[Step, ...]
    why: str
    gains: bool = True
    clears: tuple[str, ...] = ()
    instead: frozenset[str] = frozenset()


class Ecosystem:
    """One language. Stateless: everything it knows about a Dockerfile is in the scene."""

    name = ""
    #: packages of distributions that are its interpreter ("python3"); build tools of other languages use it, too
    interpreter_packages: frozenset[str] = frozenset()
    #: base names of the programs whose calls it explains
    programs: frozenset[str] = frozenset()
    #: names of the entrypoint scripts that its official images bring, whose needs it knows
    entrypoints: frozenset[str] = frozenset()
    #: whether its programs are read at run time by an interpreter, sources and all
    interpreted = True
    #: programs that answer requests by themselves: an image whose base starts one is for that, though it names no command of its own
    services: frozenset[str] = frozenset()
    #: whether its programs run JavaScript, and so may load a folder of node_modules
    javascript = False
    #: whether applications of other languages start its programs at run time, to render pages say, or servers and timers do
    started_by_others = False
    #: names of entrypoint scripts that only prepare a tool of the build and then start the command line
    idle: frozenset[str] = frozenset()
    #: patterns of the shell for shared libraries that all its images have, the slim ones too
    present: tuple[str, ...] = ()
    #: whether what only a compiler reads is of no use at run time, though an interpreter runs what it makes
    compiles = False
    #: whether what its build makes runs alike on every system with the same interpreter and C library
    portable = False

    #: words, and settings as NAME=VALUE, with which its commands take what an earlier one left in a cache, and ask no server for more
    offline: frozenset[str] = frozenset({"--offline"})

    def claims(self, program: str) -> bool:
        """Whether it also explains programs by a pattern of their name ("python3.12")."""
        return False

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        """What a command of a RUN does; None when it cannot tell (the command then counts as unknown)."""
        return None

    def piped(self, call: Call, scene: Scene) -> Effect | None:
        """What a shell does that reads its text from another command, `call.source` (`curl … | sh`); None when the language does
        not know the text."""
        return None

    def sourced(self, path: str, values: Mapping[str, str | None]) -> Mapping[str, str | None] | None:
        """What `. path` sets in a shell that has `values`; None when the language does not know the file."""
        return None

    def writes_no_code(self, effect: Effect) -> bool:
        """Whether a command of its builds, with this effect, writes nothing that a program of another language compiles or loads: a
        front end's bundle, its modules."""
        return False

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        """What a command that the container starts needs; the reason where no smaller stage can hold that; None when it cannot tell."""
        return None

    def prints(self, call: Call, scene: Scene) -> str | None:
        """The path that a command prints for others to use (`$(cabal list-bin app)`), absolute; of a program whose folder is not known
        just its name below the folder that its product has. None where it prints anything else, or that is not known."""
        return None

    def opens(self, call: Call, scene: Scene) -> tuple[str, ...]:
        """Absolute paths that a command which the container starts runs or loads, beside the program itself."""
        return ()

    def handed(self, call: Call) -> tuple[str | None, ...]:
        """The command line that an entrypoint script of its official images, which is called, starts in the end: its operands, where
        it adds nothing to them."""
        return call.operands

    def hooks(self, call: Call, scene: Scene) -> Iterator[str]:
        """Scripts that an entrypoint script of its official images, which is called, runs before the command line, by absolute paths."""
        return iter(())

    def serves(self, call: Call, facts: Facts, scene: Scene) -> tuple[str, ...] | None:
        """For a command that the container starts and that only hands out files: the folders and files, absolute, that it can read
        of what lines made. None where it may do anything else, start a program among it, or where that is not known."""
        return None

    def interpreter(self, scene: Scene) -> Kit | None:
        """The interpreter that the base image brings for this language; None for compiled languages or where unknown."""
        return None

    def is_source(self, path: str) -> bool:
        """Whether a file of this name (relative to the context) is read by the compiler only, never by the program."""
        return False

    def reads_sources(self, facts: Facts, scene: Scene) -> bool:
        """Whether programs that it compiled may read sources at run time all the same, so that `is_source` must not count."""
        return False

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        """Why the program may start other programs or load libraries by name; None when it is known that it does not."""
        return "what it starts is not known"

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        """What the program takes from the base image though no line of the Dockerfile asks for it."""
        return iter(())

    def needless(self, facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
        """Paths and links that commands made for the whole image and that nothing the container starts can use, with the reason."""
        return iter(())

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        """Whether a compiled program needs no shared library: True proven; edits that make it so, soundly (only when
        `wanted`); or the reason why that is not known."""
        return "how it is linked is not known"

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        """Folders that a command uses as a cache only, absolute: with --cache-mounts each becomes a cache mount of its RUN.
        Nothing that a later line or the program reads may lie below one of them."""
        return ()

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        """What can be removed at the builder's end before its folders are copied. The steps run as the builder's last USER;
        with `carried` the interpreter itself is copied from the builder, too."""
        return None

    @cached_property
    def _new(self) -> ModuleType | None:
        """The module `blueprint` of the language's folder, where there is one."""
        name = type(self).__module__ + ".blueprint"
        try:
            return import_module(name)
        except ModuleNotFoundError as error:
            if error.name not in (name, type(self).__module__):
                raise
            return None

    @property
    def writes_new(self) -> bool:
        """Whether `new` writes Dockerfiles for it: its folder has a `blueprint` with `describe`, `blueprint` and `ignored`."""
        return self._new is not None

    def describe(self, context: Context) -> Described | None:
        """What a project's files say about it, for `new`; None when it is not of this language."""
        found: Described | None = self._new.describe(context) if self._new is not None else None
        return found

    def blueprint(self, spec: ProjectSpec, context: Context | None) -> Stage:
        """A project's Dockerfile in one stage, on the full image; each step is one instruction. `new` splits it as `convert` would,
        with the same proofs. Raises UsageError naming the field that it cannot do without, or that fits no project of this language."""
        if self._new is None:
            raise UsageError(f"lang: {self.name} is not written yet")
        stage: Stage = self._new.blueprint(spec, context)
        return stage

    def ignored(self, context: Context) -> tuple[str, ...]:
        """Patterns of .dockerignore for what no build of this language needs and people's machines have; `!.git` where the build reads git's."""
        patterns: tuple[str, ...] = self._new.ignored(context) if self._new is not None else ()
        return patterns
