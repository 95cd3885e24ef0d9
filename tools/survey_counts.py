"""What `tools/survey.py` counts: which Dockerfiles could gain, and the README's table."""

from __future__ import annotations

import collections
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from msbgen.data.packages import role
from msbgen.ecosystems import named
from msbgen.model.dockerfile import Dockerfile
from msbgen.model.facts import Call, Effect, Facts
from msbgen.plan.needs import Needs, needs_of
from msbgen.plan.packages import sort_packages
from msbgen.read import read, validate
from msbgen.understand import Context, understand

__all__ = ["BEGIN", "END", "Row", "begins", "builds", "markdown", "written"]

BEGIN, END = "<!-- survey -->", "<!-- /survey -->"
#: programs of builds that msbgen may not know yet: what they make is not known then, but that they make something is
_BUILDS = frozenset(
    "b2 bazel bjam bower bundle cabal composer cpan cpanm crystal docker-php-ext-configure docker-php-ext-install dub easy_install elm gem ghc grunt gulp hugo jekyll julia "
    "lein luarocks mix nim nimble opam ocaml pecl phpize pear perl qmake R Rscript raco rebar3 rosdep sbt scons shards stack swift swiftc v vcpkg waf zig".split()
)
#: owners of build commands whose tools come from packages alone; None: what no language knows
_FROM_PACKAGES = frozenset({None, "c", "python", "ruby", "perl", "php"})
#: parts of the names of scripts that build
_SCRIPTS = ("build", "install", "compile", "bootstrap", "setup")
#: message → row of the table; the first that is found counts
_REASONS = (
    (r"it starts nothing", ""),
    (r"what `.*` writes is not known", "a command in RUN whose effect is not known"),
    (r"git command|its program may write|what .* does is not known", "a command in RUN whose effect is not known"),
    (r"depends on a value that is not known|which packages it installs is not known|which program is started depends|not known to be set|a build argument|WORKDIR that is not known|its paths depend", "it depends on a value that only the build knows"),
    (r"it (writes|copies|unpacks) into|which files these are|many files into folders of the system", "it writes among the system's files, and which is not known"),
    (r"it may remove|depends on a condition|may write where", "what it writes or removes depends on a condition"),
    (r"what the image .* holds is not known|which ENTRYPOINT|which user|which WORKDIR|what .* sets that to is not known|which release the digest|what PATH holds", "a base image that is not known"),
    (r"has no slim variant|no slim image|which slim image|is another release|another system|base image depends|no smaller base", "no smaller base that fits"),
    (r"cannot be followed|which program it starts|needs at run time is not known|what .* starts|may start|needs of .* is not known|what .* is and", "what the container starts cannot be followed"),
    (r"what provides|which nothing here is known to make|it needs|it runs", "something that it starts has no known origin"),
)  # fmt: skip
_OTHER = "other"


@dataclass(frozen=True, slots=True)
class Row:
    """What became of one file. `kind` says what it does of a build, see `builds`."""

    path: str
    code: str
    reason: str
    kind: str = ""
    number: int | None = None

    def line(self) -> str:
        return "\t".join((self.code, self.kind or "-", str(self.number or "-"), self.reason.replace("\n", " ").replace("\t", " "), self.path)) + "\n"


def begins(data: bytes) -> Dockerfile:
    """The Dockerfile, read. Raises DockerfileSyntaxError."""
    dockerfile = read(data)
    validate(dockerfile)
    return dockerfile


def builds(dockerfile: Dockerfile, context: Path | None) -> str:
    """What a single-stage Dockerfile does that a runtime stage can do without: it "compiles" (or bundles, or installs what a language's
    own tool builds), or installs "tooling" for that; "cleaned" where one RUN installs all tooling and takes it away again, on a base
    that has none; "" for nothing of the kind. "multi-stage" for one that has several stages."""
    if sum(i.keyword == "FROM" for i in dockerfile.instructions) > 1:
        return "multi-stage"
    facts, scene = understand(dockerfile, Context(context) if context is not None else None)
    owners = {effect.owner for line in facts.lines for unit in line.units for call, effect in zip(unit.calls, unit.effects, strict=True) if _builds(call, effect)}
    stays, goes = _tooling(facts, needs_of(facts, scene))
    if goes and not stays and owners <= _FROM_PACKAGES and facts.base is not None and facts.base.language is None:
        return "cleaned"
    return "compiles" if owners else "tooling" if stays else ""


