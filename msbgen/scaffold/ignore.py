"""A .dockerignore: what is in people's folders and in no image's."""

from __future__ import annotations

from pathlib import Path

from msbgen.render import render_text
from msbgen.scaffold.detect import language
from msbgen.understand.context import Context

__all__ = ["dockerignore"]

#: in every language's projects; conservative: only what no build reads. Private .env files by their customary names (dotenv, Vite, Next.js)
_GENERAL = (
    ".git", ".hg", ".svn", ".dockerignore", "**/Dockerfile", "**/Dockerfile.*", "compose.yaml", "compose.yml", "docker-compose*.yaml",
    "docker-compose*.yml", ".idea", ".vscode", "**/.DS_Store", "**/*.swp", "**/.env.local", "**/.env.*.local",
)  # fmt: skip


def dockerignore(lang: str, folder: Path, templates: Path | None = None) -> str:
    """The text of a .dockerignore for a project of a language."""
    own = language(lang).ignored(Context(folder))
    general = tuple(p for p in _GENERAL if f"!{p}" not in own)
    return render_text("dockerignore.j2", templates, general=general, language=tuple(p for p in own if not p.startswith("!")), lang=lang)
