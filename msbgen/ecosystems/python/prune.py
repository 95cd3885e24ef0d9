"""What can be removed at the builder's end before its folders are copied: pip, where nothing that runs can ask for it."""

from __future__ import annotations

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.python.environment import official, system
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.sources import sources
from msbgen.model.facts import Facts
from msbgen.model.plan import Run
from msbgen.understand.scene import Scene

__all__ = ["prune"]

#: a program that mentions one of these may use pip, or look it up among the installed distributions
_MENTIONS = ("import pip", "from pip", "'pip'", '"pip"', "-m pip", "ensurepip", "pip install")


def prune(facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
    """Remove pip from an interpreter that is carried whole: nothing there starts it, and 12 MB are saved.

    Only as root, who owns it. In a runtime stage that has an interpreter of its own, pip is there anyway.
    """
    if not carried or not official(scene.base) or facts.final.user not in (None, "root", "0"):
        return None
    if isinstance(system(scene), str) or not memory(scene).installed:
        return None
    if any(call.name and call.name.startswith("pip") for root in facts.roots for call in root.calls):
        return None
    if any(sources(facts, scene).mentions(word) for word in _MENTIONS):
        return None
    step = Run(("pip uninstall -y pip",), note="Nothing that runs needs pip", why="it is 12 MB, and nothing that runs starts it")
    return Prune((step,), "nothing that runs needs pip")
