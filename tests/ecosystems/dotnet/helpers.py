"""A .NET project in a folder, and what is understood of a Dockerfile beside it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from msbgen.model.facts import Need
from tests.ecosystems import helpers
from tests.ecosystems.helpers import language
from tests.understand.helpers import facts_of

__all__ = ["SDK", "csproj", "effect", "needs", "result", "silent", "written"]

SDK = "mcr.microsoft.com/dotnet/sdk:8.0"


def csproj(properties: str = "", items: str = "", *, sdk: str = "Microsoft.NET.Sdk", framework: str = "net8.0") -> str:
    """A project file."""
    target = f"<TargetFramework>{framework}</TargetFramework>" if framework else ""
    return f'<Project Sdk="{sdk}"><PropertyGroup>{target}{properties}</PropertyGroup><ItemGroup>{items}</ItemGroup></Project>\n'


effect = partial(helpers.effect, base=SDK)


def written(command: str, context: Path | None = None, *, base: str = SDK) -> tuple[str, ...] | str:
    """What it writes; the reason where that is not known."""
    found = effect(command, context, base=base)
    return found.reason if found.anywhere else found.writes


def needs(start: str, build: str = "", context: Path | None = None, *, base: str = SDK) -> list[tuple[str, str]] | str | None:
    """Kind and name of what the start command needs, as the language says."""
    facts, scene = facts_of(f"FROM {base}\nWORKDIR /app\nCOPY . .\n{build}\n{start}\n", context)
    found: tuple[Need, ...] | str | None = language("dotnet").needs(facts.roots[0].calls[-1], scene)
    return [(n.kind, n.name) for n in found] if isinstance(found, tuple) else found


def silent(context: Path | None, *, build: str = "RUN dotnet publish -c Release -o out", start: str = 'CMD ["dotnet", "out/App.dll"]', base: str = SDK, more: str = "") -> list[tuple[str, str]]:
    """Kind and name of what the program needs silently."""
    facts, scene = facts_of(f"FROM {base}\nWORKDIR /app\nCOPY . .\n{more}{build}\n{start}\n", context)
    return [(n.kind, n.name) for n in language("dotnet").silent(facts, scene)]


def result(dockerfile: str, context: Path | None = None) -> tuple[str, list[str]]:
    """The last stage of the result, or "" where it is left as it is; and the messages of its diagnostics."""
    from msbgen import convert

    made = convert(dockerfile, context=context)
    return made.dockerfile[made.dockerfile.rindex("FROM ") :] if made.changed else "", [d.message for d in made.diagnostics]
