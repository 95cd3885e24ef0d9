"""What the program is linked with: whether all of it is in the table of quiet libraries."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.java import gradle
from msbgen.ecosystems.java.command import started
from msbgen.ecosystems.java.pom import reactor
from msbgen.ecosystems.java.projects import Project, projects
from msbgen.ecosystems.java.table import libraries, tools
from msbgen.model.facts import Facts
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["unknown_library"]


def unknown_library(facts: Facts, scene: Scene) -> str | None:
    """Why something that the program is linked with may do more than the sources say; None where all is known to be quiet."""
    known = projects(scene)
    for project in known:
        why = next(_unknown(project, scene), None)
        if why is not None:
            return why
    made = {w for x in facts.lines for u in x.units for c, e in zip(u.calls, u.effects, strict=False) if c.name in ("jar", "kotlinc") for w in e.writes if w.endswith(".jar")}
    copied = {p.path for x in facts.lines for u in x.units for e in u.effects for p in e.products if p.owner == "java"}
    for root in facts.roots:
        for call in root.calls:
            if call.name != "java":
                continue
            found = started(call)
            if found.agents:
                return f"what the agent {found.agents[0]} does is not known"
            archives = [p for p in (*([found.jar] if found.jar else []), *found.path) if p.endswith((".jar", "*"))]
            own = made | copied | {p.folder for p in known}
            strange = next((a for a in archives if not any(below(a, o.rstrip("/")) for o in own) or scene.source_of(a) is not None), None)
            if strange is not None:
                return f"what {strange} holds is not known"
            if any(c in a for a in archives for c in "*?") and _foreign(scene):
                return "which archives it runs is not known"
    return None


def _unknown(project: Project, scene: Scene) -> Iterator[str]:
    if project.tool == "maven":
        poms = reactor(project.folder, scene, project.file)
        if poms is None:
            yield "what the project is linked with is not known, for its pom.xml is not at hand"
            return
        for pom in poms:
            if pom.parent is not None and pom.parent not in tools()["maven"]["parents"]:
                yield f"what its parent {pom.parent} links is not known"
            yield from _named(pom.libraries)
            yield from (f"what the plugin {p.name} adds to the program is not known" for p in pom.plugins
                        if p.bound and p.name not in tools()["maven"]["plugins"]["archive"])  # fmt: skip
    elif project.tool == "gradle":
        found = gradle.scripts(project.folder, scene)
        if not found:
            yield "what the project is linked with is not known, for its build scripts are not at hand"
        for path, text in found.items():
            yield from _named(gradle.libraries_of(text))
            if any(word in text for word in ("buildSrc", "apply from", "alias(")) or scene.source_of(posixpath.join(posixpath.dirname(path), "buildSrc")):
                yield "what its build scripts add to the program is not known"
    else:
        yield f"what {project.tool} links the program with is not known"


def _named(names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if name == "?":
            yield "it is linked with a library that the build file does not spell"
        elif name not in libraries():
            yield f"whether the library {name} starts other programs or loads some is not known"


def _foreign(scene: Scene) -> bool:
    """Whether COPY brings archives, the build tools' own left out."""
    for placed in scene.placements:
        files = scene.files(placed)
        if files is None or any(s.endswith(".jar") and "wrapper" not in s for _, s in files):
            return True
    return False


