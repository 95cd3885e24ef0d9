"""ProjectSpec: what `msbgen new` is told about a project. None means "as the project's files say, else the language's own way"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Annotated, Any

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from msbgen.errors import UsageError
from msbgen.model.base import Box
from msbgen.model.record import record

__all__ = ["Described", "ProjectSpec", "project"]


def _one_line(text: str) -> str:
    if not text.isprintable():
        raise ValueError("it must be one line without control characters")
    return text


def _absolute(path: str) -> str:
    if path != "/" and path.endswith("/"):
        path = path.rstrip("/")
    if path in _SYSTEM or ".." in path.split("/") or "//" in path:
        raise ValueError("it must be an absolute folder of the project's own, such as /app")
    return path


#: folders of the distribution's, into which no project may be copied (Filesystem Hierarchy Standard 3.0)
_SYSTEM = frozenset("/ /bin /boot /dev /etc /home /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /tmp /usr /usr/bin /usr/lib /usr/local /var".split())

Line = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_one_line)]
Argv = Annotated[tuple[Line, ...], Field(min_length=1, max_length=500)]
#: Debian Policy 5.6.1, with a version and an architecture as apt-get takes them
Package = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9+.-]+(:[a-z0-9]+)?(=[A-Za-z0-9.+~:-]+)?$")]
#: POSIX.1-2017, 3.235: what a shell can name
Variable = Annotated[str, StringConstraints(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")]


class ProjectSpec(Box):
    """A project to write a Dockerfile for.

    `version` is the language's (major or major.minor: 22, 3.12). `entry` is what starts: a main package of Go (./cmd/server), a
    script (server.js, main.py), or module:app. `base` is as in `convert`. `manager` is the package manager. `build` are shell
    commands that run once the sources are there, an empty list for none; `start` is the command line in exec form. `packages` are
    the distribution's packages that the program needs, `build_packages` those that only its build needs. `healthcheck` is a command
    line in exec form. `writable` are folders that the program writes to.
    """

    lang: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*$")]
    name: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=100)] | None = None
    version: Annotated[str, StringConstraints(pattern=r"^[0-9]+(\.[0-9]+){0,2}$")] | None = None
    port: Annotated[int, Field(ge=1, le=65535)] | None = None
    entry: Line | None = None
    base: Line = "auto"
    nonroot: bool = True
    cache_mounts: bool = True
    manager: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")] | None = None
    build: tuple[Line, ...] | None = None
    start: Argv | None = None
    packages: tuple[Package, ...] = ()
    build_packages: tuple[Package, ...] = ()
    env: Annotated[dict[Variable, Annotated[str, AfterValidator(_one_line)]], Field(default_factory=dict)]
    healthcheck: Argv | None = None
    workdir: Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9._/-]*$"), AfterValidator(_absolute)] = "/app"
    writable: tuple[Annotated[str, StringConstraints(pattern=r"^/[A-Za-z0-9._/-]*$"), AfterValidator(_absolute)], ...] = ()


@record(frozen=True, slots=True)
class Described:
    """What a language reads from a project's files: values for fields of `ProjectSpec`, for each the file and what it says, and
    what people should know of the project before it ships."""

    values: Mapping[str, Any]
    why: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def project(values: Mapping[str, Any]) -> ProjectSpec:
    """The description that the values state. Raises UsageError naming the first field that cannot be used, and why."""
    try:
        return ProjectSpec.model_validate(dict(values))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = ".".join(str(part) for part in first["loc"] if part != "[key]") or "project description"
        told = _told(first["type"], first["msg"], first.get("ctx", {}))
        hint = "fields: " + ", ".join(ProjectSpec.model_fields) if first["type"] == "extra_forbidden" else ""
        raise UsageError(f"{field}: {told}", hint=hint) from None


def _told(kind: str, message: str, context: Mapping[str, Any]) -> str:
    """pydantic's message, in msbgen's words where its own are none for people."""
    if kind == "missing":
        return "it must be given"
    if kind == "extra_forbidden":
        return "there is no such field"
    if kind == "string_pattern_mismatch":
        return f"it does not have the form {context['pattern']}"
    return message.removeprefix("Value error, ")[:1].lower() + message.removeprefix("Value error, ")[1:]
