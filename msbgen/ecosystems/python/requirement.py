"""Requirements: names with extras and versions, from command lines and requirements files (pip's own format)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["Listed", "Local", "Requirement", "listed", "normal", "parse", "read_file"]

_NAME = re.compile(r"\s*([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[([^\]]*)\])?\s*(.*)", re.DOTALL)
_VERSION = re.compile(r"\s*={2,3}\s*([0-9][^,;\s)]*)")
_DASHES = re.compile(r"[-_.]+")
_VARIABLE = re.compile(r"\$\{[A-Z0-9_]+\}")
_COMMENT = re.compile(r"(^|\s)#.*$")
#: what names a place to install from instead of a name
_PLACES = ("git+", "hg+", "svn+", "bzr+", "http://", "https://", "file:", "ssh://")
_FILES = (".whl", ".tar.gz", ".zip", ".tgz", ".tar.bz2")
#: how deep requirements files may name others
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Requirement:
    """A distribution's name (normalised, PEP 503), its extras, and the version where exactly one is asked for."""

    name: str
    extras: tuple[str, ...] = ()
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Local:
    """A project's folder in the image, and the extras asked for."""

    path: str
    extras: tuple[str, ...] = ()
    editable: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list of requirements names. `projects` are folders with sources; `fetched` is true when sources are checked
    out for an editable installation; `unknown` says why more may be named than this."""

    requirements: tuple[Requirement, ...] = ()
    projects: tuple[Local, ...] = ()
    fetched: bool = False
    unknown: str | None = None

    def __add__(self, other: Listed) -> Listed:
        return Listed(
            tuple(dict.fromkeys(self.requirements + other.requirements)),
            tuple(dict.fromkeys(self.projects + other.projects)),
            self.fetched or other.fetched,
            self.unknown or other.unknown,
        )

    def pinned(self, constraints: Listed) -> Listed:
        """The same with versions from constraints where a requirement states none."""
        versions = {r.name: r.version for r in constraints.requirements}
        return replace(self, requirements=tuple(r if r.version else replace(r, version=versions.get(r.name)) for r in self.requirements))


def normal(name: str) -> str:
    """The normalised form of a distribution's name (PEP 503)."""
    return _DASHES.sub("-", name).lower()


def parse(text: str) -> Requirement | None:
    """The requirement that a PEP 508 string states; None when it names a place, or is none."""
    found = _NAME.fullmatch(text)
    if found is None:
        return None
    rest = found[3].split(";")[0].strip()
    if rest and rest[0] not in "=<>!~(":
        return None
    pinned = _VERSION.match(rest.lstrip("("))
    return Requirement(normal(found[1]), _extras(found[2] or ""), pinned[1] if pinned and "*" not in pinned[1] else None)


def _extras(text: str) -> tuple[str, ...]:
    return tuple(sorted(normal(e.strip()) for e in text.split(",") if e.strip()))


def listed(operand: str | None, folder: str | None, *, editable: bool = False) -> Listed:
    """What one operand of `pip install` (or of -e) names, as seen from a folder."""
    if operand is None:
        return Listed(unknown="one of the names to install is not known")
    plain = operand.strip()
    if plain.startswith(_PLACES) or "://" in plain:
        return Listed(fetched=editable, unknown=f"what {plain.split('@ ')[0].strip()} installs is not known")
    bare, _, extras = plain[:-1].partition("[") if plain.endswith("]") and plain.startswith((".", "/")) else (plain, "", "")
    if bare.endswith(_FILES):
        return Listed(unknown=f"what the file {bare} installs is not known")
    if editable or bare in (".", "..") or bare.startswith(("./", "../", "/")):
        path = join(folder, bare)
        if path is None:
            return Listed(unknown=f"where {bare} is is not known")
        return Listed(projects=(Local(path, _extras(extras), editable),))
    found = parse(plain)
    return Listed((found,)) if found is not None else Listed(unknown=f"what {plain} installs is not known")


def read_file(name: str | None, folder: str | None, scene: Scene, *, cwd: str | None = None, depth: int = 0) -> Listed:
    """What a requirements file, named as seen from `folder`, asks for, files that it names included.

    Paths of projects in it are as seen from `cwd`, the folder that pip runs in (by default `folder`).
    """
    path = join(folder, name) if name else None
    if path is None or name is None or "://" in name:
        return Listed(unknown="which requirements file it reads is not known")
    text = scene.read(path)
    if text is None:
        return Listed(unknown=f"{path} is not in the build context")
    if depth > _DEPTH:
        return Listed(unknown=f"{path} is named by too long a chain of files")
    found = Listed()
    for line in _lines(text):
        found += _line(line, path, cwd or folder, scene, depth)
    return found


def _lines(text: str) -> Iterator[str]:
    """Logical lines: continuations joined, comments and blanks gone (pip, `_internal/req/req_file.py`)."""
    pending = ""
    for raw in text.splitlines():
        comment = raw.lstrip().startswith("#")
        if raw.endswith("\\") and not comment:
            pending += raw[:-1]
            continue
        line = _COMMENT.sub("", pending + ("" if comment else raw)).strip()
        pending = ""
        if line:
            yield line
    if pending.strip():
        yield pending.strip()


def _line(line: str, path: str, cwd: str | None, scene: Scene, depth: int) -> Listed:
    if _VARIABLE.search(line):
        return Listed(unknown=f"a line of {path} depends on a variable of the environment")
    option, value = _option(line)
    if option in ("-r", "--requirement"):
        return read_file(value, path.rsplit("/", 1)[0] or "/", scene, cwd=cwd, depth=depth + 1)
    if option in ("-e", "--editable"):
        return listed(value, cwd, editable=True)
    if option is not None:
        return Listed()  # an index, a constraint, a format: nothing is installed for it
    return listed(re.split(r"\s+--", line)[0], cwd)


def _option(line: str) -> tuple[str | None, str]:
    if not line.startswith("-"):
        return None, ""
    for name in ("--requirement", "--editable", "--constraint"):
        if line.startswith(name):
            return name, line[len(name) :].lstrip("= ").strip()
    if line[:2] in ("-r", "-e", "-c"):
        return line[:2], line[2:].lstrip("= ").strip()
    return line.split()[0].split("=")[0], ""
