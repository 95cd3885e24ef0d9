"""COPY and ADD: what they put where."""

from __future__ import annotations

import posixpath
from typing import Literal

from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Placed, State
from msbgen.read.expand import names
from msbgen.understand.paths import join
from msbgen.understand.state import resolve
from msbgen.understand.timeline import Scope

__all__ = ["placed_by"]

_URL = ("http://", "https://", "git@", "git://")
_ARCHIVES = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")


def placed_by(instruction: Instruction, state: State, stages: tuple[str, ...], escape: str) -> Placed | str:
    """What a COPY or ADD places, or why that is not known. `stages` are the names of earlier stages, lower-case."""
    values = Scope(state.env, state.args)
    words = [resolve(word, values, escape) if not instruction.json or "$" in word else word for word in instruction.args]
    if len(words) < 2:
        return "it has no destination"
    if any(w is None for w in words):
        return "its paths depend on a value that is not known"
    *sources, dest = (w or "" for w in words)
    path = join(state.workdir, dest)
    if path is None:
        return "its destination depends on a WORKDIR that is not known"
    origin: Literal["context", "url", "stage", "image", "inline"] = "context"
    stage = instruction.flag("from")
    if instruction.heredocs and all(s.startswith("<<") for s in sources):
        origin, sources = "inline", [h.name for h in instruction.heredocs]
    elif stage is not None:
        origin = "stage" if stage.lower() in stages or stage.isdigit() else "image"
    elif any(s.startswith(_URL) or s.endswith(".git") for s in sources):
        origin = "url"
    into = dest.endswith("/") or len(sources) > 1 or posixpath.basename(dest) in (".", "..") or dest == "."
    chosen = origin == "context" and any("$" in word and not state.args.keys().isdisjoint(names(word, escape)) for word in instruction.args[:-1])
    return Placed(path, tuple(sources), origin, into or path == state.workdir, instruction.flag("chown"), instruction.flag("chmod"), instruction.line, chosen)


def unpacks(placed: Placed, keyword: str) -> bool:
    """Whether ADD unpacks an archive of the context into the destination."""
    return keyword == "ADD" and placed.origin == "context" and any(s.endswith(_ARCHIVES) for s in placed.sources)
