"""dotnet build and dotnet publish: where they put what they make, and whether the runtime is part of it.

Sources: learn.microsoft.com/dotnet/core/tools/dotnet-publish and dotnet-build; /dotnet/core/project-sdk/msbuild-props; breaking changes of
the SDK: 3.0 (--output is relative to where the command runs), 6.0 (-r and --self-contained), 8.0 (publish uses Release; a runtime
identifier no longer implies --self-contained).
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import Literal

from msbgen.data.tags import number
from msbgen.ecosystems.dotnet.notes import Output, notes
from msbgen.ecosystems.dotnet.options import Given
from msbgen.ecosystems.dotnet.project import PROJECTS, Project, find, members, project, together
from msbgen.ecosystems.dotnet.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["build", "evidence", "lost"]

#: properties with which the command line says where the output goes, by command; relative ones count from the project's folder
_OUTPUTS = {"publish": ("publishdir",), "build": ("outdir", "outputpath")}
#: the first version of the SDK in which a relative --output counts from where the command runs
_SINCE = (3,)


@dataclass(frozen=True, slots=True)
class _Place:
    """A folder of output; `whole` says why more than the output is kept, "" where it is just that."""

    folder: str
    projects: tuple[str, ...]
    whole: str = ""


def evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:6])),)


def lost(call: Call, reason: str) -> Effect:
    return Effect("build", reason, evidence(call), anywhere=True, programs=("dotnet",))


def build(kind: Literal["build", "publish"], call: Call, given: Given, scene: Scene) -> Effect:
    """The effect of one of the two commands."""
    if given.has("-t", "-target", "--target"):
        return lost(call, "which targets of the project it runs is not followed")
    path = find(call.cwd, given.operands, scene)
    named = members(path, scene) if path is not None else None
    read = [project(p, scene) for p in named or ()]
    known = tuple(p for p in read if p is not None)
    complete = bool(known) and len(known) == len(read)
    strange = _strange(known, given)
    if not complete:
        notes(scene).unknown.append(f"the projects that line {call.line} builds are not at hand")
    places = _explicit(kind, call, given, path, tuple(named or ()), scene)
    if isinstance(places, str):
        return lost(call, places)
    if places is None:
        if given.lost:
            return lost(call, "which project it builds, and where to, is not known")
        if strange is not None:
            return lost(call, f"{strange} says where the output goes, which is not followed")
        places = _defaults(kind, call, given, path, named, read, scene)
    if not places:
        return lost(call, "which project it builds is not known")
    writes = [p.folder for p in places]
    reasons = [p.whole for p in places if p.whole]
    for each in known:
        for part in together(each.path, scene) or (each,):
            why = part.odd or _generated(part)
            if why is not None:
                writes.append(part.folder)
                reasons.append(f"{why}, so the folder of {posixpath.basename(part.path)} is kept")
    alone = _alone(kind, given, known, complete, scene)
    for place in places:
        notes(scene).outputs.append(Output(place.folder, kind, place.projects, alone, call.line))
        scene.appears(place.folder)
    products = tuple(Product(p.folder + "/", "program", "dotnet", call.line) for p in places)
    verb = "publishes" if kind == "publish" else "builds"
    reason = "; ".join(dict.fromkeys((f"dotnet {verb} into {', '.join(p.folder for p in places)}", *reasons)))
    return Effect("build", reason, evidence(call), writes=tuple(dict.fromkeys(writes)), products=products, programs=("dotnet",))


def _strange(known: tuple[Project, ...], given: Given) -> str | None:
    """A property that moves the output, where one is set."""
    places = {p.lower(): p for p in tools()["places"]} | {"publishrelease": "PublishRelease"}
    for each in known:
        found = next((n for n in each.properties if n in places and n not in ("configuration", "publishrelease", "baseintermediateoutputpath")), None)
        if found is not None:
            return f"{places[found]} in {posixpath.basename(each.path)}"
    return next((places[n] for n in given.properties if n in places and n not in ("configuration", "publishrelease", "baseintermediateoutputpath")), None)


def _explicit(kind: Literal["build", "publish"], call: Call, given: Given, path: str | None, named: tuple[str, ...], scene: Scene) -> tuple[_Place, ...] | str | None:
    """Where the command line says that the output goes; the reason where that cannot be followed; None where it says nothing."""
    if given.has("-o", "--output"):
        text = given.value("-o", "--output")
        if text is None:
            return "the folder that it puts its output into is not known"
        if not text.startswith("/") and not _at_least(scene, _SINCE):
            return "which folder its --output counts from is not known for this version of the SDK"
        folder = join(call.cwd, text.replace("\\", "/"))
        return (_Place(folder, named),) if folder else "the folder that it runs in is not known"
    for name in _OUTPUTS[kind]:
        if name in given.properties:
            text = given.properties[name]
            if text is None or path is None or not path.endswith(PROJECTS):
                return "the folder that it puts its output into is not known"
            folder = join(posixpath.dirname(path), text.replace("\\", "/"))
            return (_Place(folder, named),) if folder else "the folder that it runs in is not known"
    if given.has("--artifacts-path"):
        text = given.value("--artifacts-path")
        folder = join(call.cwd, text) if text else None
        return (_Place(folder, named),) if folder else "the folder that it puts its output into is not known"
    return None


def _defaults(kind: Literal["build", "publish"], call: Call, given: Given, path: str | None, named: tuple[str, ...] | None,
              read: list[Project | None], scene: Scene) -> tuple[_Place, ...]:  # fmt: skip
    """The folders below each project's bin; of a project that is not at hand, its folder."""
    if named is None or not named:
        folder = posixpath.dirname(path) if path is not None else join(call.cwd, given.operands[0]) if given.operands else call.cwd
        return (_Place(folder, (), "what it builds is not at hand, so all of it is kept"),) if folder else ()
    found = []
    for file, each in zip(named, read, strict=True):
        if each is None:
            found.append(_Place(posixpath.dirname(file), (file,), f"{posixpath.basename(file)} is not at hand, so its folder is kept"))
            continue
        below = _below(kind, each, given, scene)
        if below is None:
            found.append(_Place(posixpath.join(each.folder, "bin"), (file,), "in which of its folders is not known, so all are kept"))
        else:
            found.append(_Place(posixpath.join(each.folder, "bin", below), (file,)))
    return tuple(found)


