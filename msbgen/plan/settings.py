"""Settings of the container (ENV, USER, CMD …): which lines move, and what a base gave silently and is given again."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Facts
from msbgen.model.plan import Env, Setting, Start, Step
from msbgen.plan.floor import Floor
from msbgen.read.expand import names

__all__ = ["BOTH", "MOVED", "again", "needed_args"]

#: they only describe the container, so they move to the runtime stage
MOVED = frozenset({"CMD", "ENTRYPOINT", "EXPOSE", "HEALTHCHECK", "LABEL", "MAINTAINER", "STOPSIGNAL", "VOLUME", "ONBUILD"})
#: they act on the build, too, so they stand in both stages
BOTH = frozenset({"ENV", "USER", "WORKDIR", "SHELL"})
#: where Debian and Alpine keep the CA bundle (package ca-certificates) and the time zones (package tzdata)
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
ZONES = "/usr/share/zoneinfo"
#: what a container has when its image sets no PATH (moby/moby, system.DefaultPathEnv for Linux)
DEFAULT_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


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

    `env` names variables of the base that the program depends on; PATH counts where a value of it was built upon.
    """
    old = facts.base
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
    if old is not None and old.workdir and "WORKDIR" not in own and old.workdir != ((floor.image.workdir if floor.image else None) or "/"):
        yield Setting("WORKDIR", old.workdir, why="the base image set it")
    stop = old.stopsignal if old is not None else None
    if stop and "STOPSIGNAL" not in own and (floor.image is None or floor.image.stopsignal != stop):
        yield Setting("STOPSIGNAL", stop, why="the base image set it")


def command_line(facts: Facts, floor: Floor) -> Iterator[Step]:
    """ENTRYPOINT and CMD where the Dockerfile leaves them to its base, or the new base has its own."""
    own = {line.instruction.keyword for line in facts.lines}
    new = floor.image
    theirs = (new.entrypoint or ()) if new else ()
    wanted = tuple(w for w in facts.entrypoint or () if w is not None)
    if "ENTRYPOINT" not in own and wanted != tuple(theirs):
        yield Start("ENTRYPOINT", wanted, why="the base image's own" if wanted else "the new base's own must not start")
    if "CMD" not in own and "ENTRYPOINT" not in own:
        cmd = tuple(w for w in facts.cmd or () if w is not None)
        if cmd and cmd != tuple((new.cmd or ()) if new else ()):
            yield Start("CMD", cmd, why="the base image's own")
