"""Which files of a .NET project only the build reads, by their names."""

from __future__ import annotations

from msbgen.ecosystems.around import is_around

__all__ = ["CODE", "is_source"]

CODE = (".cs", ".fs", ".vb")
#: what the compilers and MSBuild read (learn.microsoft.com/dotnet/core/project-sdk/overview, "Default includes and excludes")
_BUILD = (
    ".csproj", ".fsproj", ".vbproj", ".proj", ".sln", ".slnx", ".slnf", ".props", ".targets", ".fsi", ".resx", ".razor", ".cshtml", ".vbhtml", ".xaml", ".axaml", ".user", ".DotSettings", ".ruleset",
    ".nuspec", ".snk", ".editorconfig", ".tt",
)  # fmt: skip
_NAMES = frozenset(
    ".globalconfig NuGet.Config NuGet.config appveyor.yml bundleconfig.json compilerconfig.json dotnet-tools.json global.json launchSettings.json libman.json "
    "nuget.config packages.config packages.lock.json paket.dependencies paket.lock paket.references stylecop.json".split()
)
_FOLDERS = frozenset({".config", ".vs", "obj"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    return name in _NAMES or name.endswith((*CODE, *_BUILD)) or not _FOLDERS.isdisjoint(folders) or is_around(path)
