"""swift build and swiftc: which programs they make, and where.

Source: docs.swift.org/swiftpm ("swift build"; "Bundling resources"), swift build --help of 6.1; swiftc --help of 6.1.
"""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.swift.notes import Built, notes
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["effect", "prints"]

_VALUED = frozenset(
    "--package-path --scratch-path --build-path --cache-path --config-path --security-path -c --configuration -Xcc -Xswiftc -Xlinker -Xcxx -Xxcbuild --triple --arch --sdk --toolchain --swift-sdk -j --jobs "
    "--product --target --build-system --sanitize --traits --pkg-config-path --netrc-file --resolver-fingerprint-checking --swift-sdks-path --type --name --explicit-target-dependency-import-check".split()
)
_SWIFTC = frozenset("-o -module-name -I -L -l -F -framework -sdk -target -Xcc -Xlinker -Xfrontend -Xclang-linker -num-threads -j -emit-module-path -module-cache-path -swift-version -cxx-interoperability-mode".split())
#: under which swiftc makes no program
_NO_LINK = frozenset({"-c", "-emit-object", "-emit-ir", "-emit-assembly", "-emit-sil", "-emit-module", "-typecheck", "-parse", "-dump-ast", "--version", "-version", "--help", "-print-target-info"})
#: sub-commands of `swift package` that fetch, print, or change what only the build reads
_PACKAGE_QUIET = frozenset("resolve update clean reset describe dump-package show-dependencies init tools-version config edit unedit purge-cache add-dependency add-target add-product plugin-list completion-tool".split())
_SILENT = ("--version", "-version", "--help", "-h", "-v")


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of one of these programs; None where it is not known."""
    name = call.name or ""
    if name == "swiftc":
        return _swiftc(call, scene)
    words = call.operands if name != "swift" else call.operands[1:]
    verb = call.operands[0] if name == "swift" and call.operands else name.removeprefix("swift-") if name != "swift" else ""
    if verb is None:
        return _lost(call, "which command of swift it runs is not known")
    if not verb or verb in _SILENT:
        return Effect("state", "it only prints", _evidence(call), programs=(name,))
    given = parse(words, _VALUED, clusters=False)
    if verb == "test" or (verb == "package" and given.operands[:1] and given.operands[0] in _PACKAGE_QUIET) or verb == "sdk":
        return Effect("build", f"swift {verb} checks or fetches; the program needs nothing that it leaves", _evidence(call), programs=(name,))
    if verb == "build":
        return _build(call, given, scene)
    return _lost(call, f"what `swift {verb}` writes is not known")


def prints(call: Call) -> str | None:
    """`swift build --show-bin-path`: the folder of the programs."""
    if call.name not in ("swift", "swift-build"):
        return None
    words = call.operands[1:] if call.name == "swift" else call.operands
    given = parse(words, _VALUED, clusters=False)
    scratch = _scratch(call, given)
    configuration = _configuration(given)
    if not given.has("--show-bin-path") or scratch is None or configuration is None or given.has("--triple", "--arch", "--swift-sdk"):
        return None
    return posixpath.join(scratch, configuration)


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:6])),)


def _lost(call: Call, reason: str) -> Effect:
    return Effect("build", reason, _evidence(call), anywhere=True, programs=(call.name or "",))


def _folder(call: Call, given: Arguments) -> str | None:
    """The package's folder."""
    if not given.has("--package-path"):
        return call.cwd
    text = given.value("--package-path")
    return join(call.cwd, text) if text else None


def _scratch(call: Call, given: Arguments) -> str | None:
    """The folder that the package manager builds in."""
    for name in ("--scratch-path", "--build-path"):
        if given.has(name):
            text = given.value(name)
            return join(call.cwd, text) if text else None
    folder = _folder(call, given)
    if "SWIFTPM_BUILD_DIR" in call.env:
        text = call.env["SWIFTPM_BUILD_DIR"]
        return join(folder, text) if text else None
    return posixpath.join(folder, ".build") if folder is not None else None


def _configuration(given: Arguments) -> str | None:
    if not given.has("-c", "--configuration"):
        return "debug"
    return given.value("-c", "--configuration")


def _build(call: Call, given: Arguments, scene: Scene) -> Effect:
    if given.has("--show-bin-path", "--print-manifest-job-graph"):
        return Effect("state", "it only prints", _evidence(call), programs=("swift",))
    scratch = _scratch(call, given)
    folder = _folder(call, given)
    if scratch is None or folder is None or None in given.operands:
        return _lost(call, "where swift builds is not known")
    manifest = scene.read(posixpath.join(folder, "Package.swift"))
    resources = manifest is None or "resources" in manifest or ".package(" in manifest or "plugins" in manifest
    notes(scene).built.append(Built(folder, scratch, resources))
    if manifest is None:
        notes(scene).unknown.append(f"the package that line {call.line} builds is not in the build context")
    writes = (scratch,) if resources else ()
    why = "; resources of packages may lie beside its programs, so that folder is kept" if resources else ""
    configuration = _configuration(given)
    plain = configuration is not None and not given.has("--triple", "--arch", "--swift-sdk")
    where = posixpath.join(scratch, configuration or "") if plain else scratch  # a link to the folder of the machine's own triple
    products = (Product(where + "/", "program", "swift", call.line),)
    return Effect("build", f"swift builds below {scratch}{why}", _evidence(call), writes=writes, products=products, scratch=() if resources else (scratch,), programs=("swift",))


def _swiftc(call: Call, scene: Scene) -> Effect:
    """swiftc: a program at -o, else named after its module, else after the only source, in the folder where it runs."""
    given = parse(call.operands, _SWIFTC, clusters=False)
    if any(n in _NO_LINK for n, _ in given.options) or not given.operands:
        return Effect("build", "it links no program", _evidence(call), programs=("swiftc",))
    inputs = [o for o in given.operands if o is not None]
    output = given.value("-o") if given.has("-o") else given.value("-module-name") or (posixpath.splitext(posixpath.basename(inputs[0]))[0] if len(inputs) == 1 else "main")
    path = join(call.cwd, output) if output else None
    if path is None or (None in given.operands and not given.has("-o")):
        return _lost(call, "where the compiler puts the program is not known")
    sources = [join(call.cwd, i) for i in inputs]
    if None in given.operands or any(s is None or scene.source_of(s) is None for s in sources):
        notes(scene).unknown.append(f"line {call.line} compiles files that are not in the build context")
    notes(scene).built.extend(Built(s, None, False) for s in sources if s is not None)
    library = given.has("-emit-library")
    if library and not given.has("-o"):
        path = posixpath.join(posixpath.dirname(path), f"lib{posixpath.basename(path)}.so")
    return Effect("build", f"the compiler makes {path}", _evidence(call), products=(Product(path, "library" if library else "program", "swift", call.line),), programs=("swiftc",))
