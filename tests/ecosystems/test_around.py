"""Files that people and services around a repository read, and no program."""

from __future__ import annotations

import pytest

from msbgen.ecosystems.around import is_around


@pytest.mark.parametrize(
    "path",
    [".dockerignore", "a/LICENSE", ".github/workflows/ci.yml", "x/.vscode/settings.json", "README", "docs/Readme.md", "README.zh.rst", "Dockerfile", "Dockerfile.dev", "build/dev.Dockerfile",
     "docker-compose.prod.yml", "compose.yaml", "compose.override.yml"],
)  # fmt: skip
def test_around(path: str) -> None:
    assert is_around(path)


@pytest.mark.parametrize("path", ["mail/compose.html", "compose.json", "composer.yml", "readme.html", "README/data.json", "github/a.yml", "Dockerfiles/a.txt", "LICENSE.json", "license"])
def test_what_a_program_may_read(path: str) -> None:
    assert not is_around(path)
