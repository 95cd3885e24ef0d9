"""The way "replay": the slim image of the same release; packages installed and users made there again, results copied."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator

from msbgen.data import packages as table
from msbgen.data.images import counterparts
from msbgen.ecosystems import named
from msbgen.model.dockerfile import Dockerfile
from msbgen.model.facts import Facts, Install, Line, Unit
from msbgen.model.plan import MANAGERS, Copy, Libraries, Packages, Run, Setting, Step, System
from msbgen.plan.accounts import renumbered
from msbgen.plan.again import first_to_change, foreign_option, programs, reads_builder
from msbgen.plan.draft import Draft, Fate
from msbgen.plan.floor import Floor
from msbgen.plan.kept import Keeping, Kept, original, products
from msbgen.plan.meet import is_portable, meet, runtime_programs
from msbgen.plan.needs import Needs
from msbgen.plan.origins import Origin, origins, stands_against
from msbgen.plan.owners import chowned, linked_files, passing, special_folders
from msbgen.plan.packages import Sorted, installs, is_development, sort_packages
from msbgen.plan.programs import all_static, starts_foreign
from msbgen.plan.removed import Removals, removals
from msbgen.plan.repeated import linked_again, made_alone, run_again
from msbgen.plan.settings import ZONES, again, command_line, lost
from msbgen.plan.suites import newer_packages, other_sources
from msbgen.plan.walk import gathering_folder, walk
from msbgen.understand.commands import is_common
from msbgen.understand.paths import below, outermost
from msbgen.understand.scene import Scene

__all__ = ["replay"]

#: where Debian's compiler has its libraries (not those of another compiler below /usr/local, which come along)
_OF_THE_COMPILER = ("/lib/*-linux-gnu*/libstdc++.so.6", "/lib/*-linux-gnu*/libgcc_s.so.1")


def replay(dockerfile: Dockerfile, facts: Facts, scene: Scene, keeping: Keeping, needs: Needs, floor: Floor, builder: str) -> Draft:
    """A draft on `floor`. Its blockers say what stands against it."""
    draft = Draft(floor)
    draft.blockers.extend((*keeping.blockers, *needs.blockers, *(() if floor.same else lost(facts, floor))))
    image = floor.image
    assert image is not None
    silent: dict[str, str] = {}
    files: dict[str, str] = {}
    installed = runtime_programs(facts, needs)
    for need in needs.needs:
        meet(need, facts, keeping, floor, installed, silent, files, draft)
    draft.static = all_static(facts, scene, keeping, wanted=False)
    _foreign(facts, needs, keeping, floor, draft)
    newer_packages(facts, scene, floor, draft)
    owners = {path: _numbered(owner, facts, floor) for path, owner in chowned(facts, keeping).items()}
    special = tuple(f for f in special_folders(facts, keeping, scene) if f not in owners)
    repeated = run_again(facts, keeping, owners, special)
    for line in facts.lines:
        for unit in line.units:
            if (unit.line, unit.part) in repeated:
                early = (floor.same or floor.reference in (facts.base_reference, facts.base_written)) and first_to_change(facts, unit)
                for need in programs(unit):  # the same image has what its first lines ran; no package of the build brings common commands
                    if not early and not (floor.same and is_common(need.name)):
                        meet(need, facts, keeping, floor, installed, silent, files, draft)
                reads = reads_builder(unit, line, keeping)
                if reads is not None:
                    draft.block(unit.line, f"it would have to run again in the runtime stage, and reads {reads}, which only the builder has")
                if (link := next((x for e in unit.effects for x in e.links if keeping.covers(x)), None)) is not None:
                    draft.block(unit.line, f"it would have to run again in the runtime stage, where its link {link} is by then")
                if image.os == "alpine" and (facts.base is None or facts.base.os != "alpine") and (option := foreign_option(unit)) is not None:
                    draft.block(unit.line, f"it would have to run again in the runtime stage, and BusyBox may not know `{option}`")
    binaries = _binaries(facts, scene, keeping, needs, floor)
    gone = removals(facts, keeping)
    draft.blockers.extend(gone.blockers)
    sources = tuple(origins(facts, scene, certificates=bool(image.ca_certificates)))
    if draft.blockers:
        return draft
    for target in linked_files(facts, keeping):
        zone = below(target, ZONES)
        if ".so" in posixpath.basename(target) or (zone and not image.tzdata and "tzdata" not in installed):
            files.setdefault(target, "a link leads to it")
            binaries.extend([] if zone else [target])
    there = {*installed, *silent, *image.programs}
    files.update((path, f"{program} reads it") for x in facts.lines for u in x.units for e in u.effects for program, path in e.settings if program in there)
    if image.os in ("debian", "ubuntu") and _own_libraries(facts, keeping):
        files["/etc/ld.so.cache"] = "the loader finds libraries that were installed beside the system's by it"
    manager = MANAGERS.get(image.package_manager)
    if silent:
        if _moves(facts) and (odd := next((name for name in silent if _is_library(name)), None)) is not None:
            draft.block(None, f"whether the release of {facts.base_reference}, which is not fixed, has {odd} is not known ({silent[odd]})")
            return draft
        if manager is None:
            draft.block(None, f"{floor.reference} has no package manager to install {', '.join(silent)}")
            return draft
        if manager == "apt" and image.os == "debian" and image.release is not None and table.base(image.release) is None and not any(installs(facts)):
            draft.block(None, f"Debian's {image.release} is archived, and {', '.join(silent)} could not be installed ({next(iter(silent.values()))})")
            return draft
        draft.steps.append(Packages(manager, tuple(silent), why="; ".join(dict.fromkeys(silent.values()))))
    into = gathering_folder(keeping)
    again_made = {f for line in facts.lines for u in line.units if (u.line, u.part) in repeated for e in u.effects for f in e.folders}
    loose = [f for line in facts.lines for u in line.units for e in u.effects for f in e.folders if not keeping.covers(f) and f not in keeping.above and not passing(f, facts)]
    folders = tuple(dict.fromkeys(f for f in (*special, *loose) if f not in owners and f not in again_made))
    links = tuple(link for link in keeping.links if link not in linked_again(facts))
    for unit in (u for line in facts.lines for u in line.units if (u.line, u.part) in repeated):
        if (folder := next((f for f in made_alone(unit) if any(below(path, f) for path in (*files, *folders, *links))), None)) is not None:
            draft.block(unit.line, f"it would have to make {folder} again, where the runtime stage has files of the builder by then")
    if files or links or folders:
        reason = "; ".join(dict.fromkeys(files.values())) or "links must stay links, and folders whose they are"
        note = "What the program reads of the system" if files else "Links to programs that were installed" if links else "Whose the folders are"
        draft.appended.append(System(tuple(files), folders, into, links, note=note, why=reason))
    if binaries:
        draft.appended.append(Libraries(outermost(binaries), into, loader=False, note="The shared libraries that they link to", why="asked of the dynamic loader",
                                        present=_present(facts, floor)))  # fmt: skip
    if draft.appended:
        draft.steps.append(Copy((into + "/",), "/", builder, why="what was gathered of the system"))
    draft.steps.extend(again(facts, floor, frozenset({"PATH"} if _uses_path(facts) else set()) | {n.name for n in needs.needs if n.kind == "environment"}))

    def copy(kept: Kept) -> Iterator[Step]:
        if kept.path in keeping.replaced:  # a COPY merges folders: what only the base's version has would stay
            yield Run((f"rm -rf {shlex.quote(kept.path)}",), why="the builder's version takes its place")
        elif kept.path in gone.copies:
            yield Run((f"rm -rf {' '.join(gone.copies[kept.path])}",), why="a line below removes it")
        yield Copy((kept.path,), kept.path, builder, chown=owners.get(kept.path), why=kept.why)

    def run(line: Line) -> Iterator[Step]:
        yield from _run(line, facts, needs, keeping, repeated, gone, sources, draft)
        yield from renumbered(line, facts, keeping, owners, repeated, builder)

    walk(dockerfile, facts, draft, keeping, args=_variables(facts, repeated), run=run, copy=copy)
    draft.steps.extend(command_line(facts, floor))
    if not image.shell and not floor.same and any(isinstance(s, Run | Packages) for s in draft.steps):
        draft.block(None, f"{floor.reference} has no shell to run a command in")
    draft.size_mb = image.size_mb
    if image.user not in (None, "", facts.base.user if facts.base else None) and not any(x.instruction.keyword == "USER" for x in facts.lines):
        draft.steps.append(Setting("USER", (facts.base.user if facts.base else None) or "root", why="as before"))
    return draft


def _present(facts: Facts, floor: Floor) -> tuple[str, ...]:
    """Libraries of a language that the base has just as the builder, and those of Debian's compiler, which apt itself is linked to."""
    base = facts.base
    owner = named(base.language) if base is not None and base.language is not None and floor.reference in (base.reference, *counterparts(base)) else None
    return (*(owner.present if owner is not None else ()), *(_OF_THE_COMPILER if _same_packages(facts, floor) else ()))


