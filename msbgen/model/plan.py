"""The BuildPlan: what the resulting Dockerfile says, decided; how it reads is the templates' business.

`convert` and `new` meet here. Every step has a `why`, which the ledger and `--explain` print and a template may turn into
a comment.
"""

from __future__ import annotations

from typing import Literal

from msbgen.model.base import Box
from msbgen.model.record import record

Manager = Literal["apt", "apk", "dnf", "zypper"]
#: the package managers that a template knows, by their names
MANAGERS: dict[str | None, Manager] = {"apt": "apt", "apk": "apk", "dnf": "dnf", "zypper": "zypper"}


@record(frozen=True, slots=True)
class Source:
    """Text of the input, verbatim: its comments, the instruction, its continuations."""

    text: str
    line: int
    why: str = ""
    kind: Literal["source"] = "source"


@record(frozen=True, slots=True)
class Copy:
    """COPY from the context (`stage` None) or from a stage. `note` is printed as a comment above it."""

    sources: tuple[str, ...]
    dest: str
    stage: str | None = None
    chown: str | None = None
    chmod: str | None = None
    note: str = ""
    why: str = ""
    kind: Literal["copy"] = "copy"


@record(frozen=True, slots=True)
class Packages:
    """Distribution packages to install; the template knows each manager's idiom."""

    manager: Manager
    names: tuple[str, ...]
    recommends: bool = False
    note: str = ""
    why: str = ""
    kind: Literal["packages"] = "packages"


@record(frozen=True, slots=True)
class Libraries:
    """Collects, at build time, the shared libraries that the files below `roots` link to, into the folder `into`.

    `loader` also takes the dynamic loader and the C library (for a base that has none). `present` are patterns of the shell for
    libraries that the base has, too. In a `merged` base /lib64 is a link, and the loader goes where it leads.
    """

    roots: tuple[str, ...]
    into: str
    loader: bool
    note: str = ""
    why: str = ""
    present: tuple[str, ...] = ()
    merged: bool = False
    kind: Literal["libraries"] = "libraries"


@record(frozen=True, slots=True)
class System:
    """Gathers, at build time, what the program needs of the builder's system, into the folder `into`: `files` (folders with
    all they hold, links followed) where the builder has them, empty `folders` with their owner and mode, and symbolic
    `links` as they are (of a folder: all links in it)."""

    files: tuple[str, ...]
    folders: tuple[str, ...]
    into: str
    links: tuple[str, ...] = ()
    note: str = ""
    why: str = ""
    kind: Literal["system"] = "system"


@record(frozen=True, slots=True)
class Strip:
    """Takes packages away at the builder's end, as far as no other package needs them; those in `stay` remain, and so do the shared
    libraries that anything left links to, which are kept apart in the folder `into` meanwhile."""

    manager: Literal["apt", "apk"]
    names: tuple[str, ...]
    stay: tuple[str, ...]
    into: str
    note: str = ""
    why: str = ""
    kind: Literal["strip"] = "strip"


@record(frozen=True, slots=True)
class Run:
    """RUN of shell commands joined by &&, with cache mounts (each an absolute folder) and other mounts (as --mount takes them)."""

    commands: tuple[str, ...]
    caches: tuple[str, ...] = ()
    mounts: tuple[str, ...] = ()
    note: str = ""
    why: str = ""
    kind: Literal["run"] = "run"


@record(frozen=True, slots=True)
class MakeUser:
    """A user without a login, made the way that the stage's base allows."""

    name: str
    uid: int
    manager: Literal["apt", "apk", "dnf", "zypper"] | None
    why: str = ""
    kind: Literal["user"] = "user"


@record(frozen=True, slots=True)
class Setting:
    """WORKDIR, USER, EXPOSE, STOPSIGNAL, VOLUME, ARG …: a keyword and its text."""

    keyword: str
    value: str
    note: str = ""
    why: str = ""
    kind: Literal["setting"] = "setting"


@record(frozen=True, slots=True)
class Env:
    """ENV with literal values, quoted by the template."""

    pairs: tuple[tuple[str, str], ...]
    note: str = ""
    why: str = ""
    kind: Literal["env"] = "env"


@record(frozen=True, slots=True)
class Start:
    """CMD, ENTRYPOINT, SHELL or a HEALTHCHECK's CMD in exec form."""

    keyword: Literal["CMD", "ENTRYPOINT", "SHELL", "HEALTHCHECK"]
    argv: tuple[str, ...]
    note: str = ""
    why: str = ""
    kind: Literal["start"] = "start"


Step = Source | Copy | Packages | Libraries | System | Strip | Run | MakeUser | Setting | Env | Start


@record(frozen=True, slots=True)
class Stage:
    """FROM `base` AS `name`, and its steps. `leading` are the comments before FROM, verbatim."""

    name: str | None
    base: str
    steps: tuple[Step, ...]
    platform: str | None = None
    leading: str = ""
    note: str = ""


@record(frozen=True, slots=True)
class BaseReport:
    """What the final base holds and lacks, for `--explain`. `size_mb` is the base's rough size in 10⁶ bytes."""

    reference: str
    libc: str | None
    holds: tuple[str, ...]
    lacks: tuple[str, ...]
    size_mb: float | None
    why: str


class BuildPlan(Box):
    """All that the templates get.

    `preamble` is what stands before the first FROM, verbatim: directives, comments, global ARGs. `newline` is how lines
    end; `escape` the escape character.
    """

    preamble: str = ""
    stages: tuple[Stage, ...]
    trailing: str = ""
    newline: str = "\n"
    escape: str = "\\"
    prefix: str = ""
    base: BaseReport | None = None
