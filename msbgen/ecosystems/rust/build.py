"""cargo build and cargo install: which programs they make, and where."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.rust.notes import Built, notes
from msbgen.ecosystems.rust.project import Project, find, programs
from msbgen.ecosystems.rust.runtime import reads_out_dir
from msbgen.ecosystems.rust.settings import VALUED, Settings, settings
from msbgen.ecosystems.rust.sources import writes_sources
from msbgen.ecosystems.rust.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["arguments", "build", "evidence", "install", "words"]


def words(call: Call) -> tuple[str | None, ...]:
    """The sub-command and what follows; a toolchain (+nightly) and cargo's own options before it are left out."""
    rest = list(call.operands)
    while rest and rest[0] is not None and rest[0].startswith(("+", "-")):
        if rest.pop(0) in ("-Z", "-C", "--config", "--color") and rest:
            rest.pop(0)
    return tuple(rest)


def arguments(call: Call) -> Arguments:
    """The options and operands of a call's sub-command."""
    return parse(words(call)[1:], VALUED)


def evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:6])),)


def build(call: Call, scene: Scene) -> Effect:
    """cargo build: the programs of the selected packages, in the target folder of their workspace."""
    given = arguments(call)
    folder = _moved(call, given)
    project = find(folder, given, scene)
    chosen = settings(call, given, folder, scene)
    target = chosen.target_dir or (posixpath.join(project.root, "target") if project else None)
    if target is None and folder is not None and not given.has("--manifest-path"):
        target = posixpath.join(folder, "target")  # without the manifest, it is taken to lie where the command runs
    if target is None or chosen.lost:
        return _lost(call, "where cargo puts the program is not known")
    names = _names(project, given, scene)
    _note(project, target, scene)
    places = [posixpath.join(target, triple, chosen.profile) for triple in chosen.targets or ("",)]
    copies = [join(folder, v) for v in given.values("--artifact-dir", "--out-dir") if v]
    products: list[Product] = []
    for place in (*places, *(c for c in copies if c)):
        products.extend(_products(place, names, call, chosen, scene))
        if not given.has("--bin", "--bins", "--example", "--test", "--bench"):
            products.extend(_libraries(place, project, call, chosen, scene))
        products.extend(Product(posixpath.join(place, "examples", e), "program", "rust", call.line, _static(chosen, scene)) for e in given.values("--example") if e)
    made = ", ".join(p.path for p in products) or "nothing that is kept"
    return Effect("build", f"cargo compiles {made}", evidence(call), writes=tuple(_written(project, places, scene)), products=tuple(products), scratch=(target,), programs=("cargo",))


def _written(project: Project | None, places: list[str], scene: Scene) -> Iterator[str]:
    """Folders with files that build scripts made and the program may read."""
    if project is None or project.selected is None:
        return
    for package in project.selected:
        if package.source is not None and package.manifest.script is not False and writes_sources(package.source, scene) is not None:
            yield package.folder
    if reads_out_dir(scene):
        yield from (posixpath.join(place, "build") for place in places)


def _names(project: Project | None, given: Arguments, scene: Scene) -> tuple[str, ...] | None:
    """The programs that are built; None where their names are not known."""
    asked = given.values("--bin")
    if asked and all(a and not any(c in a for c in "*?[") for a in asked):
        return tuple(dict.fromkeys(a for a in asked if a))
    if project is None or project.selected is None:
        return None
    found: list[str] = []
    for package in project.selected:
        names = programs(package, given, scene)
        if names is None:
            return None
        found.extend(names)
    return tuple(dict.fromkeys(found))


def _products(place: str, names: tuple[str, ...] | None, call: Call, chosen: Settings, scene: Scene) -> list[Product]:
    if any("windows" in t or "wasm" in t for t in chosen.targets):
        return [Product(place, "bundle", "rust", call.line)]
    if names is None:
        return [Product(place + "/", "program", "rust", call.line, _static(chosen, scene))]
    return [Product(posixpath.join(place, name), "program", "rust", call.line, _static(chosen, scene)) for name in names]


