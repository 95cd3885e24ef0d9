"""Facts: what is known about a Dockerfile before anything is decided. Everything unknown is None, never a default."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from msbgen.data.images import Image
from msbgen.model.base import Box
from msbgen.model.dockerfile import Instruction
from msbgen.model.ledger import Evidence
from msbgen.model.record import record
from msbgen.model.shell import Command
from msbgen.model.variables import Variables, Watched

Role = Literal["build", "runtime", "both", "unknown", "state"]
#: build: makes something · runtime: prepares the container itself · both · state: only sets shell state (cd, set, A=b)


@record(frozen=True, slots=True)
class State:
    """What holds just before an instruction. A name mapped to None has a value that cannot be known (an ARG without a
    default, what an unknown base sets); a name that is absent is unset. `workdir`, `user` None: unknown."""

    env: Mapping[str, str | None]
    args: Mapping[str, str | None]
    workdir: str | None
    user: str | None
    shell: tuple[str, ...]

    def value(self, name: str) -> str | None:
        """What `$name` is worth: ENV wins over ARG; "" when it is unset, None when it cannot be known."""
        if name in self.env:
            return self.env[name]
        if name in self.args:
            return self.args[name]
        return ""


@record(frozen=True, slots=True)
class Call:
    """One simple command at its place. `argv` and `env` hold None where a value cannot be known.

    `cwd` None: not known. `mounts` are targets of RUN's cache, bind and tmpfs mounts: what is written there is in no layer.
    """

    argv: tuple[str | None, ...]
    env: Mapping[str, str | None]
    cwd: str | None
    user: str | None
    line: int
    command: Command
    mounts: tuple[str, ...] = ()
    #: the command whose output it reads (`a | b`)
    source: Call | None = None

    @property
    def name(self) -> str | None:
        """The program's base name."""
        return self.argv[0].rsplit("/", 1)[-1] if self.argv and self.argv[0] else None

    @property
    def operands(self) -> tuple[str | None, ...]:
        return self.argv[1:]

    def variables(self, **more: str | None) -> Variables:
        """`env` and `more`, to go on from. Of a call of the running container it stays one in which a variable that no line sets has
        a value which is not known (understand/roots.py)."""
        found = self.env.copy() if isinstance(self.env, dict | Watched) else dict(self.env)
        found.update(more)
        return found


@record(frozen=True, slots=True)
class Product:
    """Something that a build command made and the runtime may need.

    kind: "program" an executable file; "library" what an interpreter loads (site-packages, node_modules); "bundle" files
    that are served or read. `static` is True or False where linkage is known. `owner` names the ecosystem. A path that ends
    in a slash stands for programs somewhere below it whose names are not known yet (understand/named.py finds those that
    are used). `origin` is the path of the product that this one is a copy of.
    """

    path: str
    kind: Literal["program", "library", "bundle"]
    owner: str
    line: int
    static: bool | None = None
    origin: str | None = None


@record(frozen=True, slots=True)
class Install:
    """Distribution packages that a command installs. `names` without version pins; `pins` as written."""

    manager: Literal["apt", "apk", "dnf", "zypper"]
    names: tuple[str, ...]
    pins: tuple[str, ...]
    recommends: bool
    line: int
    virtual: str | None = None
    #: the option that asks for another source than those that are set up
    elsewhere: str | None = None


@record(frozen=True, slots=True)
class Effect:
    """What a command does to the file system, with the reason for its role.

    `writes` are absolute paths of files or folders that it makes or changes and that may matter later; `removes` what it
    deletes; `scratch` what it writes and nobody needs (caches, sources, intermediate files). `anywhere` is True when it
    may also write where nobody knows. `programs` are the names of programs that it runs.
    """

    role: Role
    reason: str
    evidence: tuple[Evidence, ...] = ()
    writes: tuple[str, ...] = ()
    #: empty folders that it makes, and paths whose owner, mode or capabilities it changes
    folders: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    #: files of the system that it edits (/etc/passwd): run again, or carried
    system: tuple[str, ...] = ()
    #: symbolic links that it makes, which must stay links; a folder with a slash at its end: all links in it
    links: tuple[str, ...] = ()
    #: what those links lead to
    targets: tuple[str, ...] = ()
    #: folders of the base image among its writes that it replaces as a whole
    replaces: tuple[str, ...] = ()
    removes: tuple[str, ...] = ()
    #: paths, globs too, of which some may be gone afterwards
    may_remove: tuple[str, ...] = ()
    scratch: tuple[str, ...] = ()
    #: (program, path): files of settings that only this program reads, and that go where it goes
    settings: tuple[tuple[str, str], ...] = ()
    products: tuple[Product, ...] = ()
    install: Install | None = None
    anywhere: bool = False
    programs: tuple[str, ...] = ()
    #: in a branch: what it writes may not be there afterwards
    maybe: bool = False
    #: the ecosystem that claimed it
    owner: str | None = None


