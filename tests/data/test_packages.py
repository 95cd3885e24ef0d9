"""The tables of distribution packages."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

from msbgen.data import image_rows, packages
from msbgen.data.packages import base, closure, package_of, programs, releases, role, runtime_of

ROOT = Path(__file__).resolve().parents[2]
TABLE: dict[str, Any] = tomllib.loads((ROOT / "msbgen/data/packages.toml").read_text())


class Group(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    manager: Literal["apt", "apk", "dnf"]
    role: Literal["build", "runtime", "tool", "data"]
    both: bool = False
    packages: list[str] = []
    provides: dict[str, list[str]] = {}
    libraries: dict[str, list[str]] = {}
    language: str | None = None
    runtime: dict[str, str] = {}
    source: str
    checked: date


@pytest.mark.parametrize("group", TABLE["group"], ids=lambda group: group["name"])
def test_every_group_keeps_to_the_schema(group: dict[str, Any]) -> None:
    checked = TypeAdapter(Group).validate_python(group)
    assert checked.source in TABLE["sources"]


def test_no_package_has_two_roles() -> None:
    seen: dict[tuple[str, str], str] = {}
    for group in TABLE["group"]:
        for name in {*group.get("packages", ()), *group.get("provides", ())}:
            other = seen.setdefault((group["manager"], name), group["role"])
            assert other == group["role"], f"{name}: {other} and {group['role']}"


ROLES = """
apt gcc build
apt g++ build
apt build-essential build
apt gcc-12 build
apt libpq-dev build
apt libpq-dev=15.3-0+deb12u1 build
apt python3-dev build
apt cargo build
apt golang-1.19-go build
apt curl tool
apt curl:arm64 tool
apt git tool
apt gettext tool
apt tini tool
apt ca-certificates data
apt tzdata data
apt fonts-dejavu-core data
apt fonts-liberation data
apt python3 runtime
apt nodejs runtime
apt no-such-package None
apt-get make build
apk build-base build
apk libpq-dev build
apk musl-dev build
apk tzdata data
apk libstdc++ runtime
apk py3-numpy runtime
apk su-exec tool
apk python3~=3.11 runtime
yum gcc-c++ build
dnf openssl-devel build
zypper libxml2-devel build
microdnf tar tool
"""


@pytest.mark.parametrize("line", ROLES.split("\n")[1:-1])
def test_roles(line: str) -> None:
    manager, name, expected = line.split()
    assert str(role(name, manager)) == expected


def test_programs_and_their_packages() -> None:
    assert programs("curl") == ("curl",)
    assert "psql" in programs("postgresql-client")
    assert "pg_isready" in programs("postgresql-client", "apk")
    assert programs("no-such-package") == ()
    assert programs("nginx-light") == programs("nginx-extras") == ("nginx",)
    assert package_of("nginx", "apt", "bookworm") == "nginx"
    assert package_of("psql") == "postgresql-client"
    assert package_of("dot") == "graphviz"
    assert package_of("gpg") == "gnupg"
    assert package_of("ps", "apt", "bookworm") == "procps"
    assert package_of("no-such-program", "apt", "bookworm") is None


RUNTIME = """
libpq-dev bookworm libpq5
libpq-dev trixie libpq5
default-libmysqlclient-dev bullseye libmariadb3
default-libmysqlclient-dev bookworm libmariadb3
default-libmysqlclient-dev trixie libmariadb3
libxml2-dev bookworm libxml2
libssl-dev bullseye libssl1.1
libssl-dev bookworm libssl3
libssl-dev trixie libssl3t64
libffi-dev bullseye libffi7
libffi-dev trixie libffi8
libjpeg-dev bookworm libjpeg62-turbo
libncurses5-dev bookworm libncurses6,libncursesw6,libtinfo6
libncurses5-dev trixie libncurses6,libncursesw6,libtinfo6
libxslt-dev bookworm libxslt1.1
libgl1-mesa-dev bookworm libegl1,libgl1,libgles1,libgles2,libglvnd0,libglx0,libopengl0
libmagickwand-dev trixie libmagickcore-7.q16-10,libmagickcore-7.q16-10-extra,libmagickwand-7.q16-10
libpq-dev=15.3 bookworm libpq5
"""


@pytest.mark.parametrize("line", RUNTIME.split("\n")[1:-1])
def test_what_a_dev_package_needs_at_run_time(line: str) -> None:
    name, release, expected = line.split()
    assert runtime_of(release, name) == tuple(expected.split(","))


def test_headers_only_and_unknown_are_told_apart() -> None:
    assert runtime_of("bookworm", "libeigen3-dev") == ()
    assert runtime_of("bookworm", "no-such-dev") is None
    assert runtime_of("bookworm", "curl") is None
    assert runtime_of("buster", "libpq-dev") is None
    assert runtime_of("../bookworm", "libpq-dev") is None
    assert runtime_of("bookworm", "") is None


def test_known_releases() -> None:
    assert releases() == ("bookworm", "bullseye", "trixie")


@pytest.mark.parametrize("release", ["bullseye", "bookworm", "trixie"])
def test_what_the_official_images_hold(release: str) -> None:
    slim = set(base(release) or ())
    assert {"bash", "apt", "libc6", "perl-base", "tzdata", "passwd"} <= slim
    assert not {"perl", "python3", "openssl", "ca-certificates", "curl"} & slim
    assert ("adduser" in slim) == (release != "trixie")


@pytest.mark.parametrize("release", ["bullseye", "bookworm", "trixie"])
def test_what_the_full_images_hold_silently(release: str) -> None:
    full = closure(release, "python")
    slim = closure(release, "python:slim")
    assert full is not None
    assert slim is not None
    assert {"libpq5", "libmariadb3", "python3", "git", "gcc", "libxml2"} <= full
    assert not {"libpq5", "libmariadb3", "python3", "git"} & slim
    assert closure(release, "no-such-row") is None


#: links that update-alternatives makes, which are no files of a package
ALTERNATIVES = {"automake", "awk", "c++", "cc", "convert", "mysql_config"}


@pytest.mark.parametrize("row", ["buildpack-deps:curl", "buildpack-deps:scm", "buildpack-deps", "golang", "debian:slim", "python:slim"])
@pytest.mark.parametrize("release", ["bullseye", "bookworm", "trixie"])
def test_the_programs_that_rows_tell_are_in_those_packages(row: str, release: str) -> None:
    """images.toml states programs by hand; the distribution's index says which package gives each."""
    tables = image_rows.tables()
    told = set(image_rows.facts_of(tables, tables.rows[row], release, (), "")["programs"])
    own = {"go", "gofmt", "idle", "pip", "pip3", "pydoc", "python", "python-config", "python3"} if row in ("golang", "python:slim") else set()
    held = closure(release, row)
    assert held is not None
    table = packages._debian(release)
    assert table is not None
    for program in sorted(told - own - ALTERNATIVES):
        assert table["programs"].get(program) in held, program


