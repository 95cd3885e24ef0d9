"""What a program takes from the SDK's image though no line asks for it: frameworks, variables, other programs."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data.portable import portable
from msbgen.ecosystems.dotnet.needs import assembly, in_path
from msbgen.ecosystems.dotnet.notes import Output, notes, output_of
from msbgen.ecosystems.dotnet.project import Project, together
from msbgen.ecosystems.dotnet.sources import UNKNOWN, own_sources
from msbgen.ecosystems.dotnet.table import tools
from msbgen.model.facts import Call, Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.commands import is_common
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene
from msbgen.understand.started import BUILTINS, starts_its_words

__all__ = ["reads_sources", "silent", "started"]

_WEB = "Microsoft.AspNetCore.App"
#: ASP.NET Core listens where it says; the SDK's images of 5.0 to 7.0 set it to nothing, the runtime's to port 80 (dotnet/dotnet-docker)
_URLS = "ASPNETCORE_URLS"
#: how files are watched: appsettings.json is read again when it changes (Microsoft.Extensions.FileProviders.Physical)
_POLLS = "DOTNET_USE_POLLING_FILE_WATCHER"
#: the SDK's images on Alpine have ICU and say so; the runtime's have none
_INVARIANT = "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"
_ICU = ("icu-libs", "icu-data-full", "tzdata")
#: variables of the SDK's images that only its own commands read (learn.microsoft.com/dotnet/core/tools/dotnet-environment-variables)
_OF_THE_SDK = frozenset({"DOTNET_GENERATE_ASPNET_CERTIFICATE", "DOTNET_NOLOGO", "NUGET_XMLDOC_MODE", "POWERSHELL_DISTRIBUTION_CHANNEL", "DOTNET_SDK_VERSION"})


def started(facts: Facts, scene: Scene) -> tuple[Output, ...] | None:
    """The outputs that hold what the container starts; None where something else of .NET may be started, or nothing is."""
    found: list[Output] = []
    for root in facts.roots:
        if root.opaque is not None:
            return None
        for call in root.calls:
            path = _path(call, facts, scene)
            if path is None:
                continue
            output = output_of(path, scene) if path else None
            if output is None:
                return None
            found.append(output)
    return tuple(dict.fromkeys(found)) or None


def _path(call: Call, facts: Facts, scene: Scene) -> str | None:
    """The program of .NET that a call starts, "" where it is not known; None for programs of the system."""
    if call.name == "dotnet":
        return assembly(call) or ""
    program = call.argv[0] if call.argv else None
    if program is None or call.name is None:
        return ""
    if call.name in SHELLS or program in BUILTINS or is_common(call.name) or portable(call.name) is not None:
        return None
    if "/" not in program:
        return None if facts.base is not None and program in facts.base.programs else in_path(program, facts.final.value("PATH"), scene) or ""
    path = join(call.cwd, program) or ""
    return None if (scene.read(path) or "").startswith("#!") else path


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """The frameworks that the program runs on, variables that it may read, programs that it starts, and what is not in the tables."""
    outputs = started(facts, scene)
    projects = _projects(outputs, scene)
    hosted = any(call.name == "dotnet" for root in facts.roots for call in root.calls)
    if outputs is None or hosted or not all(o.alone for o in outputs):
        yield Need("interpreter", "dotnet", "it runs on the shared runtime")
        why = _web(projects)
        if why is not None:
            yield Need("framework", _WEB, why)
    packages = {p: each for each in projects or () for p in each.packages}
    yield from _variables(facts, projects, packages)
    if facts.base is not None and facts.base.package_manager == "apk":
        yield from (Need("package", name, "the SDK's image has it, for languages and time zones") for name in _ICU if name in facts.base.packages)
    if outputs is not None and any(o.kind == "build" for o in outputs) and _web(projects) is not None:
        why = _assets(projects, scene)
        if why is not None:
            yield Need("anything", "", f"{why}, so what `dotnet build` made may look for files in folders of the build; what `dotnet publish` makes does not")
    yield from _of_packages(facts, packages)
    yield from _of_sources(facts, scene)
    first = next(iter(packages), None)
    if projects is None:
        yield Need("unproven", "", "the program's project files are not all at hand")
    elif first is not None:
        yield Need("unproven", "", f"what the package {first} starts or loads is not known")


def reads_sources(scene: Scene) -> bool:
    """Whether the program may compile sources that lie beside it, or read some."""
    outputs = notes(scene).outputs
    projects = _projects(tuple(outputs), scene)
    found = own_sources(scene)
    if projects is None or found is None:
        return True
    if any(p in tools()["source_packages"] for each in projects for p in each.packages):
        return True
    return any(s.endswith((".cs", ".fs", ".fsx", ".csx", ".vb", ".cshtml", ".razor", ".csproj", ".sln", ".resx")) for each in found.values() for s in each.strings)


def _projects(outputs: tuple[Output, ...] | None, scene: Scene) -> tuple[Project, ...] | None:
    """The projects whose output is used, with all that they are built with; None where they are not all known."""
    if outputs is None or notes(scene).unknown:
        return None
    found: dict[str, Project] = {}
    for output in outputs:
        if not output.projects:
            return None
        for path in output.projects:
            parts = together(path, scene)
            if parts is None:
                return None
            found.update((p.path, p) for p in parts)
    return tuple(found.values())


def _web(projects: tuple[Project, ...] | None) -> str | None:
    """Why the program may need ASP.NET Core's framework; None where it is known to need none."""
    if projects is None:
        return "which frameworks it runs on is not known, so the larger image is taken"
    for each in projects:
        name = each.path.rpartition("/")[2]
        if each.sdk not in tools()["plain_sdks"]:
            return f"{name} is of {each.sdk or 'an SDK that is not known'}"
        if each.frameworks or each.odd is not None:
            return f"{name} may ask for {', '.join(each.frameworks) or _WEB}"
        if each.packages:
            return f"the package {each.packages[0]} of {name} may ask for it"
    return None


