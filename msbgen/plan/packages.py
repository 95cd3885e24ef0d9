"""Distribution packages: which the program may need, which only the build does."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data import packages as table
from msbgen.data.system import system
from msbgen.ecosystems import registered
from msbgen.model.facts import Facts, Install, Unit
from msbgen.model.record import record
from msbgen.plan.branches import removed_alike
from msbgen.plan.needs import Needs
from msbgen.plan.programs import starts_ready_made
from msbgen.understand.helpers import called_by_others

__all__ = ["Sorted", "installs", "is_development", "may_go", "sort_packages"]


@record(frozen=True, slots=True)
class Sorted:
    """The packages of one install command. `libraries` maps a development package to the runtime libraries it stands for,
    `unmapped` are development packages of which that is not known; `why` gives a reason for each package."""

    runtime: tuple[str, ...]
    build: tuple[str, ...]
    libraries: dict[str, tuple[str, ...]]
    unmapped: tuple[str, ...]
    data: tuple[str, ...]
    why: dict[str, str]


def installs(facts: Facts) -> Iterator[tuple[Unit, Install]]:
    """All install commands with their units."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                if effect.install is not None:
                    yield unit, effect.install


def sort_packages(install: Install, facts: Facts, needs: Needs) -> Sorted:
    """Sort by the tables, by what later build commands run, and by what the roots run."""
    runtime, build, data, unmapped = [], [], [], []
    libraries: dict[str, tuple[str, ...]] = {}
    why: dict[str, str] = {}
    release = facts.base.release if facts.base else None
    removed = _removed(facts)
    used = _used_by_builds(facts)
    wanted = {n.name.rsplit("/", 1)[-1] for n in needs.needs if n.kind in ("program", "shell")} | {n.name for n in needs.needs if n.kind == "package"}
    languages = {n.name for n in needs.needs if n.kind == "interpreter"}
    for name in install.names:
        role = table.role(name, install.manager)
        programs = table.programs(name) or (name,)
        if name in wanted or wanted & set(programs):
            runtime.append(name)
            why[name] = "the container runs it"
        elif name in removed or (install.virtual and install.virtual in removed):
            build.append(name)
            why[name] = "it is removed again"
        elif (stands := table.counterpart(name, install.manager)) is not None and stands[0] in languages:
            libraries[name] = (stands[1],)
            why[name] = "only what runs its programs is needed at run time"
        elif role == "build" and is_development(name, install.manager):
            found = table.runtime_of(release, name) if install.manager == "apt" and release else table.libraries(name, install.manager)
            if found is None:
                unmapped.append(name)
                why[name] = "a development package whose libraries are not known"
            else:
                libraries[name] = found
                why[name] = "only its libraries are needed at run time"
        elif role == "build":
            build.append(name)
            why[name] = "a build tool"
        elif role == "data":
            data.append(name)
            why[name] = "data that the program may read"
        elif (user := _user(name, role, programs, used, needs, facts)) is not None:
            build.append(name)
            why[name] = f"line {user} uses it to build, and nothing that the container starts does"
        else:
            runtime.append(name)
            why[name] = "it may be needed at run time"
    return Sorted(tuple(runtime), tuple(build), libraries, tuple(unmapped), tuple(data), why)


def may_go(install: Install, facts: Facts) -> bool:
    """Whether some of these packages may be left out, whatever the container needs: where none may, nobody has to work out what it does."""
    removed, used = _removed(facts), _used_by_builds(facts)
    if not removed.isdisjoint((*install.names, install.virtual or "")):
        return True
    for name in install.names:
        if table.role(name, install.manager) == "build" or table.counterpart(name, install.manager) is not None:
            return True
        languages = (f"language:{e.name}" for e in registered() if name in e.interpreter_packages)
        if not used.keys().isdisjoint((*(table.programs(name) or (name,)), *languages)):
            return True
    return False


def _removed(facts: Facts) -> set[str]:
    """The packages that commands remove again."""
    sure = {p.removeprefix("package:") for line in facts.lines for u in line.units for e in u.effects for p in e.removes if p.startswith("package:")}
    return sure | removed_alike(facts)


def _user(name: str, role: str | None, programs: tuple[str, ...], used: dict[str, int], needs: Needs, facts: Facts) -> int | None:
    """The line that uses a tool to build, or an interpreter of a language that nothing in the container runs, or anything where the
    container only hands out files; None where a package is none of that, or where it is not known that the container starts no other programs than it names."""
    running = {n.name for n in needs.needs if n.kind == "interpreter"}
    owner = next((e for e in registered() if name in e.interpreter_packages and e.name not in running), None)
    idle = owner is not None and (not owner.started_by_others or needs.alone)
    if role != "tool" and not idle and (not needs.only_serves or _of_server(name)):
        return None
    if not idle and not called_by_others().isdisjoint(programs) and starts_ready_made(facts):
        return None
    users = (*programs, f"language:{owner.name}") if owner is not None and idle else programs
    return next((used[p] for p in users if p in used), None)


def _of_server(name: str) -> bool:
    """Whether a package may be a part of a server, a library or data."""
    return any(part in name for part in (*system().server_parts, *system().server_kin)) or name.startswith(system().plain_packages)


def is_development(name: str, manager: str) -> bool:
    """Whether a package holds headers and the like, by its name."""
    return name.endswith(("-dev", "-devel")) and manager in ("apt", "apk", "dnf", "zypper")


def _used_by_builds(facts: Facts) -> dict[str, int]:
    """Programs that build commands run, and `language:NAME` for the languages whose commands these are, with the line."""
    return {
        program: unit.line
        for line in facts.lines
        for unit in line.units
        for effect in unit.effects
        if effect.install is None and effect.role in ("build", "runtime", "unknown")
        for program in (*effect.programs, *((f"language:{effect.owner}",) if effect.owner else ()))
    }
