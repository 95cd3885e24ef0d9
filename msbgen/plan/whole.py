"""The way "whole": what some command of the build writes is not known, so all that the builder holds goes on, less the packages that
are known to be for building only. It is the last resort, and only a gain where there are such packages.

Nothing can be missing but what these packages brought, so a command of the build whose effect is not known does no harm here;
what the container starts must be known all the same. A package that another one needs stays (apt and apk see to that), and
so do the shared libraries that anything left over links to.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from msbgen.data import packages as table
from msbgen.model.dockerfile import Dockerfile
from msbgen.model.facts import Facts, Line, Need
from msbgen.model.plan import Copy, Setting, Step, Strip
from msbgen.model.record import record
from msbgen.plan.draft import Draft, Fate
from msbgen.plan.floor import Floor
from msbgen.plan.kept import Keeping, products
from msbgen.plan.meet import meet, runtime_programs
from msbgen.plan.needs import Needs
from msbgen.plan.packages import installs, is_development, sort_packages
from msbgen.plan.settings import again, command_line, lost
from msbgen.plan.walk import gathering_folder, walk
from msbgen.understand.homes import is_root
from msbgen.understand.scene import Scene

__all__ = ["whole"]

_MANAGERS: dict[str | None, Literal["apt", "apk"]] = {"apt": "apt", "apk": "apk"}
#: letters of a package's name (Debian Policy 5.6.7, and Alpine's); any other means a pattern or a part of a version
_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-._")


@record(frozen=True, slots=True)
class _Packages:
    """Names to take away, and those that stay though only these brought them; `used` is a tool of builds that the container runs."""

    drop: tuple[str, ...]
    stay: tuple[str, ...]
    used: str | None


def whole(dockerfile: Dockerfile, facts: Facts, scene: Scene, keeping: Keeping, needs: Needs, floor: Floor, builder: str) -> Draft:
    """A draft that ends in `FROM scratch`. Its blockers say what stands against it."""
    draft = Draft(floor)
    draft.blockers.extend((*needs.blockers, *lost(facts, floor)))
    base = facts.base
    if base is None:
        draft.block(None, f"what the image {facts.base_reference} holds is not known")
        return draft
    found = _packages(facts, needs)
    if not found.drop:
        draft.block(None, "no package is installed that only the build needs")
    if found.used is not None:
        draft.block(None, f"the container runs {found.used}, and may build with it")
    manager = _MANAGERS.get(base.package_manager)
    if manager is None:
        draft.block(None, f"how packages of {facts.base_reference} are taken away again is not known")
    if facts.base_varies:
        draft.block(None, f"the base image depends on a build argument ({facts.base_reference} by default)")
    if base.env_unknown or base.entrypoint is None or base.user is None or base.workdir is None or base.volumes:
        draft.block(None, f"not all that {facts.base_reference} sets is known")
    if (facts.lines[0].instruction.flag("platform") or "$TARGETPLATFORM") not in ("$TARGETPLATFORM", "${TARGETPLATFORM}"):
        draft.block(None, "a stage that begins with scratch is of the platform that is built for, whatever its FROM says")
    same = Floor(facts.base_reference, base, "replay")
    installed = runtime_programs(facts, needs)
    for need in needs.needs:
        if need.kind not in ("file", "library") and not _built(need, facts):  # what the build put there is there
            meet(need, facts, keeping, same, installed, {}, {}, draft)
    if draft.blockers or manager is None:
        return draft
    everything = replace(keeping, paths=(), links=(), places=frozenset(), above=frozenset(), named={})
    draft.appended.append(Strip(manager, found.drop, _asked(found, needs), gathering_folder(keeping),
                                note="What only the build needs", why="packages of the build"))  # fmt: skip
    draft.steps.append(Copy(("/",), "/", builder, why="what some commands wrote is not known, so all goes on"))
    draft.steps.extend(again(facts, floor, frozenset(base.env)))
    if base.user and not is_root(base.user):
        draft.steps.append(Setting("USER", base.user, why="the base image set it"))
    for port in base.exposes:
        draft.steps.append(Setting("EXPOSE", str(port), why="the base image set it"))

    def run(line: Line) -> Iterator[Step]:
        for unit in line.units:
            draft.fates[line.instruction.line, unit.part] = Fate("copied", "all that it leaves is copied from the builder", unit.evidence)
        return iter(())

    walk(dockerfile, facts, draft, everything, args=frozenset(), run=run, copy=lambda kept: iter(()))
    for line in facts.lines:
        if line.placed is not None:
            draft.fates[line.instruction.line, None] = Fate("copied", "all that it leaves is copied from the builder")
    draft.steps.extend(command_line(facts, floor))
    draft.size_mb = base.size_mb
    draft.system = base
    draft.shrinks = True
    return draft


def _built(need: Need, facts: Facts) -> bool:
    """Whether a program was made by a command whose kind is known."""
    if need.kind != "program":
        return False
    if "/" in need.name:
        return any(p.path == need.name for p in products(facts))
    return any(p.kind == "program" and p.path.rpartition("/")[2] == need.name for p in products(facts))


def _packages(facts: Facts, needs: Needs) -> _Packages:
    drop: dict[str, None] = {}
    stay: dict[str, None] = {}
    used: str | None = None
    removed = {p for line in facts.lines for u in line.units for e in u.effects for p in e.removes}
    for _, install in installs(facts):
        found = sort_packages(install, facts, needs)
        going: list[str] = []
        for name in install.names:
            if name in found.runtime and table.role(name, install.manager) == "build":
                used = used or name
            tool = name in found.build and found.why[name] == "a build tool"
            if f"package:{name}" in removed or not (tool or is_development(name, install.manager)) or not _LETTERS.issuperset(name):
                continue
            if name in found.build or name in found.libraries or name in found.unmapped:
                going.append(name)
                stay.update(dict.fromkeys(found.libraries.get(name, ())))
        if install.virtual is None:
            drop.update(dict.fromkeys(going))
        elif len(going) == len(install.names) and f"package:{install.virtual}" not in removed:
            drop[install.virtual] = None
    return _Packages(tuple(drop), tuple(s for s in stay if s not in drop), used)


def _asked(found: _Packages, needs: Needs) -> tuple[str, ...]:
    """Packages that stay: libraries of development packages, and what the program is known to take."""
    wanted: tuple[Need, ...] = tuple(n for n in needs.needs if n.kind == "package")
    return tuple(dict.fromkeys((*found.stay, *(n.name for n in wanted if n.name not in found.drop))))
