"""The effect of a command of a RUN: which part of this language answers for it."""

from __future__ import annotations

from msbgen.ecosystems.python.environment import environment_of, home_of, is_python, version_in
from msbgen.ecosystems.python.invocation import unwrapped
from msbgen.ecosystems.python.memory import Installation, memory
from msbgen.ecosystems.python.pip import evidence, pip_effect, unknown
from msbgen.ecosystems.python.requirement import Requirement, normal
from msbgen.ecosystems.python.run import command_effect, manage_effect, python_effect
from msbgen.ecosystems.python.tools import pdm_effect, pipenv_effect, poetry_effect
from msbgen.ecosystems.python.uv import uv_effect
from msbgen.ecosystems.python.venvs import make_venv
from msbgen.model.facts import Call, Effect, Product
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["effect"]

_INSTALLERS = {"poetry": poetry_effect, "pipenv": pipenv_effect, "pdm": pdm_effect, "uv": uv_effect}


def effect(call: Call, scene: Scene) -> Effect | None:
    """What a command of Python's does; None for one that only its name made look like Python's."""
    inner, tool = unwrapped(call)
    if tool is not None:
        return effect(inner, scene) or unknown(call, f"what `{tool} run {inner.argv[0] or '?'}` writes is not known")
    name = call.name or ""
    if name in ("pip", "pip3") or (name.startswith("pip3.") and version_in(name)):
        return pip_effect(call, call.operands, scene, environment_of(call, scene))
    if is_python(name):
        return python_effect(call, scene)
    if name in _INSTALLERS:
        return _INSTALLERS[name](call, call.operands, scene) or unknown(call, f"what `{name} {call.operands[0] if call.operands else ''}` writes is not known")
    if name == "virtualenv":
        return make_venv(call, call.operands, scene)
    if name == "pipx":
        return _pipx(call, scene)
    if name == "manage.py":
        return manage_effect(call, scene)
    found = command_effect(call, name, call.operands, scene)
    return found or unknown(call, f"what `{name}` writes is not known")


def _pipx(call: Call, scene: Scene) -> Effect:
    """pipx makes an environment for each application (pipx.pypa.io, "How pipx works")."""
    words = [w for w in call.operands if w and not w.startswith("-")]
    if words[:1] == ["ensurepath"]:
        home = home_of(call)
        return Effect("build", "it sets up the shell", evidence(call), scratch=(f"{home}/.bashrc", f"{home}/.profile") if home else (), programs=("pipx",))
    home = home_of(call)
    if words[:1] != ["install"] or home is None or any(o is None for o in call.operands):
        return unknown(call, "what this pipx command writes is not known")
    kept = call.env.get("PIPX_HOME", "") or f"{home}/.local/share/pipx"
    scripts = call.env.get("PIPX_BIN_DIR", "") or f"{home}/.local/bin"
    paths = (join(None, kept), join(None, scripts))
    if None in paths:
        return unknown(call, "where pipx installs to is not known")
    names = tuple(Requirement(normal(w.split("==")[0].split("[")[0])) for w in words[1:])
    memory(scene).installed[call.line, call.argv] = Installation(call.line, kept, scripts, names)
    products = (Product(kept, "library", "python", call.line),)
    return Effect("build", "it installs applications of Python", evidence(call), writes=(kept, scripts), products=products, programs=("pipx",))
