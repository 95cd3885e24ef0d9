"""What two images say of the container that runs them, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.e2e.docker import Image

__all__ = ["differences"]

#: parts of an image's configuration that describe the container; those that list things may only grow
_SAME = ("WorkingDir", "User", "StopSignal", "Entrypoint", "Cmd", "Shell", "Healthcheck", "OnBuild")
_GROW = ("ExposedPorts", "Volumes", "Labels")


def differences(before: Image, after: Image) -> Iterator[tuple[str, str]]:
    """(part, what changed): settings that the second image lacks or has otherwise. ENV that only the first one's base image
    set does not count."""
    old, new = before.config, after.config
    for part in _SAME:
        if _plain(old, part) != _plain(new, part):
            yield part, f"{old.get(part)!r} became {new.get(part)!r}"
    for part in _GROW:
        lost = {k: v for k, v in (old.get(part) or {}).items() if (new.get(part) or {}).get(k) != v}
        if lost:
            yield part, f"{lost} is lost"
    env = dict(e.split("=", 1) for e in new.get("Env") or ())
    for setting in old.get("Env") or ():
        name, value = setting.split("=", 1)
        if setting not in before.base_env and env.get(name) != value:
            yield "Env", f"{name}={value!r} became {env.get(name)!r}"


def _plain(config: dict[str, Any], part: str) -> Any:
    """Empty and absent are the same; the working folder is / without one."""
    value = config.get(part) or None
    return value or "/" if part == "WorkingDir" else value
