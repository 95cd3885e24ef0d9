"""What a command line of npm, yarn, pnpm or npx asks for, whichever of them it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from msbgen.model.facts import Call

__all__ = ["SYSTEM", "Action", "home"]

#: folders of the system that a project may lie in: what it writes there must be named, since they hold far more
SYSTEM = frozenset({"/", "/bin", "/etc", "/home", "/lib", "/mnt", "/root", "/sbin", "/usr", "/usr/bin", "/usr/lib", "/usr/share", "/usr/local", "/usr/local/bin",
                    "/usr/local/lib", "/var", "/var/lib", "/var/tmp", "/tmp", "/run", "/media"})  # fmt: skip

Kind = Literal[
    "install",
    "global",
    "run",
    "exec",
    "prune",
    "rebuild",
    "deploy",
    "enable",
    "prepare",
    "settings",
    "link",
    "quiet",
    "unknown",
]
#: install: dependencies of a project · global: packages for the whole image · run: a script of package.json · exec: a program
#: of a package · prune: development dependencies go · rebuild: native parts again · deploy: a project with its dependencies into
#: another folder · enable, prepare: corepack · settings: its own configuration · link · quiet: writes nothing that stays


@dataclass(frozen=True, slots=True)
class Action:
    """One request. `folder` is the project's folder (None: not known); `names` are packages, or the script or program and
    its arguments; `production` tells whether development dependencies stay out (None: that depends on what is not known)."""

    kind: Kind
    manager: Literal["npm", "yarn", "berry", "pnpm", "corepack", "bun"]
    folder: str | None
    names: tuple[str | None, ...] = ()
    production: bool | None = False
    #: lifecycle scripts run, those of the project and of its dependencies
    scripts: bool = True
    #: workspaces that it is for: "" the folder's own project, "*" all, else a name or a folder
    members: tuple[str, ...] = ()
    #: where a global install or a deploy goes, when the command line says so
    target: str | None = None
    #: a missing script is no failure (--if-present)
    lenient: bool = False


def home(call: Call) -> str:
    """The home folder of who runs the command."""
    return call.env.get("HOME") or ("/root" if call.user in (None, "root", "0") else f"/home/{call.user}")
