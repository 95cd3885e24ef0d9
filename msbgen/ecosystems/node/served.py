"""Projects whose node_modules only a build loads: front ends that a static server, or a server of another folder, hands out."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.node.dependencies import Installed, installs
from msbgen.ecosystems.node.effects import MANAGERS
from msbgen.ecosystems.node.javascript import imports, strings
from msbgen.ecosystems.node.modules import package_of
from msbgen.ecosystems.node.project import Source, sources
from msbgen.ecosystems.node.roots import ENTRYPOINT, Unknown, is_local, started
from msbgen.ecosystems.node.table import tool
from msbgen.ecosystems.node.tools import script_file
from msbgen.model.facts import Call, Facts, Product
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.arguments import parse
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene
from msbgen.understand.started import languages_of

__all__ = ["out_of_reach", "unreachable"]

#: what loads modules by path, or runs a file, beside `import` and `require`
_LEADING = ("createRequire", "Worker", "child_process", "setupMaster", "setupPrimary", "require.resolve", "import.meta.resolve", "dlopen", "runInThisContext")
#: packages that load modules of a folder that they are given, or run files in it
_ROOTED = frozenset(
    "vite next nuxt nuxi nitropack webpack rspack @rspack/core parcel @parcel/core esbuild rollup gatsby jiti tsx module-alias app-module-path require-dir "
    "require-all @fastify/autoload import-fresh import-from resolve-from resolve pkg-dir piscina workerpool threads tinypool execa cross-spawn zx shelljs "
    "pm2 nodemon forever-monitor bree bull bullmq".split()
)


def unreachable(facts: Facts, scene: Scene, own: tuple[Source, ...]) -> Iterator[str]:
    """Folders of installs whose node_modules nothing that the container starts loads or hands out.

    Node looks for modules beside a file and in the folders above it, so what lies below another folder is out of its reach, unless a
    file leads there.
    """
    done = installs(facts, scene)
    if any(_linked(i) for i in done):
        return
    places = _places(facts, scene)
    if places is None:
        return
    loading, serving = places
    for folder in dict.fromkeys(i.folder for i in done):
        modules = posixpath.join(folder, "node_modules")
        if any(below(place, folder) for place in loading) or any(below(modules, place) for place in serving):
            continue
        if folder in (facts.final.value("NODE_PATH") or "") or _led_into(folder, loading, scene, own):
            continue
        if not below(folder, "/tmp"):  # nothing of that is kept anyway
            yield folder


def out_of_reach(product: Product, facts: Facts, scene: Scene) -> bool:
    """Whether a product is node_modules of a project whose modules only a build loads."""
    if posixpath.basename(product.path) != "node_modules":
        return False
    own = sources(facts, scene)
    return own is not None and posixpath.dirname(product.path) in unreachable(facts, scene, own)


def _linked(installed: Installed) -> bool:
    """Whether a project's modules may be links into another one's folder."""
    manifest = installed.manifest
    if (
        manifest is None
        or manifest.workspaces
        or installed.action.names
        or installed.action.manager in ("pnpm", "berry")
    ):
        return True
    asked = (*manifest.production.values(), *manifest.development.values())
    return any(r.startswith(("file:", "link:", "workspace:", "portal:", ".", "/")) for r in asked)


def _places(facts: Facts, scene: Scene) -> tuple[list[str], list[str]] | None:
    """Folders from which modules are loaded, and folders that are handed out; None where that cannot be told."""
    loading: list[str] = []
    serving: list[str] = []
    for root in facts.roots:
        for call in root.calls:
            if call.name == ENTRYPOINT or call.name in SHELLS:
                continue
            others = (e.serves(call, facts, scene) for e in languages_of(call, facts) if e.name != "node")
            handed = next((h for h in others if h is not None), None)
            if handed is not None:
                serving.extend(handed)
                continue
            try:
                calls = started(call, scene)
            except Unknown:
                return None
            for each in calls:
                if each.name in MANAGERS or each.name in SHELLS:
                    continue
                served = _served(each, scene)
                if served is not None:
                    serving.append(served)
                    continue
                if each.cwd is None:
                    return None
                loading.append(posixpath.dirname(script_file(each) or "") or each.cwd)
                loading.append(each.cwd)
    return loading, serving


def _served(call: Call, scene: Scene) -> str | None:
    """The folder that a static server of the whole image hands out; None for any other program."""
    row = tool(call.name)
    if row is None or not row.folder or is_local(call, scene):
        return None
    operands = parse(call.operands, row.valued, clusters=False).operands
    return join(call.cwd, operands[0]) if operands and operands[0] else call.cwd


def _led_into(folder: str, loading: list[str], scene: Scene, own: tuple[Source, ...]) -> bool:
    """Whether sources outside of a folder load files below it, or name node_modules at all."""
    if not loading:
        return False
    inside = scene.source_of(folder)
    name = posixpath.basename(folder)
    for source in own:
        if inside is not None and inside != "." and below(source.path, inside):
            continue
        words = strings(source.text)
        if any("node_modules" in word for word in words):
            return True
        loaded = imports(source.text)
        leads = loaded.computed or any(word in source.text for word in _LEADING) or _ROOTED & {package_of(n) for n in loaded.names}
        if leads and any(name in word for word in words):
            return True
        start = posixpath.dirname(source.path)
        if any(
            n.startswith(".") and inside and below(posixpath.normpath(posixpath.join(start, n)), inside)
            for n in loaded.names
        ):
            return True
    return False
