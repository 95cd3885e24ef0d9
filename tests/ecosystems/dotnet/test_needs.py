"""What the container starts, and what that needs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.dotnet.helpers import csproj, needs
from tests.ecosystems.helpers import write

RUNTIME = ("interpreter", "dotnet")


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ('CMD ["dotnet", "out/App.dll"]', [RUNTIME, ("file", "/app/out/App.dll")]),
        ('CMD ["dotnet", "/srv/App.dll", "--urls", "http://*:80"]', [RUNTIME, ("file", "/srv/App.dll")]),
        ("CMD dotnet App.dll", [RUNTIME, ("file", "/app/App.dll")]),
        ('CMD ["dotnet", "exec", "--runtimeconfig", "a.json", "App.dll"]', [RUNTIME, ("file", "/app/App.dll"), ("file", "/app/a.json")]),
        ('CMD ["dotnet", "--roll-forward", "Major", "App.dll"]', [RUNTIME, ("file", "/app/App.dll")]),
        ('CMD ["dotnet", "--info"]', [RUNTIME]),
    ],
)
def test_the_host(start: str, expected: list[tuple[str, str]]) -> None:
    assert needs(start) == expected


@pytest.mark.parametrize("start", ['CMD ["dotnet", "run"]', 'CMD ["dotnet", "watch", "run"]', "CMD dotnet test", 'CMD ["dotnet", "ef", "database", "update"]', 'CMD ["dotnet", "run", "--project", "src/A.csproj"]',
                                   'CMD ["dotnet", "fsi", "a.fsx"]', 'CMD ["dotnet", "build"]'])  # fmt: skip
def test_commands_of_the_sdk(start: str) -> None:
    found = needs(start)
    assert isinstance(found, str)
    assert "SDK" in found


@pytest.mark.parametrize("start", ["CMD dotnet $DLL", 'CMD ["dotnet"]'])
def test_what_is_not_known(start: str) -> None:
    assert needs(start) is None


@pytest.mark.parametrize(
    ("options", "properties", "version", "alone"),
    [
        ("", "", "8.0", False),
        ("--self-contained", "", "8.0", True),
        ("--sc true -r linux-x64", "", "8.0", True),
        ("--self-contained false -r linux-x64", "<SelfContained>true</SelfContained>", "8.0", False),
        ("--no-self-contained -r linux-x64", "", "6.0", False),
        ("-r linux-x64", "", "8.0", False),
        ("-r linux-x64", "", "6.0", None),
        ("-r linux-x64", "<RuntimeIdentifier>linux-x64</RuntimeIdentifier>", "6.0", None),
        ("-p:PublishSingleFile=true -r linux-x64", "", "8.0", None),
        ("-r linux-x64", "<PublishTrimmed>true</PublishTrimmed>", "8.0", None),
        ("", "<PublishAot>true</PublishAot>", "8.0", True),
        ("/p:PublishAot=true", "", "9.0", True),
        ("", "<PublishAot>false</PublishAot>", "8.0", False),
        ("", "<PublishAot>$(Fast)</PublishAot>", "8.0", None),
        ("-p:SelfContained=true", "", "8.0", True),
        ("-p:SelfContained=$X", "", "8.0", None),
    ],
)
def test_whether_the_runtime_is_part_of_it(tmp_path: Path, options: str, properties: str, version: str, alone: bool | None) -> None:
    context = write(tmp_path, {"App.csproj": csproj(properties, framework=f"net{version}")})
    build = f"ARG X\nRUN dotnet publish -c Release -o out {options}"
    base = f"mcr.microsoft.com/dotnet/sdk:{version}"
    expected = [("program", "/app/out/App")] if alone else [RUNTIME, ("program", "/app/out/App")]
    assert needs('CMD ["out/App"]', build, context, base=base) == expected


def test_aot_counts_for_publish_only(tmp_path: Path) -> None:
    context = write(tmp_path, {"App.csproj": csproj("<PublishAot>true</PublishAot>")})
    assert needs('CMD ["out/App"]', "RUN dotnet build -o out", context) == [RUNTIME, ("program", "/app/out/App")]


def test_a_copy_is_the_same_program(tmp_path: Path) -> None:
    context = write(tmp_path, {"App.csproj": csproj()})
    assert needs('CMD ["/srv/publish/App"]', "RUN dotnet publish -c Release --self-contained && mv bin/Release/net8.0/publish /srv", context) == [("program", "/srv/publish/App")]
    assert needs('CMD ["/srv/x/App"]', "RUN dotnet publish -c Release --sc -o out && mkdir /srv/x && cp -r out/* /srv/x/", context) == [("program", "/srv/x/App")]


def test_a_program_of_something_else_is_not_its_own() -> None:
    assert needs('CMD ["/usr/bin/other"]') is None
