"""Where a cargo command puts what it makes, and for which target: options, environment, .cargo/config.toml.

Source: doc.rust-lang.org/cargo/reference/config.html and environment-variables.html.
"""

from __future__ import annotations

import posixpath
import shlex
from dataclasses import dataclass
from typing import Any

from msbgen.ecosystems.formats import toml_of
from msbgen.model.facts import Call
from msbgen.understand.arguments import Arguments
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["Settings", "settings"]

#: options of cargo's commands that take a value in the next word (`cargo help build`, `install`, 1.95)
VALUED = frozenset(
    "-p --package --exclude --bin --example --test --bench -F --features -j --jobs --profile --target --target-dir --artifact-dir --out-dir "
    "--manifest-path --message-format --color --config -Z -C --lockfile-path --path --root --version --vers --git --branch --tag --rev --index --registry "
    "--recipe-path --name --edition --vcs".split()
)


@dataclass(frozen=True, slots=True)
class Settings:
    """`targets` are the triples asked for, () for the host's own; `target_dir` None: below the workspace's root; `flags` None:
    RUSTFLAGS are not known. `lost` tells that a setting cannot be known."""

    targets: tuple[str, ...]
    target_dir: str | None
    flags: tuple[str, ...] | None
    profile: str
    lost: bool


def settings(call: Call, given: Arguments, cwd: str | None, scene: Scene) -> Settings:
    """The settings of a call whose words after the sub-command are `given`."""
    config = _config(cwd, scene)
    build = _table(config, "build")
    lost = any(v is None for n, v in given.options if n in ("--target", "--target-dir", "--profile", "--config"))
    lost |= given.has("--config")
    targets = tuple(t for t in given.values("--target") if t)
    if not targets:
        asked = call.env.get("CARGO_BUILD_TARGET", "")
        lost |= asked is None
        named = asked or build.get("target") or ()
        targets = (named,) if isinstance(named, str) else tuple(t for t in named if isinstance(t, str))
    folder: str | None = None
    for value in (given.value("--target-dir"), call.env.get("CARGO_TARGET_DIR", ""), call.env.get("CARGO_BUILD_TARGET_DIR", "")):
        if value:
            folder = join(cwd, value)
            lost |= folder is None
            break
    else:
        lost |= any(call.env.get(n, "") is None for n in ("CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"))
        if isinstance(build.get("target-dir"), str):
            folder = join(cwd, build["target-dir"])
    return Settings(targets, folder, _flags(call, config, targets), _profile(given), lost)


def _profile(given: Arguments) -> str:
    """The name of the folder that the profile has below the target folder (reference/profiles.html)."""
    if given.has("--release", "-r"):
        return "release"
    named = given.value("--profile")
    return {"dev": "debug", "test": "debug", "bench": "release", None: "debug"}.get(named, named or "debug")


def _flags(call: Call, config: dict[str, Any], targets: tuple[str, ...]) -> tuple[str, ...] | None:
    """RUSTFLAGS: the first source that has any wins, but target.*.rustflags of the configuration come together with none of them."""
    encoded, plain = call.env.get("CARGO_ENCODED_RUSTFLAGS", ""), call.env.get("RUSTFLAGS", "")
    if encoded is None or plain is None:
        return None
    if encoded:
        return tuple(encoded.split("\x1f"))
    if plain:
        return tuple(plain.split())
    found: list[str] = []
    for triple in targets:
        name = "CARGO_TARGET_" + triple.upper().replace("-", "_") + "_RUSTFLAGS"
        value = call.env.get(name, "")
        if value is None:
            return None
        found.extend(value.split())
    for key, table in _table(config, "target").items():
        if isinstance(table, dict) and (key in targets or not targets or key.startswith("cfg(")):
            found.extend(_words(table.get("rustflags")))
    return tuple(found or _words(_table(config, "build").get("rustflags")))


def _config(cwd: str | None, scene: Scene) -> dict[str, Any]:
    """The nearest .cargo/config.toml of the context, from the working folder upwards."""
    folder = cwd
    while folder:
        for name in (".cargo/config.toml", ".cargo/config"):
            text = scene.read(posixpath.join(folder, name))
            if text is not None:
                return toml_of(text) or {}
        if folder == "/":
            break
        folder = posixpath.dirname(folder)
    return {}


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return found if isinstance(found, dict) else {}


def _words(value: Any) -> list[str]:
    if isinstance(value, str):
        return shlex.split(value)
    return [w for w in value if isinstance(w, str)] if isinstance(value, list) else []
