"""Go projects for `new`: what their files say, and their Dockerfile in one stage."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.data.tags import number
from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.modfile import module
from msbgen.ecosystems.go.sources import Source, Tree, tree_of
from msbgen.errors import UsageError
from msbgen.model.facts import Placed
from msbgen.model.plan import Copy, Run, Stage, Step
from msbgen.model.project import Described, ProjectSpec
from msbgen.scaffold.image import builder_image
from msbgen.scaffold.steps import closing, opening
from msbgen.understand.context import Context
from msbgen.understand.scene import Scene

__all__ = ["blueprint", "describe", "ignored"]

_IGNORED = ("**/*.test", "**/*.prof", "**/coverage.out")
_CACHES = ("/go/pkg/mod", "/root/.cache/go-build")
_TARGET = Target("linux", None, None, frozenset())


def describe(context: Context) -> Described | None:
    """The module's name and Go version, and its one program."""
    text = context.read("go.mod")
    if text is None:
        return None
    found = module(text)
    values: dict[str, object] = {}
    why: dict[str, str] = {}
    if found.go:
        values["version"] = ".".join(map(str, found.go[:2]))
        why["version"] = f"go.mod says go {'.'.join(map(str, found.go))}"
    mains = _likely(_mains(context))
    if len(mains) == 1:
        values["entry"] = mains[0]
        why["entry"] = f"{mains[0]} holds package main"
    name = _name(found.path, str(values.get("entry", ".")))
    if name:
        values["name"] = name
        why["name"] = "go.mod names the module" if values.get("entry", ".") == "." else "the program's folder is called so"
    return Described(values, why)


def ignored(context: Context) -> tuple[str, ...]:
    """What tests and profiles leave behind."""
    return _IGNORED


def blueprint(spec: ProjectSpec, context: Context | None) -> Stage:
    """Modules first, so that they are fetched again only when go.mod changes; then the sources and one program."""
    if spec.manager not in (None, "go"):
        raise UsageError(f"manager: Go has its own, not {spec.manager}")
    asked = number(spec.version or "")
    wanted = module((context.read("go.mod") if context is not None else None) or "").go[:2]
    if asked and wanted and asked[:2] < wanted:
        raise UsageError(f"version: go.mod asks for Go {'.'.join(map(str, wanted))}, which {spec.version} does not build")
    image = builder_image(spec, "golang")
    return Stage(None, image.reference, tuple(_steps(spec, context, _entry(spec, context))))


def _steps(spec: ProjectSpec, context: Context | None, entry: str) -> Iterator[Step]:
    image = builder_image(spec, "golang")
    caches = _CACHES if spec.cache_mounts else ()
    program = f"/usr/local/bin/{spec.name}"
    yield from opening(spec, image)
    if context is None or not context.has("vendor/modules.txt"):
        note = "Modules first: fetched again only when their lists change"
        for folder in (".", *_replaced(context)):
            lists = tuple(posixpath.normpath(f"{folder}/{name}") for name in ("go.mod", "go.sum") if context is None or context.has(f"{folder}/{name}"))
            yield Copy(lists, f"./{posixpath.normpath(folder)}/".replace("/./", "/"), note=note, why="what lists the modules")
            note = ""
        yield Run(("go mod download",), caches[:1], why="the modules have a layer of their own")
    yield Copy((".",), "./", why="the sources")
    for command in spec.build or ():
        yield Run((command,), caches, why="the description names it")
    yield Run((f'go build -trimpath -ldflags="-s -w" -o {program} {entry}',), caches, why="the compiler makes the program, without paths of the build and debug symbols")
    port = (("PORT", str(spec.port)),) if spec.port is not None and _reads_port(context) else ()
    yield from closing(spec, image, spec.start or (program,), home=False, env=port)


def _replaced(context: Context | None) -> tuple[str, ...]:
    """Folders of the project that go.mod puts in place of modules: their go.mod must be there to list what they require."""
    text = context.read("go.mod") if context is not None else None
    folders = [f for f in module(text or "").replaced.values() if f.startswith((".", "/"))]
    for folder in folders:
        if folder.startswith("/") or posixpath.normpath(folder).startswith("..") or context is None or not context.has(f"{folder}/go.mod"):
            raise UsageError(f"go.mod replaces a module by {folder}, which is not in the project", hint="a build sees the project's folder only: run it above both, or vendor them")
    return tuple(dict.fromkeys(folders))


def _reads_port(context: Context | None) -> bool:
    """Whether a source asks for the variable PORT."""
    return context is not None and any(_asks(source.text or "") for source in _tree(context).sources if source.is_own and not source.is_test)


def _asks(text: str) -> bool:
    return 'env("PORT")' in text or 'Env("PORT")' in text


def _entry(spec: ProjectSpec, context: Context | None) -> str:
    """The main package, as go build takes it. Raises UsageError where it is not known, or none."""
    mains = _mains(context) if context is not None else ()
    if spec.entry is None:
        if context is None:
            return "."
        if not mains:
            raise UsageError("entry: no folder with package main is in the project", hint="say where the program will be: --entry ./cmd/server")
        raise UsageError(f"entry: several programs could be meant: {', '.join(_likely(mains))}", hint=f"say which: --entry {_likely(mains)[0]}")
    entry = spec.entry if spec.entry.startswith((".", "/")) else f"./{spec.entry}"
    if any(c.isspace() or c in "'\"$`;&|<>()*?[]\\" for c in entry) or entry.startswith("/") or ".." in entry.split("/"):
        raise UsageError(f"entry: {spec.entry} is no folder or file of the project")
    if context is not None and mains and not entry.endswith(".go") and _plain(entry) not in map(_plain, mains):
        raise UsageError(f"entry: {spec.entry} holds no package main", hint=f"folders that do: {', '.join(mains)}")
    return entry


#: where projects keep programs that they do not ship (by custom: golang-standards/project-layout's names, Kubernetes' hack)
_ASIDE = frozenset({"build", "docs", "example", "examples", "hack", "internal", "scripts", "test", "tests", "tools"})


def _likely(mains: tuple[str, ...]) -> tuple[str, ...]:
    """The programs that a project may be about: its top folder's, else those that do not stand aside."""
    return (".",) if "." in mains else tuple(m for m in mains if not _ASIDE & set(m.split("/"))) or mains


def _plain(entry: str) -> str:
    return posixpath.normpath(entry)


def _mains(context: Context) -> tuple[str, ...]:
    """Folders with package main that a build for Linux reads, as go build takes them."""
    tree = _tree(context)
    folders = sorted(f for f in tree.folders("/") if any(_is_main(source) for source in tree.in_folder(f)))
    return tuple("." if folder == "/" else "." + folder for folder in folders)


def _tree(context: Context) -> Tree:
    """The project's files as COPY . / would place them."""
    scene = Scene(None, context)
    scene.place(Placed("/", (".",), "context", True, None, None, 0))
    return tree_of(scene)


def _is_main(source: Source) -> bool:
    head = source.header
    return not source.is_test and head is not None and head.package == "main" and head.fits(source.name, _TARGET) is not False


def _name(path: str | None, entry: str) -> str | None:
    """What go build would call the program."""
    if entry not in (".", "./"):
        return posixpath.basename(entry.removesuffix("/"))
    parts = (path or "").split("/")
    if len(parts) > 1 and parts[-1][:1] == "v" and parts[-1][1:].isdigit():
        parts.pop()
    return parts[-1] or None
