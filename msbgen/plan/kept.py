"""What the runtime stage keeps of the files that the Dockerfile made: everything, minus what is known to be unneeded."""

from __future__ import annotations

import fnmatch
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import field

from msbgen.data.system import system
from msbgen.ecosystems import named
from msbgen.model.facts import Call, Effect, Facts, Line, Placed, Product
from msbgen.model.record import record
from msbgen.plan.reached import UNREAD, reached
from msbgen.understand.helpers import reads_sources
from msbgen.understand.match import expanded
from msbgen.understand.paths import ancestors, below, covered, join, outermost
from msbgen.understand.placed import unpacks
from msbgen.understand.scene import Scene
from msbgen.understand.started import languages_of, made_by, ordinary

__all__ = ["CACHES", "Blocker", "Keeping", "Kept", "all_compiled", "keep", "original", "products"]

#: folders of the system, which hold far more than a Dockerfile wrote there (Filesystem Hierarchy Standard 3.0)
_SYSTEM = frozenset(
    "/ /bin /boot /dev /etc /home /lib /lib32 /lib64 /libx32 /media /mnt /proc /root /run /sbin /sys /tmp /usr /usr/bin /usr/include /usr/lib "
    "/usr/lib64 /usr/libexec /usr/sbin /usr/share /var /var/cache /var/lib /var/log /var/run /var/spool /var/tmp /usr/lib/x86_64-linux-gnu".split()
)
#: below these nothing is kept: they are emptied or remade at each start (FHS 3.0: /tmp, /run, /var/tmp; /proc, /sys and /dev are no files)
_PASSING = ("/tmp", "/var/tmp", "/proc", "/sys", "/dev", "/run", "/var/run")
#: caches and lists of the system, below which nothing that a program needs is written. ~/.cache is none of them: what a line puts
#: there by name, such as a model, is read; what tools cache there is in their effects' `scratch`
CACHES = ("/var/cache", "/var/lib/apt/lists", "/var/lib/dpkg", "/var/log/apt", "/usr/share/doc", "/usr/share/man")
#: a folder split into more pieces than this is copied whole: a long list of COPYs helps nobody
_MOST_PIECES = 12


@record(frozen=True, slots=True)
class Kept:
    """A path to copy from the builder. `line` first wrote it; `owner` is a "user[:group]" that a recursive chown gave it."""

    path: str
    line: int
    why: str
    chown: str | None = None


@record(frozen=True, slots=True)
class Blocker:
    """Why a stage cannot be made in some way: the line that stands against it (None: the whole) and the reason."""

    line: int | None
    reason: str


@record(frozen=True, slots=True)
class Keeping:
    """What is kept, what was left out and why, and what stands against knowing it."""

    paths: tuple[Kept, ...]
    dropped: tuple[tuple[str, str], ...]
    blockers: tuple[Blocker, ...]
    #: symbolic links that are kept as such; a folder with a slash at its end stands for all links in it
    links: tuple[str, ...] = ()
    #: kept folders that stand in the place of folders of the base image, which must go first
    replaced: tuple[str, ...] = ()
    #: files of the context that are left out since only a compiler reads them
    left: frozenset[str] = frozenset()
    #: the paths once more, to be looked up: as they are, all folders above them; and kept programs, paths and links by their last part
    places: frozenset[str] = frozenset()
    above: frozenset[str] = frozenset()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def covers(self, path: str) -> bool:
        """Whether a path is one that is kept, or below it; links apart."""
        return covered(path, self.places)

    def holds(self, path: str) -> bool:
        """Whether a path is among what is kept, or below it."""
        return self.covers(path) or path in self.links


def products(facts: Facts) -> tuple[Product, ...]:
    """All products of all commands, in the order made."""
    return tuple(p for line in facts.lines for unit in line.units for effect in unit.effects for p in effect.products)


def original(product: Product, facts: Facts) -> Product:
    """The product that a build command made, of which this one is a copy."""
    if product.origin is None:
        return product
    return next((p for p in products(facts) if p.path == product.origin and p.origin is None and p.owner == product.owner), product)


