"""What bun does in a build, beside what package managers do: bundles, compiled programs, scripts."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from msbgen.ecosystems.node.action import SYSTEM
from msbgen.ecosystems.node.bun import script_of
from msbgen.ecosystems.node.effects import action_of, runs_script
from msbgen.ecosystems.node.effects import effect as of_manager
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["effect", "is_compiling"]

_VALUED = (
    "--outfile", "--outdir", "--target", "--root", "--external", "-e", "--packages", "--define", "--loader", "--format", "--sourcemap", "--env", "--entry-naming",
    "--chunk-naming", "--asset-naming", "--public-path", "--banner", "--footer", "--drop", "--conditions", "--compile-exec-argv", "--metafile",
)  # fmt: skip


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None for any other program."""
    if call.name not in ("bun", "bunx"):
        return None
    if call.operands[:1] in (("--version",), ("-v",), ("--revision",), ("--help",), ("-h",)):
        return Effect("state", "it only asks", programs=("bun",))
    if action_of(call, scene) is not None:
        result = of_manager(call, scene)
        return None if result is None else replace(result, programs=tuple(dict.fromkeys((*result.programs, "bun"))))
    script = script_of(call, scene)
    if script is not None:
        return runs_script(script, scene)
    if "build" in call.operands[:2]:
        return _build(call, scene)
    return Effect("unknown", f"what `{' '.join(w or '?' for w in call.argv[:3])}` does is not known", anywhere=True, programs=("bun",))


def is_compiling(call: Call) -> bool:
    """Whether a command is `bun build --compile`."""
    return call.name == "bun" and "build" in call.operands[:2] and "--compile" in call.operands


def _build(call: Call, scene: Scene) -> Effect:
    """`bun build` writes where it is told, beside the sources where it is not (bun.sh/docs/bundler); with --compile one program."""
    given = parse(call.operands[call.operands.index("build") + 1 :], _VALUED, clusters=False)
    evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)
    unknown = Effect("unknown", "where bun writes is not known", evidence, anywhere=True, programs=("bun",))
    if call.cwd is None or any(w is None for w in call.operands):
        return unknown
    target = given.value("--target") or ""
    if given.has("--compile"):
        if target and "linux" not in target and target != "bun":
            return replace(unknown, reason=f"it compiles for {target}")
        named = given.value("--outfile") or _inferred(given.operands)
        path = join(call.cwd, named) if named else None
        if path is None or path in SYSTEM or "musl" in target or scene.source_of(path) is not None:
            return unknown
        made = Product(path, "program", "bun", call.line, static=False)
        return Effect("build", "it compiles a program", evidence, writes=(path,), products=(made,), programs=("bun",))
    paths = [join(call.cwd, v) if v else None for v in given.values("--outdir", "--outfile")]
    if any(p is None or p in SYSTEM for p in paths):
        return unknown
    inside = (call.cwd,) if call.cwd not in SYSTEM else ()
    outside = tuple(p for p in paths if p is not None and not below(p, call.cwd) or p is not None and not inside)
    if not inside and not outside:
        return Effect("state", "it prints a bundle", evidence, programs=("bun",))
    return Effect("build", "it bundles the program", evidence, writes=(*inside, *outside), programs=("bun",))


def _inferred(operands: tuple[str | None, ...]) -> str | None:
    """The program's name where none is given: that of its first source (bun, src/cli/build_command.zig); None where it is not plain."""
    first = operands[0] if operands else None
    stem = posixpath.splitext(posixpath.basename(first or ""))[0]
    return None if stem in ("", "index", "bun", ".") else stem
