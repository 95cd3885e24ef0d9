"""Whether something that runs in the container may load or start a package that only the build is known to use.

What is looked at: the commands of the start with their scripts and the files that they name, the settings that the started tools
read, the environment, package.json's own settings, and the project's sources with the programs that these start.
"""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from msbgen.ecosystems.formats import json_of
from msbgen.ecosystems.node.aliases import Aliases, aliases
from msbgen.ecosystems.node.children import programs
from msbgen.ecosystems.node.dependencies import Installed, staying
from msbgen.ecosystems.node.effects import MANAGERS
from msbgen.ecosystems.node.javascript import imports, strings
from msbgen.ecosystems.node.manifest import Manifest
from msbgen.ecosystems.node.modules import package_of
from msbgen.ecosystems.node.project import Source
from msbgen.ecosystems.node.roots import Unknown, started
from msbgen.ecosystems.node.table import read_table, tool
from msbgen.model.facts import Call, Facts
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["named", "wanted"]

_COMPILED = (".ts", ".tsx", ".mts", ".cts", ".jsx", ".coffee", ".ls")
#: keys of package.json that name modules or commands of a running program: subpath imports (nodejs.org/api/packages), nodemon's and
#: prisma's own settings
_SETTINGS = ("imports", "nodemonConfig", "prisma")


def wanted(installed: Installed, manifest: Manifest, facts: Facts, scene: Scene, own: tuple[Source, ...]) -> bool:
    """Whether something at run time names a development dependency, or one that nobody asks for."""
    folder = installed.folder
    names = {n for n in manifest.development if n not in manifest.production}
    if _compilers() & set(manifest.production):
        return True  # their settings name presets and the like, which are development dependencies often enough
    if named(names, frozenset(manifest.production), facts, scene, own):
        return True
    if any(_mentions(text, names) for text in _settings(scene.read(posixpath.join(folder, "package.json")) or "", names)):
        return True
    asked = {*manifest.production, *manifest.peers, manifest.name, *(staying(installed, scene) - names)}
    tops = {s.path.split("/", 1)[0] for s in own if "/" in s.path}
    known = aliases(folder, scene, own)
    return any(_asks(source, asked, tops, known) or _is_typescript_settings(source.path) for source in own)


def named(names: AbstractSet[str], production: AbstractSet[str], facts: Facts, scene: Scene, own: tuple[Source, ...]) -> bool:
    """Whether the start, its settings and environment, or a source may name one of these packages or a program of theirs."""
    for root in facts.roots:
        if root.opaque:
            return True
        for call in root.calls:
            try:
                if any(_of_call(each, names, production, scene) for each in started(call, scene)):
                    return True
            except Unknown:
                return True
    if any(_mentions(value, names) for value in facts.final.env.values() if value):
        return True
    return any(_of_source(source, names) for source in own)


def _compilers() -> frozenset[str]:
    return frozenset(read_table("packages")["transpilers"]["names"])


def _settings(text: str, names: AbstractSet[str]) -> Iterator[str]:
    """The settings of package.json that a running program goes by, as text. Those of a program that goes, too, nobody reads."""
    data = json_of(text) or {}
    for key in _SETTINGS:
        if key in data and key not in names:
            yield _plain(json.dumps(data[key]))


def _of_source(source: Source, names: AbstractSet[str]) -> bool:
    if any(_mentions(value, names) for value in strings(source.text)):
        return True
    return any(program is None or program in MANAGERS or _is_one(program, names) for program in programs(source.text))


def _asks(source: Source, asked: AbstractSet[str | None], tops: AbstractSet[str], known: Aliases) -> bool:
    """Whether a source loads a package that package.json does not ask for in production."""
    for name in imports(source.text).names:
        package = package_of(name)
        if package is not None and package not in asked and package not in tops and not known.has(name):
            return True
    return False


def _is_typescript_settings(path: str) -> bool:
    """Settings in TypeScript that a server reads when it starts, with the compiler (next.config.ts, ormconfig.ts)."""
    return posixpath.basename(path) in ("next.config.ts", "ormconfig.ts", "nuxt.config.ts")


def _of_call(call: Call, names: AbstractSet[str], production: AbstractSet[str], scene: Scene) -> bool:
    """Whether a command is a program of such a package or compiles what it runs, or names one in its words or its files."""
    row = tool(call.name)
    if row is not None and (row.package in _compilers() or row.package in names or row.package not in production and row.name in names):
        return True
    if call.name in names or any(w is not None and _mentions(w, names) for w in call.operands):
        return True
    if call.name not in ("node", "nodejs") and any(w is not None and w.endswith(_COMPILED) for w in call.operands):
        return True
    for path in (*_files(call), *((posixpath.join(call.cwd, n) for n in row.reads) if row is not None and call.cwd else ())):
        text = scene.read(path)
        if text is not None and (path.endswith(_COMPILED) and call.name not in ("node", "nodejs") or _mentions(_plain(text), names)):
            return True
    return False


def _files(call: Call) -> Iterator[str]:
    """Paths that the words of a command may be, JavaScript apart, which is read as a source."""
    for word in call.operands:
        plain = (word or "").rsplit("=", 1)[-1]
        path = join(call.cwd, plain) if plain and not plain.startswith("-") else None
        if path is not None and not path.endswith((".js", ".cjs", ".mjs")):
            yield path


def _plain(text: str) -> str:
    """A text of settings as words."""
    marks = "\"'`:;[]{}()"
    return text.translate(str.maketrans(marks, " " * len(marks)))


def _is_one(word: str, names: AbstractSet[str]) -> bool:
    """Whether a word is the name of a package, or of a program that it brings."""
    row = tool(word)
    return word in names or (row is not None and row.package in names)


def _mentions(text: str, names: AbstractSet[str]) -> bool:
    """Whether a text names a package, a program that it brings or a file in it, alone or as a word of an option."""
    for word in text.replace("=", " ").replace(",", " ").split():
        parts = word.split("/")
        if _is_one(parts[0], names) or "/".join(parts[:2]) in names or (parts[-2:-1] == ["bin"] and _is_one(parts[-1], names)):
            return True
        if "node_modules" in parts:
            rest = parts[parts.index("node_modules") + 1 :]
            if rest and (rest[0] in names or rest[0] == ".bin" or "/".join(rest[:2]) in names):
                return True
    return False
