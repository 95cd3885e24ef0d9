"""Files that only the build reads."""

from __future__ import annotations

import pytest

from msbgen.ecosystems.go.names import is_source


@pytest.mark.parametrize(
    "path",
    ["main.go", "a/b_test.go", "go.mod", "go.sum", "vendor/modules.txt", "vendor/x/y.go", "vendor/x/LICENSE", "Makefile", "Dockerfile", "Dockerfile.dev",
     "docker-compose.yml", ".gitignore", ".github/workflows/ci.yml", "LICENSE", "README.md", "Readme.md", "README", "README.zh.md", "x/testdata/a.json", "asm_amd64.s", "build/dev.Dockerfile", "bridge.c", "bridge.h"],
)  # fmt: skip
def test_sources(path: str) -> None:
    assert is_source(path)


@pytest.mark.parametrize(
    "path",
    ["templates/index.html", "static/app.js", "config.yaml", "migrations/1.sql", "data.json", "static/vendor/jquery.js", "vendor/x/schema.json", "go.modules",
     "main.go.tmpl", "docs/swagger.json", ".env", "entrypoint.sh", "READMEs/a.txt", "readme.html", "locales/en.toml"],
)  # fmt: skip
def test_what_a_program_may_read(path: str) -> None:
    assert not is_source(path)