def _builds(call: Call, effect: Effect) -> bool:
    if effect.install is not None:
        return False
    if effect.role == "build" and effect.owner is not None and named(effect.owner) is not None:
        return True
    name = call.name or ""
    return effect.role == "unknown" and (name in _BUILDS or ("/" in (call.argv[0] or "") and any(part in name for part in _SCRIPTS)))


def _tooling(facts: Facts, needs: Needs) -> tuple[bool, bool]:
    """Whether build tooling is installed that stays, and such that the same RUN takes away again."""
    stays = goes = False
    for line in facts.lines:
        gone = {p for unit in line.units for effect in unit.effects for p in (*effect.removes, *effect.may_remove)}
        for _, install in ((u, e.install) for u in line.units for e in u.effects if e.install is not None):
            found = sort_packages(install, facts, needs)
            for name in install.names:
                if role(name, install.manager) == "build" and name not in found.runtime:
                    removed = f"package:{name}" in gone or f"package:{install.virtual}" in gone
                    stays, goes = stays or not removed, goes or removed
    return stays, goes


def _group(row: Row) -> str:
    return next((name for pattern, name in _REASONS if re.search(pattern, row.reason)), _OTHER)


def _ours(rows: Iterable[Row]) -> list[Row]:
    """The files that the claim is about: valid, Linux, one stage, starting something of their own, with something to gain."""
    return [row for row in rows if row.kind in ("compiles", "tooling") and row.code in ("converted", "MSB101", "MSB102", "MSB112")]


def markdown(rows: Sequence[Row]) -> str:
    """The table: what all files come to, then those that could gain."""
    ours = _ours(rows)
    done = sum(row.code == "converted" for row in ours)
    judged = [row for row in rows if row.code in ("converted", "MSB100", "MSB101", "MSB102", "MSB112")]
    idle = sum(row.code == "MSB100" and row.kind in ("compiles", "tooling") for row in judged)
    text = [
        "| public Dockerfiles | |",
        "| --- | --: |",
        f"| all | {len(rows):,} |",
        f"| no valid Dockerfiles, such as templates | {sum(row.code == 'MSB001' for row in rows):,} |",
        f"| several stages already | {sum(row.kind == 'multi-stage' for row in rows):,} |",
        f"| one stage, for Windows | {_single(rows, 'MSB110'):,} |",
        f"| one stage, starts nothing of its own | {_single(rows, 'MSB111'):,} |",
        f"| one stage, nothing compiled, bundled or installed for the build only | {sum(row.kind == '' for row in judged):,} |",
        f"| one stage, takes its build tools away again in the RUN that installs them | {sum(row.kind == 'cleaned' for row in judged):,} |",
        f"| one stage, builds, but its image holds nothing that only the build needs | {idle:,} |",
        f"| **one stage with something to gain** | **{len(ours):,}** |",
        f"| &nbsp; converted | {done:,} ({100 * done / max(1, len(ours)):.0f} %) |",
    ]
    left = collections.Counter("ONBUILD" if row.code == "MSB112" else _group(row) for row in ours if row.code != "converted")
    text.extend(f"| &nbsp; left: {reason} | {count:,} |" for reason, count in sorted(left.items(), key=lambda pair: (pair[0] == _OTHER, -pair[1], pair[0])))
    failed = sum(row.code.startswith("FAIL") for row in rows)
    text.append(f"| crashes, results that BuildKit's parser rejects or that a second conversion changes | {failed:,} |")
    return "\n".join(text) + "\n"


def _single(rows: Iterable[Row], code: str) -> int:
    return sum(row.code == code and row.kind != "multi-stage" for row in rows)


def written(readme: str, rows: Sequence[Row]) -> str:
    """The README with the table between its markers. Raises ValueError where it has none."""
    start, end = readme.index(BEGIN), readme.index(END)
    return f"{readme[: start + len(BEGIN)]}\n{markdown(rows)}{readme[end:]}"
