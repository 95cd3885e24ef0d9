"""Project files of .NET (.csproj, .fsproj, .vbproj, .sln, .slnx) as far as they tell what is built, and where it goes."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msbgen.ecosystems.dotnet.table import tools
from msbgen.ecosystems.formats import json_of
from msbgen.understand.paths import join

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from msbgen.understand.scene import Scene

__all__ = ["Project", "find", "members", "project", "together"]

PROJECTS = (".csproj", ".fsproj", ".vbproj")
SOLUTIONS = (".sln", ".slnx", ".slnf")
#: files that MSBuild reads beside every project, in its folder or the nearest one above it
_SHARED = ("Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props")


@dataclass(frozen=True, slots=True)
class Project:
    """One project file. `path` is in the image. `properties` are by their names in lower case, what it inherits included; None is a
    value that depends on something else. `references` are projects that it is built with, by their paths; `frameworks` are shared
    frameworks that it asks for. `odd` says why its build may write where it likes."""

    path: str
    sdk: str | None
    properties: Mapping[str, str | None]
    packages: tuple[str, ...]
    references: tuple[str, ...]
    frameworks: tuple[str, ...]
    odd: str | None

    @property
    def folder(self) -> str:
        return posixpath.dirname(self.path)

    @property
    def assembly(self) -> str | None:
        """The name of the program, without an extension."""
        return self.properties.get("assemblyname", posixpath.splitext(posixpath.basename(self.path))[0])


def find(cwd: str | None, operands: tuple[str, ...], scene: Scene) -> str | None:
    """The project or solution that a command works on: its operand, or the only one in the folder; None where that is not known."""
    named = join(cwd, operands[0]) if operands else cwd
    if named is None:
        return None
    if named.endswith((*PROJECTS, *SOLUTIONS)):
        return named
    inside = [n for n in _listed(named, scene) if n.endswith((*PROJECTS, *SOLUTIONS))]
    return posixpath.join(named, inside[0]) if len(inside) == 1 else None


def members(path: str, scene: Scene) -> tuple[str, ...] | None:
    """The projects of a solution, or the project itself, by path; None where the file cannot be read."""
    if path.endswith(PROJECTS):
        return (path,)
    text = scene.read(path)
    if text is None:
        return None
    folder = posixpath.dirname(path)
    if path.endswith(".slnf"):
        names = list(_filtered(text))
    elif path.endswith(".slnx"):
        root = _parse(text)
        names = [e.get("Path", "") for e in root.iter() if _name(e) == "Project"] if root is not None else []
    else:
        names = [piece for line in text.splitlines() if line.startswith("Project(") for piece in line.split('"') if piece.endswith(PROJECTS)]
    found = (join(folder, name.replace("\\", "/")) for name in names)
    return tuple(dict.fromkeys(p for p in found if p is not None))


def project(path: str, scene: Scene) -> Project | None:
    """The project in a file of the image; None where the build context does not tell, or it is of another kind."""
    known: dict[tuple[str, int], Project | None] = scene.memory.setdefault("dotnet.projects", {})
    key = (path, len(scene.placements))  # a later COPY may bring what it inherits
    if key not in known:
        known[key] = _read(path, scene)
    return known[key]


def together(path: str, scene: Scene) -> tuple[Project, ...] | None:
    """A project and all that it is built with; None where one of them cannot be read."""
    found: dict[str, Project] = {}
    queue = [path]
    while queue:
        at = queue.pop(0)
        if at in found:
            continue
        read = project(at, scene)
        if read is None or len(found) > 500:
            return None
        found[at] = read
        queue.extend(read.references)
    return tuple(found.values())


def _read(path: str, scene: Scene) -> Project | None:
    text = scene.read(path)
    root = _parse(text) if text is not None else None
    if root is None or _name(root) != "Project":
        return None
    folder = posixpath.dirname(path)
    before, packages_file, after = (_above(name, folder, scene) for name in (_SHARED[0], _SHARED[2], _SHARED[1]))
    parts = [p for p in (before, packages_file, root, after) if p is not None]
    properties: dict[str, str | None] = {}
    for part in parts:
        _properties(part, properties)
    items = [e for part in parts for e in part.iter()]
    references = [join(folder, (e.get("Include") or "").replace("\\", "/")) for e in items if _name(e) == "ProjectReference" and e.get("Include")]
    if any(r is None or any(c in r for c in "*$") for r in references):
        return None
    names = [n.strip() for e in items if _name(e) == "PackageReference" for n in (e.get("Include") or "").split(";") if n.strip()]
    frameworks = [e.get("Include") or "" for e in items if _name(e) == "FrameworkReference"]
    return Project(path, _sdk(root), properties, tuple(dict.fromkeys(names)), tuple(dict.fromkeys(r for r in references if r)), tuple(dict.fromkeys(frameworks)),
                   _odd(parts))  # fmt: skip


def _odd(parts: list[Element]) -> str | None:
    """Why a build may write outside of its own folders: tasks of its own, files that are brought in."""
    tasks = tools()["tasks"]
    for part in parts:
        for element in part.iter():
            name = _name(element)
            if name == "Target":
                task = next((_name(e) for e in element.iter() if _name(e) in tasks), None)
                if task is not None:
                    return f"its target {element.get('Name') or '?'} runs {task}"
            elif name == "UsingTask":
                return "it has tasks of its own"
            elif name == "Import" and element.get("Project") and not _harmless(element):
                return f"it brings in {element.get('Project')}"
    return None


def _harmless(element: Element) -> bool:
    """An import of the file of the same name in the folder above, which is read anyway, or of an SDK."""
    return element.get("Sdk") is not None or "GetPathOfFileAbove" in (element.get("Project") or "")


def _sdk(root: Element) -> str | None:
    """The SDK that the project is of, without its version; None where there are several, or none."""
    given = [root.get("Sdk")] if root.get("Sdk") else [e.get("Sdk") or e.get("Name") for e in root if _name(e) in ("Sdk", "Import") and (e.get("Sdk") or e.get("Name"))]
    names = {(s or "").partition("/")[0] for s in given}
    return names.pop() if len(names) == 1 else None


def _properties(root: Element, found: dict[str, str | None]) -> None:
    """All properties; one that depends on a condition, on another property, or that a target sets is not known."""
    for group in root.iter():
        if _name(group) != "PropertyGroup":
            continue
        for element in group:
            name, text = _name(element).lower(), (element.text or "").strip()
            if group.get("Condition") or element.get("Condition") or "$(" in text or "%(" in text:
                found[name] = None if found.get(name) != text or "$(" in text else text
            else:
                found[name] = text


def _above(name: str, folder: str, scene: Scene) -> Element | None:
    """The nearest file of a name in a folder or above it."""
    while True:
        text = scene.read(posixpath.join(folder, name))
        if text is not None:
            return _parse(text)
        if folder == "/":
            return None
        folder = posixpath.dirname(folder)


def _listed(folder: str, scene: Scene) -> list[str]:
    """Names of the files that COPY put straight into a folder."""
    found: dict[str, None] = {}
    for placed in scene.placements:
        for path, _ in scene.files(placed) or ():
            if posixpath.dirname(path) == folder:
                found[posixpath.basename(path)] = None
    return list(found)


def _filtered(text: str) -> Iterator[str]:
    try:
        yield from (str(p) for p in (json_of(text) or {})["solution"]["projects"])
    except (KeyError, TypeError):
        return


def _parse(text: str) -> Element | None:
    from xml.etree.ElementTree import ParseError, fromstring

    if "<!ENTITY" in text:
        return None
    try:
        return fromstring(text.lstrip("\ufeff").encode() if text.lstrip("\ufeff").startswith("<?xml") else text.lstrip("\ufeff"))
    except (ParseError, ValueError, LookupError):
        return None


def _name(element: Element) -> str:
    """The local name; project files of before .NET Core have a namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
