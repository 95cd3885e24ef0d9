"""Owners and modes: a COPY keeps those of what lies in a folder, but makes the folder itself anew, root's and 0755.

(Seen with BuildKit 0.13: the destination of COPY --from is 0:0 0755 whatever its source was; an existing one stays as it is;
numbers, modes and capabilities of all below are kept; names in --chown are looked up in the destination's /etc/passwd.)
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.model.facts import Call, Facts, Placed
from msbgen.plan.kept import Keeping
from msbgen.understand.arguments import parse
from msbgen.understand.commands import makes_user
from msbgen.understand.homes import is_root
from msbgen.understand.paths import below, covered
from msbgen.understand.scene import Scene

__all__ = ["chowned", "edited_files", "homes", "linked_files", "made_folders", "passing", "special_folders"]

#: every system has them; a container's engine empties none of them, so what the image holds there is there at the start
_PASSING = ("/tmp", "/var/tmp", "/run", "/var/run")
#: where builds work
_TEMPORARY = ("/tmp", "/var/tmp")
#: where the system has its files
_LINKED = ("/etc", "/usr", "/lib", "/var/lib")


def special_folders(facts: Facts, keeping: Keeping, scene: Scene) -> Iterator[str]:
    """Kept folders that may not be root's with mode 0755: a --chown, a chown or chmod, a user other than root made them, or the
    build context has them so."""
    for line in facts.lines:
        if line.placed is not None:
            yield from _moded(line.placed, keeping, scene)
        if line.placed is not None and line.placed.chown is not None and not is_root(line.placed.chown):
            yield from (k.path for k in keeping.paths if below(k.path, line.placed.dest))
            yield from [line.placed.dest] if keeping.holds(line.placed.dest) else []
        for unit in line.units:
            for effect in unit.effects:
                for path in effect.changes:
                    yield from (k.path for k in keeping.paths if below(k.path, path))
                if line.state.user is not None and not is_root(line.state.user):
                    yield from (k.path for k in keeping.paths if k.line == unit.line)


def _moded(placed: Placed, keeping: Keeping, scene: Scene) -> Iterator[str]:
    """Folders below the destination of a COPY that do not have mode 0755."""
    if scene.context is None or placed.origin != "context":
        return
    folders: dict[str, None] = {}
    for kept in keeping.paths:
        path = kept.path
        while kept.line == placed.line and below(path, placed.dest) and path != placed.dest and path not in folders:
            folders[path] = None
            path = posixpath.dirname(path)
    for path in folders:
        source = scene.source_of(path)
        if source is not None and scene.context.is_folder(source) and (placed.chmod or scene.context.mode(source) != 0o755):
            yield path


def made_folders(facts: Facts) -> Iterator[str]:
    """Empty folders that commands made, and paths outside of what is kept whose owner or mode they changed."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                yield from (p for p in (*effect.folders, *effect.changes) if not passing(p, facts))


def passing(folder: str, facts: Facts) -> bool:
    """Whether a folder that a line makes is none of the image's own: it is there anyway, or is a temporary one that the build works in."""
    if folder in _PASSING:
        return True
    if not covered(folder, _TEMPORARY):
        return False
    effects = ((c.cwd, e) for line in facts.lines for u in line.units for c, e in zip(u.calls, u.effects, strict=False))
    return any(below(path, folder) for cwd, e in effects for path in (cwd, *e.writes) if path is not None)


def edited_files(facts: Facts) -> Iterator[str]:
    """Files of the system that commands edited. The loader's cache is the business of the libraries."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                yield from (f for f in effect.system if f != "/etc/ld.so.cache")


def linked_files(facts: Facts, keeping: Keeping) -> Iterator[str]:
    """What links lead to that commands made, as far as it lies in the system and is not kept anyway."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                if any(link in keeping.links or keeping.holds(link) for link in effect.links):
                    yield from (t for t in effect.targets if not keeping.holds(t) and covered(t, _LINKED) and t not in _LINKED)


def homes(facts: Facts) -> Iterator[str]:
    """Home folders that useradd is given, and those of users that the stage switches to, where useradd puts them by default
    (useradd(8), HOME in /etc/default/useradd)."""
    if "/etc/passwd" not in edited_files(facts):
        return
    for line in facts.lines:
        for unit in line.units:
            for call in unit.calls:
                if makes_user(call.name):
                    home = parse(call.operands, ("-d", "-h", "-g", "-G", "-s", "-u", "-c", "-b")).value("-d", "-h", "--home-dir", "--home")
                    if home and home.startswith("/") and not passing(home, facts):
                        yield home
    for line in facts.lines:
        if line.instruction.keyword == "USER" and line.instruction.args:
            name = line.instruction.args[0].split(":")[0]
            if name and not name.isdigit() and name != "root" and "$" not in name:
                yield f"/home/{name}"


def chowned(facts: Facts, keeping: Keeping) -> dict[str, str]:
    """Kept path → the owner that a COPY --chown or a recursive chown gave to all of it, where nothing was written there
    afterwards."""
    found: dict[str, str] = {}
    for line in facts.lines:
        if line.placed is not None:
            _forget(found, line.placed.dest, around=True)
            chown = line.placed.chown
            if chown and "$" not in chown:
                found.update((k.path, chown) for k in keeping.paths if k.line == line.instruction.line and below(k.path, line.placed.dest))
        for unit in line.units:
            for call, effect in zip(unit.calls, unit.effects, strict=False):
                for path in (*effect.writes, *(p.path for p in effect.products)):
                    _forget(found, path)
                owner = _recursive_owner(call)
                if call.name != "chmod":  # another owner or capabilities for some of it
                    for path in effect.changes:
                        _forget(found, path, around=True)
                if owner is not None:
                    for kept in keeping.paths:
                        if covered(kept.path, effect.changes):
                            found[kept.path] = owner
    return found


def _forget(found: dict[str, str], path: str, *, around: bool = False) -> None:
    """Forget the owners of folders that hold the path; with `around` also of what lies below it."""
    for kept in [k for k in found if below(path, k) or (around and below(k, path))]:
        del found[kept]


def _recursive_owner(call: Call) -> str | None:
    """`USER:GROUP` of a chown -R; None for anything else: without a group, chown leaves the group and --chown does not."""
    if call.name != "chown":
        return None
    given = parse(call.operands, ("--from", "--reference"))
    recursive = given.has("-R", "--recursive")
    owner = given.operands[0] if recursive and given.operands and not given.has("--from", "--reference", "-h", "--no-dereference") else None
    return owner if owner and all(owner.partition(":")) else None
