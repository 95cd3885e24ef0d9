"""Settings of the container (ENV, USER, CMD …): which lines move, and what a base gave silently and is given again."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Facts
from msbgen.model.plan import Env, Setting, Start, Step
from msbgen.plan.floor import Floor
from msbgen.plan.kept import Blocker
from msbgen.read.expand import names
from msbgen.understand.paths import below
from msbgen.understand.state import DEFAULT_PATH, resolve

__all__ = ["BOTH", "MOVED", "again", "lost", "needed_args", "secrets"]

#: they only describe the container, so they move to the runtime stage
MOVED = frozenset({"CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "STOPSIGNAL", "VOLUME", "ONBUILD"})
#: they act on the build, too, so they stand in both stages
BOTH = frozenset({"ENV", "USER", "WORKDIR", "SHELL"})
#: of these, the ones in which the builder expands variables (docs.docker.com/reference/dockerfile, "Environment replacement")
_EXPANDED = frozenset({"ENV", "EXPOSE", "LABEL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"})
#: where Debian and Alpine keep the CA bundle (package ca-certificates) and the time zones (package tzdata)
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
ZONES = "/usr/share/zoneinfo"
#: parts of names that stand for secrets (BuildKit's rule SecretsUsedInArgOrEnv, moby/buildkit, frontend/dockerfile/dockerfile2llb/convert.go)
_SECRET = frozenset("apikey auth credential credentials key password pword passwd secret token".split())


def secrets(instructions: tuple[Instruction, ...]) -> Iterator[tuple[int, str]]:
    """Line and name of each ENV that looks like a secret: it is part of the image's configuration, which anybody can read."""
    for instruction in instructions:
        if instruction.keyword == "ENV":
            for name, value in instruction.pairs():
                parts = name.lower().split("_")
                if value and not _SECRET.isdisjoint(parts) and "public" not in parts:
                    yield instruction.line, name


def needed_args(instructions: tuple[Instruction, ...], more: frozenset[str], escape: str) -> frozenset[str]:
    """The ARGs that lines of the runtime stage read, directly or through other ARGs."""
    wanted = set(more)
    for instruction in instructions:
        if instruction.keyword in MOVED | BOTH and instruction.keyword not in ("CMD", "ENTRYPOINT", "HEALTHCHECK", "ONBUILD", "SHELL"):
            wanted.update(names(instruction.value, escape))
    for instruction in reversed(instructions):
        if instruction.keyword == "ARG":
            for name, default in instruction.pairs():
                if name in wanted:
                    wanted.update(names(default, escape))
    return frozenset(wanted)


def again(facts: Facts, floor: Floor, env: frozenset[str]) -> Iterator[Step]:
    """Settings that the old base brought, that the new one does not bring, and that something may depend on.

    `env` names variables of the base that the program depends on; those that the moved lines and the command line read count anyway.
    """
    old = facts.base
    env = env | _read(facts)
    given = dict(floor.image.env) if floor.image else {}
    pairs = []
    if old is not None:
        for name, value in old.env.items():
            now = given.get(name, DEFAULT_PATH if name == "PATH" else None)
            if name in env and now != value:
                pairs.append((name, value))
    if pairs:
        yield Env(tuple(pairs), why="the base image set it")
    own = {line.instruction.keyword for line in facts.lines}
    if old is not None and old.workdir and ("WORKDIR" not in own or _starts_in_workdir(facts)) and old.workdir != ((floor.image.workdir if floor.image else None) or "/"):
        yield Setting("WORKDIR", old.workdir, why="the base image set it")
    stop = old.stopsignal if old is not None else None
    if stop and "STOPSIGNAL" not in own and (floor.image is None or floor.image.stopsignal != stop):
        yield Setting("STOPSIGNAL", stop, why="the base image set it")