def _libraries(place: str, project: Project | None, call: Call, chosen: Settings, scene: Scene) -> list[Product]:
    """The shared libraries of packages whose [lib] asks for one; musl's own targets make none."""
    if project is None or project.selected is None or _musl(chosen, scene):
        return []
    return [Product(posixpath.join(place, p.manifest.shared), "library", "rust", call.line) for p in project.selected if p.manifest.shared]


def _musl(chosen: Settings, scene: Scene) -> bool:
    if chosen.targets:
        return all("-musl" in t for t in chosen.targets)
    base = scene.base
    return base is not None and base.language == "rust" and base.libc == "musl"


def _static(chosen: Settings, scene: Scene) -> bool | None:
    """True where the C library is linked in: rustc's musl targets do so unless told otherwise (doc.rust-lang.org/reference/linkage.html,
    "Static and dynamic C runtimes"). A static glibc still loads the system's name services when it runs, so it does not count."""
    if chosen.flags is None or any("-crt-static" in f or "prefer-dynamic" in f for f in chosen.flags):
        return None
    return True if _musl(chosen, scene) else None


def _moved(call: Call, given: Arguments) -> str | None:
    """The folder that cargo works in; `-C DIR` before the sub-command changes it."""
    rest = list(call.operands)
    for at, word in enumerate(rest[:-1]):
        if word == "-C" and at < len(rest) - len(words(call)):
            return join(call.cwd, rest[at + 1] or "") if rest[at + 1] else None
    return call.cwd


def _note(project: Project | None, target: str | None, scene: Scene) -> None:
    """Note what was compiled, for what the program does at run time."""
    if project is None or project.selected is None or any(p.source is None for p in project.selected):
        notes(scene).built.append(Built((), None, target, "its sources are not at hand"))
        return
    notes(scene).built.append(Built(tuple(p.source or "" for p in project.selected), project.root, target))


def _lost(call: Call, reason: str) -> Effect:
    return Effect("build", reason, evidence(call), anywhere=True, programs=("cargo",))


def install(call: Call, scene: Scene) -> Effect:
    """cargo install: programs in bin/ below --root, CARGO_INSTALL_ROOT or CARGO_HOME (doc.rust-lang.org/cargo/commands/cargo-install.html)."""
    given = arguments(call)
    crates = [o for o in given.operands if o is not None]
    if len(crates) != len(given.operands):
        return _lost(call, "which crate it installs is not known")
    names = [c.partition("@")[0] for c in crates]
    if names and all(n in tools().build for n in names) or given.has("--list"):
        return Effect("build", "it installs a tool that only builds use", evidence(call), programs=("cargo",))
    folder = _root(call, given)
    if folder is None:
        return _lost(call, "where it installs programs is not known")
    chosen = settings(call, given, call.cwd, scene)
    bins: tuple[str, ...] | None = None
    if given.has("--path"):
        project = find(call.cwd, given, scene)
        bins = _names(project, given, scene)
        _note(project, None, scene)
    else:
        notes(scene).built.append(Built((), None, None, "its sources are not at hand"))
        if given.values("--bin"):
            bins = tuple(b for b in given.values("--bin") if b)
        elif names and not given.has("--git") and all(n in tools().binaries for n in names):
            bins = tuple(b for n in names for b in tools().binaries[n])
    products = _products(folder, bins, call, chosen, scene)
    return Effect("build", f"cargo installs {', '.join(p.path for p in products) or 'nothing'}", evidence(call), products=tuple(products), programs=("cargo",))


def _root(call: Call, given: Arguments) -> str | None:
    """The folder bin/ that programs go to; None where it is not known."""
    if given.has("--root"):
        root = given.value("--root")
    else:
        root = call.env.get("CARGO_INSTALL_ROOT", "") or ""
        if not root:
            home = call.env.get("HOME")
            root = call.env.get("CARGO_HOME", "") if "CARGO_HOME" in call.env else posixpath.join(home, ".cargo") if home else None
            root = root or None
    full = join(call.cwd, root) if root else None
    return posixpath.join(full, "bin") if full else None
