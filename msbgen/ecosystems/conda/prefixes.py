"""Where conda keeps what: its own folder (the root prefix, which is the environment "base") and environments by their names."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field

from msbgen.ecosystems.python.environment import search_path
from msbgen.ecosystems.python.memory import Installation, Venv, memory
from msbgen.model.facts import Call
from msbgen.understand.arguments import Arguments
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene
from msbgen.understand.state import told

__all__ = ["Notes", "environment", "made", "notes", "root_of", "sourced"]

_BASE = ("base", "root")
_SIGNS = ("conda", "forge", "mamba")


@dataclass
class Notes:
    """`roots` are the folders that conda was installed to; `specs` the names of packages that were asked for, by environment;
    `lost` says why it is not known where things lie; `cleaned` whether the packages' cache is empty by now."""

    roots: list[str] = field(default_factory=list)
    specs: dict[str, set[str]] = field(default_factory=dict)
    lost: str | None = None
    cleaned: bool = False


def notes(scene: Scene) -> Notes:
    """What is noted about conda while the lines are read."""
    return scene.noted("conda", Notes)


def made(prefix: str, call: Call, scene: Scene, specs: tuple[str, ...]) -> None:
    """Note an environment, for Python, too: it has an interpreter of its own, and packages of which no table tells."""
    memory(scene).venvs[prefix] = Venv(prefix, call.line, None, prefix)
    memory(scene).installed[call.line, call.argv] = Installation(call.line, prefix, prefix + "/bin", (), unknown="what conda's packages start is not known")
    notes(scene).specs.setdefault(prefix, set()).update(specs)


def root_of(call: Call, given: Arguments, scene: Scene) -> str | None:
    """The root prefix that a call of conda, mamba or micromamba works in; None where it is not known."""
    if call.name == "micromamba":
        value = given.value("-r", "--root-prefix") if given.has("-r", "--root-prefix") else call.env.get("MAMBA_ROOT_PREFIX", "")
        return join(call.cwd, value) if value else None
    program = call.argv[0] or ""
    folders = (posixpath.dirname(join(call.cwd, program) or ""),) if "/" in program else search_path(call.env) or ()
    above = (posixpath.dirname(folder) for folder in folders if posixpath.basename(folder) in ("bin", "condabin"))
    return next((prefix for prefix in above if prefix in notes(scene).roots), None)


def environment(call: Call, given: Arguments, root: str | None, scene: Scene, named: str | None = None) -> str | None:
    """The environment that a command works on: -p, -n, the one that a file names, the active one, the root prefix (conda, "Managing
    environments"). None where it is not known."""
    if given.has("-p", "--prefix"):
        value = given.value("-p", "--prefix")
        return join(call.cwd, value) if value else None
    name = given.value("-n", "--name") if given.has("-n", "--name") else named
    if given.has("-n", "--name") and name is None:
        return None
    if name is None:
        active = told(call.env, "CONDA_PREFIX", "")
        if active:
            return active.rstrip("/")
        name = told(call.env, "CONDA_DEFAULT_ENV", "")
        if active is None or name is None:
            return None
        name = name or "base"
    if "/" in name:
        return join(call.cwd, name)
    if root is None or told(call.env, "CONDA_ENVS_PATH", "") != "" or told(call.env, "CONDA_ENVS_DIRS", "") != "":
        return None
    return root if name in _BASE else f"{root}/envs/{name}"


def sourced(path: str, values: Mapping[str, str | None]) -> Mapping[str, str | None] | None:
    """What `. activate` of a conda sets: which environment it activates stands in its operands, which are not seen here."""
    if path.endswith(("/bin/activate", "/profile.d/conda.sh", "/profile.d/mamba.sh")) and any(sign in path.lower() for sign in _SIGNS):
        return {"PATH": None, "CONDA_PREFIX": None}
    return None
