"""deno as the official images hold it (denoland/deno_docker, debian.dockerfile)."""

from __future__ import annotations

from msbgen.ecosystems.base import Kit
from msbgen.understand.scene import Scene

__all__ = ["ENTRYPOINT", "kit"]

ENTRYPOINT = "docker-entrypoint.sh"
#: size of deno by its first number, in 10⁶ bytes (npm's copies of 1.46 and 2.9, measured 2026-11-24)
_SIZES = {"1": 135.0, "2": 114.0}


def kit(scene: Scene) -> Kit | None:
    """The parts to carry: deno alone, and tini and the entrypoint script where the container starts them."""
    base = scene.base
    if base is None or base.language != "deno" or base.libc != "glibc" or base.prefix is None:
        return None
    deno = f"{base.prefix}/bin/deno"
    script = f"/usr/local/bin/{ENTRYPOINT}"
    extras = {
        "/tini": Kit(paths=("/tini",), binaries=("/tini",), programs={"/tini": "/tini"}),
        ENTRYPOINT: Kit(paths=(script,), binaries=(), programs={ENTRYPOINT: script}),
    }
    return Kit(
        paths=(deno,),
        binaries=(deno,),
        programs={"deno": deno},
        env=("DENO_DIR", "DENO_INSTALL_ROOT", "DENO_USE_CGROUPS", "DENO_VERSION"),
        size_mb=_SIZES.get((base.language_version or "2")[:1], 130.0),
        folders=("/deno-dir", "/home/deno"),
        extras=extras,
    )
