"""bun as the official images hold it (oven-sh/bun, dockerhub/debian/Dockerfile and docker-entrypoint.sh), and what it needs."""

from __future__ import annotations

from msbgen.ecosystems.base import Kit
from msbgen.ecosystems.node.roots import needs as of_node
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["ENTRYPOINT", "handed", "kit", "needs"]

ENTRYPOINT = "docker-entrypoint.sh"
#: words after which the entrypoint script finds no program of that name in these images, so that bun gets them
_BY_BUN = frozenset({"run", "start", "dev", "x", "add", "remove", "update", "build", "create", "init", "upgrade", "pm", "i", "ci", "serve"})
_CODE = (".js", ".cjs", ".mjs", ".jsx", ".ts", ".cts", ".mts", ".tsx")
#: size of bun in 10⁶ bytes (npm's copy of 1.3, measured 2026-11-24)
_MB = 105.0


def handed(call: Call) -> tuple[str | None, ...]:
    """What the entrypoint script starts: bun for options, for what is no command, and for files that cannot be executed."""
    first = call.operands[0] if call.operands else None
    if first is not None and (first.startswith("-") or first in _BY_BUN or first.endswith(_CODE)):
        return ("/usr/local/bin/bun", *call.operands)
    return call.operands


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | None:
    """The needs of a command that the container starts; None where they cannot be told."""
    evidence = (Evidence(f"line {call.line}" if call.line else "the base image", " ".join(w or "?" for w in call.argv[:6])),)
    if call.name == ENTRYPOINT:
        return (Need("program", call.argv[0] or "", "the base image starts it", evidence), Need("shell", "/bin/sh", "the script names it in its first line", evidence))
    if call.name not in ("bun", "bunx"):
        program = call.argv[0] if call.argv else None
        path = join(call.cwd, program) if program and "/" in program else program
        return (Need("program", path, "the container starts it", evidence),) if path else None
    return of_node(call, scene)


def kit(scene: Scene) -> Kit | None:
    """The parts to carry: bun with the links beside it, and the entrypoint script where the container starts it."""
    base = scene.base
    if base is None or base.language != "bun" or base.libc != "glibc" or base.prefix is None:
        return None
    folder = f"{base.prefix}/bin"
    script = f"{folder}/{ENTRYPOINT}"
    env = Kit(paths=("/usr/bin/env",), binaries=("/usr/bin/env",), programs={"/usr/bin/env": "/usr/bin/env"})
    return Kit(
        paths=(f"{folder}/bun",),
        binaries=(f"{folder}/bun",),
        programs={"bun": f"{folder}/bun", "bunx": f"{folder}/bunx"},
        env=("BUN_RUNTIME_TRANSPILER_CACHE_PATH", "BUN_INSTALL_BIN"),
        size_mb=_MB,
        links=(f"{folder}/bunx", f"{base.prefix}/bun-node-fallback-bin/node"),
        folders=("/home/bun", f"{base.prefix}/bun-node-fallback-bin"),
        extras={"/usr/bin/env": env, script: Kit(paths=(script,), binaries=(), programs={script: script})},
    )