@pytest.fixture
def tables() -> Iterator[None]:
    yield
    packages.reset()


@pytest.mark.usefixtures("tables")
def test_a_users_groups_come_first() -> None:
    assert role("mycorp-sdk", "apt") is None
    packages.load(
        {
            "group": [
                {"name": "ours", "manager": "apt", "role": "build", "provides": {"mycorp-sdk": ["mysdk"], "git": ["git"]}, "source": "us", "checked": "2026-01-01"}
            ]
        }
    )
    assert (role("mycorp-sdk", "apt"), package_of("mysdk"), role("git", "apt")) == ("build", "mycorp-sdk", "build")
    assert role("gcc", "apt") == "build"


@pytest.mark.parametrize(
    ("name", "manager", "expected"),
    [
        ("openjdk-17-jdk", "apt", ("java", "openjdk-17-jre")),
        ("openjdk-21-jdk-headless", "apt-get", ("java", "openjdk-21-jre-headless")),
        ("default-jdk=2:1.17-74", "apt", ("java", "default-jre")),
        ("openjdk17", "apk", ("java", "openjdk17-jre")),
        ("java-17-openjdk-devel", "dnf", ("java", "java-17-openjdk")),
        ("openjdk-17-jre", "apt", None),
        ("build-essential", "apt", None),
    ],
)
def test_what_runs_the_programs_of_a_development_kit(name: str, manager: str, expected: tuple[str, str] | None) -> None:
    assert packages.counterpart(name, manager) == expected


@pytest.mark.parametrize(("transitional", "program"), [("netcat", "nc"), ("dnsutils", "dig")])
def test_a_transitional_package_brings_programs_but_is_not_installed_for_them(transitional: str, program: str) -> None:
    assert program in programs(transitional)
    assert packages.package_of(program, "apt", "bookworm") != transitional


def test_libraries_with_files_of_their_own() -> None:
    assert packages.libraries("icu-dev", "apk") == ("icu-libs",)
    assert packages.libraries("libpng-dev", "apk") is None
    assert packages.role("icu-dev", "apk") == "build"