def _same_packages(facts: Facts, floor: Floor) -> bool:
    """Whether the libraries of Debian's compiler come from the same release's packages in both stages, and from nowhere else."""
    base, image = facts.base, floor.image
    if base is None or image is None or (base.os, image.os, image.package_manager) != ("debian", "debian", "apt") or base.release != image.release:
        return False
    if base.release is None or not {"libstdc++6", "libgcc-s1"} <= set(table.base(base.release) or ()):
        return False
    return not other_sources(facts)


def _foreign(facts: Facts, needs: Needs, keeping: Keeping, floor: Floor, draft: Draft) -> None:
    """What cannot be had again on another system, or on one with other users, than the builder's."""
    image, base = floor.image, facts.base
    if image is None or base is None:
        return
    moved = (image.os, image.release) != (base.os, base.release)
    for line in facts.lines:
        keyword = line.instruction.keyword
        user = line.instruction.args[0].split(":")[0] if keyword == "USER" and line.instruction.args else ""
        if user in base.users and user not in image.users:
            draft.block(line.instruction.line, f"the user {user} is one of {facts.base_reference}, and {floor.reference} has none of that name")
        for unit in line.units:
            for effect in unit.effects:
                if effect.system and "/etc/ld.so.cache" not in effect.system and (moved or base.users != image.users):
                    draft.block(unit.line, f"it edits {effect.system[0]}, and {floor.reference} is another system than {facts.base_reference}")
                if moved and effect.install is not None:
                    found = sort_packages(effect.install, facts, needs)
                    if found.runtime or found.data or found.libraries:
                        draft.block(unit.line, f"it installs packages, and {floor.reference} is another release than {facts.base_reference}")
                if moved and not draft.static and any(p.kind == "program" and keeping.holds(p.path) and not is_portable(p.owner) for p in effect.products):
                    draft.block(unit.line, f"it makes a program, and {floor.reference} is another release than {facts.base_reference}")


