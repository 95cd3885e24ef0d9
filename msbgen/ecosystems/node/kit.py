"""The interpreter as the official images hold it (nodejs/docker-node, Dockerfile-debian.template; slim alike)."""

from __future__ import annotations

from msbgen.data.images import Image
from msbgen.ecosystems.base import Kit
from msbgen.ecosystems.node.roots import ENTRYPOINT
from msbgen.understand.scene import Scene

__all__ = ["kit"]

#: size of the `node` binary for linux-x64 by major version, in 10⁶ bytes (nodejs.org/dist, measured 2026-11-24)
_SIZES = {12: 47, 14: 72, 16: 87, 18: 92, 20: 97, 21: 99, 22: 119, 23: 122, 24: 124}
#: of npm with its dependencies
_NPM_MB = 16.0


def kit(scene: Scene) -> Kit | None:
    """The parts to carry: node alone, and npm, npx or the entrypoint script where the container starts them."""
    base = scene.base
    if base is None or base.language != "node" or base.libc != "glibc" or base.prefix is None:
        return None
    folder = base.prefix + "/bin"
    node = f"{folder}/node"
    modules = f"{base.prefix}/lib/node_modules/npm"
    # npm's programs are scripts that begin with `#!/usr/bin/env node`
    env = Kit(paths=("/usr/bin/env",), binaries=("/usr/bin/env",), programs={"/usr/bin/env": "/usr/bin/env"})
    npm = Kit(paths=(modules,), binaries=(), programs={"npm": f"{folder}/npm", "npx": f"{folder}/npx"},
              links=(f"{folder}/npm", f"{folder}/npx"), size_mb=_NPM_MB)  # fmt: skip
    script = f"{folder}/{ENTRYPOINT}"
    entry = Kit(paths=(script,), binaries=(), programs={ENTRYPOINT: script})
    extras = {"npm": npm, "npx": npm, "/usr/bin/env": env}
    if base.entrypoint == (ENTRYPOINT,):
        extras[ENTRYPOINT] = entry
    return Kit(
        paths=(node,),
        binaries=(node,),
        programs={"node": node},
        size_mb=_size(base),
        folders=("/home/node",),
        extras=extras,
    )


def _size(base: Image) -> float:
    version = (base.language_version or base.version_today or "").split(".")[0]
    return float(_SIZES.get(int(version), 125)) if version.isdigit() else 125.0
