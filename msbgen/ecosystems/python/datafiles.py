"""Files that a project's installation puts beside its packages: below the environment's own folder, such as /usr/local/share."""

from __future__ import annotations

from configparser import ConfigParser
from configparser import Error as ConfigError
from typing import Any

from msbgen.ecosystems.python.setupfile import arguments_of

__all__ = ["files_beside"]

#: where each build backend is told of such files: keys of pyproject.toml's tool table. What is read there is a table by target folder,
#: or one by scheme (data, scripts, headers …), whose "data" lies in the environment's folder itself. Sources: setuptools "Data files
#: support"; hatch "Wheel builder"; flit "pyproject.toml", external data; pdm-backend "Build configuration"; uv "The uv build backend"
_TOLD = {
    "setuptools": ("setuptools", "data-files"),
    "hatchling": ("hatch", "build", "targets", "wheel", "shared-data"),
    "flit_core": ("flit", "external-data"),
    "flit": ("flit", "external-data"),
    "pdm": ("pdm", "build", "wheel-data"),
    "uv_build": ("uv", "build-backend", "data"),
    "poetry": (),
    "maturin": ("maturin", "data"),
}


class _AsWritten(ConfigParser):
    """Keys stay as they are: here they are folders."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def files_beside(pyproject: dict[str, Any], setup: str, config: str) -> tuple[str, ...] | None:
    """The folders, as seen from the environment's own; "" for that itself; None where they are not known."""
    backend = str(pyproject.get("build-system", {}).get("build-backend", "setuptools.build_meta")).split(".")[0]
    if backend not in _TOLD:
        return None
    table: Any = pyproject.get("tool", {})
    for key in _TOLD[backend] or ("",):
        table = table.get(key, {}) if isinstance(table, dict) else {}
    if backend == "hatchling":
        return None if not isinstance(table, dict) else tuple(str(target).rpartition("/")[0] for target in table.values())
    if backend == "setuptools":
        return _of_setuptools(table, setup, config)
    return None if table else ()  # a folder whose contents are copied, or schemes: rare, and not looked into


def _of_setuptools(table: Any, setup: str, config: str) -> tuple[str, ...] | None:
    """data_files of setup.py, options.data_files of setup.cfg, tool.setuptools.data-files."""
    found = [str(target) for target in table] if isinstance(table, dict) else []
    parser = _AsWritten(interpolation=None)
    try:
        parser.read_string(config)
    except ConfigError:
        return None
    if parser.has_section("options.data_files"):
        found.extend(parser.options("options.data_files"))
    arguments = arguments_of(setup) if setup.strip() else {}
    if arguments is None or arguments.get("data_files", []) is None or "headers" in arguments:
        return None
    found.extend(str(pair[0]) if isinstance(pair, tuple | list) and pair else "" for pair in arguments.get("data_files", []))
    return tuple(f for f in found if not f.startswith("/"))  # an absolute one goes below the packages (wheel's bdist_wheel)
