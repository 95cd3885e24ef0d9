"""The tables of base images: their schema, their tag patterns, and facts that conversions rest on."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter

from msbgen.data import image_rows, images
from msbgen.data.images import Image, counterparts, kit_of, lookup, pinned, sibling

ROOT = Path(__file__).resolve().parents[2]
TABLE: dict[str, Any] = tomllib.loads((ROOT / "msbgen/data/images.toml").read_text())
ROWS = {row["id"]: row for row in TABLE["image"]}


class Facts(BaseModel):
    """What a row and a `when` may say."""

    model_config = ConfigDict(extra="forbid", strict=True)
    kind: str | None = None
    os: str | None = None
    libc: str | None = None
    package_manager: str | None = None
    shell: str | None = None
    shells: list[str] | None = None
    ca_certificates: bool | None = None
    tzdata: bool | None = None
    users: dict[str, str] | None = None
    groups: dict[str, int] | None = None
    user: str | None = None
    workdir: str | None = None
    env: dict[str, str] | None = None
    env_unknown: list[str] | None = None
    entrypoint: list[str] | None = None
    cmd: list[str] | None = None
    stopsignal: str | None = None
    exposes: list[str] | None = None
    volumes: list[str] | None = None
    language: str | None = None
    language_version: str | None = None
    prefix: str | None = None
    size_mb: float | int | None = None
    programs: list[str] | None = None
    packages: list[str] | None = None
    bundled: list[str] | None = None
    multiarch: bool | None = None
    maintained: bool | None = None
    without_programs: list[str] | None = None
    without_packages: list[str] | None = None
    without_users: list[str] | None = None
    without_env: list[str] | None = None
    without_env_unknown: list[str] | None = None


class When(Facts):
    releases: list[str] | None = None
    since: str | None = None
    below: str | None = None
    tags: list[str] | None = None


class Row(Facts):
    id: str
    source: str
    checked: date
    inherits: str | None = None
    repositories: list[str] = []
    tags: list[str] = []
    examples: list[str] = []
    plain: dict[str, str] | None = None
    versions: dict[str, str] | None = None
    family: str | None = None
    runtime: list[str] = []
    kit: str | None = None
    release: str | None = None
    since: str | None = None
    below: str | None = None
    when: list[When] = []


def known(repository: str, tag: str | None = None, registry: str | None = None) -> Image:
    found = lookup(repository, tag, registry)
    assert found is not None
    return found


@pytest.mark.parametrize("row", TABLE["image"], ids=lambda row: row["id"])
def test_every_row_keeps_to_the_schema(row: dict[str, Any]) -> None:
    checked = TypeAdapter(Row).validate_python(row)
    assert checked.source in TABLE["sources"]
    assert checked.inherits is None or checked.inherits in ROWS
    assert bool(checked.repositories) == bool(checked.tags) == bool(checked.examples)


def test_ids_are_unique() -> None:
    assert len(ROWS) == len(TABLE["image"])


@pytest.mark.parametrize("name", sorted(TABLE["distribution"]))
def test_every_distribution_has_a_source_and_a_date(name: str) -> None:
    assert TABLE["distribution"][name]["source"] in TABLE["sources"]
    assert isinstance(TABLE["distribution"][name]["checked"], date)


def repository(row: dict[str, Any]) -> str:
    """A repository of the row, its placeholders filled in."""
    name: str = row["repositories"][0]
    release = "13" if row["os" if "os" in row else "id"] != "rhel" else "9"
    return name.replace("{release}", release).replace("{version}", "22" if "nodejs" in name else "17").replace("{any}", "aspnet")


EXAMPLES = [(row, tag) for row in TABLE["image"] for tag in row.get("examples", ())]


@pytest.mark.parametrize(("row", "tag"), EXAMPLES, ids=lambda value: value if isinstance(value, str) else value["id"])
def test_each_example_finds_its_row(row: dict[str, Any], tag: str) -> None:
    assert known(repository(row), tag).row == row["id"]


@pytest.mark.parametrize("row", [r for r in TABLE["image"] if r.get("tags")], ids=lambda row: row["id"])
def test_each_row_has_a_pattern_that_an_example_meets(row: dict[str, Any]) -> None:
    tables = image_rows.tables()
    met = {p for p in row["tags"] for tag in row["examples"] if p == "*" or image_rows.matched(tables, tables.rows[row["id"]], p, tag) is not None}
    assert met


def test_the_json_is_what_the_toml_says() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools/compile_tables.py", "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


# what a plain tag stands for, with the Debian release under which that tag was built last
PLAIN = """
python:3.6 bullseye
python:3.7 bookworm
python:3.8 bookworm
python:3.9 trixie
python:3.12 trixie
python:3.12.4 bookworm
python:3.9.1 buster
python:2.7 buster
python:3 trixie
python:latest trixie
golang:1.11 buster
golang:1.16 bullseye
golang:1.22 bookworm
golang:1.23 bookworm
golang:1.25 trixie
node:8 stretch
node:10 stretch
node:14 buster
node:16 buster
node:18 bookworm
node:18.2.0 bullseye
node:22 bookworm
node:24 bookworm
node:26 trixie
node:lts bookworm
node:latest trixie
rust:1.88 bookworm
rust:1.89 trixie
gcc:13 bookworm
gcc:14 trixie
debian:latest trixie
debian:stable-slim trixie
buildpack-deps:scm trixie
nginx:1.24 bullseye
openjdk:8 bullseye
gcr.io/distroless/static trixie
"""


@pytest.mark.parametrize("line", PLAIN.split("\n")[1:-1])
def test_what_a_plain_tag_means(line: str) -> None:
    reference, release = line.split()
    name, _, tag = reference.partition(":")
    found = known(name, tag or None)
    assert (found.release, found.release_pinned) == (release, False)


def test_a_version_after_the_tables_is_unknown_not_guessed() -> None:
    assert known("python", "3.99").release is None
    assert known("golang", "1.99.1").release is None


def test_a_patch_after_the_tables_continues_its_series() -> None:
    assert known("python", "3.12.99").release == "trixie"


@pytest.mark.parametrize(
    ("tag", "release"),
    [("bookworm", "bookworm"), ("12", "bookworm"), ("12.5", "bookworm"), ("bookworm-20240110-slim", "bookworm"), ("bullseye-slim", "bullseye")],
)
def test_a_release_in_the_tag_is_pinned(tag: str, release: str) -> None:
    found = known("debian", tag)
    assert (found.release, found.release_pinned) == (release, True)


SIBLINGS = """
python:3.12 slim python:3.12-slim
python:3.12-bookworm slim python:3.12-slim-bookworm
python:3.12-slim-bookworm full python:3.12-bookworm
python:latest slim python:slim
python:3.12 alpine python:3.12-alpine
node:18 slim node:18-slim
node:18-bookworm slim node:18-bookworm-slim
node:18.17.1-buster slim node:18.17.1-buster-slim
node:lts slim node:lts-slim
debian:bookworm slim debian:bookworm-slim
debian:bookworm-20240110 slim debian:bookworm-20240110-slim
debian:latest slim debian:trixie-slim
rust:1.80 slim rust:1.80-slim
golang:1.23 slim None
golang:1.23-bookworm alpine golang:1.23-alpine
ubuntu:22.04 slim None
php:8.2-apache alpine None
php:8.2-fpm alpine php:8.2-fpm-alpine
eclipse-temurin:17-jdk jre eclipse-temurin:17-jre
openjdk:17 jre None
openjdk:8 jre openjdk:8-jre
python:3.99 slim None
docker.io/library/python:3.12 slim docker.io/library/python:3.12-slim
public.ecr.aws/docker/library/node:20 slim public.ecr.aws/docker/library/node:20-slim
"""


@pytest.mark.parametrize("line", SIBLINGS.split("\n")[1:-1])
def test_siblings(line: str) -> None:
    reference, kind, expected = line.split()
    name, _, tag = reference.rpartition(":")
    assert str(sibling(known(name, tag), kind)) == expected


def test_a_digest_has_no_sibling() -> None:
    found = lookup("python", "3.12", digest="sha256:" + "0" * 64)
    assert found is not None
    assert sibling(found, "slim") is None
    assert pinned(found) == found.reference
    assert lookup("python", None, digest="sha256:" + "0" * 64) is None


PINNED = """
golang:1.23 golang:1.23-bookworm
golang:1.23-bookworm golang:1.23-bookworm
python:3.12-slim python:3.12-slim-trixie
node:18-slim node:18-bookworm-slim
node:18-alpine node:18-alpine3.21
debian:latest debian:trixie
alpine:3 alpine:3.24
gcr.io/distroless/static:nonroot gcr.io/distroless/static-debian13:nonroot
golang:1.99 None
"""


@pytest.mark.parametrize("line", PINNED.split("\n")[1:-1])
def test_pinned(line: str) -> None:
    reference, expected = line.split()
    name, _, tag = reference.rpartition(":")
    assert str(pinned(known(name, tag))) == expected


@pytest.mark.parametrize(("tag", "entrypoint"), [("8", True), ("8.15.0", False), ("10.15.3", False), ("10.16.0", True), ("12", True), ("18", True)])
def test_node_has_its_entrypoint_since_may_2019(tag: str, entrypoint: bool) -> None:
    assert known("node", tag).entrypoint == (("docker-entrypoint.sh",) if entrypoint else ())


def test_configuration_of_golang() -> None:
    found = known("golang", "1.23")
    assert (found.workdir, found.env["GOPATH"], found.env["GOTOOLCHAIN"]) == ("/go", "/go", "local")
    assert "GOTOOLCHAIN" not in known("golang", "1.20").env
    assert {"git", "gcc", "curl", "python3"} <= set(found.programs)
    assert "unzip" not in found.programs


def test_configuration_of_python() -> None:
    full, slim = known("python", "3.12"), known("python", "3.12-slim")
    assert full.env["LANG"] == slim.env["LANG"] == "C.UTF-8"
    assert "LANG" not in known("python", "3.13").env
    assert full.cmd == slim.cmd == ("python3",)
    assert {"git", "gcc", "pg_config"} <= set(full.programs)
    assert not {"git", "gcc", "curl"} & set(slim.programs)
    assert "setuptools" in known("python", "3.11").bundled
    assert "setuptools" not in full.bundled
    assert "libpq-dev" in full.packages


@pytest.mark.parametrize(
    ("tag", "user", "workdir", "shells", "entrypoint"),
    [
        ("latest", "0", "/", (), ()),
        ("nonroot", "65532", "/home/nonroot", (), ()),
        ("debug", "0", "/", ("/busybox/sh",), ("/busybox/sh",)),
        ("debug-nonroot", "65532", "/home/nonroot", ("/busybox/sh",), ("/busybox/sh",)),
    ],
)
def test_distroless_static(tag: str, user: str, workdir: str, shells: tuple[str, ...], entrypoint: tuple[str, ...]) -> None:
    found = known("gcr.io/distroless/static-debian12", tag)
    assert (found.user, found.workdir, found.shells, found.entrypoint) == (user, workdir, shells, entrypoint)
    assert (found.shell, found.libc, found.ca_certificates, found.tzdata) == (None, None, True, True)
    assert found.users["nonroot"] == "65532:65532"


def test_distroless_languages() -> None:
    python = known("gcr.io/distroless/python3-debian13", "debug")
    assert (python.language_version, python.entrypoint, python.libc_version) == ("3.13", ("/usr/bin/python3.13",), "2.41")
    assert known("gcr.io/distroless/python3-debian12").language_version == "3.11"
    assert not known("gcr.io/distroless/python3-debian12").maintained
    node = known("gcr.io/distroless/nodejs24-debian13")
    assert (node.language_version, node.entrypoint, node.maintained) == ("24", ("/nodejs/bin/node",), True)
    assert not known("gcr.io/distroless/nodejs20-debian12").maintained
    assert known("gcr.io/distroless/java17-debian12").entrypoint == ("/usr/bin/java", "-jar")
    assert "libssl3t64" in known("gcr.io/distroless/cc-debian13").packages
    assert "libssl3" not in known("gcr.io/distroless/base-nossl-debian12").packages


def test_adduser_left_debian_with_trixie() -> None:
    assert "adduser" in known("debian", "bookworm-slim").programs
    assert "adduser" not in known("debian", "trixie-slim").programs
    assert "useradd" in known("debian", "trixie-slim").programs


@pytest.mark.parametrize("tag", ["1.23-alpine", "1.23-alpine3.20"])
def test_alpine_is_musl(tag: str) -> None:
    assert (known("golang", tag).libc, known("golang", tag).package_manager, known("golang", tag).shells) == ("musl", "apk", ("/bin/sh",))


def test_language_version_is_what_the_tag_says() -> None:
    versions = {tag: known("python", tag).language_version for tag in ("3.12.4", "3.12", "3", "latest")}
    assert versions == {"3.12.4": "3.12", "3.12": "3.12", "3": "3", "latest": None}
    assert known("node", "18.17.1").language_version == "18"
    assert known("node", "hydrogen").language_version == "18"
    assert known("node", "lts").language_version is None


def test_what_no_row_covers_is_unknown() -> None:
    assert lookup("mycorp/python", "3.12") is None
    assert lookup("python", "no-such-tag-3") is None
    assert lookup("python", "3.12", "registry.example.com:5000") is None


@pytest.fixture
def tables() -> Iterator[None]:
    yield
    images.reset()


@pytest.mark.usefixtures("tables")
def test_a_users_table_is_merged() -> None:
    own = tomllib.loads(
        """
        [[image]]
        id = "mycorp/python"
        inherits = "python:slim"
        repositories = ["registry.example.com:5000/mycorp/python"]
        tags = ["{version}", "latest"]
        kind = "full"
        user = "1000"
        programs = ["ffmpeg"]
        source = "our platform team"
        checked = 2026-01-01
        """
    )
    images.load(own)
    found = known("mycorp/python", "3.12", "registry.example.com:5000")
    assert (found.user, found.language_version, found.os, found.source) == ("1000", "3.12", "debian", "our platform team")
    assert {"ffmpeg", "pip"} <= set(found.programs)
    assert known("python", "3.12").release == "trixie"


@pytest.mark.usefixtures("tables")
def test_a_users_row_may_replace_ours_and_must_inherit_from_a_row() -> None:
    images.load({"image": [{**ROWS["ubuntu"], "cmd": ["sh"], "checked": "2026-01-01"}]})
    assert known("ubuntu", "22.04").cmd == ("sh",)
    with pytest.raises(KeyError):
        images.load({"image": [{"id": "x", "inherits": "nowhere"}]})
    assert known("ubuntu", "22.04").cmd == ("sh",)


@pytest.mark.parametrize(
    ("image", "expected", "kit"),
    [
        ("eclipse-temurin:17", ("eclipse-temurin:17-jre",), "eclipse-temurin:17"),
        ("eclipse-temurin:17.0.9_9-jdk-jammy", ("eclipse-temurin:17.0.9_9-jre-jammy",), "eclipse-temurin:17.0.9_9-jdk-jammy"),
        ("eclipse-temurin:21-jdk-alpine", ("eclipse-temurin:21-jre-alpine",), None),
        ("eclipse-temurin:19-jre", (), None),
        ("openjdk:8", ("openjdk:8-jre-slim", "openjdk:8-jre", "openjdk:8-slim"), "openjdk:8"),
        ("openjdk:17", ("openjdk:17-slim",), "openjdk:17-slim"),  # Oracle Linux; the slim one is Debian
        ("maven:3.9-eclipse-temurin-17", ("eclipse-temurin:17-jre",), "maven:3.9-eclipse-temurin-17"),
        ("maven:3.9.6-eclipse-temurin-21-jammy", ("eclipse-temurin:21-jre-jammy",), "maven:3.9.6-eclipse-temurin-21-jammy"),
        ("maven:3.8.6-openjdk-17-slim", ("openjdk:17-slim",), "maven:3.8.6-openjdk-17-slim"),
        ("maven:3-jdk-8", ("openjdk:8-jre-slim", "openjdk:8-slim"), None),
        ("maven:latest", (), "maven:latest"),  # of which Java is not in the tag
        ("gradle:8-jdk17", ("eclipse-temurin:17-jre",), "gradle:8-jdk17"),
        ("amazoncorretto:17", ("amazoncorretto:17",), None),
        ("python:3.12", (), None),
    ],
)
def test_what_a_language_needs_when_it_runs(image: str, expected: tuple[str, ...], kit: str | None) -> None:
    found = lookup(*image.split(":"))
    assert found is not None
    assert counterparts(found) == expected
    assert kit_of(found) == kit


def test_a_value_with_the_feature_release() -> None:
    found, latest = lookup("openjdk", "17.0.2-slim"), lookup("openjdk", "latest")
    assert found is not None
    assert latest is not None
    assert found.env["JAVA_HOME"] == "/usr/local/openjdk-17"
    assert "JAVA_HOME" not in latest.env
    assert "JAVA_HOME" in latest.env_unknown