def keep(facts: Facts, scene: Scene) -> Keeping:
    """Decide what is kept. Blockers name each line whose writes are not known."""
    found: dict[str, Kept] = {}
    dropped: dict[str, str] = {}
    blockers: list[Blocker] = []
    links: dict[str, None] = {}
    compiled = (all_compiled(facts) or _unread(facts)) and not any(e.reads_sources(facts, scene) for e in map(named, facts.ecosystems) if e is not None)
    compiled = compiled and not _others_read(facts, scene)
    left: set[str] = set()
    for line in facts.lines:
        if line.opaque is not None:
            blockers.append(Blocker(line.instruction.line, line.opaque))
        if line.placed is not None:
            _keep_placed(line.placed, line, facts, scene, compiled, found, dropped, left, blockers)
        for unit in line.units:
            for effect in unit.effects:
                if effect.anywhere:
                    blockers.append(Blocker(unit.line, effect.reason))
                _keep_written(effect, unit.line, scene, found, dropped, blockers)
                links.update(dict.fromkeys(effect.links))
                for pattern in effect.removes:
                    for path in [p for p in found if expanded(p, pattern)]:
                        del found[path]
                        dropped[path] = f"line {unit.line} removes it"
                    for path in [p for p in links if expanded(p, pattern)]:
                        del links[path]
                for pattern in effect.may_remove:
                    blockers.extend(Blocker(unit.line, f"it may remove {path}, and whether it does is not known") for path in found if _may_go(path, pattern))
    for path, why in (*_needless(facts, scene), *(_written_sources(facts) if compiled else ())):
        for gone in [p for p in found if below(p, path)]:
            del found[gone]
            dropped[gone] = why
            left.add(path)  # its owner and mode are of no use, either
        links.pop(path, None)
    left.update(_out_of_reach(facts, scene, found, dropped))
    blockers.extend(Blocker(k.line, f"COPY cannot name {k.path} as it is") for k in found.values() if not nameable(k.path))
    whole = dict.fromkeys(outermost(found))
    kept_links = tuple(p for p in links if not covered(p, whole))
    by_name: dict[str, tuple[str, ...]] = {}
    programs = (p.path for p in products(facts) if p.kind == "program" and covered(p.path, whole))
    for path in dict.fromkeys((*programs, *(p for p in found if p in whole), *kept_links)):
        name = posixpath.basename(path)
        by_name[name] = (*by_name.get(name, ()), path)
    replaced = tuple(p for line in facts.lines for u in line.units for e in u.effects for p in e.replaces if p in whole)
    return Keeping(tuple(found[p] for p in found if p in whole), tuple(dropped.items()), tuple(blockers),
                   kept_links, replaced, frozenset(left), frozenset(whole), frozenset(a for p in whole for a in ancestors(p)), by_name)  # fmt: skip


def _out_of_reach(facts: Facts, scene: Scene, found: dict[str, Kept], dropped: dict[str, str]) -> Iterator[str]:
    """Take away what a container that only hands out files cannot read; of a folder in which it reads some, only these are kept,
    where they are known to be there."""
    places = reached(facts, scene)
    if places is None:
        return
    built = tuple(_build_places(facts))
    outside = [p for p in found if not any(below(p, m) or below(m, p) for m in places) and any(below(p, b) or below(b, p) for b in built)]
    for line in facts.lines:
        for unit in line.units:
            changes = [c for e in unit.effects for c in e.changes]
            mine = [p for p in outside if any(below(p, c) or below(c, p) for c in changes)]
            if mine and not all(any(below(c, p) for p in mine) for c in changes):  # it runs again for the others, and fails without these
                outside = [p for p in outside if p not in mine]
    for path in outside:
        del found[path]
        dropped[path] = UNREAD
        yield path


def _build_places(facts: Facts) -> Iterator[str]:
    """Where languages' builds work: folders that they write, run in or are given. What lies elsewhere was put there for people to use."""
    for line in facts.lines:
        for unit in line.units:
            for call, effect in zip(unit.calls, unit.effects, strict=False):
                if effect.role == "build" and effect.owner is not None and effect.install is None:
                    given = (join(call.cwd, w) for w in call.operands if w is not None and w.startswith("/"))
                    yield from (p for p in (*effect.writes, *(p.path for p in effect.products), call.cwd, *given) if p not in (None, "/"))


def _needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """What languages know to be of no use to anything that the container starts."""
    for name in facts.ecosystems:
        ecosystem = named(name)
        if ecosystem is not None:
            yield from ecosystem.needless(facts, scene)


