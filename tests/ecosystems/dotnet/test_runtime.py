"""What a program takes from the SDK's image, and on which image it stands in the end."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.dotnet.helpers import SDK, csproj, result, silent
from tests.ecosystems.helpers import write

MAIN = 'System.Console.WriteLine("Hello");\n'
WEB = ("framework", "Microsoft.AspNetCore.App")


def context(folder: Path, project: str, main: str = MAIN, **more: str) -> Path:
    return write(folder, {"App.csproj": project, "Program.cs": main, **more})


def test_a_plain_program_needs_the_runtime_alone(tmp_path: Path) -> None:
    assert silent(context(tmp_path, csproj())) == [("interpreter", "dotnet")]


@pytest.mark.parametrize(
    "project",
    [csproj(sdk="Microsoft.NET.Sdk.Web"), csproj(items='<FrameworkReference Include="Microsoft.AspNetCore.App" />'), csproj(items='<PackageReference Include="Grpc.AspNetCore" Version="2.0" />'),
     csproj(sdk="Aspire.AppHost.Sdk"), "<Project><PropertyGroup><TargetFramework>net8.0</TargetFramework></PropertyGroup></Project>"],
)  # fmt: skip
def test_what_may_need_the_framework_of_the_web(tmp_path: Path, project: str) -> None:
    assert WEB in silent(context(tmp_path, project))


def test_what_a_library_of_the_solution_asks_for_counts(tmp_path: Path) -> None:
    files = {"App/App.csproj": csproj(items='<ProjectReference Include="../Lib/Lib.csproj" />'), "App/Program.cs": MAIN, "Lib/Lib.csproj": csproj(sdk="Microsoft.NET.Sdk.Web")}
    assert WEB in silent(write(tmp_path, files), build="RUN dotnet publish App -c Release -o out")
    (tmp_path / "Lib/Lib.csproj").write_text(csproj())
    assert WEB not in silent(tmp_path, build="RUN dotnet publish App -c Release -o out")


def test_without_the_context_all_may_be_needed() -> None:
    found = silent(None)
    assert WEB in found
    assert ("unproven", "") in found


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("mcr.microsoft.com/dotnet/sdk:6.0", {"ASPNETCORE_URLS", "DOTNET_USE_POLLING_FILE_WATCHER"}),
        (SDK, {"DOTNET_USE_POLLING_FILE_WATCHER"}),
        ("mcr.microsoft.com/dotnet/sdk:8.0-alpine", {"DOTNET_USE_POLLING_FILE_WATCHER", "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"}),
    ],
)
def test_variables_of_the_base(tmp_path: Path, base: str, expected: set[str]) -> None:
    found = silent(context(tmp_path, csproj(sdk="Microsoft.NET.Sdk.Web")), base=base)
    assert {n for k, n in found if k == "environment"} == expected


def test_a_variable_that_the_dockerfile_sets_is_its_own(tmp_path: Path) -> None:
    found = silent(context(tmp_path, csproj(sdk="Microsoft.NET.Sdk.Web")), base="mcr.microsoft.com/dotnet/sdk:6.0", more="ENV ASPNETCORE_URLS=http://+:5000\n")
    assert ("environment", "ASPNETCORE_URLS") not in found


@pytest.mark.parametrize(
    ("main", "expected"),
    [
        ('System.Diagnostics.Process.Start("git");', ("program", "git")),
        ("System.Diagnostics.Process.Start(args[0]);", ("anything", "")),
        ('System.Diagnostics.Process.Start("/usr/bin/env", "git log");', ("anything", "")),
        ('System.Diagnostics.Process.Start("timeout", "9 git log");', ("anything", "")),
        ('System.Diagnostics.Process.Start("dotnet", "build");', ("anything", "")),
        ('[DllImport("libvips")] static extern void f();', ("unproven", "")),
        ('Environment.GetEnvironmentVariable("DOTNET_SDK_VERSION");', ("anything", "")),
        ('Environment.GetEnvironmentVariable("NUGET_XMLDOC_MODE");', ("environment", "NUGET_XMLDOC_MODE")),
    ],
)
def test_what_sources_do(tmp_path: Path, main: str, expected: tuple[str, str]) -> None:
    assert expected in silent(context(tmp_path, csproj(), main))


def test_packages_that_work_with_the_sdk(tmp_path: Path) -> None:
    assert ("anything", "") in silent(context(tmp_path, csproj(items='<PackageReference Include="Microsoft.Build.Locator" Version="1" />')))


@pytest.mark.parametrize(("environment", "refused"), [("", False), ("ENV ASPNETCORE_ENVIRONMENT=Development\n", True), ("ENV ASPNETCORE_ENVIRONMENT=Production\n", False)])
def test_a_front_end_that_is_started_in_development(tmp_path: Path, environment: str, refused: bool) -> None:
    project = csproj(items='<PackageReference Include="Microsoft.AspNetCore.SpaProxy" Version="8" />', sdk="Microsoft.NET.Sdk.Web")
    assert (("anything", "") in silent(context(tmp_path, project), more=environment)) is refused


START = 'WORKDIR /app\nCOPY . .\n{}\nCMD ["{}"]\n'


@pytest.mark.parametrize(
    ("tag", "build", "start", "sdk", "expected"),
    [
        ("8.0", "", "dotnet\", \"out/App.dll", "Microsoft.NET.Sdk", "runtime:8.0"),
        ("8.0.404", "", "dotnet\", \"out/App.dll", "Microsoft.NET.Sdk", "runtime:8.0"),
        ("8.0-jammy", "", "out/App", "Microsoft.NET.Sdk.Web", "aspnet:8.0-jammy-chiseled-extra"),
        ("8.0-bookworm-slim", "", "out/App", "Microsoft.NET.Sdk.Web", "aspnet:8.0-bookworm-slim"),
        ("8.0-jammy", "-r linux-x64 --self-contained", "out/App", "Microsoft.NET.Sdk.Web", "runtime-deps:8.0-jammy-chiseled-extra"),
        ("8.0-alpine", "", "out/App", "Microsoft.NET.Sdk", "runtime:8.0-alpine-extra"),
        ("8.0-alpine3.20", "-r linux-musl-x64 --sc", "out/App", "Microsoft.NET.Sdk", "runtime-deps:8.0-alpine3.20-extra"),
        ("8.0-alpine3.20", "", "out/App", "Microsoft.NET.Sdk", "runtime:8.0-alpine3.20"),
        ("6.0-jammy", "", "dotnet\", \"out/App.dll", "Microsoft.NET.Sdk", "runtime:6.0-jammy"),
        ("9.0-noble", "-p:PublishAot=true", "out/App", "Microsoft.NET.Sdk", "runtime-deps:9.0-noble-chiseled-extra"),
        ("10.0-noble-aot", "-p:PublishAot=true", "out/App", "Microsoft.NET.Sdk", "runtime-deps:10.0-noble-chiseled-extra"),
        ("latest", "", "out/App", "Microsoft.NET.Sdk.Web", "aspnet:latest"),
    ],
)
def test_the_image_that_it_stands_on(tmp_path: Path, tag: str, build: str, start: str, sdk: str, expected: str) -> None:
    made, _ = result(f"FROM mcr.microsoft.com/dotnet/sdk:{tag}\n" + START.format(f"RUN dotnet publish -c Release -o out {build}", start), context(tmp_path, csproj(sdk=sdk)))
    assert made.splitlines()[0] == f"FROM mcr.microsoft.com/dotnet/{expected}"


def test_a_program_of_unknown_origin_gets_the_largest(tmp_path: Path) -> None:
    lines = START.format("RUN dotnet publish -c Release -o out --self-contained && cat out/App > /srv/App && chmod +x /srv/App", "/srv/App")
    made, _ = result(f"FROM {SDK}\n{lines}", context(tmp_path, csproj()))
    assert made.splitlines()[0] == "FROM mcr.microsoft.com/dotnet/aspnet:8.0"
    assert "COPY --from=builder /srv/App /srv/App" in made


@pytest.mark.parametrize("image", ["mcr.microsoft.com/dotnet/sdk:3.1", "mcr.microsoft.com/dotnet/sdk:9.0-preview", "mcr.microsoft.com/dotnet/sdk:8.0@sha256:" + "0" * 64])
def test_images_of_which_too_little_is_known(tmp_path: Path, image: str) -> None:
    made, why = result(f"FROM {image}\n" + START.format("RUN dotnet publish -c Release -o /out", 'dotnet", "/out/App.dll'), context(tmp_path, csproj()))
    assert made == ""
    assert why


def test_settings_beside_the_sources_come_along_where_it_works_there(tmp_path: Path) -> None:
    folder = context(tmp_path, csproj(sdk="Microsoft.NET.Sdk.Web"), **{"appsettings.json": "{}", "wwwroot/a.html": "a", "Pages/Index.cshtml": "@page"})
    made, _ = result(f"FROM {SDK}\n" + START.format("RUN dotnet publish -c Release -o out", 'dotnet", "out/App.dll'), folder)
    assert "COPY --from=builder /app/appsettings.json /app/appsettings.json" in made
    assert "COPY --from=builder /app/wwwroot /app/wwwroot" in made
    assert "Index.cshtml" not in made


def test_pages_that_are_compiled_when_it_runs_come_along(tmp_path: Path) -> None:
    project = csproj(sdk="Microsoft.NET.Sdk.Web", items='<PackageReference Include="Microsoft.AspNetCore.Mvc.Razor.RuntimeCompilation" Version="8" />')
    folder = context(tmp_path, project, **{"Pages/Index.cshtml": "@page"})
    made, _ = result(f"FROM {SDK}\n" + START.format("RUN dotnet publish -c Release -o /out", 'dotnet", "/out/App.dll'), folder)
    assert "COPY --from=builder /app /app" in made


BOTH = "RUN dotnet build -c Release -o /b\nRUN dotnet publish -c Release -o /p"


def test_what_was_built_and_then_published_is_copied_once(tmp_path: Path) -> None:
    made, _ = result(f"FROM {SDK}\n" + START.format(BOTH, 'dotnet", "/p/App.dll'), context(tmp_path, csproj()))
    assert "/p /p" in made
    assert "/b /b" not in made


@pytest.mark.parametrize(
    "main",
    ['System.Reflection.Assembly.LoadFrom("x");', 'System.Console.WriteLine(System.IO.File.Exists("/b/App.dll"));'],
)
def test_unless_the_program_may_look_there(tmp_path: Path, main: str) -> None:
    made, _ = result(f"FROM {SDK}\n" + START.format(BOTH, 'dotnet", "/p/App.dll'), context(tmp_path, csproj(), main))
    assert "COPY --from=builder /b /b" in made


def test_where_the_folder_is_kept_whole_intermediate_files_go(tmp_path: Path) -> None:
    project = csproj().replace("</Project>", '<Target Name="T"><Exec Command="true" /></Target></Project>')
    from msbgen import convert

    made = convert(f"FROM {SDK}\n" + START.format("RUN dotnet publish -c Release -o /out", 'dotnet", "/out/App.dll'), context=context(tmp_path, project))
    assert "RUN rm -rf /app/obj" in made.dockerfile
    assert "COPY --from=builder /app /app" in made.dockerfile


AWAY = f'FROM {SDK}\nWORKDIR /src\nCOPY . .\nRUN dotnet publish -c Release -o /srv/app\nWORKDIR /srv/app\n{{}}CMD ["dotnet", "App.dll"]\n'


def test_what_lies_beside_the_sources_stays_behind_where_nothing_leads_there(tmp_path: Path) -> None:
    made, _ = result(AWAY.format(""), context(tmp_path, csproj(), **{"appsettings.json": "{}"}))
    assert "/src/" not in made


@pytest.mark.parametrize(
    ("line", "main", "settings"),
    [
        ('WORKDIR /src\nENTRYPOINT ["dotnet", "/srv/app/App.dll"]\n', MAIN, "{}"),
        ("ENV DATA=/src/data\n", MAIN, "{}"),
        ("", 'System.IO.File.ReadAllText("/src/appsettings.json");', "{}"),
        ("", 'System.IO.File.ReadAllText("../../src/appsettings.json");', "{}"),
        ("", "void F([CallerFilePath] string p) {}", "{}"),
        ("", MAIN, '{"Data": "/src/data"}'),
        ("RUN ln -s /src/appsettings.json /srv/app/extra.json\n", MAIN, "{}"),
        ('HEALTHCHECK CMD ["test", "-e", "/src/appsettings.json"]\n', MAIN, "{}"),
    ],
)
def test_unless_something_leads_there(tmp_path: Path, line: str, main: str, settings: str) -> None:
    made, _ = result(AWAY.format(line), context(tmp_path, csproj(), main, **{"appsettings.json": settings}))
    assert "COPY --from=builder /src/appsettings.json /src/appsettings.json" in made


def test_an_image_that_depends_on_an_argument_has_no_fixed_counterpart(tmp_path: Path) -> None:
    lines = START.format("RUN dotnet publish -c Release -o /out", 'dotnet", "/out/App.dll')
    made, why = result("ARG V=8.0\nFROM mcr.microsoft.com/dotnet/sdk:$V\n" + lines, context(tmp_path, csproj()))
    assert made == ""
    assert any("build argument" in w for w in why)


@pytest.mark.parametrize(
    ("items", "more", "refused"),
    [("", {}, False), ('<PackageReference Include="MudBlazor" Version="7" />', {}, True), ("", {"Pages/Index.razor.css": "a {}"}, True)],
)
def test_a_web_program_that_was_not_published(tmp_path: Path, items: str, more: dict[str, str], refused: bool) -> None:
    folder = context(tmp_path, csproj(sdk="Microsoft.NET.Sdk.Web", items=items), **more)
    found = silent(folder, build="RUN dotnet build -c Release -o out")
    assert (("anything", "") in found) is refused
    assert ("anything", "") not in silent(folder)


def test_its_static_files_stay_where_they_were(tmp_path: Path) -> None:
    folder = context(tmp_path, csproj(sdk="Microsoft.NET.Sdk.Web"), **{"wwwroot/a.html": "a"})
    made, _ = result(AWAY.format("").replace("publish", "build"), folder)
    assert "COPY --from=builder /src/wwwroot /src/wwwroot" in made


def test_the_builder_stays_on_the_release_of_a_counterpart_that_spells_it(tmp_path: Path) -> None:
    from msbgen import convert

    lines = START.format("RUN dotnet publish -c Release -o /out --sc -r linux-x64", "/out/App")
    made = convert(f"FROM mcr.microsoft.com/dotnet/sdk:10.0\n{lines}", context=context(tmp_path, csproj(framework="net10.0"))).dockerfile
    assert made.startswith("FROM mcr.microsoft.com/dotnet/sdk:10.0-noble AS builder\n")
    assert "FROM mcr.microsoft.com/dotnet/runtime-deps:10.0-noble-chiseled-extra\n" in made
    assert "USER root\n" in made  # the image's own user is another


@pytest.mark.parametrize(
    ("line", "items", "base"),
    [
        ("", '<PackageReference Include="Dapper" Version="2" />', "aspnet:8.0-jammy"),
        ("HEALTHCHECK CMD true\n", "", "runtime:8.0-jammy"),
        ("RUN useradd x\nUSER x\n", "", "runtime:8.0-jammy"),
        ("RUN apt-get update && apt-get install -y libgdiplus\n", "", "runtime:8.0-jammy"),
        ("USER app\n", "", "runtime:8.0-jammy-chiseled-extra"),
    ],
)
def test_without_a_shell_only_where_none_is_needed(tmp_path: Path, line: str, items: str, base: str) -> None:
    lines = f'FROM mcr.microsoft.com/dotnet/sdk:8.0-jammy\nWORKDIR /app\nCOPY . .\nRUN dotnet publish -c Release -o /out\n{line}CMD ["dotnet", "/out/App.dll"]\n'
    made, _ = result(lines, context(tmp_path, csproj(items=items)))
    assert made.splitlines()[0] == f"FROM mcr.microsoft.com/dotnet/{base}"


@pytest.mark.parametrize("line", ["RUN chown -R app:app /src", "RUN chmod 755 /src/appsettings.json", "RUN chown -R app:app /src /srv/app"])
def test_what_stays_behind_is_not_given_an_owner(tmp_path: Path, line: str) -> None:
    folder = context(tmp_path, csproj(), **{"appsettings.json": "{}"})
    made, _ = result(AWAY.format(line + "\n"), folder)
    assert "FROM mcr.microsoft.com/dotnet/runtime:8.0" in made
    assert "RUN" not in made
