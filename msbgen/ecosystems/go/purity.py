"""Whether a program can be built without cgo and stay the same: proven from its sources and the table of modules, or why not."""

from __future__ import annotations

from msbgen.ecosystems import named
from msbgen.ecosystems.go.build import flags_of, target_of
from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.notes import notes
from msbgen.ecosystems.go.project import Dependencies, dependencies, is_standard, own_sources, projects
from msbgen.ecosystems.go.settings import settings
from msbgen.ecosystems.go.sources import Source, Tree
from msbgen.ecosystems.go.table import modules_table, tools_table
from msbgen.model.facts import Call, Facts
from msbgen.understand.paths import below, covered
from msbgen.understand.scene import Scene

__all__ = ["loads_libraries", "not_pure"]

#: files beside Go's that make the go command call C tools (`go help c`, cmd/cgo documentation)
_FOREIGN = (".syso", ".swig", ".swigcxx")
#: what the compiler reads of a module
_COMPILED = (".go", ".s", ".c", ".h", ".S", "/go.mod", "/go.sum", "/go.work")
#: programs that add no Go sources with cgo, beside the go command and the generators of the table
_HARMLESS = frozenset("go apt-get apt apk npm npx yarn pnpm node bun protoc rm strip upx".split())


def not_pure(call: Call, facts: Facts, scene: Scene) -> str | None:
    """Why the programs of a call may need cgo; None when it is proven that they do not."""
    found = projects(facts, scene)
    if isinstance(found, str):
        return found
    tree = notes(scene).tree(scene)
    given = settings(call, scene)
    known = target_of(flags_of(call, given), given) if call.name == "go" else Target(tags=None)
    target = Target(known.os, known.arch, True, known.tags)
    sources = tuple(own_sources(tree, target, found))
    reason = _sources(tree, sources)
    for project in found:
        reason = reason or _changed(call, facts, project.top) or _modules(tree, dependencies(project, tree), target, sources, scene)
    return reason


def loads_libraries(facts: Facts, scene: Scene) -> str | None:
    """A package that links to shared libraries even without cgo, where the sources are known."""
    tree = notes(scene).tree(scene)
    for source in tree.sources:
        for each in source.header.imports if source.header and not source.is_test else ():
            row = None if is_standard(each.path) else modules_table().find(each.path)
            if row is not None and row.has("dynamic", each.path):
                return f"the package {each.path} links to shared libraries, with or without cgo"
    return None


def _sources(tree: Tree, sources: tuple[Source, ...]) -> str | None:
    foreign = next((f for suffix in _FOREIGN for f in tree.with_suffix(suffix)), None)
    if foreign is not None:
        return f"{foreign} is linked in by C tools"
    for source in sources:
        if source.header is None:
            return f"{source.origin} cannot be read"
        if source.header.cgo:
            return f'{source.origin} imports "C"'
        if any(i.path == "plugin" for i in source.header.imports):
            return f"{source.origin} loads plugins, which needs cgo"
    return None


def _modules(tree: Tree, found: Dependencies, target: Target, sources: tuple[Source, ...], scene: Scene) -> str | None:
    if found.why_unknown is not None:
        return found.why_unknown
    if found.vendor is not None:
        return _vendored(tree, found, target)
    for path in found.modules:
        if modules_table().row(path) is None:
            return f"whether the module {path} uses cgo is not known"
    for source in sources:
        for each in source.header.imports if source.header else ():
            row = None if is_standard(each.path) else modules_table().find(each.path)
            if row is not None and row.has("cgo", each.path):
                return f"the package {each.path} uses cgo"
    return _uncovered(tree, found, sources) if notes(scene).changed else None


def _vendored(tree: Tree, found: Dependencies, target: Target) -> str | None:
    """Vendored files are read themselves, but for modules that the table knows to be free of cgo."""
    free = tuple(f"/vendor/{m}" for m in found.modules if (row := modules_table().row(m)) is not None and not row.cgo)
    for source in tree.sources:
        if source.is_own or source.is_test or any(f + "/" in source.path for f in free):
            continue
        head = source.header
        if head is None:
            return f"{source.origin} cannot be read"
        if head.cgo and head.fits(source.name, target) is not False:
            return f"{source.origin} uses cgo"
    return None


def _uncovered(tree: Tree, found: Dependencies, sources: tuple[Source, ...]) -> str | None:
    """Where modules are added during the build: an import that none of the listed ones holds."""
    for source in sources:
        for each in source.header.imports if source.header else ():
            listed = any(each.path == m or each.path.startswith(m + "/") for m in found.modules)
            if not (listed or is_standard(each.path) or tree.is_own(each.path)):
                return f"{each.path} is added to the modules during the build"
    return None


def _changed(call: Call, facts: Facts, folder: str) -> str | None:
    """An earlier command that may have changed the sources."""
    known = _HARMLESS | tools_table().generators.keys()
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                if unit.line > call.line or (effect.programs and set(effect.programs) <= known):
                    continue
                if (owner := named(effect.owner or "")) is not None and owner.writes_no_code(effect):
                    continue
                inside = [w for w in effect.writes if below(w, folder) or covered(folder, (w,))]
                if effect.anywhere or any(effect.role not in ("state", "runtime") or w.endswith(_COMPILED) for w in inside):
                    return f"line {unit.line} may change the sources"
    return None
