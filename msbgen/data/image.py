"""What `msbgen.data.images.lookup` gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

__all__ = ["Image", "unknown"]


@dataclass(frozen=True, slots=True)
class Image:
    """What is known about one image. None is "unknown"; an empty string or tuple is "none, and that is known".

    `release` is what the tag says or, with `release_pinned` false, what it stands for when the tables were made.
    `language_version` is as much as the tag says: "3.12" of `python:3.12.4`, "18" of `node:18.17`, None of `latest`;
    `version_today` is the full version that the tag meant when the tables were made. `users` maps a name to "uid:gid".
    `programs` are those worth knowing beyond coreutils, `packages` those that the image installs by name (without what
    these depend on: see `msbgen.data.packages.closure`), `bundled` what comes with the language (pip, setuptools, npm, yarn).
    `env_unknown` are variables that the image sets to a value that the tag does not tell. `size_mb` is uncompressed, for
    amd64, in 10⁶ bytes, rough. `maintained` is false when it is published but no longer built, so that the tag will never move. `row` and `source` say where the facts stand.
    """

    reference: str
    repository: str
    tag: str
    digest: str | None
    row: str
    kind: str
    os: str
    release: str | None
    release_pinned: bool
    libc: str | None
    libc_version: str | None
    package_manager: str | None
    shell: str | None
    shells: tuple[str, ...]
    ca_certificates: bool | None
    tzdata: bool | None
    users: Mapping[str, str]
    groups: Mapping[str, int]
    user: str | None
    workdir: str | None
    env: Mapping[str, str]
    env_unknown: tuple[str, ...]
    entrypoint: tuple[str, ...] | None
    cmd: tuple[str, ...] | None
    stopsignal: str | None
    exposes: tuple[str, ...]
    volumes: tuple[str, ...]
    language: str | None
    language_version: str | None
    version_today: str | None
    prefix: str | None
    size_mb: float | None
    programs: tuple[str, ...]
    packages: tuple[str, ...]
    bundled: tuple[str, ...]
    multiarch: bool | None
    maintained: bool
    family: str
    fields: Mapping[str, str]
    source: str
    checked: str


def unknown(reference: str) -> Image:
    """An image of which nothing is known but its name."""
    return Image(
        reference=reference, repository=reference, tag="", digest=None, row="", kind="full", os="", release=None, release_pinned=False, libc=None,
        libc_version=None, package_manager=None, shell=None, shells=(), ca_certificates=None, tzdata=None, users={}, groups={}, user=None,
        workdir=None, env={}, env_unknown=(), entrypoint=None, cmd=None, stopsignal=None, exposes=(), volumes=(), language=None,
        language_version=None, version_today=None, prefix=None, size_mb=None, programs=(), packages=(), bundled=(), multiarch=None,
        maintained=True, family=reference, fields={}, source="", checked="",
    )  # fmt: skip
