"""What zig does in a RUN: where it puts programs, and whether they need the C library.

Sources: zig build --help, zig build-exe --help of 0.13 and 0.15; ziglang.org/learn/build-system ("Installing Build Artifacts").
"""

from __future__ import annotations

import posixpath
from dataclasses import replace

from msbgen.ecosystems.zig.notes import notes
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["effect"]

#: commands that print, check, format or fetch
_QUIET = frozenset("ast-check changelist env fetch fmt help libc reduce std targets test translate-c version zen init init-exe init-lib".split())
_BUILD = frozenset("-p --prefix --prefix-lib-dir --prefix-exe-dir --prefix-include-dir --sysroot --search-prefix --libc --build-file --cache-dir --global-cache-dir --zig-lib-dir --seed --color --maxrss --build-runner --system --summary".split())
_COMPILE = frozenset(
    "-target --name -mcpu -mcmodel --cache-dir --global-cache-dir --zig-lib-dir -O -l --library -L -I -isystem -idirafter -D --entry -fentry -rpath --libc --stack --image-base -z --dep --mod -T --script "
    "--version-script -needed-l -weak-l -framework -F -cflags -rcflags --subsystem --soname --sysroot --export".split()
)
#: steps of a build that leave nothing
_CHECKS = frozenset({"test", "check", "fmt", "uninstall", "docs"})
#: what a build script says where it links the C library or other ones, compiles C, or takes in packages
_LINKS = ("linkLibC", "link_libc", "linkSystemLibrary", "addCSourceFile", "linkLibrary", "dependency(", "addObjectFile", "linkFramework", "dynamic")
#: what it says where it installs more than programs
_INSTALLS = ("installDirectory", "InstallDirectory", "InstallFile", "installFile", "addSharedLibrary", "addLibrary", "installHeader", "InstallHeader", "dependency(", "addStaticLibrary")
#: what it says where it may do anything
_LOUD = ("addSystemCommand", "addRunArtifact", "std.process", "std.fs", "std.Io", "addWriteFiles", "addUpdateSourceFiles", "addWriteFile")


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of `zig …`; None for a command that is not known."""
    verb = call.operands[0] if call.operands else ""
    if verb is None:
        return _lost(call, "which command of zig it runs is not known")
    if not verb or verb in _QUIET or verb.startswith("-"):
        return Effect("build", f"zig {verb} checks, fetches or prints", _evidence(call), programs=("zig",))
    if verb == "build":
        return _build(call, scene)
    if verb in ("build-exe", "build-lib", "build-obj"):
        return _compile(call, verb, scene)
    if verb in ("cc", "c++"):
        return _c(call, verb, scene)
    return _lost(call, f"what `zig {verb}` writes is not known")


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:6])),)


def _lost(call: Call, reason: str) -> Effect:
    return Effect("build", reason, _evidence(call), anywhere=True, programs=("zig",))


def _build(call: Call, scene: Scene) -> Effect:
    """zig build: artifacts go to bin, lib and include below --prefix, zig-out beside build.zig by default."""
    given = parse(call.operands[1:], _BUILD, clusters=False)
    if any(v is None and not n.startswith("-D") for n, v in given.options):
        return _lost(call, "where zig builds is not known")
    steps = [o for o in _steps(call, given) if o != "install"]
    if None in steps:
        return _lost(call, "which steps of the build it runs is not known")
    if given.has("-h", "--help", "-l", "--list-steps", "--fetch") or (steps and all(s in _CHECKS for s in steps)):
        return Effect("build", "it checks, fetches or prints", _evidence(call), programs=("zig",))
    if steps:
        return _lost(call, f"what the step {steps[0]} of the build does is not known")
    root = _root(call, given, scene)
    if root is None:
        return _lost(call, "where zig builds is not known")
    prefix = join(call.cwd, given.value("-p", "--prefix") or "") if given.has("-p", "--prefix") else posixpath.join(root, "zig-out")
    where = join(prefix, given.value("--prefix-exe-dir") or "bin") if prefix else None
    if prefix is None or where is None:
        return _lost(call, "where zig builds is not known")
    script = scene.read(posixpath.join(root, posixpath.basename(given.value("--build-file") or "build.zig")))
    more = script is None or any(w in script for w in _INSTALLS)
    loud = script is not None and next((w for w in _LOUD if w in script), None)
    notes(scene).folders[root] = None
    notes(scene).prefixes[prefix] = more
    if script is None:
        notes(scene).unknown.append(f"the build script that line {call.line} runs is not in the build context")
    static = script is not None and (not any(w in script for w in _LINKS) or "musl" in (given.value("-Dtarget") or ""))
    system = below(prefix, "/usr") and prefix.count("/") <= 2
    if more and system:
        return _lost(call, f"it installs more than programs into {prefix}")
    writes = (*(() if system else (prefix,)), *((root,) if loud else ()))
    reason = f"zig builds into {prefix}" + (f"; build.zig uses {loud}, so its folder is kept" if loud else "")
    product = Product(where + "/", "program", "zig", call.line, True if static else None)
    return Effect("build", reason, _evidence(call), writes=writes, products=(product,), programs=("zig",))


def _steps(call: Call, given: Arguments) -> list[str | None]:
    """The steps among the operands; of an option whose value is not known (-Doptimize=$MODE) it is not one."""
    texts = {w.text.strip('"').partition("=")[0] for w in call.command.words if w.value is None}
    hidden = sum(t.startswith("-D") for t in texts)
    steps = list(given.operands)
    for _ in range(hidden):
        if None in steps:
            steps.remove(None)
    return steps


def _root(call: Call, given: Arguments, scene: Scene) -> str | None:
    """The folder of build.zig: that of --build-file, or the nearest from where zig runs upwards."""
    if given.has("--build-file"):
        path = join(call.cwd, given.value("--build-file") or "")
        return posixpath.dirname(path) if path else None
    at = call.cwd
    while at is not None:
        if scene.read(posixpath.join(at, "build.zig")) is not None:
            return at
        at = posixpath.dirname(at) if at != "/" else None
    return call.cwd


def _compile(call: Call, verb: str, scene: Scene) -> Effect:
    """zig build-exe: a program named after the first source, or --name, where it runs, or at -femit-bin."""
    given = parse(call.operands[1:], _COMPILE, clusters=False)
    inputs = [o for o in given.operands if o is not None]
    root = next((i for i in inputs if i.endswith(".zig")), inputs[0] if inputs else None) or next((v for n, v in given.options if n.startswith("-M") and v), None)
    output = given.value("-femit-bin")
    if output is None or output == "":
        name = given.value("--name") if given.has("--name") else posixpath.splitext(posixpath.basename(root))[0] if root else None
        output = None if name is None or given.has("-femit-bin") else f"lib{name}.so" if verb == "build-lib" else name
    path = join(call.cwd, output) if output else None
    if verb == "build-obj" or given.has("-fno-emit-bin") or (verb == "build-lib" and not given.has("-dynamic")):
        return Effect("build", "it makes what a later command links", _evidence(call), programs=("zig",))
    if path is None or None in given.operands:
        return _lost(call, "where the compiler puts the program is not known")
    source = join(call.cwd, root) if root else None
    if source is None or scene.source_of(source) is None:
        notes(scene).unknown.append(f"line {call.line} compiles files that are not in the build context")
    else:
        notes(scene).folders[posixpath.dirname(source)] = None
    target = given.value("-target") or ""
    links = given.has("-lc", "-l", "--library", "-dynamic", "-L") or any(n.startswith(("-l", "-needed", "-weak")) for n, _ in given.options) or any(not i.endswith(".zig") for i in inputs)
    static = verb == "build-exe" and (not links or "musl" in target) and not given.has("-dynamic")
    if "windows" in target or "macos" in target or "wasm" in target:
        return Effect("build", f"the compiler makes {path}", _evidence(call), writes=(path,), programs=("zig",))
    product = Product(path, "program" if verb == "build-exe" else "library", "zig", call.line, True if static else None)
    return Effect("build", f"the compiler makes {path}", _evidence(call), products=(product,), programs=("zig",))


def _c(call: Call, verb: str, scene: Scene) -> Effect:
    """zig cc and zig c++: clang with Zig's own C libraries; musl's is linked in (ziglang.org, "zig cc")."""
    from msbgen.ecosystems.c.compiler import compile_

    words = call.command.words
    shifted = replace(call, argv=(verb, *call.operands[1:]), command=replace(call.command, words=words[1:]) if len(words) == len(call.argv) else call.command)
    found = compile_(shifted, scene)
    notes(scene).c = True
    found = replace(found, products=tuple(replace(p, owner="zig") for p in found.products))
    given = parse(call.operands[1:], ("-target", "--target", "-o"), clusters=False)
    target = given.value("-target", "--target") or ""
    if "musl" in target and not given.has("-dynamic", "-shared"):
        return replace(found, products=tuple(replace(p, static=True) for p in found.products))
    if "windows" in target or "macos" in target or "wasm" in target:
        return replace(found, writes=tuple(p.path for p in found.products), products=())
    return found