def _assets(projects: tuple[Project, ...] | None, scene: Scene) -> str | None:
    """Why static web assets may lie in obj or in NuGet's folder: in the environment Development a program that was not published finds
    them by a list of those folders, and does not start without them (Microsoft.AspNetCore.StaticWebAssets, StaticWebAssetsLoader)."""
    if projects is None or scene.context is None or scene.context.files is None:
        return "the program's project files are not all at hand"
    package = next((p for each in projects for p in each.packages), None)
    if package is not None:
        return f"the package {package} may bring files to serve"
    style = next((f for f in scene.context.files if f.endswith((".razor.css", ".cshtml.css"))), None)
    return f"{style} becomes part of a bundle" if style is not None else None


def _variables(facts: Facts, projects: tuple[Project, ...] | None, packages: dict[str, Project]) -> Iterator[Need]:
    base = facts.base
    own = {name for line in facts.lines if line.instruction.keyword == "ENV" for name, _ in line.instruction.pairs()}
    if base is None:
        return
    web = _web(projects) is not None or bool(packages)
    for name, wanted in ((_URLS, True), (_POLLS, web), (_INVARIANT, base.package_manager == "apk")):
        if wanted and name in base.env and name not in own:
            yield Need("environment", name, "the base image sets it, and the program may read it")


def _of_packages(facts: Facts, packages: dict[str, Project]) -> Iterator[Need]:
    for name, each in packages.items():
        evidence = (Evidence(each.path, f"PackageReference {name}"),)
        if name in tools()["sdk_packages"]:
            yield Need("anything", "", f"the package {name} works with the SDK when the program runs", evidence)
        elif name in tools()["development_packages"] and _development(facts):
            yield Need("anything", "", f"the package {name} starts the front end's own tools in the environment Development", evidence)


def _development(facts: Facts) -> bool:
    values = [facts.final.value(n) for n in ("ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT")]
    return any(v is None or v.lower() == "development" for v in values)


def _of_sources(facts: Facts, scene: Scene) -> Iterator[Need]:
    """What the project's own sources start, load and ask of the environment."""
    base = facts.base
    for path, each in (own_sources(scene) or {}).items():
        evidence = (Evidence(path, "what it calls"),)
        for program in each.programs:
            if program == UNKNOWN or starts_its_words(program):
                yield Need("anything", "", f"{path} starts a program that it does not name", evidence)
            elif program == "dotnet":
                yield Need("anything", "", f"{path} starts dotnet, of which only the SDK has all", evidence)
            else:
                yield Need("program", program, f"{path} starts it", evidence)
        for library in each.libraries:
            yield Need("unproven", "", f"{path} calls functions of {library}, which may be a library of the full image", evidence)
        for name in each.strings if base is not None else ():
            if base is not None and name in base.env_unknown and name in _OF_THE_SDK:
                yield Need("anything", "", f"{path} reads {name}, which only the SDK's image sets", evidence)
            elif base is not None and name in base.env and name in (*_OF_THE_SDK, _POLLS):
                yield Need("environment", name, f"{path} reads it", evidence)