def _numbered(owner: str, facts: Facts, floor: Floor) -> str:
    """An owner by number where its name is one that only the old base has."""
    image, base = floor.image, facts.base
    user, _, group = owner.partition(":")
    if image is None or base is None or user not in base.users or user in image.users:
        return owner
    number, _, own = base.users[user].partition(":")
    return number if not group else f"{number}:{own if group in (user, own) else group}"


def _binaries(facts: Facts, scene: Scene, keeping: Keeping, needs: Needs, floor: Floor) -> list[str]:
    """Products, and what comes from other stages and images, that may link to libraries which the old base had and the new one has
    not, or which a package brought of which that is not known."""
    base = facts.base
    same = base is not None and (base.kind == "slim" or floor.reference == facts.base_reference)
    obscure = any(_obscure(install, facts, needs) for _, install in installs(facts))
    if (base is None and not floor.same) or (same and not obscure):
        return []
    if obscure and starts_foreign(facts):  # a program that somebody else built may link to any of them
        return [k.path for k in keeping.paths]
    found = []
    for product in products(facts):
        owner = named(product.owner)
        if product.kind == "bundle" or not keeping.holds(product.path) or owner is None:
            continue
        answer = owner.static(original(product, facts), facts, scene, wanted=True)
        if answer is not True and not isinstance(answer, tuple):  # what can be linked statically needs no more than the C library
            found.append(product.path)
    for line in facts.lines:
        placed = line.placed
        if placed is not None and placed.origin in ("stage", "image", "url") and not scene.bundled(placed):
            names = [posixpath.join(placed.dest, posixpath.basename(s)) for s in placed.sources] if placed.into else [placed.dest]
            found.extend(k.path for k in keeping.paths if k.line == line.instruction.line)
            found.extend(n for n in names if keeping.covers(n))
    return list(dict.fromkeys(found))


def _obscure(install: Install, facts: Facts, needs: Needs) -> bool:
    """Whether a command installs libraries that the runtime stage does not install by name: those of a development package that the
    tables do not tell, or that is removed again (which leaves the libraries where nothing sweeps up)."""
    found = sort_packages(install, facts, needs)
    return bool(found.unmapped) or any(is_development(name, install.manager) or table.brings_compiler(name) for name in found.build)


def _moves(facts: Facts) -> bool:
    """Whether the builder's release is another one with another build argument, or is whatever a digest stands for."""
    base = facts.base
    return facts.base_varies or (base is not None and base.digest is not None and not base.release_pinned)


def _is_library(name: str) -> bool:
    """Whether a package's name tells a version of a library, which each release has another one of (Debian Policy 8.1)."""
    return name.startswith("lib") and any(c.isdigit() for c in name)


