"""Which files of a Rust project only the build reads, by their names."""

from __future__ import annotations

from msbgen.ecosystems.around import is_around

__all__ = ["is_source"]

#: files that cargo and rustc, or the people and services around a repository read
_NAMES = frozenset(
    ".clippy.toml .rustfmt.toml Cargo.lock Cargo.toml Cross.toml LICENSE-APACHE LICENSE-MIT Makefile.toml clippy.toml deny.toml justfile release.toml rust-toolchain "
    "rust-toolchain.toml rustfmt.toml".split()
)
_FOLDERS = frozenset({".cargo", ".sqlx"})
#: what cargo keeps below a profile's folder in target/, beside the programs
_INTERMEDIATE = frozenset({".fingerprint", "build", "deps", "incremental"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith(".rs") or not _FOLDERS.isdisjoint(folders) or is_around(path):
        return True
    if "target" in folders:
        below = folders[folders.index("target") + 1 :]
        return name in ("CACHEDIR.TAG", ".rustc_info.json", ".cargo-lock") or name.endswith((".d", ".rlib")) or bool(_INTERMEDIATE.intersection(below[1:3]))
    return False
