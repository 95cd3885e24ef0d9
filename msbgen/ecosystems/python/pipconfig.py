"""pip's own configuration (pip's guide, "Configuration"): files that COPY brings, `pip config set`, PIP_… variables."""

from __future__ import annotations

import posixpath
from configparser import ConfigParser
from configparser import Error as ConfigError

from msbgen.ecosystems.python.environment import home_of
from msbgen.ecosystems.python.memory import memory
from msbgen.model.facts import Call
from msbgen.understand.arguments import Arguments
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["Configuration", "configuration", "configure"]


class Configuration:
    """What `pip install` is told beside its command line; a value is None where it cannot be known."""

    def __init__(self, call: Call, values: dict[str, str]) -> None:
        self._call = call
        self._values = values

    def value(self, given: Arguments, option: str, *letters: str) -> str | None:
        """The value of a long option: of the command line, else of PIP_OPTION, else of a file; "" where nobody gives one."""
        if given.has(option, *letters):
            return given.value(option, *letters)
        name = option.removeprefix("--")
        variable = "PIP_" + name.upper().replace("-", "_")
        return self._call.env.get(variable, "") if variable in self._call.env else self._values.get(name, "")


def configuration(call: Call, scene: Scene, prefix: str) -> Configuration | str:
    """The configuration for an environment with this sys.prefix, or why it is not known."""
    values: dict[str, str] = {}
    home = home_of(call)
    folders = (call.env.get("XDG_CONFIG_HOME", "") or f"{home}/.config", f"{home}/.pip")
    user = (*(posixpath.join(f, "pip.conf") for f in folders[1:]), posixpath.join(folders[0], "pip/pip.conf"))
    named = call.env.get("PIP_CONFIG_FILE", "")
    if named is None:
        return "which configuration pip reads is not known"
    for path in ("/etc/xdg/pip/pip.conf", "/etc/pip.conf", *user, posixpath.join(prefix, "pip.conf"), join(call.cwd, named) if named else None):
        text = scene.read(path) if path is not None else None
        if text is not None:
            found = _read(text)
            if found is None:
                return f"{path} cannot be read"
            values.update(found)
    values.update(memory(scene).pip)
    return Configuration(call, values)


def configure(words: tuple[str | None, ...], scene: Scene) -> bool:
    """Note what `pip config set SECTION.KEY VALUE` sets; whether it is known what that is."""
    if words[:1] != ("set",):
        return True
    if len(words) != 3 or words[1] is None or words[2] is None:
        return False
    section, _, key = words[1].partition(".")
    if section in ("global", "install"):
        memory(scene).pip[_plain(key)] = words[2]
    return True


def _read(text: str) -> dict[str, str] | None:
    """What a file says for `pip install`: its own section wins over the one for all commands."""
    parser = ConfigParser(interpolation=None)
    try:
        parser.read_string(text)
    except ConfigError:
        return None
    return {_plain(key): value for section in ("global", "install") if parser.has_section(section) for key, value in parser.items(section)}


def _plain(key: str) -> str:
    return key.replace("_", "-").removeprefix("--")
