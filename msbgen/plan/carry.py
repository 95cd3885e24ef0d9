"""The way "carry": everything that the roots reach comes from the builder, onto a base that has next to nothing.

No command runs in the runtime stage. One RUN at the builder's end gathers what is the system's: shared libraries (asked of
the dynamic loader itself), users, certificates, folders with their owner and mode.
"""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data import packages as table
from msbgen.data.portable import portable
from msbgen.data.system import system
from msbgen.ecosystems import Kit, named
from msbgen.model.dockerfile import Dockerfile
from msbgen.model.facts import Facts, Line, Need
from msbgen.model.plan import Copy, Libraries, Setting, Stage, Step, System
from msbgen.plan.builder import builder_name
from msbgen.plan.draft import Draft, Fate
from msbgen.plan.floor import Floor
from msbgen.plan.kept import Keeping, Kept, original, products
from msbgen.plan.needs import Needs
from msbgen.plan.owners import edited_files, homes, linked_files, made_folders, special_folders
from msbgen.plan.packages import installs, sort_packages
from msbgen.plan.programs import essential, made, path_of
from msbgen.plan.settings import CERTIFICATES, ZONES, again, command_line, lost
from msbgen.plan.suites import newer_packages
from msbgen.plan.walk import gathering_folder, walk
from msbgen.understand.paths import covered
from msbgen.understand.scene import Scene
from msbgen.understand.started import languages_of

__all__ = ["carry"]

#: shells that can be carried: one file each that needs nothing but the C library (Debian's dash and bash, Alpine's busybox)
_SHELLS = {"/bin/sh": "/bin/sh", "/usr/bin/sh": "/bin/sh", "/bin/dash": "/bin/dash", "/bin/bash": "/bin/bash", "/bin/ash": "/bin/ash"}
_USERS = ("/etc/passwd", "/etc/group")
#: Debian 12's libc.so.6, its loader and the name service's libraries, in 10⁶ bytes (measured)
_LIBC_MB = 2.4
#: where programs write, as every distribution has it (Filesystem Hierarchy Standard 3.0), empty
_STANDARD = ("/tmp", "/var/tmp", "/var/log", "/var/lib", "/var/cache", "/run", "/home", "/opt", "/srv", "/root")
#: more programs than this are a system of their own: the slim image is the better base then
_MOST_PROGRAMS = 8


