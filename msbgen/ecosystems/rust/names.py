"""Which files of a Rust project only the build reads, by their names."""

from __future__ import annotations

import posixpath

__all__ = ["is_source"]

#: files that cargo and rustc, or the people and services around a repository read
_NAMES = frozenset(
    ".clippy.toml .dockerignore .editorconfig .gitattributes .gitignore .gitlab-ci.yml .gitmodules .pre-commit-config.yaml .rustfmt.toml .travis.yml Cargo.lock Cargo.toml "
    "Cross.toml Dockerfile Jenkinsfile LICENSE LICENSE-APACHE LICENSE-MIT LICENSE.md LICENSE.txt Makefile.toml clippy.toml codecov.yml deny.toml justfile release.toml "
    "rust-toolchain rust-toolchain.toml rustfmt.toml CHANGELOG.md CODE_OF_CONDUCT.md CONTRIBUTING.md SECURITY.md".split()
)
_FOLDERS = frozenset({".cargo", ".circleci", ".devcontainer", ".git", ".github", ".gitlab", ".idea", ".sqlx", ".vscode"})
#: what cargo keeps below a profile's folder in target/, beside the programs
_INTERMEDIATE = frozenset({".fingerprint", "build", "deps", "incremental"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith((".rs", ".dockerfile", ".Dockerfile")):
        return True
    if name.startswith(("Dockerfile.", "docker-compose", "compose.")) or (name.startswith("README") and posixpath.splitext(name)[1] in ("", ".md", ".rst")):
        return True
    if _FOLDERS.intersection(folders):
        return True
    if "target" in folders:
        below = folders[folders.index("target") + 1 :]
        return name in ("CACHEDIR.TAG", ".rustc_info.json", ".cargo-lock") or name.endswith((".d", ".rlib")) or bool(_INTERMEDIATE.intersection(below[1:3]))
    return False
