"""wait-for-it.sh: a script, of which projects have copies, that waits for a port and starts what stands behind `--`.

It starts itself once more through timeout, and its words as an array, which is more than the shell reader follows; what it is, is
told by its own second line, and it must run nothing that the original does not (data/helpers.toml).
"""

from __future__ import annotations

from collections.abc import Iterable

from msbgen.model.facts import Call
from msbgen.understand.helpers import waits
from msbgen.understand.started import BUILTINS

__all__ = ["awaited", "is_waiting", "of_script"]


def is_waiting(text: str) -> bool:
    """Whether a script says that it is wait-for-it.sh, and starts its words as that does."""
    known = waits()
    return known["mark"] in text[:200] and any(end in text for end in known["ends"])


def of_script(calls: Iterable[Call], *, busybox: bool) -> tuple[Call, ...] | None:
    """The programs that the script itself runs; None where it runs one that the original does not. Only where timeout is busybox's it
    runs nc, which busybox has, too."""
    tools = waits()["tools"]
    found = tuple(c for c in calls if c.name is not None)
    if not all(c.name in tools or c.name in BUILTINS for c in found):
        return None
    return tuple(c for c in found if c.name in tools and (busybox or c.name != "nc"))


def awaited(words: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """The command that the script starts when it has waited: what stands behind the first `--`."""
    return words[words.index("--") + 1 :] if "--" in words else ()