def _read(facts: Facts) -> frozenset[str]:
    """Variables of the base that lines of the runtime stage build upon, or that what the container starts reads in a shell."""
    found: set[str] = set()
    for line in facts.lines:
        instruction = line.instruction
        if instruction.keyword in _EXPANDED:
            found.update(names(instruction.value, "\\"))
        elif instruction.keyword == "ARG":
            found.update(name for _, default in instruction.pairs() for name in names(default, "\\"))
    for root in facts.roots:
        for call in root.calls:
            written = (*call.command.words, *(w for _, w in call.command.assignments), *(r.target for r in call.command.redirects))
            found.update(v for word in written for v in word.variables)
        if root.shell_form and facts.base is not None:
            found.update(name for name in facts.base.env for word in root.argv if word and ("$" + name in word or "${" + name in word))
    return frozenset(found)


def lost(facts: Facts, floor: Floor) -> Iterator[Blocker]:
    """What the old base may set that nobody knows: variables that lines of the runtime stage read; of an unknown base also what it
    gives to the container silently."""
    own: set[str] = set()
    if facts.base is None:
        given = {line.instruction.keyword for line in facts.lines}
        for keyword, what in (("ENTRYPOINT", "which ENTRYPOINT"), ("USER", "which user"), ("WORKDIR", "which WORKDIR")):
            if keyword not in given:
                yield Blocker(None, f"{what} {facts.base_reference} sets is not known, and the Dockerfile sets none")
    theirs = {*floor.image.env, *floor.image.env_unknown} if floor.image is not None and facts.base is not None else set()
    for line in facts.lines:
        instruction = line.instruction
        read: set[str] = set()
        if instruction.keyword in _EXPANDED:
            read = set(names(instruction.value, "\\"))
        for name in sorted(name for name in read - own - theirs if name not in line.state.args):
            if facts.base is None or name in facts.base.env_unknown:
                yield Blocker(instruction.line, f"it reads ${name}, and what {facts.base_reference} sets that to is not known")
        if instruction.keyword == "ENV":
            own.update(name for name, _ in instruction.pairs())
    read_by_shell = {v for root in facts.roots for call in root.calls for word in call.command.words for v in word.variables}
    for name in sorted(read_by_shell - own - theirs):
        if facts.base is not None and name in facts.base.env_unknown:
            yield Blocker(None, f"what the container starts reads ${name}, and what {facts.base_reference} sets that to is not known")


def _starts_in_workdir(facts: Facts) -> bool:
    """Whether something happens in the base's WORKDIR: the first own one is relative to it, or a RUN before it works there."""
    for line in facts.lines:
        start = line.state.workdir or "/"
        if any(below(path, start) for u in line.units for e in u.effects for path in (*e.folders, *e.links, *e.changes)) and start != "/":
            return True
        if line.instruction.keyword == "WORKDIR":
            path = resolve(line.instruction.args[0], {**line.state.args, **line.state.env}, "\\") if line.instruction.args else None
            return path is None or not path.startswith("/")
    return False


def command_line(facts: Facts, floor: Floor) -> Iterator[Step]:
    """ENTRYPOINT and CMD where the Dockerfile leaves them to its base, or the new base has its own."""
    own = {line.instruction.keyword for line in facts.lines}
    new = floor.image
    theirs = (new.entrypoint or ()) if new else ()
    wanted = tuple(w for w in facts.entrypoint or () if w is not None)
    same = facts.base is not None and not wanted and tuple(facts.base.entrypoint or ()) == tuple(theirs)  # it only starts the command line
    if "ENTRYPOINT" not in own and wanted != tuple(theirs) and not same:
        yield Start("ENTRYPOINT", wanted, why="the base image's own" if wanted else "the new base's own must not start")
    if "CMD" not in own and "ENTRYPOINT" not in own:
        cmd = tuple(w for w in facts.cmd or () if w is not None)
        if cmd and cmd != tuple((new.cmd or ()) if new else ()):
            yield Start("CMD", cmd, why="the base image's own")
