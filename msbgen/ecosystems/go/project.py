"""The projects whose programs a Dockerfile makes: their sources in the build context, and the go calls that compile them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from msbgen.ecosystems.go.build import flags_of, where_of
from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.flags import Flags, parse_flags
from msbgen.ecosystems.go.modfile import Module, summed, vendored, workspace
from msbgen.ecosystems.go.notes import notes
from msbgen.ecosystems.go.packages import module_root, named_packages
from msbgen.ecosystems.go.settings import Settings, settings
from msbgen.ecosystems.go.sources import Source, Tree
from msbgen.model.facts import Call, Effect, Facts, Product
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["Dependencies", "Project", "dependencies", "is_standard", "maker", "own_sources", "projects"]

_NO_FLAGS = parse_flags(())


@dataclass(frozen=True, slots=True)
class Project:
    """`root` is the folder of its go.mod, None where none is known; `top` the folder that holds all of it."""

    root: str | None
    top: str
    given: Settings
    flags: Flags
    #: files that its builds name one by one
    files: frozenset[str] = frozenset()
    #: folders of the packages that its builds name; empty where that is not known
    folders: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Dependencies:
    """The modules that a build may take packages from, and the vendor folder that it takes them from; `why_unknown` tells
    why they are not known."""

    modules: tuple[str, ...]
    vendor: str | None = None
    why_unknown: str | None = None


def maker(product: Product, facts: Facts) -> tuple[Call, Effect] | None:
    """The call of a line that made a product, with its effect."""
    for line in facts.lines:
        for unit in line.units:
            for call, effect in zip(unit.calls, unit.effects, strict=True):
                if product in effect.products:
                    return call, effect
    return None


def projects(facts: Facts, scene: Scene) -> tuple[Project, ...] | str:
    """All projects that programs are made of; why they are not known, where one is not."""
    if scene.context is None:
        return "the sources are not at hand"
    tree = notes(scene).tree(scene)
    found: dict[str, Project] = {}
    for line in facts.lines:
        for unit in line.units:
            for call, effect in zip(unit.calls, unit.effects, strict=True):
                if not any(p.owner == "go" and p.kind == "program" for p in effect.products):
                    continue
                some = _projects_of(call, scene, tree)
                if isinstance(some, str):
                    return some
                for project in some:
                    before = found.get(project.top)
                    found[project.top] = _both(before, project) if before else project
    return tuple(found.values())


def _both(one: Project, other: Project) -> Project:
    """Two builds in one project."""
    folders = one.folders | other.folders if one.folders and other.folders else frozenset()
    return replace(other, files=one.files | other.files, folders=folders)


def _projects_of(call: Call, scene: Scene, tree: Tree) -> tuple[Project, ...] | str:
    given = settings(call, scene)
    if call.name != "go":  # a script or a makefile calls go somewhere: any module of the context may be meant
        if tree.unknown or not tree.modules:
            return f"the sources of what `{call.name}` compiles are not all known"
        return tuple(Project(root, root, given, _NO_FLAGS) for root in tree.modules)
    flags = flags_of(call, given)
    where = where_of(call, scene, flags, given)
    packages = named_packages(flags.operands, where)
    if packages is None or any(p.folder is None for p in packages):
        return "the sources of a program are fetched by its name"
    if where.cwd is None:
        return "the folder of the sources is not known"
    root = module_root(where.cwd, where)
    top = root or where.cwd
    if not tree.covers(top) or not tree.is_folder(top):
        return f"not all sources below {top} come from the build context"
    return (Project(root, top, given, flags, frozenset(f for p in packages for f in p.files), frozenset(p.folder for p in packages if p.folder)),)


def own_sources(tree: Tree, target: Target, found: tuple[Project, ...]) -> Iterator[Source]:
    """The projects' own Go files that a build for `target` may read: no tests, nothing vendored."""
    named = frozenset(f for project in found for f in project.files)
    folders = _reached(tree, target, found, named)
    for source in tree.sources:
        if (folders is None or source.folder in folders) and _reads(source, target, named) and source.is_own:
            yield source


