"""A conversion for people: plain text that says what became of each line, what the image is made of, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import TYPE_CHECKING

from msbgen.model.plan import Copy, Env, Libraries, MakeUser, Packages, Run, Setting, Source, Start, Step, Strip, System
from msbgen.read.encoding import printable

if TYPE_CHECKING:
    from msbgen.model.conversion import Conversion, Sizes
    from msbgen.model.dockerfile import Dockerfile
    from msbgen.model.ledger import Entry
    from msbgen.model.plan import BaseReport, BuildPlan

__all__ = ["explain"]

_OUTCOMES = {
    "builder": "builder only",
    "runtime": "moved",
    "both": "in both",
    "copied": "copied over",
    "dropped": "dropped",
    "kept": "as it is",
}

#: the stage of a line of a Dockerfile that was written anew
_PLACES = {"builder": "builder", "runtime": "ships"}

#: what it means for people that the final base lacks something
_MEANS = {
    "shell": "no `docker exec … sh` and no shell form: look inside with `docker cp`, `docker export` or a debug image",
    "package manager": "nothing can be installed in it: what it needs is copied, and updates come with a new base",
    "CA certificates": "no TLS connection that verifies its peer, unless the program brings its own certificates",
    "tzdata": "only UTC and fixed offsets, unless the program brings its own time zones",
    "libc": "only statically linked programs start",
}

_LAYERS = frozenset({"ADD", "COPY", "RUN", "WORKDIR"})


def explain(conversion: Conversion, before: Dockerfile | None, width: int = 100) -> str:
    """The report on a conversion of `before` (None: it was written anew), in lines of at most `width` columns where words allow it."""
    width = max(width, 40)
    if before is None:
        parts = [_section("Why each line is there", _ledger(conversion.ledger, width, _PLACES))]
    else:
        parts = [
            _section("What became of each line", _ledger(conversion.ledger, width)),
            _section("Layers before", _before(before, width)),
        ]
    if conversion.plan is not None:
        parts.append(_section("Layers" if before is None else "Layers after", _after(conversion.plan, width)))
        if conversion.plan.base is not None:
            parts.append(_section("The image's base", _base(conversion.plan.base, width)))
    if conversion.sizes is not None and before is not None:
        parts.append(_section("Size of what they stand on, without the application", _sizes(conversion.sizes, width)))
    return printable("\n".join(parts))


def _section(title: str, lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in (title.upper(), *lines))


def _ledger(ledger: Sequence[Entry], width: int, outcomes: Mapping[str, str] = _OUTCOMES) -> Iterator[str]:
    left = max((len(_lines(entry)) for entry in ledger), default=0)
    middle = max((len(outcomes[entry.outcome]) for entry in ledger), default=0)
    said = ""
    for entry in ledger:
        head = f"  {_lines(entry):>{left}}  {outcomes[entry.outcome]:<{middle}}  "
        yield head + _clipped(entry.text, width - len(head))
        says = "; ".join(f"{evidence.source}: {evidence.says}" for evidence in entry.evidence)
        why = entry.reason + (f" ({says})" if says else "")
        if entry.outcome != "kept" or why != said:  # a file that is left as it is has one reason for all of it
            yield from _wrapped(why, len(head) + 2, width)
        said = why


def _lines(entry: Entry) -> str:
    return str(entry.line) if entry.line == entry.last_line else f"{entry.line}-{entry.last_line}"


def _before(dockerfile: Dockerfile, width: int) -> Iterator[str]:
    for instruction in dockerfile.instructions:
        text = f"{instruction.keyword} {' '.join(map(str, (*instruction.flags, instruction.value)))}"
        if instruction.keyword == "FROM":
            yield "  " + _clipped(text, width - 2)
        elif instruction.keyword in _LAYERS:
            yield "    " + _clipped(text, width - 4)


def _after(plan: BuildPlan, width: int) -> Iterator[str]:
    for number, stage in enumerate(plan.stages, 1):
        name = f" AS {stage.name}" if stage.name else ""
        role = "ships" if number == len(plan.stages) else "does not ship"
        yield "  " + _clipped(f"FROM {stage.base}{name}", width - 18) + f"  ({role})"
        for step in stage.steps:
            text = _told(step, plan.escape)
            if text.partition(" ")[0].upper() in _LAYERS:
                yield "    " + _clipped(text, width - 4)


def _told(step: Step, escape: str) -> str:
    """A step in one line, as a layer is named."""
    match step:
        case Source():
            lines = (line.strip() for line in step.text.splitlines())
            return " ".join(line.removesuffix(escape) for line in lines if not line.startswith("#")).strip()
        case Copy():
            origin = f"--from={step.stage} " if step.stage else ""
            return f"COPY {origin}{' '.join(step.sources)} {step.dest}"
        case Packages():
            return f"RUN {step.manager}: install {' '.join(step.names)}"
        case Libraries():
            return f"RUN collect the shared libraries that {' '.join(step.roots)} link to"
        case System():
            return f"RUN gather {' '.join((*step.files, *step.folders, *step.links))}"
        case Strip():
            return f"RUN take away {' '.join(step.names)}"
        case Run():
            return f"RUN {' && '.join(step.commands)}"
        case MakeUser():
            return f"RUN make the user {step.name} ({step.uid})"
        case Setting():
            return f"{step.keyword} {step.value}"
        case Env():
            return f"ENV {' '.join(name for name, _ in step.pairs)}"
        case Start():
            return f"{step.keyword} {' '.join(step.argv)}"


def _base(base: BaseReport, width: int) -> Iterator[str]:
    size = "" if base.size_mb is None else f", about {_mb(base.size_mb)}"
    yield from _wrapped(f"{base.reference} ({base.libc or 'no C library'}{size})", 2, width)
    yield from _wrapped(base.why, 4, width)
    for title, things in (("holds", base.holds), ("lacks", base.lacks)):
        if things:
            yield from _wrapped(f"{title}: {', '.join(things)}", 4, width)
    for thing in base.lacks:
        if thing in _MEANS:
            yield from _wrapped(f"without {thing}: {_MEANS[thing]}", 4, width)


def _sizes(sizes: Sizes, width: int) -> Iterator[str]:
    before, after = (None if mb is None else f"about {_mb(mb)}" for mb in (sizes.before_mb, sizes.after_mb))
    yield f"  before: {before or 'unknown'}"
    yield from _wrapped(f"after: {after or 'unknown'} (from tables; nothing was built)", 2, width)


def _mb(size: float) -> str:
    return f"{size:.1f} MB" if 0 < size < 10 else f"{size:.0f} MB"


def _clipped(text: str, width: int) -> str:
    """The text in one line of at most `width` columns."""
    text = " ".join(text.split())
    return text if len(text) <= width else text[: max(width - 1, 1)] + "…"


def _wrapped(text: str, indent: int, width: int) -> list[str]:
    # a word that is longer than the line stays whole: it is a path that people copy
    blank = " " * indent
    return wrap(text, max(width, indent + 20), initial_indent=blank, subsequent_indent=blank + "  ",
                break_long_words=False, break_on_hyphens=False)  # fmt: skip
