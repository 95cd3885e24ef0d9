"""Steps that every language's blueprint has: packages, the user, what describes the container."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data.images import Image
from msbgen.model.plan import MANAGERS, Env, MakeUser, Packages, Run, Setting, Start, Step
from msbgen.model.project import ProjectSpec

__all__ = ["closing", "opening"]

#: the unprivileged user of distroless images (GoogleContainerTools/distroless, common/variables.bzl): by number it need not exist
_NOBODY = 65532
#: a user that msbgen makes: above what distributions give to services and people by default (Debian: 100 to 59999, first person 1000)
_APP = 10001


def opening(spec: ProjectSpec, image: Image) -> Iterator[Step]:
    """What comes before the project's files: it changes least often, so its layers stay cached longest."""
    manager = MANAGERS.get(image.package_manager)
    if manager in ("apt", "apk") and (spec.packages or spec.build_packages):
        names = tuple(dict.fromkeys((*spec.build_packages, *spec.packages)))
        yield Packages(manager, names, note="Packages of the distribution", why="the description names them")
    yield Setting("WORKDIR", spec.workdir, why="the project's folder")


def closing(spec: ProjectSpec, image: Image, argv: tuple[str, ...], *, account: str | None = None, home: bool = True,
            env: tuple[tuple[str, str], ...] = ()) -> Iterator[Step]:  # fmt: skip
    """What describes the container. `account` is a user that the image has; with `home` the program looks itself up in
    /etc/passwd, as interpreters do, so that a user is made where the image has none for it."""
    who = account if account is not None and account in image.users else None
    number = image.users[who].partition(":")[0] if who else str(_APP if home else _NOBODY)
    if spec.nonroot and home and who is None:
        yield MakeUser("app", _APP, "apk" if image.package_manager == "apk" else "apt", why="a user that can do nothing else")
    for folder in spec.writable:
        owner = f" && chown {number}:{number} {folder}" if spec.nonroot else ""
        yield Run((f"mkdir -p {folder}{owner}",), note="The program writes here" if folder == spec.writable[0] else "", why="the description names it")
    pairs = (*env, *((name, value) for name, value in spec.env.items()))
    if pairs:
        yield Env(tuple(dict(pairs).items()), why="variables of the running program")
    if spec.port is not None:
        yield Setting("EXPOSE", str(spec.port), why="it listens there")
    if spec.nonroot:
        yield Setting("USER", f"{number}:{number}", note="Not root; by number, so that an orchestrator can see it", why="whoever breaks in should not be root")
    if spec.healthcheck:
        yield Start("HEALTHCHECK", spec.healthcheck, why="the description names it")
    if image.entrypoint:  # a script of the image's that a CMD would be handed to, with a shell that it needs
        yield Start("ENTRYPOINT", argv, note="In place of the image's own script, in exec form: signals reach the program itself", why="it starts the program")
    else:
        yield Start("CMD", argv, note="Exec form: signals reach the program itself", why="it starts the program")