def _reads(source: Source, target: Target, named: frozenset[str]) -> bool:
    """Whether a build may read a file."""
    fits = source.header is None or source.path in named or source.header.fits(source.name, target) is not False
    return fits and not source.is_test


def _reached(tree: Tree, target: Target, found: tuple[Project, ...], named: frozenset[str]) -> set[str] | None:
    """The folders of the own packages that the builds come to by imports; None where they are not known."""
    if not all(project.folders for project in found):
        return None
    paths = {module.path: folder for folder, module in tree.modules.items() if module.path is not None}
    reached: set[str] = set()
    seen: set[str] = set()
    todo = [folder for project in found for folder in project.folders]
    while todo:
        folder = todo.pop()
        if folder in reached:
            continue
        reached.add(folder)
        for source in tree.in_folder(folder):
            if not _reads(source, target, named):
                continue
            if source.header is None:
                return None
            for path in source.header.paths - seen:
                seen.add(path)
                module = max((m for m in paths if path == m or path.startswith(m + "/")), key=len, default=None)
                if module is not None:
                    todo.append(paths[module].rstrip("/") + path[len(module) :])
                elif not is_standard(path) and tree.is_own(path):  # of GOPATH's time
                    return None
    return reached


def is_standard(path: str) -> bool:
    """Whether an import path is the standard library's: its first element has no dot (go.dev/ref/mod#module-path)."""
    return "." not in path.split("/", 1)[0]


def dependencies(project: Project, tree: Tree) -> Dependencies:
    """The modules of a project."""
    root, modules = project.root, tree.modules
    if root is None or root not in modules:
        return _without_module(tree)
    vendor = root.rstrip("/") + "/vendor"
    listed = tree.read(vendor + "/modules.txt")
    mode = project.flags.values.get("mod", "")
    if mode == "vendor" or (mode == "" and listed is not None and modules[root].go >= (1, 14)):
        if listed is None or not tree.covers(vendor):
            return Dependencies((), None, "the vendored modules are not known")
        return Dependencies(vendored(listed), vendor)
    ruled = _workspace(root, tree) or {root: modules[root]}
    own = {module.path for module in ruled.values()}
    found: dict[str, None] = {}
    for folder, module in ruled.items():
        names = _required(folder, module, tree)
        if names is None:
            return Dependencies((), None, f"{folder}/go.mod is of a Go before 1.17 and has no go.sum beside it, so not all modules are listed")
        for name in names:
            instead = module.replaced.get(name, name)
            if instead.startswith((".", "/")):
                inside = join(folder, instead)
                if inside is None or not tree.is_folder(inside):
                    return Dependencies((), None, f"{name} is replaced by {instead}, whose files are not known")
            elif name not in own:
                found[instead] = None
    return Dependencies(tuple(found))


def _workspace(root: str, tree: Tree) -> dict[str, Module] | None:
    """The modules of the go.work that rules a folder."""
    for path in tree.files("go.work"):
        folder = path.rpartition("/")[0] or "/"
        if below(root, folder):
            used = [join(folder, u) for u in workspace(tree.read(path) or "").use]
            return {f: tree.modules[f] for f in used if f in tree.modules}
    return None


def _required(folder: str, module: Module, tree: Tree) -> tuple[str, ...] | None:
    """All modules that packages may come from; None when the lists do not hold them all."""
    if module.lists_all or not module.requires:
        return module.requires
    sums = tree.read(folder.rstrip("/") + "/go.sum")
    if sums is None:
        return None
    # a replaced module is summed under its new name
    return tuple(dict.fromkeys([*(r for r in module.requires if r in module.replaced), *sorted(summed(sums))]))


def _without_module(tree: Tree) -> Dependencies:
    """No go.mod is known: then only the standard library and vendor folders are known."""
    for source in tree.sources:
        for each in source.header.imports if source.header and not source.is_test else ():
            if not (is_standard(each.path) or tree.is_own(each.path) or tree.is_vendored(each.path)):
                return Dependencies((), None, f"which version of {each.path} is fetched is not known")
    return Dependencies((), "/vendor" if any(not s.is_own for s in tree.sources) else None)