@record(frozen=True, slots=True)
class Unit:
    """A piece of a RUN that stays together: one element of its list, or all of it where no cut is sound.

    `text` is its shell text as written; `operator` stands before it in the list. `reads` are shell variables that it takes
    from earlier units of the same RUN, `sets` those that it leaves to later ones. `cwd` is the folder it runs in where a
    `cd` of an earlier unit moved it away from WORKDIR, else None.
    """

    part: int
    operator: str
    text: str
    line: int
    last_line: int
    calls: tuple[Call, ...]
    effects: tuple[Effect, ...]
    role: Role
    reason: str
    evidence: tuple[Evidence, ...] = ()
    reads: frozenset[str] = frozenset()
    sets: frozenset[str] = frozenset()
    cwd: str | None = None


@record(frozen=True, slots=True)
class Placed:
    """COPY or ADD: `dest` is absolute; `sources` as written, expanded; `origin` "context", "url", "stage", "image" or "inline";
    `into` is True when the destination is a folder that the sources' names go into."""

    dest: str
    sources: tuple[str, ...]
    origin: Literal["context", "url", "stage", "image", "inline"]
    into: bool
    chown: str | None
    chmod: str | None
    line: int
    #: whether a build argument decides which files these are
    chosen: bool = False


@record(frozen=True, slots=True)
class Line:
    """An instruction of the stage with what is known about it; `placed` for COPY and ADD, `units` for RUN."""

    instruction: Instruction
    state: State
    units: tuple[Unit, ...] = ()
    placed: Placed | None = None
    #: why this line cannot be understood, None where it can
    opaque: str | None = None


@record(frozen=True, slots=True)
class Need:
    """Something that a root needs in the runtime stage.

    kind: "program" a command by name or path; "file" a path; "library" a folder that an interpreter loads from;
    "shell" a shell at /bin/sh; "user", "writable" a folder; "certificates"; "timezones"; "system" a file of the system that is
    read where it is there, and done without elsewhere; "environment" a variable; "package" of the distribution;
    "framework": a part that comes with the interpreter's image (`bundled`), or not;
    "anything": it starts what cannot be known, so that no stage will do which holds less than the original; "unproven": a part of
    it is not in the tables: it may stand on the slim variant, which is made for such programs, with a warning, but on nothing less.
    """

    kind: Literal[
        "program", "file", "library", "shell", "user", "writable", "certificates", "timezones", "system", "package", "interpreter",
        "environment", "framework", "anything", "unproven",
    ]
    name: str
    why: str
    evidence: tuple[Evidence, ...] = ()


@record(frozen=True, slots=True)
class Root:
    """What the container starts. `argv` is the command line in exec form, its shell included for the shell form; None
    holds an unknown word. `calls` are all simple commands that it runs, those of its scripts included."""

    kind: Literal["start", "healthcheck", "script"]
    argv: tuple[str | None, ...]
    line: int | None
    calls: tuple[Call, ...]
    shell_form: bool = False
    needs: tuple[Need, ...] = ()
    #: why it cannot be followed, None where it can
    opaque: str | None = None


class Facts(Box):
    """All that is known about the stage that may be split (the last one)."""

    base: Image | None
    base_reference: str
    #: the same as a FROM has it, variables and all
    base_written: str = ""
    #: FROM depends on an ARG, so `base` is only what its default means
    base_varies: bool = False
    #: `base` is what people say that the unknown base is like
    like: bool = False
    stage_name: str | None
    lines: tuple[Line, ...]
    #: how many of the lines, after the first, stand in earlier stages that this one's FROM leads to
    inherited: int = 0
    final: State
    entrypoint: tuple[str | None, ...] | None
    cmd: tuple[str | None, ...] | None
    roots: tuple[Root, ...]
    #: names of ecosystems that own a build command or a root, in the order met
    ecosystems: tuple[str, ...] = ()
    #: there are stages before this one
    after_stages: bool = False
    #: number of instructions before this stage's FROM
    offset: int = 0
    notes: tuple[Evidence, ...] = ()