def carry(dockerfile: Dockerfile, facts: Facts, scene: Scene, keeping: Keeping, needs: Needs, floor: Floor, builder: str) -> Draft:
    """A draft on `floor`. Its blockers say what stands against it."""
    draft = Draft(floor)
    draft.blockers.extend((*keeping.blockers, *needs.blockers, *lost(facts, floor)))
    kits = _kits(facts, scene, needs, draft)
    extra: list[str] = []  # single files to carry
    files: dict[str, None] = {}
    folders: dict[str, None] = {}
    for need in needs.needs:
        _meet(need, facts, keeping, kits, extra, files, folders, draft)
    _packages(facts, needs, extra, files, draft)
    _alone(facts, scene, needs, draft)
    newer_packages(facts, scene, floor, draft)
    _preloads(facts, draft)
    if draft.blockers:
        return draft
    static = _static(facts, scene, draft, keeping)
    interpreted = bool(kits)
    draft.static = static and not interpreted
    if interpreted:
        files.update(dict.fromkeys((*_USERS, "/etc/nsswitch.conf")))
        for kit in kits:
            files.update(dict.fromkeys(kit.files))
            folders.update(dict.fromkeys(kit.folders))
    if _named_user(facts):
        files.update(dict.fromkeys(_USERS))
    folders.update(dict.fromkeys((*made_folders(facts), *special_folders(facts, keeping, scene), *homes(facts))))
    files.update(dict.fromkeys((*edited_files(facts), *linked_files(facts, keeping))))
    binaries = [*(b for kit in kits for b in kit.binaries), *extra]
    if not static:
        binaries.extend(p.path for p in products(facts) if p.kind != "bundle" and keeping.holds(p.path))
        if not interpreted and not extra:
            files.setdefault("/etc/nsswitch.conf")
    into = gathering_folder(keeping)
    links = tuple(dict.fromkeys((*keeping.links, *(link for kit in kits for link in kit.links))))
    if floor.image is None and (interpreted or not static or any(n.kind == "writable" for n in needs.needs)):
        folders.update(dict.fromkeys(_STANDARD))
        links = (*links, "/var/run", "/var/lock")
    merged = floor.image is not None and floor.image.release is not None and floor.image.release not in system().apart
    if files or folders or links:
        wanted = tuple(f for f in files if not keeping.holds(f))
        if merged:  # a COPY lays no folder over a link
            wanted, links = (tuple("/usr" + f if covered(f, system().merged_links) else f for f in each) for each in (wanted, links))
        draft.appended.append(System(wanted, tuple(folders), into, links, note="What the program needs of the system", why="the runtime stage has no system of its own"))
    if binaries:
        draft.appended.append(Libraries(tuple(dict.fromkeys(binaries)), into, loader=floor.image is None or not floor.libc, merged=merged,
                                        note="The shared libraries that it links to", why="asked of the dynamic loader"))  # fmt: skip
    other = next((kit.image for kit in kits if kit.image is not None), None)
    source = builder
    if other is not None:
        _apart(facts, scene, keeping, links, extra, static, draft)
        source = builder_name(dockerfile, next(n.name for n in needs.needs if n.kind == "interpreter"))
        draft.parts = Stage(source, other, (*(s for kit in kits for s in kit.steps), *draft.appended))
        draft.appended.clear()
    else:
        draft.appended[:0] = [s for kit in kits for s in kit.steps]
    if files or folders or links or binaries:
        draft.steps.append(Copy((into + "/",), "/", source, why="what was gathered of the system"))
    env = {e for kit in kits for e in kit.env} | ({"PATH"} if _uses_path(facts) else set()) | {n.name for n in needs.needs if n.kind == "environment"}
    draft.steps.extend(again(facts, floor, frozenset(env)))
    for path in extra:
        draft.steps.append(Copy((path,), path, source, why="the command line runs in it"))
    for kit in kits:
        for path in kit.paths:
            if not keeping.holds(path):
                draft.steps.append(Copy((path,), kit.places.get(path, path), source, why="the interpreter and what was installed for it"))

    covered_by_kits = [p for kit in kits for p in kit.paths if not keeping.holds(p)]

    def copy(kept: Kept) -> Iterator[Step]:
        if not covered(kept.path, covered_by_kits):
            yield Copy((kept.path,), kept.path, builder, why=kept.why)

    def run(line: Line) -> Iterator[Step]:
        for unit in line.units:
            wrote = any(keeping.holds(w) or covered(w, covered_by_kits) for e in unit.effects for w in (*e.writes, *(p.path for p in e.products)))
            touched = any(e.folders or e.changes or e.system for e in unit.effects)
            if wrote:
                fate = Fate("copied", "its result is copied from the builder", unit.evidence)
            elif touched:
                fate = Fate("copied", "what it changed comes along from the builder", unit.evidence)
            else:
                fate = Fate("builder", unit.reason, unit.evidence)
            draft.fates[line.instruction.line, unit.part] = fate
        return iter(())

    walk(dockerfile, facts, draft, keeping, args=frozenset(), run=run, copy=copy)
    draft.steps.extend(command_line(facts, floor))
    if floor.image is not None and floor.image.user not in (None, "", "root", "0") and not any(x.instruction.keyword == "USER" for x in facts.lines):
        draft.steps.append(Setting("USER", "root", why="as before"))
    if floor.image is None or floor.image.size_mb is not None:
        gathered = _LIBC_MB if binaries and not interpreted else 0.0
        draft.size_mb = (floor.image.size_mb or 0.0 if floor.image else 0.0) + gathered + sum(kit.size_mb for kit in kits)
    draft.holds = _holds(files, extra, binaries)
    return draft


def _apart(facts: Facts, scene: Scene, keeping: Keeping, links: tuple[str, ...], extra: list[str], static: bool, draft: Draft) -> None:
    """What must be gathered of the builder's own system stands against gathering in another image."""
    own = [*keeping.links, *edited_files(facts), *made_folders(facts), *special_folders(facts, keeping, scene)]
    if own or _named_user(facts) or not static or any(installs(facts)):
        draft.block(None, f"the interpreter comes from another build of {facts.base_reference}, and what the Dockerfile did to its system would not come along")


