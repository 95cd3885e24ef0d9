"""The scene: what stands where in the image while the Dockerfile is walked, as far as the build context can tell."""

from __future__ import annotations

import copy
import posixpath
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from msbgen.data.images import Image
from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Placed, Product
from msbgen.model.shell import Script
from msbgen.model.variables import Watch
from msbgen.read.shell_instruction import script_of
from msbgen.understand.context import Context
from msbgen.understand.homes import Users
from msbgen.understand.match import expanded, matcher
from msbgen.understand.paths import below

__all__ = ["FOLDERS", "Scene"]

_Notes = TypeVar("_Notes")

#: folders that every image has (Filesystem Hierarchy Standard 3.0)
FOLDERS = frozenset("/ /bin /etc /home /lib /mnt /opt /root /sbin /srv /tmp /usr /usr/bin /usr/lib /usr/local /usr/local/bin /usr/local/lib "
                     "/usr/local/sbin /usr/sbin /usr/share /var /var/lib /var/log".split())  # fmt: skip

#: what of a scene changes from line to line
_STATE = ("memory", "bound", "made", "changed", "written", "texts", "users", "_placed", "_moved", "_folders", "_gone")


class Scene:
    """The base image and the files of the context at the places that COPY and ADD gave them.

    `base` is None for an image that no table knows; `context` is None when there is only the Dockerfile.
    """

    def __init__(self, base: Image | None, context: Context | None) -> None:
        self.base = base
        self.context = context
        #: what languages note while the lines are read in their order, under their names
        self.memory: dict[str, Any] = {}
        #: what bind mounts show while a RUN is read: image path → context path
        self.bound: dict[str, str] = {}
        #: programs that commands have made so far, by their paths
        self.made: dict[str, Product] = {}
        #: the scripts of the lines that were read, by their place and the SHELL in force
        self.scripts: dict[tuple[int, tuple[str, ...]], Script] = {}
        #: paths whose owner or mode commands have changed so far
        self.changed: set[str] = set()
        #: files that commands have written, or edited, so far: what the context holds of them is not what stands there
        self.written: set[str] = set()
        #: files that lines wrote or edited as text, and that text where it is known
        self.texts: dict[str, str | None] = {}
        #: the users that commands have made so far
        self.users = Users()
        #: whether values of build arguments may matter; None where nobody wants to know
        self.watch: Watch | None = None
        #: whether a COPY of an earlier stage brings what a front end's build made: no code of another language, nothing that links to
        #: libraries
        self.bundled: Callable[[Placed], bool] = lambda placed: False
        self._placed: list[Placed] = []
        #: where commands put files and folders of the context, and which these are
        self._moved: dict[str, str] = {}
        self._folders: set[str] = set()
        self._gone: set[str] = set()

    def fork(self) -> Scene:
        """A scene of the same state for a trial: what is noted in it is not noted here."""
        other = copy.copy(self)
        other.watch = None
        other.memory = copy.deepcopy(self.memory)
        other.bound, other.made, other.changed, other.written = dict(self.bound), dict(self.made), set(self.changed), set(self.written)
        other.texts, other._moved = dict(self.texts), dict(self._moved)
        other.users = self.users.copy()
        other._placed, other._folders, other._gone = list(self._placed), set(self._folders), set(self._gone)
        return other

    def same(self, other: Scene) -> bool:
        """Whether another scene of the same base and context is in the same state."""
        return all(getattr(self, name) == getattr(other, name) for name in _STATE)

    def noted(self, language: str, kind: type[_Notes]) -> _Notes:
        """What a language has noted so far: the one object of this class, empty at first."""
        found = self.memory.get(language)
        if found is None:
            found = self.memory[language] = kind()
        assert isinstance(found, kind)
        return found

    def script(self, instruction: Instruction, shell: tuple[str, ...]) -> Script:
        """What an instruction of the Dockerfile runs, read once."""
        key = instruction.span.start, shell
        found = self.scripts.get(key)
        if found is None:
            found = self.scripts[key] = script_of(instruction, shell)
        return found

    def place(self, placed: Placed) -> None:
        """Note a COPY or ADD; later ones win over earlier ones."""
        self._placed.append(placed)
        for known in (self.texts, self._moved):
            for path in [p for p in known if below(p, placed.dest)]:
                if self._brought(path, placed) is not None:
                    del known[path]
        self.appears(placed.dest if placed.into else posixpath.dirname(placed.dest))

    def moves(self, source: str, dest: str) -> None:
        """Note that a command puts what stands at one image path at another one, too."""
        old, new = self.source_of(dest), self.source_of(source)
        text = self.texts.get(source, "")
        self._moved.pop(dest, None)
        self.texts.pop(dest, None)
        if new is not None:
            self._moved[dest] = new
        if source in self.texts or (old is not None and old != new):
            self.texts[dest] = text if old is None else None  # of two that stand there a condition may choose

    def appears(self, folder: str) -> None:
        """Note that a folder is there from now on."""
        while folder not in ("/", ""):
            self._folders.add(folder)
            self._gone.discard(folder)
            folder = posixpath.dirname(folder)

    def disappears(self, path: str) -> None:
        """Note that a path, or what a glob finds, was removed or moved away."""
        self._folders = {f for f in self._folders if not expanded(f, path)}
        self._gone.add(path)

    def is_folder(self, path: str) -> bool:
        """Whether a folder is known to stand at an image path. False: it may be a file, or nothing."""
        if path in FOLDERS or path in self._folders:
            return True
        if any(expanded(path, g) for g in self._gone):
            return False
        source = self.source_of(path)
        return source is not None and self.context is not None and self.context.is_folder(source)

    @property
    def placements(self) -> tuple[Placed, ...]:
        return tuple(self._placed)

    def source_of(self, path: str) -> str | None:
        """The context's path of the file or folder that stands at an image path; None when no COPY is known to put it there."""
        if self.context is None:
            return None
        for dest, source in self.bound.items():
            found = _inside(path, dest, source)
            if found is not None and self.context.has(found):
                return found
        for dest, source in reversed(self._moved.items()):
            found = _inside(path, dest, source)
            if found is not None and self.context.has(found):
                return found
        for placed in reversed(self._placed):
            found = self._brought(path, placed)
            if found is not None:
                return found
        return None

    def _brought(self, path: str, placed: Placed) -> str | None:
        """The context's path of what a COPY puts at an image path."""
        for source, dest in self._pairs(placed):
            found = _inside(path, dest, source)
            if found is not None and self.context is not None and self.context.has(found):
                return found
        return None

    def read(self, path: str) -> str | None:
        """The text of the file at an image path, as far as it comes from the context or a line wrote it; an edited file is read as it came."""
        if (text := self.texts.get(path)) is not None:
            return text
        source = self.source_of(path)
        return None if source is None or self.context is None else self.context.read(source)

    def files(self, placed: Placed) -> Iterator[tuple[str, str]] | None:
        """Pairs (path in the image, path in the context) of all files that a COPY brings; None when that is not known."""
        if self.context is None or placed.origin != "context" or self.context.files is None:
            return None
        return self._files(placed, self.context.files)

    def empty(self, placed: Placed) -> tuple[str, ...]:
        """Empty folders that a COPY brings, by their paths in the image."""
        if self.context is None or placed.origin != "context":
            return ()
        return tuple(path for path, source in self._files(placed, self.context.empty) if path != placed.dest)

    def _files(self, placed: Placed, files: tuple[str, ...]) -> Iterator[tuple[str, str]]:
        for source, dest in self._pairs(placed):
            prefix = "" if source in ("", ".") else source + "/"
            for file in files:
                if file == source:
                    yield dest, file
                elif file.startswith(prefix):
                    yield posixpath.join(dest, file[len(prefix) :]), file

    def _pairs(self, placed: Placed) -> Iterator[tuple[str, str]]:
        """(context path, image path) of each source; a folder's contents go straight into the destination."""
        if placed.origin != "context" or self.context is None:
            return
        for source in placed.sources:
            for found in self._matches(source):
                name = found.rsplit("/", 1)[-1]
                if self.context.is_folder(found) or not placed.into:
                    yield found, placed.dest
                else:
                    yield found, posixpath.join(placed.dest, name)

    def _matches(self, source: str) -> Iterator[str]:
        plain = posixpath.normpath(source.lstrip("/") or ".")
        if not any(c in plain for c in "*?["):
            yield "" if plain == "." else plain
            return
        assert self.context is not None
        pattern = matcher(plain)
        depth = plain.count("/") + 1
        seen = dict.fromkeys("/".join(f.split("/")[:depth]) for f in self.context.files or () if f.count("/") >= depth - 1)
        yield from (path for path in seen if pattern(path))


def _inside(path: str, dest: str, source: str) -> str | None:
    """The context's path of `path` when `source` of the context stands at `dest`; None when it does not lie there."""
    if not below(path, dest):
        return None
    rest = path[len(dest) :].strip("/") if dest != "/" else path.strip("/")
    return posixpath.normpath(posixpath.join(source, rest)) if rest else (source or ".")