def _written_sources(facts: Facts) -> Iterator[tuple[str, str]]:
    """Files that a shell's own commands wrote (`echo "fn main() {}" > src/main.rs`) and only the compiler reads."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                if effect.role in ("state", "runtime"):
                    yield from ((path, "sources are read by the compiler only") for path in effect.writes if _is_source(facts, path[1:]))


def _may_go(path: str, pattern: str) -> bool:
    """Whether a path fits a pattern whose stars may stand for more than one folder."""
    if any(c in pattern for c in "*?["):
        return fnmatch.fnmatchcase(path, pattern)
    return below(path, pattern)


def _keep_written(effect: Effect, line: int, scene: Scene, found: dict[str, Kept], dropped: dict[str, str], blockers: list[Blocker]) -> None:
    made = {p.path for p in effect.products}
    for path in (*effect.writes, *made):
        if path in found or path in effect.links:
            continue
        if covered(path, system().sources) and "sed" not in effect.programs:
            dropped.setdefault(path, "only the package manager reads it")
        elif covered(path, _PASSING) or (covered(path, CACHES) and path not in made):
            dropped.setdefault(path, "it is a temporary or cache folder")
        elif not _copyable(path, scene):
            blockers.append(Blocker(line, f"it writes into {path}, and what it leaves there is not known"))
        elif effect.maybe and not covered(path, found):
            blockers.append(Blocker(line, f"whether it writes {path} depends on a condition"))
        else:
            found[path] = Kept(path, line, effect.reason)


def _copyable(path: str, scene: Scene) -> bool:
    """Whether a folder may be copied whole: it is none of the system's, and the base image's own language does not fill it."""
    if path in _SYSTEM:
        return False
    prefix = scene.base.prefix if scene.base else None
    if below(path, "/usr/local") and path.count("/") <= 3:  # /usr/local and its own folders
        return prefix is not None and not below(prefix, path) or (scene.base is not None and scene.base.language is None)
    return True


def _keep_placed(placed: Placed, line: Line, facts: Facts, scene: Scene, compiled: bool, found: dict[str, Kept], dropped: dict[str, str],
                 left: set[str], blockers: list[Blocker]) -> None:  # fmt: skip
    number = line.instruction.line
    files = scene.files(placed) if not placed.chosen else None  # with another build argument it brings others, to the same place
    if files is None:
        if placed.dest in _SYSTEM:
            for source in placed.sources:
                name = posixpath.basename(source.rstrip("/"))
                if placed.origin not in ("context", "stage", "image") or not placed.into or name in ("", ".") or any(c in name for c in "*?["):
                    blockers.append(Blocker(number, f"it copies into {placed.dest}, and which files these are is not known"))
                    return
                if placed.origin == "context" and "." not in name:  # it may be a folder, whose contents would go there
                    blockers.append(Blocker(number, f"it copies into {placed.dest}, and whether {source} is a folder is not known"))
                    return
                _note(posixpath.join(placed.dest, name), number, "it is copied from the build context", found)
            return
        _note(placed.dest, number, "it is copied in, and which of its files the program reads is not known", found)
        return
    if unpacks(placed, line.instruction.keyword):
        if placed.dest in _SYSTEM:
            blockers.append(Blocker(number, f"it unpacks an archive into {placed.dest}, and which files these are is not known"))
        else:
            _note(placed.dest, number, "it is unpacked there", found)
        return
    empty = scene.empty(placed)
    listed = [*files, *((path, "") for path in empty)]
    odd = {path for path, source in listed if not nameable(path) or (path != placed.dest and source and _is_link(source, scene))}
    whole = bool(odd) and placed.dest not in _SYSTEM
    if compiled:
        needless = tuple(bool(source) and _is_source(facts, source) for _, source in listed)
        wanted = [pair for pair, source in zip(listed, needless, strict=True) if not source]
        for path, _ in [pair for pair, source in zip(listed, needless, strict=True) if source][:1]:
            dropped[path] = "sources are read by the compiler only"
        pieces = _pieces(placed.dest, [p for p, _ in listed], [p for p, _ in wanted])
        if (len(pieces) <= _MOST_PIECES and odd.isdisjoint(pieces) and all(map(nameable, pieces))) or placed.dest in _SYSTEM:
            for piece in pieces:
                _note(piece, number, "the program may read it", found)
            left.update(path for (path, _), out in zip(listed, needless, strict=True) if out)
            return
    if placed.dest in _SYSTEM:
        tops = dict.fromkeys(_top(path, placed.dest) for path, _ in listed)
        clash = next((t for t in tops if t in _SYSTEM), None)
        if clash is not None:
            tops = dict.fromkeys(path for path, _ in listed)
            if len(tops) > _MOST_PIECES:
                blockers.append(Blocker(number, f"it copies many files into folders of the system, such as {clash}"))
                return
        for path in tops:
            _note(path, number, "it is copied from the build context", found)
        return
    # a folder or a pattern may bring more files tomorrow: only files that the line names are copied one by one
    spelled = {posixpath.normpath(source.lstrip("/") or ".") for source in placed.sources}
    if listed and placed.into and not whole and len(listed) <= _MOST_PIECES and all(source in spelled for _, source in listed):
        for path, _ in listed:
            _note(path, number, "it is copied from the build context", found)
    elif listed:
        _note(placed.dest, number, "it is copied from the build context", found)


def _is_link(source: str, scene: Scene) -> bool:
    """Whether it is a symbolic link, which a COPY of its name would follow."""
    return scene.context is not None and scene.context.is_link(source)


def nameable(path: str) -> bool:
    """Whether COPY takes a path as it stands: without the characters of patterns and variables."""
    return not any(c in path for c in "*?[]$\\\"'`")


def _note(path: str, line: int, why: str, found: dict[str, Kept]) -> None:
    found.setdefault(path, Kept(path, line, why))


def _top(path: str, folder: str) -> str:
    rest = path[len(folder) :].lstrip("/") if folder != "/" else path.lstrip("/")
    return posixpath.join(folder, rest.split("/", 1)[0])


def _pieces(dest: str, every: list[str], wanted: list[str]) -> list[str]:
    """The fewest folders and files that hold all wanted paths and no other."""
    if not wanted:
        return []
    unwanted = set(every) - set(wanted)

    def within(folder: str) -> Iterator[str]:
        if not any(below(u, folder) for u in unwanted):
            yield folder
            return
        for child in dict.fromkeys(_top(p, folder) for p in wanted if below(p, folder) and p != folder):
            if child in wanted:
                yield child
            else:
                yield from within(child)

    if dest in wanted:
        return [dest]
    if dest in _SYSTEM or any(below(u, dest) for u in unwanted):
        return [piece for top in dict.fromkeys(_top(p, dest) for p in wanted) for piece in ([top] if top in wanted else within(top))]
    return [dest]


def _is_source(facts: Facts, path: str) -> bool:
    return any(e is not None and e.is_source(path) for e in map(named, facts.ecosystems))


def _unread(facts: Facts) -> bool:
    """Whether an interpreter runs what a compiler made, and nothing that the container starts reads sources."""
    starts = [call for root in facts.roots for call in root.calls]
    owners = [e for call in starts for e in languages_of(call, facts)]
    return any(e.compiles for e in owners) and all(e.compiles or not e.interpreted for e in owners) and not any(root.opaque for root in facts.roots)


def all_compiled(facts: Facts) -> bool:
    """Whether all that the container starts are programs that build commands made (wrappers and shells apart)."""
    made = {p.path for p in products(facts) if p.kind == "program"}
    starts = [call for root in facts.roots for call in root.calls if root.kind == "start"]
    if not made or not starts or any(root.opaque for root in facts.roots):
        return False
    return not any(e.interpreted for call in starts if not _is_binary(call, facts) for e in languages_of(call, facts))


def _others_read(facts: Facts, scene: Scene) -> bool:
    """Whether the container starts a program beside what was made that may read sources: one that works on those of its folder, or is
    given something of the project (`doxygen Doxyfile && ./server`)."""
    for call in (c for root in facts.roots if root.kind == "start" for c in root.calls if c.argv and c.name):
        if languages_of(call, facts):
            continue
        if reads_sources(call.name) or any(w is not None and _is_source(facts, w) for w in call.operands):
            return True
        given = (join(call.cwd, w.rpartition("=")[2]) for w in call.operands if w) if not ordinary(call) else ()
        if any(path is not None and (scene.source_of(path) is not None or scene.is_folder(path)) for path in given):
            return True
    return False


def _is_binary(call: Call, facts: Facts) -> bool:
    """Whether it starts a program that a compiler linked, though its language has an interpreter, too (`bun build --compile`)."""
    made = tuple(p for p in products(facts) if p.static is not None)
    return bool(made) and made_by(call, made) is not None