def _below(kind: str, each: Project, given: Given, scene: Scene) -> str | None:
    """The path below bin: configuration, target framework, runtime identifier; None where one of them is not known."""
    framework = given.value("-f", "--framework") if given.has("-f", "--framework") else given.properties.get("targetframework", each.properties.get("targetframework"))
    if not framework or given.has("-a", "--arch", "--os", "--ucr", "--use-current-runtime") or "usecurrentruntimeidentifier" in each.properties:
        return None
    if given.has("-c", "--configuration"):
        configuration = given.value("-c", "--configuration")
    elif "configuration" in given.properties:
        configuration = given.properties["configuration"]
    elif kind == "build" and "configuration" not in each.properties:
        configuration = "Debug"
    elif {"configuration", "publishrelease"} & {*each.properties, *given.properties} or _version(scene) is None:
        return None
    else:
        configuration = "Release" if _at_least(scene, (8,)) and _modern(framework, 8) else "Debug"
    if given.has("-r", "--runtime"):
        identifier = given.value("-r", "--runtime")
    elif "runtimeidentifier" in given.properties:
        identifier = given.properties["runtimeidentifier"]
    else:
        identifier = each.properties.get("runtimeidentifier", "")
    if not configuration or identifier is None:
        return None
    return posixpath.join(configuration, framework, identifier, "publish" if kind == "publish" else "").rstrip("/")


def _alone(kind: str, given: Given, known: tuple[Project, ...], complete: bool, scene: Scene) -> bool | None:
    """Whether the runtime is put beside the program."""
    if given.has("--no-self-contained"):
        return False
    if given.has("--self-contained", "--sc"):
        return {"": True, "true": True, "false": False}.get((given.value("--self-contained", "--sc") or "").lower())
    if given.truth("SelfContained") is not None:
        return given.truth("SelfContained")
    if not complete or "selfcontained" in given.properties:
        return None
    answers = {_of_project(kind, given, each, scene) for each in known}
    return answers.pop() if len(answers) == 1 else None


def _of_project(kind: str, given: Given, each: Project, scene: Scene) -> bool | None:
    names = ["SelfContained", *(["PublishSelfContained", "PublishAot"] if kind == "publish" and _at_least(scene, (7,)) else [])]
    for name in names:
        if name.lower() in each.properties or name.lower() in given.properties:
            value = given.truth(name) if name.lower() in given.properties else _truth(each.properties[name.lower()])
            if value is not False:
                return value
            if name == "SelfContained":
                return False
    if any(n in each.properties or n in given.properties for n in ("publishsinglefile", "publishtrimmed", "publishreadytorun")):
        return None
    rid = given.has("-r", "--runtime", "-a", "--arch", "--os", "--ucr", "--use-current-runtime") or "runtimeidentifier" in given.properties or "runtimeidentifier" in each.properties
    return False if not rid or _at_least(scene, (8,)) else None


def _truth(text: str | None) -> bool | None:
    return {"true": True, "false": False}.get(text.lower()) if text is not None else None


def _generated(each: Project) -> str | None:
    """Why its build puts files among its sources that the program may read."""
    found = next((p for p in each.packages if p in tools()["generators"]), None)
    return f"the package {found} puts files among the sources" if found is not None else None


def _version(scene: Scene) -> tuple[int, ...] | None:
    """The SDK's version, as the base image tells it; `latest` is later than all."""
    base = scene.base
    if base is None or base.language != "dotnet":
        return None
    return number(base.language_version) if base.language_version else (1000,)


def _at_least(scene: Scene, version: tuple[int, ...]) -> bool:
    found = _version(scene)
    return found is not None and found >= version


def _modern(framework: str, version: int) -> bool:
    """Whether a target framework is net8.0 or later."""
    number = framework.removeprefix("net").partition(".")[0]
    return framework.startswith("net") and number.isdigit() and len(number) < 3 and int(number) >= version and "." in framework
