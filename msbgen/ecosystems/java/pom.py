"""pom.xml: what of it tells where Maven writes, what the archive is called and what it is linked with."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msbgen.understand.paths import join

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from msbgen.understand.scene import Scene

__all__ = ["Plugin", "Pom", "reactor"]

_PLUGINS = "org.apache.maven.plugins"
_NAMESPACE = "{http://maven.apache.org/POM/4.0.0}"


@dataclass(frozen=True, slots=True)
class Plugin:
    """`bound`: it runs by itself (an execution, or an extension of the lifecycle). `settings` are name and value of all its leaves."""

    name: str
    bound: bool
    settings: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Pom:
    """One project. `parent` is group:artifact of a parent that is not here, None where there is none; `modules` are folders.
    `libraries` are group:artifact of what the program is linked with, "?" where that depends on a property. `places` are the
    values of elements of <build> that say where it writes."""

    folder: str
    packaging: str
    parent: str | None
    modules: tuple[str, ...]
    plugins: tuple[Plugin, ...]
    libraries: tuple[str, ...]
    places: tuple[str, ...]


def reactor(folder: str, scene: Scene, file: str = "pom.xml") -> tuple[Pom, ...] | None:
    """The project in a folder and all its modules; None when one of them cannot be read."""
    known: dict[tuple[str, str], tuple[Pom, ...] | None] = scene.memory.setdefault("java.poms", {})
    key = (folder, file)
    if key not in known:
        found: list[Pom] = []
        known[key] = tuple(found) if _collect(folder, file, scene, found) else None
    return known[key]


def _collect(folder: str, file: str, scene: Scene, found: list[Pom]) -> bool:
    pom = _pom_at(folder, scene, file)
    if pom is None or len(found) > 200 or any(p.folder == folder for p in found):
        return False
    found.append(pom)
    for module in pom.modules:
        if "$" in module:
            return False
        path = join(folder, module)
        name = "pom.xml"
        if path is not None and module.endswith(".xml"):
            path, name = posixpath.dirname(path), posixpath.basename(path)
        if path is None or not _collect(path, name, scene, found):
            return False
    return True


def _pom_at(folder: str, scene: Scene, file: str = "pom.xml") -> Pom | None:
    """The project in a folder of the image; None where no pom.xml is known to be there, or it is none."""
    text = scene.read(posixpath.join(folder, file))
    root = _parse(text) if text is not None else None
    if root is None or _name(root) != "project":
        return None
    chain = [root]
    remote, at = _parent(root, folder, scene)
    while at is not None and len(chain) < 10:
        inner = _parse(scene.read(at) or "")
        if inner is None:
            break
        chain.append(inner)
        remote, at = _parent(inner, posixpath.dirname(at), scene)
    managed = {k: v for each in reversed(chain) for k, v in _scopes(each)}
    return Pom(
        folder=folder,
        packaging=_text(root, "packaging") or "jar",
        parent=remote,
        modules=tuple(m.text.strip() for e in _all(root, "modules") for m in e if m.text and _name(m) == "module"),
        plugins=tuple(p for each in chain for p in _plugins(each)),
        libraries=tuple(dict.fromkeys(lib for each in chain for lib in _libraries(each, managed))),
        places=tuple(e.text.strip() for each in chain for b in _all(each, "build") for e in b if _name(e).endswith("irectory") and _name(e) not in _READ and e.text),
    )


#: elements of <build> that name what is read
_READ = frozenset({"sourceDirectory", "testSourceDirectory", "scriptSourceDirectory"})


def _parse(text: str) -> Element | None:
    from xml.etree import ElementTree

    try:
        return ElementTree.fromstring(text.strip())
    except (ElementTree.ParseError, ValueError):
        return None


def _name(element: Element) -> str:
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag.removeprefix(_NAMESPACE).rpartition("}")[2]


def _child(element: Element, name: str) -> Element | None:
    return next((e for e in element if _name(e) == name), None)


def _text(element: Element, name: str) -> str | None:
    found = _child(element, name)
    return found.text.strip() if found is not None and found.text else None


def _all(element: Element, name: str) -> Iterator[Element]:
    """Elements of this name at any depth: those of profiles, too."""
    return (e for e in element.iter() if _name(e) == name)


def _parent(root: Element, folder: str, scene: Scene) -> tuple[str | None, str | None]:
    """(group:artifact of a parent that is not here, None without one; the path of one that is)."""
    found = _child(root, "parent")
    if found is None:
        return None, None
    names = f"{_text(found, 'groupId')}:{_text(found, 'artifactId')}"
    given = _child(found, "relativePath")
    relative = "../pom.xml" if given is None else (given.text or "").strip()
    path = join(folder, relative) if relative else None
    if path is not None and not path.endswith(".xml"):
        path = posixpath.join(path, "pom.xml")
    text = scene.read(path) if path else None
    parent = _parse(text) if text else None
    if path is None or parent is None or _text(parent, "artifactId") != _text(found, "artifactId"):
        return names, None
    return None, path


def _plugins(root: Element) -> Iterator[Plugin]:
    for element in _all(root, "plugin"):
        name = f"{_text(element, 'groupId') or _PLUGINS}:{_text(element, 'artifactId')}"
        executions = _child(element, "executions")
        bound = (executions is not None and len(executions) > 0) or _text(element, "extensions") == "true"
        inside = [e for part in element if _name(part) in ("configuration", "executions") for e in part.iter()]
        yield Plugin(name, bound, tuple((_name(e), (e.text or "").strip()) for e in inside if len(e) == 0))


def _scopes(root: Element) -> Iterator[tuple[str, str]]:
    for management in _all(root, "dependencyManagement"):
        for element in _all(management, "dependency"):
            scope = _text(element, "scope")
            if scope:
                yield f"{_text(element, 'groupId')}:{_text(element, 'artifactId')}", scope


def _libraries(root: Element, managed: dict[str, str]) -> Iterator[str]:
    for part in (root, *(p for e in _all(root, "profiles") for p in e)):
        for dependencies in (e for e in part if _name(e) == "dependencies"):
            for element in dependencies:
                name = f"{_text(element, 'groupId')}:{_text(element, 'artifactId')}"
                scope = _text(element, "scope") or managed.get(name) or "compile"
                if scope not in ("test", "provided"):
                    yield "?" if "$" in name else name
