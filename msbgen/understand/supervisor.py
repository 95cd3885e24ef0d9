"""supervisord: the programs that its configuration names (supervisord.org, "Configuration File")."""

from __future__ import annotations

import fnmatch
import posixpath
import shlex
from collections.abc import Iterator
from configparser import Error, RawConfigParser
from dataclasses import replace

from msbgen.model.facts import Call
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["supervised"]

#: where it looks without -c, in this order; Debian's package brings the third
_DEFAULTS = ("../etc/supervisord.conf", "../supervisord.conf", "supervisord.conf", "etc/supervisord.conf", "/etc/supervisord.conf",
             "/etc/supervisor/supervisord.conf")  # fmt: skip
_VALUED = ("-c", "--configuration", "-u", "--user", "-m", "--umask", "-d", "--directory", "-l", "--logfile", "-y", "-z", "-e", "-j", "-i", "-q", "-a")
_PROGRAMS = ("program:", "fcgi-program:", "eventlistener:")


def supervised(call: Call, scene: Scene) -> tuple[Call, ...] | str:
    """The commands that supervisord starts, or why they are not known."""
    given = parse(call.operands, _VALUED)
    named = given.value("-c", "--configuration")
    if given.has("-c", "--configuration") and named is None:
        return "which configuration supervisord reads is not known"
    paths = [join(call.cwd, name) for name in ((named,) if named else _DEFAULTS)]
    path = next((p for p in paths if p and scene.read(p) is not None), None)
    if path is None:
        return "supervisord's configuration is not in the build context"
    found: list[Call] = []
    for file in (path, *_included(path, scene)):
        config = _read(file, scene)
        if config is None:
            return f"{file} cannot be read"
        for section in config.sections():
            if section.startswith(_PROGRAMS):
                words = _words(config.get(section, "command", fallback=""))
                if words is None:
                    return f"what [{section}] in {file} starts is not known"
                folder = config.get(section, "directory", fallback="").split(";")[0].strip()
                found.append(replace(call, argv=words, cwd=join(call.cwd, folder) if folder else call.cwd))
    return tuple(found)


def _read(path: str, scene: Scene) -> RawConfigParser | None:
    text = scene.read(path)
    config = RawConfigParser(strict=False, inline_comment_prefixes=(" ;", "\t;"))
    try:
        config.read_string(text or "")
    except Error:
        return None
    return None if text is None else config


def _included(path: str, scene: Scene) -> Iterator[str]:
    """Files of the [include] section, as far as the build context shows them."""
    config = _read(path, scene)
    folder = posixpath.dirname(path)
    for pattern in (config.get("include", "files", fallback="") if config else "").split():
        full = join(folder, pattern)
        for placed in scene.placements if full else ():
            yield from (image for image, _ in scene.files(placed) or () if fnmatch.fnmatchcase(image, full or ""))


def _words(command: str) -> tuple[str | None, ...] | None:
    """Words as shlex splits them, which is what supervisord does; None for one that it fills in, or none at all."""
    try:
        words = shlex.split(command)
    except ValueError:
        return None
    return tuple(None if "%(" in word else word for word in words) or None
