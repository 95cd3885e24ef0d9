"""Where a Python keeps its packages, and which Python a command works on."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from msbgen.data.images import Image
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.tables import settings
from msbgen.model.facts import Call
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene
from msbgen.understand.state import DEFAULT_PATH, told

__all__ = ["OFFICIAL", "PYPY", "Environment", "environment_of", "home_of", "is_python", "official", "search_path", "system", "user_site", "venv", "version_in"]

Kind = Literal["official", "pypy", "distribution", "venv", "user"]
#: the folder that holds python3.N/site-packages in the official images. It is taken whole and not by the version that the tag
#: says: a tag such as `3`, or a build argument in it, means another version tomorrow. What else it holds is pruned.
OFFICIAL = "/usr/local/lib"
#: all of PyPy in its official images, its packages and commands included; their folders below it differ among its versions
PYPY = "/opt/pypy"
#: parts of a path that tell of Pythons which are managed in ways of their own
_FOREIGN = ("conda", "miniconda", "anaconda", "mamba", "pyenv", "asdf", "mise", "pypy", "shims")


@dataclass(frozen=True, slots=True)
class Environment:
    """`packages` are the folders that a package's files go to, `scripts` the folder of its commands, `data` those of other
    files that it may bring; they are not told where `packages` hold all. `version` is "X.Y" where it is known. `prefix` is sys.prefix."""

    kind: Kind
    prefix: str
    packages: tuple[str, ...]
    scripts: str
    version: str | None
    data: tuple[str, ...] = ()

    @property
    def scheme(self) -> str:
        """The folder that holds those of its commands and other files (sysconfig's scheme "data")."""
        return posixpath.dirname(self.scripts)

    @property
    def writes(self) -> tuple[str, ...]:
        """All that an installation of well-behaved packages writes."""
        return self.packages if any(below(self.scripts, p) for p in self.packages) else (*self.packages, self.scripts)


def is_python(program: str) -> bool:
    """Whether this is the name of an interpreter: python, python3, python3.12, pypy3 (not python2)."""
    return program in ("python", "python3", "pypy", "pypy3") or (program.startswith("python3.") and program[8:].isdigit())


def version_in(program: str) -> str | None:
    """ "3.12" of python3.12 and pip3.12."""
    for stem in ("python", "pip"):
        rest = program.removeprefix(stem)
        if rest != program and rest.startswith("3.") and rest[2:].isdigit():
            return rest
    return None


def official(base: Image | None) -> bool:
    """Whether a base image is laid out as docker-library/python lays it out."""
    return base is not None and base.language == "python" and base.prefix == "/usr/local"


def _pypy(folder: str, base: Image | None) -> Environment | None:
    """The official images' PyPy, where this is the folder of its commands."""
    if base is None or base.language != "python" or base.prefix != PYPY or folder != f"{PYPY}/bin":
        return None
    known = base.language_version
    return Environment("pypy", PYPY, (PYPY,), folder, known if known is not None and "." in known else None)


def system(scene: Scene, program: str = "python3") -> Environment | str:
    """The Python outside of any virtual environment, or why it is not known."""
    base = scene.base
    if base is None:
        return "which Python the base image has is not known"
    if program.startswith("pypy"):
        return f"which PyPy `{program}` is is not known"
    if official(base):
        known = base.language_version
        version = known if known is not None and "." in known else None
        return Environment("official", "/usr/local", (OFFICIAL,), "/usr/local/bin", version, ("/usr/local/share", "/usr/local/etc"))
    version = version_in(program) or settings().releases.get(base.os, {}).get(base.release or "")
    if version is None:
        return f"which version of Python {base.reference} installs is not known"
    if base.os in ("debian", "ubuntu"):
        packages = f"/usr/local/lib/python{version}/dist-packages"
        return Environment("distribution", "/usr", (packages,), "/usr/local/bin", version, ("/usr/local/share", "/usr/local/etc"))
    return f"where Python keeps its packages on {base.os} is not known"


def venv(path: str, version: str | None = None) -> Environment:
    """The virtual environment at a path."""
    return Environment("venv", path, (path,), path + "/bin", version)


def user_site(home: str, version: str | None = None) -> Environment:
    """What `pip install --user` writes to: PYTHONUSERBASE, by default ~/.local (site.getuserbase)."""
    return Environment("user", home, (home,), home + "/bin", version)


def home_of(call: Call) -> str | None:
    """The home folder of whoever runs the command."""
    return call.env.get("HOME")


def environment_of(call: Call, scene: Scene, program: str | None = None) -> Environment | str:
    """The environment that a command (its first word, or `program`) works on, or why that is not known."""
    name = program or (call.argv[0] if call.argv else None)
    if name is None:
        return "which Python it runs is not known"
    if "/" in name:
        path = join(call.cwd, name)
        return "which folder it runs in is not known" if path is None else _at(posixpath.dirname(path), scene, posixpath.basename(path))
    return _searched(name, call.env, scene)


def search_path(env: Mapping[str, str | None]) -> tuple[str, ...] | None:
    """The folders in which commands are looked up; None when that is not known."""
    folders = told(env, "PATH", DEFAULT_PATH)
    return None if folders is None else tuple(folder.rstrip("/") for folder in folders.split(":"))


def _searched(name: str, env: Mapping[str, str | None], scene: Scene) -> Environment | str:
    folders = search_path(env)
    if folders is None:
        return "what PATH holds is not known"
    for plain in folders:
        if (found := _venv(plain, scene)) is not None:
            return found
        if (found := _pypy(plain, scene.base)) is not None:
            return found
        if any(part.lstrip(".") in _FOREIGN for part in plain.split("/")):
            return f"which Python {plain} holds is not known"
        if _brought(plain, scene):
            return f"{plain} was copied from another image, and which Python it holds is not known"
        if plain in ("/usr/local/bin", "/usr/bin", "/bin"):
            return system(scene, name)
    return "none of PATH's folders is known to hold Python"


def _at(folder: str, scene: Scene, name: str) -> Environment | str:
    if (found := _venv(folder, scene) or _pypy(folder, scene.base)) is not None:
        return found
    if folder in ("/usr/local/bin", "/usr/bin", "/bin"):
        return system(scene, name)
    return f"which Python {folder}/{name} is is not known"


def _venv(folder: str, scene: Scene) -> Environment | None:
    prefix = folder.removesuffix("/bin")
    if prefix == folder:
        return None
    made = memory(scene).venvs.get(prefix)
    return venv(prefix, made.version) if made is not None else None


def _brought(folder: str, scene: Scene) -> bool:
    """Whether a COPY from another stage or image made the folder, which may hold anything."""
    own = ("/usr/local/bin", "/usr/bin", "/bin", "/usr/local/sbin", "/usr/sbin", "/sbin")
    return folder not in own and any(p.origin in ("stage", "image") and below(folder, p.dest) for p in scene.placements)
