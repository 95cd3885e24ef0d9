"""The project's own sources: the JavaScript and TypeScript that COPY brings, apart from tests and what configures tools, unless
the container starts them or a source loads them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase

from msbgen.ecosystems.node.bun import script_of
from msbgen.ecosystems.node.javascript import imports
from msbgen.ecosystems.node.reach import module_file
from msbgen.ecosystems.node.roots import Unknown, started
from msbgen.ecosystems.node.tools import script_file
from msbgen.model.facts import Facts
from msbgen.understand.scene import Scene

__all__ = ["Source", "sources"]

_CODE = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx", ".vue", ".svelte", ".astro")
#: folders of tests, wherever they lie
_TESTS = frozenset({"__tests__", "__mocks__", "cypress"})
#: folders of tests where they lie at the top of a project or of its sources; elsewhere they may be parts of an application
_TESTS_ABOVE = frozenset({"test", "tests", "spec", "specs", "e2e", "fixtures"})
#: folders whose files frameworks load without being told
_LOADED = frozenset({"pages", "app", "routes", "api", "modules", "controllers", "plugins", "services", "jobs", "commands"})
#: files that only a build, a test or an editor reads
_TOOLING = (
    "*.test.*", "*.spec.*", "*.e2e-spec.*", "*.d.ts", "*.stories.*", "jest.config.*", "jest.setup.*", "vitest.config.*", "vite.config.*", "webpack.config.*",
    "webpack.*.js", "webpack.*.ts", "rollup.config.*", "eslint.config.*", ".eslintrc.*", ".prettierrc.*", "prettier.config.*", "babel.config.*", ".babelrc.*",
    "tailwind.config.*", "postcss.config.*", "commitlint.config.*", "tsup.config.*", "karma.conf.*", "gulpfile.*", "Gruntfile.*", "playwright.config.*",
    "cypress.config.*", ".lintstagedrc.*", "lint-staged.config.*", "release.config.*", "codegen.ts", "codegen.js", "vue.config.*", "svelte.config.*",
    "craco.config.*", "drizzle.config.*", "prisma.config.*", "protractor.conf.*",
)  # fmt: skip
#: beyond this much text the sources are not read (files, characters)
_MOST_FILES, _MOST_TEXT = 1500, 12_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its path in the context, and its text."""

    path: str
    text: str


def sources(facts: Facts, scene: Scene) -> tuple[Source, ...] | None:
    """All own sources; None when the context is not known, is too large, or holds a file that cannot be read."""
    known = scene.memory.get("node.sources")
    if known is None or known[0] is not facts:
        known = (facts, _read(facts, scene))
        scene.memory["node.sources"] = known
    found: tuple[Source, ...] | None = known[1]
    return found


def _read(facts: Facts, scene: Scene) -> tuple[Source, ...] | None:
    context = scene.context
    if context is None or context.files is None:
        return None
    paths: dict[str, None] = {}
    apart: dict[str, None] = {}
    for placed in scene.placements:
        if placed.origin == "url" or placed.origin == "image":
            return None
        for _, path in scene.files(placed) or ():
            if (path.endswith(_CODE) or "." not in path.rsplit("/", 1)[-1]) and "node_modules" not in path.split("/"):
                (apart if _is_apart(path) else paths)[path] = None
    first = _started(facts, scene)
    for path in first:
        apart.pop(path, None)
        paths[path] = None
    if len(paths) > _MOST_FILES:
        return None
    found: dict[str, Source] = {}
    todo = list(paths)
    size = 0
    while todo:
        for path in todo:
            text = context.read(path)
            if not path.endswith(_CODE) and path not in first and not (text or "").startswith("#!/usr/bin/env node"):
                continue  # no program of Node.js
            if text is None:
                return None
            size += len(text)
            if size > _MOST_TEXT:
                return None
            found[path] = Source(path, text)
        todo = list(_loaded(apart, tuple(found.values()))) if apart else []
        for path in todo:
            del apart[path]
    return tuple(found.values())


def _started(facts: Facts, scene: Scene) -> frozenset[str]:
    """Paths in the context of the scripts that the container starts."""
    found: set[str] = set()
    for root in facts.roots:
        for call in root.calls:
            try:
                scripts = [script_file(script_of(each, scene) or each) for each in started(call, scene)]
            except Unknown:
                continue
            files = (module_file(scene, path) for path in scripts if path is not None)
            found.update(filter(None, (scene.source_of(file) for file in files if file is not None)))
    return frozenset(path for path in found if path.endswith(_CODE) or "." not in path.rsplit("/", 1)[-1])


def _loaded(apart: dict[str, None], own: tuple[Source, ...]) -> Iterator[str]:
    """Those of the files set apart that own sources load: one of their imports ends like the file's path."""
    loads = [imports(source.text) for source in own]
    ends = {_end(name) for each in loads for name in each.names}
    computed = any(each.computed for each in loads)
    for path in list(apart):
        parts = path.split("/")
        if _TESTS_ABOVE & set(parts[:-1]) and (computed or _LOADED & set(parts[:-1])) and not _is_top(path):
            yield path
            continue
        whole = _end("./" + path).split("/")
        if any("/".join(whole[at:]) in ends for at in range(len(whole))):
            yield path


def _end(name: str) -> str:
    """The part of an import that is the same from wherever it is loaded: without the way up, without the file's ending."""
    parts = [p for p in name.split("/") if p not in (".", "..", "@", "~", "")]
    if not parts:
        return name
    stem, dot = posixpath.splitext(parts[-1])
    parts[-1] = stem if dot in _CODE else parts[-1]
    return "/".join(parts[:-1] if len(parts) > 1 and parts[-1] == "index" else parts)


def _is_top(path: str) -> bool:
    """Whether a folder of tests lies at the top of the context or of its sources."""
    parts = path.split("/")
    return parts[0] in _TESTS_ABOVE or (parts[0] == "src" and parts[1] in _TESTS_ABOVE)


def _is_apart(path: str) -> bool:
    parts = path.split("/")
    return bool((_TESTS | _TESTS_ABOVE) & set(parts[:-1])) or any(fnmatchcase(parts[-1], pattern) for pattern in _TOOLING)
