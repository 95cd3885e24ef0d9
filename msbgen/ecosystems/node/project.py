"""The project's own sources: the JavaScript and TypeScript that COPY brings, apart from tests and what configures tools."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from msbgen.understand.scene import Scene

__all__ = ["Source", "sources"]

_CODE = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx", ".vue", ".svelte", ".astro")
_TESTS = frozenset({"test", "tests", "__tests__", "__mocks__", "spec", "specs", "e2e", "cypress", "fixtures"})
#: files that only a build, a test or an editor reads
_TOOLING = (
    "*.test.*", "*.spec.*", "*.e2e-spec.*", "*.d.ts", "*.stories.*", "jest.config.*", "jest.setup.*", "vitest.config.*", "vite.config.*", "webpack.*",
    "rollup.config.*", "eslint.config.*", ".eslintrc.*", ".prettierrc.*", "prettier.config.*", "babel.config.*", ".babelrc.*", "tailwind.config.*",
    "postcss.config.*", "commitlint.config.*", "tsup.config.*", "karma.conf.*", "gulpfile.*", "Gruntfile.*", "playwright.config.*", "cypress.config.*",
    ".lintstagedrc.*", "lint-staged.config.*", "release.config.*", "codegen.*", "vue.config.*", "svelte.config.*", "craco.config.*",
)  # fmt: skip
#: beyond this much text the sources are not read (files, characters)
_MOST_FILES, _MOST_TEXT = 1500, 12_000_000


@dataclass(frozen=True, slots=True)
class Source:
    """A file: its path in the context, and its text."""

    path: str
    text: str


def sources(scene: Scene) -> tuple[Source, ...] | None:
    """All own sources; None when the context is not known, is too large, or holds a file that cannot be read."""
    known = scene.memory.get("node.sources")
    if known is None or known[0] != len(scene.placements):
        known = (len(scene.placements), _read(scene))
        scene.memory["node.sources"] = known
    found: tuple[Source, ...] | None = known[1]
    return found


def _read(scene: Scene) -> tuple[Source, ...] | None:
    context = scene.context
    if context is None or context.files is None:
        return None
    paths: dict[str, None] = {}
    for placed in scene.placements:
        if placed.origin == "url" or placed.origin == "image":
            return None
        files = scene.files(placed)
        if files is None:
            continue
        for _, path in files:
            if (path.endswith(_CODE) or "." not in path.rsplit("/", 1)[-1]) and not _apart(path):
                paths[path] = None
    if len(paths) > _MOST_FILES:
        return None
    found = []
    size = 0
    for path in paths:
        text = context.read(path)
        if not path.endswith(_CODE) and not (text or "").startswith("#!/usr/bin/env node"):
            continue  # no program of Node.js
        if text is None:
            return None
        size += len(text)
        if size > _MOST_TEXT:
            return None
        found.append(Source(path, text))
    return tuple(found)


def _apart(path: str) -> bool:
    parts = path.split("/")
    if "node_modules" in parts or _TESTS & set(parts[:-1]):
        return True
    return any(fnmatchcase(parts[-1], pattern) for pattern in _TOOLING)
