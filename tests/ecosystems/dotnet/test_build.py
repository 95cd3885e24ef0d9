"""Where dotnet build and dotnet publish put what they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.dotnet.helpers import csproj, effect, written
from tests.ecosystems.helpers import write


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("dotnet publish -c Release -o out", ("/app/out",)),
        ("dotnet publish App.csproj --output /srv/app --configuration Release", ("/srv/app",)),
        ("dotnet publish -c Release -o:out", ("/app/out",)),
        ("dotnet publish -c Release --output=out", ("/app/out",)),
        ("dotnet publish -c Release /p:PublishDir=out/", ("/app/out",)),
        ("dotnet publish -c Release -p:PublishDir=/out", ("/out",)),
        ("dotnet msbuild /t:Publish /p:Configuration=Release /p:PublishDir=/out", ("/out",)),
        ("dotnet build -c Release -o /b", ("/b",)),
        ("dotnet build", ("/app/bin/Debug/net8.0",)),
        ("dotnet build -c Release", ("/app/bin/Release/net8.0",)),
        ("dotnet publish", ("/app/bin/Release/net8.0/publish",)),
        ("dotnet publish -c Debug", ("/app/bin/Debug/net8.0/publish",)),
        ("dotnet publish -r linux-x64", ("/app/bin/Release/net8.0/linux-x64/publish",)),
        ("dotnet publish -c Release -f net9.0 -r linux-musl-x64 --self-contained false", ("/app/bin/Release/net9.0/linux-musl-x64/publish",)),
        ("dotnet publish -c Release --os linux", ("/app/bin",)),
        ("dotnet publish -c $CONFIGURATION", ("/app/bin",)),
        ("dotnet restore", ()),
        ("dotnet restore -r linux-x64 && dotnet test", ()),
        ("dotnet --info", ()),
        ("dotnet nuget locals all --clear", ()),
        ("dotnet pack -o /packages", ("/packages",)),
        ("dotnet new web -o /made", ("/made",)),
        ("dotnet new tool-manifest", ()),
        ("dotnet tool install --global dotnet-ef", ()),
        ("dotnet tool install --global dotnet-trace", ("/root/.dotnet/tools",)),
        ("dotnet tool install --tool-path /tools dotnet-trace --version 8.0", ("/tools",)),
        ("dotnet dev-certs https -ep /https/a.pfx -p secret", ("/root/.dotnet/corefx/cryptography/x509stores/my", "/https/a.pfx")),
    ],
)
def test_places(tmp_path: Path, command: str, expected: tuple[str, ...]) -> None:
    before = "WORKDIR /app\nCOPY . .\nARG CONFIGURATION\n"
    found = effect(command, write(tmp_path, {"App.csproj": csproj()}), before=before)
    assert not found.anywhere, found.reason
    assert found.writes == expected


@pytest.mark.parametrize(
    "command",
    ["dotnet publish -o $OUT", "dotnet publish -t:Bundle", "dotnet run -- migrate", "dotnet out/App.dll --seed", "dotnet ef database update", "dotnet script a.csx", "dotnet dev-certs https --trust",
     "dotnet publish $OPTIONS", "dotnet build -c Release -p:OutputPath=$DIR", "dotnet $VERB", "dotnet store -m x.xml"],
)  # fmt: skip
def test_what_is_not_known_may_be_anywhere(tmp_path: Path, command: str) -> None:
    before = "WORKDIR /app\nCOPY . .\nARG OUT\nARG OPTIONS\nARG DIR\nARG VERB\n"
    assert effect(command, write(tmp_path, {"App.csproj": csproj()}), before=before).anywhere


def test_a_property_of_unknown_value_moves_nothing(tmp_path: Path) -> None:
    before = "WORKDIR /app\nCOPY . .\nARG V\n"
    assert effect("dotnet publish -c Release -p:Version=$V", write(tmp_path, {"App.csproj": csproj()}), before=before).writes == ("/app/bin/Release/net8.0/publish",)


@pytest.mark.parametrize(("version", "expected"), [("6.0", "Debug"), ("7.0", "Debug"), ("8.0", "Release"), ("9.0", "Release")])
def test_the_default_configuration_of_publish(tmp_path: Path, version: str, expected: str) -> None:
    project = csproj(framework=f"net{version}")
    assert written("dotnet publish", write(tmp_path, {"App.csproj": project}), base=f"mcr.microsoft.com/dotnet/sdk:{version}") == (f"/app/bin/{expected}/net{version}/publish",)


def test_an_older_target_is_still_published_as_debug(tmp_path: Path) -> None:
    assert written("dotnet publish", write(tmp_path, {"App.csproj": csproj(framework="net6.0")})) == ("/app/bin/Debug/net6.0/publish",)


@pytest.mark.parametrize("name", ["OutputPath", "PublishDir", "UseArtifactsOutput", "AppendTargetFrameworkToOutputPath"])
def test_projects_that_move_their_output(tmp_path: Path, name: str) -> None:
    context = write(tmp_path, {"App.csproj": csproj(f"<{name}>x</{name}>")})
    assert name in written("dotnet publish -c Release", context)
    assert written("dotnet publish -c Release -o out", context) == ("/app/out",)


def test_what_all_projects_inherit(tmp_path: Path) -> None:
    files = {"Directory.Build.props": "<Project><PropertyGroup><TargetFramework>net9.0</TargetFramework></PropertyGroup></Project>", "src/A/A.csproj": csproj(framework="")}
    assert written("dotnet publish src/A -c Release", write(tmp_path, files)) == ("/app/src/A/bin/Release/net9.0/publish",)


def test_a_property_under_a_condition_is_not_known(tmp_path: Path) -> None:
    project = '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup Condition="\'$(X)\'==\'\'"><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>'
    assert written("dotnet publish -c Release", write(tmp_path, {"App.csproj": project})) == ("/app/bin",)


@pytest.mark.parametrize("solution", ["All.sln", "All.slnx"])
def test_solutions(tmp_path: Path, solution: str) -> None:
    texts = {
        "All.sln": 'Project("{FAE04EC0}") = "A", "src\\A\\A.csproj", "{1}"\nEndProject\nProject("{FAE04EC0}") = "B", "src\\B\\B.fsproj", "{2}"\nEndProject\nProject("{2150E333}") = "src", "src", "{3}"\n',
        "All.slnx": '<Solution><Folder Name="/src/"><Project Path="src/A/A.csproj" /><Project Path="src/B/B.fsproj" /></Folder></Solution>',
    }
    context = write(tmp_path, {solution: texts[solution], "src/A/A.csproj": csproj(), "src/B/B.fsproj": csproj()})
    assert written("dotnet build -c Release", context) == ("/app/src/A/bin/Release/net8.0", "/app/src/B/bin/Release/net8.0")


def test_a_folder_of_two_projects_is_kept_whole(tmp_path: Path) -> None:
    assert written("dotnet build", write(tmp_path, {"A.csproj": csproj(), "B.csproj": csproj()})) == ("/app",)


def test_without_the_context_the_folder_is_kept() -> None:
    assert written("dotnet publish src/App/App.csproj -c Release") == ("/app/src/App",)
    assert written("dotnet publish -c Release") == ("/app",)
    assert written("dotnet publish -c Release -o out") == ("/app/out",)


@pytest.mark.parametrize(
    "part",
    ['<Target Name="T" AfterTargets="Build"><Exec Command="npm run build" /></Target>', '<UsingTask TaskName="T" AssemblyFile="t.dll" />', '<Import Project="../other.targets" />',
     '<ItemGroup><PackageReference Include="Microsoft.TypeScript.MSBuild" Version="5.0" /></ItemGroup>'],
)  # fmt: skip
def test_a_build_that_may_write_among_its_sources(tmp_path: Path, part: str) -> None:
    project = csproj().replace("</Project>", part + "</Project>")
    assert written("dotnet publish -c Release -o /out", write(tmp_path, {"App.csproj": project})) == ("/out", "/app")


def test_also_where_a_project_that_it_is_built_with_does_so(tmp_path: Path) -> None:
    files = {"A/A.csproj": csproj(items='<ProjectReference Include="..\\B\\B.csproj" />'), "B/B.csproj": csproj().replace("</Project>", '<Target Name="T"><WriteLinesToFile /></Target></Project>')}
    assert written("dotnet publish A -c Release -o /out", write(tmp_path, files)) == ("/out", "/app/B")


def test_versions_that_count_output_from_elsewhere() -> None:
    assert "--output" in written("dotnet publish -o out", base="mcr.microsoft.com/dotnet/sdk:2.1")