def _kits(facts: Facts, scene: Scene, needs: Needs, draft: Draft) -> list[Kit]:
    found: list[Kit] = []
    wanted = {n.name for n in needs.needs if n.kind == "program"}
    asked = tuple(dict.fromkeys(n.name for n in needs.needs if n.kind == "interpreter"))
    language = facts.base.language if facts.base is not None else None
    if language is not None and language not in asked and (owner := named(language)) is not None:
        kit = owner.interpreter(scene)  # what the base's own entrypoint is made of, without the interpreter
        found.extend(part for program, part in (kit.extras.items() if kit is not None else ()) if program in wanted)
    for name in asked:
        ecosystem = named(name)
        kit = ecosystem.interpreter(scene) if ecosystem else None
        if kit is None:
            draft.block(None, f"where {facts.base_reference} keeps its {name} interpreter is not known")
        else:
            found.append(kit)
            found.extend(part for program, part in kit.extras.items() if program in wanted)
    return found


def _meet(need: Need, facts: Facts, keeping: Keeping, kits: list[Kit], extra: list[str], files: dict[str, None], folders: dict[str, None],
          draft: Draft) -> None:  # fmt: skip
    line = next((int(e.source.removeprefix("line ")) for e in need.evidence if e.source.startswith("line ")), None)
    if need.kind == "shell":
        path = _SHELLS.get(need.name)
        if path is None or facts.base is None or (path not in facts.base.shells and path != "/bin/sh"):
            draft.block(line, f"it needs the shell {need.name}")
        elif path not in extra:
            extra.append(path)
    elif need.kind == "program":
        kept = made(need, facts, keeping)
        if kept is not None and not _told(kept, facts, keeping):
            draft.block(line, f"what {kept} starts or links to is not known")
        elif kept is None and path_of(need.name, kits) is None and not _portable(need.name, facts, extra, files):
            draft.block(line, f"it runs `{need.name}`, which is part of the old base or of a package")
    elif need.kind in ("file", "library"):
        if not keeping.holds(need.name) and path_of(need.name, kits) is None:
            draft.block(line, f"it needs {need.name}, which nothing here is known to make")
    elif need.kind == "package":
        draft.block(line, f"it needs the package {need.name}: {need.why}")
    elif need.kind in ("framework", "anything", "unproven"):
        draft.block(line, need.why)
    elif need.kind == "certificates":
        files[need.name if need.name.startswith("/") else CERTIFICATES] = None
    elif need.kind == "timezones":
        files[need.name if need.name.startswith("/") else ZONES] = None
    elif need.kind == "system":
        files[need.name] = None
    elif need.kind == "writable":
        folders[need.name] = None
    elif need.kind == "user":
        files.update(dict.fromkeys(_USERS))


def _told(path: str, facts: Facts, keeping: Keeping) -> bool:
    """Whether a kept program is one that a command is known to have made, or a link: a product, or below what a language's installer wrote."""
    if path in keeping.links or any(covered(path, (p.path.rstrip("/"),)) for p in products(facts) if p.kind != "bundle"):
        return True
    if any(line.placed is not None and covered(path, (line.placed.dest,)) for line in facts.lines):
        return False  # it may be a file of the build context
    return any(covered(path, e.writes) for line in facts.lines for u in line.units for e in u.effects if e.owner and named(e.owner) is not None)


def _portable(program: str, facts: Facts, extra: list[str], files: dict[str, None]) -> bool:
    """Carry a single program of the base or of a package, if it can be and there are not too many of them."""
    name = program.rsplit("/", 1)[-1]
    found = portable(name)
    if found is None or program not in (name, found.path) or not _present(name, facts):
        return False
    if found.path not in extra:
        if len(extra) >= _MOST_PROGRAMS:
            return False
        extra.append(found.path)
        files.update(dict.fromkeys(found.files))
    return True


def _present(name: str, facts: Facts) -> bool:
    """Whether the builder is known to have the program: its base has it, or a line installs its package."""
    base = facts.base
    if base is not None and (name in base.programs or base.os in ("debian", "ubuntu", "alpine") and essential(name, base)):
        return True
    return any(name == n or name in table.programs(n, install.manager) for _, install in installs(facts) for n in install.names)


