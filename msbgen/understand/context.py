"""The build context: the files that a build sees, .dockerignore applied, read when asked for."""

from __future__ import annotations

import codecs
import os
from collections.abc import Collection, Iterator
from functools import cached_property
from pathlib import Path

from msbgen.understand.dockerignore import Ignore

__all__ = ["Context"]

#: a file larger than this is not read for evidence (bytes)
_LARGEST = 2_000_000
#: beyond this many files a context is not listed: what it holds then counts as unknown
_MOST = 50_000


class Context:
    """A folder as `docker build` sees it. Paths are relative, with /. Never follows a link out of the folder."""

    def __init__(self, root: Path, dockerfile: Path | None = None, *, without: Collection[str] = (), ignore: str | None = None) -> None:
        """`without` are paths that count as absent; `ignore` is the text of a .dockerignore that is still to be written."""
        self.root = root
        self._without = without
        self._ignore = Ignore.of(root, dockerfile) if ignore is None else Ignore.parse(ignore)
        self._empty: list[str] = []
        #: what was asked so far: scripts that the container runs look for each command in every folder of PATH
        self._seen: dict[str, Path | None] = {}
        self._folders: dict[str, bool] = {}

    @cached_property
    def files(self) -> tuple[str, ...] | None:
        """All files and links, sorted; None when there are too many to list."""
        found = []
        for path in self._walk(self._empty):
            found.append(path)
            if len(found) > _MOST:
                return None
        return tuple(sorted(found))

    @property
    def empty(self) -> tuple[str, ...]:
        """Folders of which the build sees nothing but themselves, sorted."""
        return tuple(sorted(self._empty)) if self.files is not None else ()

    def _walk(self, empty: list[str]) -> Iterator[str]:
        """All files and links; folders without any go to `empty`."""
        for folder, names, files in os.walk(self.root):
            relative = Path(folder).relative_to(self.root).as_posix()
            prefix = "" if relative == "." else relative + "/"
            links = [n for n in names if os.path.islink(os.path.join(folder, n))]
            names[:] = [n for n in names if n not in links and not self._ignore.prunes(prefix + n)]
            seen = [prefix + name for name in [*files, *links] if not self._hides(prefix + name)]
            if not seen and not names and prefix and not self._hides(relative):
                empty.append(relative)
            yield from seen

    def has(self, path: str) -> bool:
        """Whether the build sees a file or folder at this path."""
        path = path.strip("/")
        if path in ("", "."):
            return True
        return not self._hides(path) and self._inside(path) is not None

    def is_folder(self, path: str) -> bool:
        known = self._folders.get(path)
        if known is None:
            found = self._inside(path.strip("/") or ".")
            known = self._folders[path] = found is not None and found.is_dir()
        return known

    def is_link(self, path: str) -> bool:
        """Whether a symbolic link stands there."""
        return (self.root / path.strip("/")).is_symlink()

    def mode(self, path: str) -> int | None:
        """The permission bits of a file or folder that the build sees."""
        found = self._inside(path.strip("/") or ".")
        return None if found is None else found.stat().st_mode & 0o7777

    def read(self, path: str) -> str | None:
        """A file's text; None when the build does not see it, it is large, or it is no text (UTF-8, or UTF-16 with its mark)."""
        if self._hides(path):
            return None
        found = self._inside(path)
        try:
            if found is None or not found.is_file() or found.stat().st_size > _LARGEST:
                return None
            data = found.read_bytes()
            return data.decode("utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    def executable(self, path: str) -> bool:
        """Whether the file has an execute bit."""
        found = self._inside(path)
        return found is not None and os.access(found, os.X_OK)

    def _hides(self, path: str) -> bool:
        return path in self._without or self._ignore.ignores(path)

    def _inside(self, path: str) -> Path | None:
        if path not in self._seen:
            self._seen[path] = self._resolved(path)
        return self._seen[path]

    def _resolved(self, path: str) -> Path | None:
        full = os.path.join(self.root, path)
        try:
            real = os.path.realpath(full, strict=True)
        except (OSError, RuntimeError, ValueError):
            return None
        return Path(full) if real == self._real or real.startswith(self._real.rstrip("/") + "/") else None

    @cached_property
    def _real(self) -> str:
        return os.path.realpath(self.root)
