"""Commands of cargo and rustup."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from msbgen.ecosystems.rust.build import arguments, build, evidence, install, words
from msbgen.ecosystems.rust.notes import notes
from msbgen.model.facts import Call, Effect, Need, Role
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["cargo_effect", "cargo_needs", "installer", "rustup_effect"]

#: sub-commands that print, or check what is compiled
_QUIET = frozenset(
    "about audit bench c check clippy config deny doc d fmt help info insta locate-project login logout metadata nextest outdated owner pkgid "
    "publish read-manifest report search tarpaulin test t tree udeps verify-project version yank".split()
)
#: sub-commands that fetch, or change manifests and sources only
_SOURCES = frozenset("add fetch fix generate-lockfile rm remove update upgrade vendor sort hack".split())


def cargo_effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a cargo command; None for a sub-command that is not known."""
    rest = words(call)
    if not rest:
        return _effect("state", "cargo prints", call)
    verb = rest[0]
    if verb in _COMMANDS:
        return _COMMANDS[verb](call, scene)
    if verb in _QUIET:
        return _effect("build", f"cargo {verb} checks or prints; the program needs nothing that it leaves", call)
    if verb in _SOURCES:
        return _effect("build", f"cargo {verb} fetches crates or changes manifests; the program needs neither", call)
    return None


def rustup_effect(call: Call) -> Effect:
    """rustup and rustup-init install toolchains, which only compile."""
    return _effect("build", "it sets up the toolchain, which only the build needs", call)


def installer(call: Call) -> Effect | None:
    """`curl … https://sh.rustup.rs | sh`: rustup's installer (rust-lang.github.io/rustup/installation/other.html)."""
    source = call.source
    if source is None or source.name not in ("curl", "wget"):
        return None
    if not any(w is not None and w.split("://")[-1].rstrip("/") in ("sh.rustup.rs", "static.rust-lang.org/rustup.sh", "static.rust-lang.org/rustup/rustup-init.sh") for w in source.operands):
        return None
    return rustup_effect(call)


def cargo_needs(call: Call) -> tuple[Need, ...] | str | None:
    """What starting cargo or rustup in a container needs: the toolchain, which nothing smaller holds."""
    verb = next(iter(words(call)), None) if call.name == "cargo" else None
    return f"the container starts `{call.name}{' ' + verb if verb else ''}`, so it needs the whole Rust toolchain and the sources"


def _effect(role: Role, reason: str, call: Call) -> Effect:
    return Effect(role, reason, evidence(call), scratch=("/usr/local/cargo/registry", "/usr/local/cargo/git"), programs=(call.name or "cargo",))


def _new(call: Call, scene: Scene) -> Effect:
    """cargo new and cargo init: a package whose sources later lines replace."""
    given = arguments(call)
    where = join(call.cwd, given.operands[0]) if given.operands and given.operands[0] else call.cwd
    if where is not None:
        notes(scene).created[where] = given.value("--name") or posixpath.basename(where)
        scene.appears(posixpath.join(where, "src"))
    return _effect("build", "it makes an empty package, which the compiler reads", call)


def _clean(call: Call, scene: Scene) -> Effect:
    """cargo clean removes the target folder, or what belongs to one package or profile."""
    given = arguments(call)
    if given.has("-p", "--package", "--doc") or call.cwd is None:
        return _effect("build", "it removes what was compiled of a package", call)
    folder = given.value("--target-dir") or call.env.get("CARGO_TARGET_DIR") or "target"
    path = join(call.cwd, folder)
    profile = {"dev": "debug"}.get(given.value("--profile") or "", given.value("--profile")) or ("release" if given.has("--release", "-r") else None)
    removed = posixpath.join(path, profile) if path and profile else path
    return Effect("build", "it removes what was compiled", evidence(call), removes=(removed,) if removed else (), programs=("cargo",))


def _chef(call: Call, scene: Scene) -> Effect | None:
    """cargo chef compiles the dependencies alone, so that a layer keeps them (crates.io, cargo-chef)."""
    verb = words(call)[1] if len(words(call)) > 1 else None
    if verb == "prepare":
        return _effect("build", "it lists the dependencies for cargo chef cook", call)
    return _effect("build", "it compiles dependencies only", call) if verb == "cook" else None


def _run(call: Call, scene: Scene) -> Effect:
    return Effect("unknown", "what the program of `cargo run` writes is not known", evidence(call), anywhere=True, programs=("cargo",))


_COMMANDS: dict[str | None, Callable[[Call, Scene], Effect | None]] = {
    "build": build, "b": build, "rustc": build, "install": install, "new": _new, "init": _new, "clean": _clean, "chef": _chef, "run": _run, "r": _run,
}  # fmt: skip