def _run(line: Line, facts: Facts, needs: Needs, keeping: Keeping, repeated: set[tuple[int, int]], gone: Removals, sources: tuple[Origin, ...],
         draft: Draft) -> Iterator[Step]:  # fmt: skip
    number = line.instruction.line
    commands: list[str] = []
    for unit in line.units:
        install = next((e.install for e in unit.effects if e.install is not None), None)
        if install is not None:
            found = sort_packages(install, facts, needs)
            names = _wanted(found, install.pins, install.names)
            reason = _package_reason(found)
            if names:
                if any(found.libraries.values()) and _moves(facts):
                    draft.block(unit.line, f"which packages stand for {next(iter(found.libraries))} depends on the release of {facts.base_reference}, which is not fixed")
                why = stands_against(names, unit, line, sources)
                if why is not None:
                    draft.block(unit.line, why)
                yield Packages(install.manager, names, recommends=install.recommends, why=reason)
                draft.fates[number, unit.part] = Fate("both", reason, unit.evidence)
            else:
                draft.fates[number, unit.part] = Fate("builder", reason, unit.evidence)
            continue
        if _edits_while_building(unit):
            draft.block(unit.line, f"it edits the system and builds at once ({unit.reason})")
        elif (unit.line, unit.part) in repeated:
            text = unit.text if unit.cwd is None else f"cd {shlex.quote(unit.cwd)} && {unit.text}"
            commands.append(text)
            draft.fates[number, unit.part] = Fate("both", f"run again in the runtime stage: {unit.reason}", unit.evidence)
        elif (words := gone.units.get((unit.line, unit.part))) is not None:
            commands.append(f"rm -rf {' '.join(words)}")
            draft.fates[number, unit.part] = Fate("both", "what it removes, the runtime stage has of its own", unit.evidence)
        elif any(keeping.holds(w) for e in unit.effects for w in (*e.writes, *(p.path for p in e.products))):
            draft.fates[number, unit.part] = Fate("copied", "its result is copied from the builder", unit.evidence)
        elif any(e.changes for e in unit.effects):
            draft.fates[number, unit.part] = Fate("copied", "the files are copied with the owner and mode that it gave them", unit.evidence)
        else:
            draft.fates[number, unit.part] = Fate("builder", unit.reason, unit.evidence)
    if commands:
        yield Run(tuple(commands), why="it prepares the container itself")


def _wanted(found: Sorted, pins: tuple[str, ...], names: tuple[str, ...]) -> tuple[str, ...]:
    """What to install: runtime packages as the original pinned them, the libraries of development packages."""
    as_written = dict(zip(names, pins, strict=True))
    result = [as_written[n] for n in names if n in (*found.runtime, *found.data)]
    for libraries in found.libraries.values():
        result.extend(libraries)
    return tuple(dict.fromkeys(result))


def _package_reason(found: Sorted) -> str:
    parts = []
    for label, names in (("build only", found.build), ("for the program", (*found.runtime, *found.data))):
        if names:
            parts.append(f"{label}: {', '.join(f'{n} ({found.why[n]})' for n in names)}")
    for dev, libraries in found.libraries.items():
        parts.append(f"{dev} → {', '.join(libraries) or 'no library'}")
    parts.extend(f"{name}: {found.why[name]}" for name in found.unmapped)
    return "; ".join(parts) or "nothing of it is needed at run time"


def _own_libraries(facts: Facts, keeping: Keeping) -> bool:
    """Whether the loader's cache may tell of libraries that the runtime stage keeps: ldconfig ran, itself or after packages."""
    effects = [e for line in facts.lines for u in line.units for e in u.effects]
    if any("/etc/ld.so.cache" in e.system for e in effects):
        return True
    return any(e.install for e in effects) and any(p.kind == "library" and p.owner == "c" and keeping.holds(p.path) for p in products(facts))


def _edits_while_building(unit: Unit) -> bool:
    """Whether a unit edits the system and builds, so that neither running it again nor leaving it out would do."""
    edits = any(e.system and "/etc/ld.so.cache" not in e.system for e in unit.effects)
    return edits and any(e.role == "build" for e in unit.effects) and not any(e.install for e in unit.effects)


def _variables(facts: Facts, repeated: set[tuple[int, int]]) -> frozenset[str]:
    """ARGs that replayed commands read."""
    found: set[str] = set()
    for line in facts.lines:
        for unit in line.units:
            if (unit.line, unit.part) in repeated:
                for call in unit.calls:
                    for word in call.command.words:
                        found.update(word.variables)
    return frozenset(found)


def _uses_path(facts: Facts) -> bool:
    """Whether a program that a build command made is found through PATH."""
    folders = {p.path.rpartition("/")[0] for p in products(facts) if p.kind == "program"}
    base = facts.base.env.get("PATH", "") if facts.base else ""
    return any(f in base.split(":") for f in folders)

