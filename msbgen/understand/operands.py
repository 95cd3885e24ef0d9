"""Operands as paths of the image."""

from __future__ import annotations

import posixpath

from msbgen.understand.paths import join

__all__ = ["absolute", "inside", "patterns"]


def inside(folder: str | None, sources: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Where files go that are put into a folder; the folder itself when their names are not known."""
    if folder is None or any(s is None or any(c in s for c in "*?[") or posixpath.basename(s.rstrip("/")) in ("", ".", "..") for s in sources):
        return (folder,)
    return tuple(posixpath.join(folder, posixpath.basename((s or "").rstrip("/"))) for s in sources)


def absolute(words: list[str | None], cwd: str | None) -> tuple[tuple[str, ...], bool]:
    """Absolute paths; a glob stands for the folder that it looks in. The second value: whether a word was lost."""
    found = []
    lost = False
    for word in words:
        if word is None:
            lost = True
            continue
        plain = word
        if any(c in plain for c in "*?["):
            kept = []
            for part in plain.split("/"):
                if any(c in part for c in "*?["):
                    break
                kept.append(part)
            plain = "/".join(kept) or ("/" if word.startswith("/") else ".")
        path = join(cwd, plain)
        if path is None:
            lost = True
        else:
            found.append(path)
    return tuple(dict.fromkeys(found)), lost


def patterns(words: tuple[str | None, ...], cwd: str | None) -> tuple[str, ...]:
    """Absolute paths, globs kept as they are."""
    return tuple(p for p in (join(cwd, w) for w in words if w) if p)