def _packages(facts: Facts, needs: Needs, extra: list[str], files: dict[str, None], draft: Draft) -> None:
    for unit, install in installs(facts):
        found = sort_packages(install, facts, needs)
        for name in found.runtime:
            programs = table.programs(name, install.manager) or (name,)
            if not _is_library(name) and not all(_portable(p, facts, extra, files) for p in programs):
                draft.block(unit.line, f"it installs {name}: {found.why[name]}")
        for name in found.data:
            if name == "ca-certificates":
                files[CERTIFICATES] = None
            elif name == "tzdata":
                files[ZONES] = None
                files["/etc/localtime"] = None
                files["/etc/timezone"] = None
            else:
                draft.block(unit.line, f"it installs {name}: {found.why[name]}")


def _is_library(name: str) -> bool:
    """A package of one shared library, by Debian's naming (Debian Policy 8.1): lib, and the soname's version at the end."""
    return name.startswith("lib") and name[-1:].isdigit()


def _alone(facts: Facts, scene: Scene, needs: Needs, draft: Draft) -> None:
    """The languages must know that the program starts no other program."""
    for name in facts.ecosystems:
        ecosystem = named(name)
        if ecosystem is not None and _runs(name, facts, needs):
            why = ecosystem.starts_others(facts, scene)
            if why is not None:
                draft.block(None, why)


def _preloads(facts: Facts, draft: Draft) -> None:
    """A library that a script puts before all others is linked to by nobody; one that ENV names, the loader tells in the builder, too."""
    own = facts.final.value("LD_PRELOAD")
    for root in facts.roots:
        for call in root.calls:
            sets = any(name == "LD_PRELOAD" for name, _ in call.command.assignments) or any((w or "").startswith("LD_PRELOAD=") for w in call.argv)
            if sets or ("LD_PRELOAD" in call.env and call.env["LD_PRELOAD"] != own):
                draft.block(root.line, "what the container starts sets LD_PRELOAD, and what that library needs is not known")
                return


def _runs(name: str, facts: Facts, needs: Needs) -> bool:
    """Whether something of this language runs in the container: its interpreter, or a program that it compiled."""
    ecosystem = named(name)
    if ecosystem is None:
        return False
    if ecosystem.interpreted:
        asked = any(n.kind == "interpreter" and n.name == name for n in needs.needs)
        return asked or any(ecosystem in languages_of(call, facts) for root in facts.roots for call in root.calls)
    return any(p.owner == name for p in products(facts))


def _static(facts: Facts, scene: Scene, draft: Draft, keeping: Keeping) -> bool:
    """Whether no product needs a shared library; edits that make it so are put into the draft."""
    whole = True
    for product in products(facts):
        if product.kind == "bundle" or not keeping.holds(product.path):
            continue
        owner = named(product.owner)
        answer = owner.static(original(product, facts), facts, scene, wanted=True) if owner else "unknown"
        if isinstance(answer, tuple):
            draft.edits.extend(e for e in answer if e not in draft.edits)
        elif answer is not True:
            whole = False
    if not whole:
        draft.edits.clear()
    return whole


def _named_user(facts: Facts) -> bool:
    """Whether a USER or --chown goes by name."""
    for line in facts.lines:
        if line.instruction.keyword == "USER":
            name = (line.instruction.args[0] if line.instruction.args else "").split(":")[0]
            if not name.isdigit():
                return True
    return any(e.system for line in facts.lines for u in line.units for e in u.effects if "/etc/passwd" in e.system)


def _uses_path(facts: Facts) -> bool:
    """Whether something is found through PATH, or a line builds on the base's PATH."""
    for root in facts.roots:
        for call in root.calls:
            if call.argv and call.argv[0] and "/" not in call.argv[0]:
                return True
    return any("PATH" in i.value for i in (line.instruction for line in facts.lines) if i.keyword == "ENV")



def _holds(files: dict[str, None], extra: list[str], binaries: list[str]) -> list[str]:
    """What `--explain` names as held."""
    found = []
    if any(path in _SHELLS.values() for path in extra):
        found.append("shell")
    if binaries:
        found.append("libc")
    if CERTIFICATES in files:
        found.append("CA certificates")
    if ZONES in files:
        found.append("tzdata")
    if "/etc/passwd" in files:
        found.append("users")
    return found
