"""Which files of a .NET project only the build reads, by their names."""

from __future__ import annotations

import posixpath

__all__ = ["CODE", "is_source"]

CODE = (".cs", ".fs", ".vb")
#: what the compilers and MSBuild read (learn.microsoft.com/dotnet/core/project-sdk/overview, "Default includes and excludes")
_BUILD = (
    ".csproj", ".fsproj", ".vbproj", ".proj", ".sln", ".slnx", ".slnf", ".props", ".targets", ".fsi", ".resx", ".razor", ".cshtml", ".vbhtml", ".xaml", ".axaml", ".user", ".DotSettings", ".ruleset",
    ".nuspec", ".snk", ".editorconfig", ".tt",
)  # fmt: skip
_NAMES = frozenset(
    ".dockerignore .editorconfig .gitattributes .gitignore .gitlab-ci.yml .gitmodules .globalconfig .travis.yml CHANGELOG.md CODE_OF_CONDUCT.md CONTRIBUTING.md Dockerfile Jenkinsfile LICENSE "
    "LICENSE.md LICENSE.txt NuGet.Config NuGet.config SECURITY.md appveyor.yml azure-pipelines.yml bundleconfig.json compilerconfig.json dotnet-tools.json global.json launchSettings.json libman.json "
    "nuget.config packages.config packages.lock.json paket.dependencies paket.lock paket.references stylecop.json".split()
)
_FOLDERS = frozenset({".circleci", ".config", ".devcontainer", ".git", ".github", ".gitlab", ".idea", ".vs", ".vscode", "obj"})


def is_source(path: str) -> bool:
    """Whether a file of this name, relative to the context, is never read by the program."""
    *folders, name = path.split("/")
    if name in _NAMES or name.endswith((*CODE, *_BUILD)):
        return True
    if name.startswith(("Dockerfile.", "docker-compose", "compose.")) or (name.startswith("README") and posixpath.splitext(name)[1] in ("", ".md", ".rst")):
        return True
    return bool(_FOLDERS.intersection(folders))
