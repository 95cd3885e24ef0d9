"""The checks of a rendered Dockerfile, on its own text: it is parsed again, as a stranger would read it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msbgen.data.image import Image
from msbgen.errors import CheckFailed, DockerfileSyntaxError
from msbgen.model.dockerfile import Dockerfile, Instruction
from msbgen.model.facts import Facts
from msbgen.model.ledger import Entry
from msbgen.plan.kept import products
from msbgen.read import read, validate
from msbgen.understand import Context, Scene, understand
from msbgen.understand.homes import is_root
from msbgen.understand.paths import below

__all__ = ["check"]

#: settings of the container that must be the same before and after; each is compared as the instructions that set it
_SETTINGS = ("EXPOSE", "VOLUME", "LABEL", "STOPSIGNAL", "HEALTHCHECK", "ONBUILD", "SHELL", "MAINTAINER", "ENV")


def check(original: Dockerfile, facts: Facts, text: str, entries: Sequence[Entry], context: Context | None, *,
          nonroot: bool, like: Image | None = None) -> tuple[Dockerfile, Facts, Scene]:  # fmt: skip
    """Raises CheckFailed naming the first thing that does not hold; returns the result as it was read and understood."""
    try:
        result = read(text)
        validate(result)
    except DockerfileSyntaxError as error:
        raise CheckFailed(f"the result does not parse: {error}") from error
    _stages(original, result)
    _ledger(original, facts, entries)
    _settings(original, result)
    after, scene = understand(result, context, like=like)
    _same(facts, after, nonroot=nonroot)
    _reachable(facts, after)
    return result, after, scene


def _stage(dockerfile: Dockerfile) -> list[Instruction]:
    last = max(i for i, x in enumerate(dockerfile.instructions) if x.keyword == "FROM")
    return list(dockerfile.instructions[last:])


def _stages(original: Dockerfile, result: Dockerfile) -> None:
    names: list[str] = []
    images = {instruction.flag("from") for instruction in original.instructions}  # where no stage has the name
    for instruction in result.instructions:
        if instruction.keyword == "FROM":
            name = instruction.args[2].lower() if len(instruction.args) == 3 else str(len(names))
            if name in names:
                raise CheckFailed(f"two stages are called {name}")
            names.append(name)
        stage = instruction.flag("from")
        if instruction.keyword == "COPY" and stage is not None and stage.startswith("builder") and stage not in names[:-1] and stage not in images:
            raise CheckFailed(f"line {instruction.line} copies from {stage}, which no earlier stage is called")


def _ledger(original: Dockerfile, facts: Facts, entries: Sequence[Entry]) -> None:
    """Every instruction once, or every unit of it once."""
    units = {line.instruction.line: len(line.units) for line in facts.lines}
    wanted = [(i.line, max(1, units.get(i.line, 1))) for i in original.instructions]
    spans = {i.line: i.span.last_line for i in original.instructions}
    noted = sorted(entry.line for entry in entries)
    for line, count in wanted:
        mine = bisect_right(noted, spans[line]) - bisect_left(noted, line)
        if mine != count:
            raise CheckFailed(f"the ledger has {mine} entries for line {line}, not {count}")
    if len(entries) != sum(count for _, count in wanted):
        raise CheckFailed("the ledger has entries for no line")


def _settings(original: Dockerfile, result: Dockerfile) -> None:
    """The last stage of the result says of the container what the original's did, in the same order."""
    before, after = _stage(original), _stage(result)
    for keyword in _SETTINGS:
        wanted = [i.raw.strip() for i in before if i.keyword == keyword]
        found = [i.raw.strip() for i in after if i.keyword == keyword]
        if keyword in ("HEALTHCHECK",):
            wanted = wanted[-1:]
        there = set(found)
        missing = [w for w in wanted if w not in there]
        if missing:
            raise CheckFailed(f"the result's last stage lacks {missing[0]!r}")


def _same(before: Facts, after: Facts, *, nonroot: bool) -> None:
    if before.entrypoint != after.entrypoint and (before.entrypoint or after.entrypoint):
        raise CheckFailed(f"ENTRYPOINT {before.entrypoint} became {after.entrypoint}")
    if before.cmd != after.cmd and (before.cmd or after.cmd):
        raise CheckFailed(f"CMD {before.cmd} became {after.cmd}")
    if not nonroot and _user(before) != _user(after) and before.final.user is not None:
        raise CheckFailed(f"USER {before.final.user} became {after.final.user}")
    if before.final.workdir != after.final.workdir and before.final.workdir is not None:
        raise CheckFailed(f"WORKDIR {before.final.workdir} became {after.final.workdir}")


def _user(facts: Facts) -> str | None:
    """root has several names."""
    return "root" if is_root(facts.final.user) else facts.final.user


def _reachable(before: Facts, after: Facts) -> None:
    """On a base without anything, what is started by its path must have been copied there. What is laid over the root is
    gathered of the system, so a program that a build made must come by a COPY of its own or of its folder."""
    if after.base is None or after.base.kind != "scratch":
        return
    made = {product.path for product in products(before)}
    if any(line.placed is not None and line.placed.sources == ("/",) for line in after.lines):
        return  # all that the builder holds
    placed = [line.placed.dest for line in after.lines if line.placed is not None]
    for root in after.roots:
        program = root.argv[0] if root.argv else None
        if program is None or not program.startswith("/"):
            continue
        if not any(below(program, dest) for dest in placed if dest != "/" or program not in made):
            raise CheckFailed(f"{program} is started, but nothing puts it into the runtime stage")
