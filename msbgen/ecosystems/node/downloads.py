"""What is downloaded into the home folder of who builds, and is needed at run time: browsers, and package managers by corepack."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterable, Mapping

from msbgen.ecosystems.node.action import Action, home
from msbgen.ecosystems.node.locks import lock_file, production
from msbgen.ecosystems.node.manifest import Manifest
from msbgen.ecosystems.node.table import read_table
from msbgen.model.facts import Call
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["browsers", "corepack_folder", "downloaded", "made_sure", "note_manager"]

#: kinds of actions for which corepack's `pnpm` and `yarn` fetch the package manager first
_STARTS = frozenset({"install", "run", "exec", "prune", "rebuild", "deploy", "global", "link", "settings"})


def browsers(action: Action, manifest: Manifest | None, call: Call, scene: Scene) -> tuple[str, ...]:
    """Folders outside of the project into which install scripts of its dependencies download (browsers, a database)."""
    if manifest is None or not action.scripts or action.folder is None:
        return ()
    path = lock_file(scene, action.folder, action.manager)
    text = scene.read(path) if path else None
    locked = production(text, posixpath.basename(path), manifest) if path and text is not None else None
    names = {*manifest.production, *(p.name for p in locked or ())}
    rows: Mapping[str, Mapping[str, list[str]]] = read_table("packages")["downloads"]
    found = []
    for name in rows.keys() & names:
        row = rows[name]
        if any(call.env.get(skip) not in (None, "", "0", "false") for skip in row.get("unless", ())):
            continue
        for place in row["folders"]:
            variable, _, default = place.partition("=")
            found.append(call.env.get(variable) or posixpath.join(home(call), default))
    kept = tuple(dict.fromkeys(p for p in found if not below(p, action.folder)))
    downloaded(scene).update(dict.fromkeys(kept))
    return kept


def corepack_folder(call: Call) -> str:
    """Where corepack keeps what it downloads (nodejs/corepack, README, COREPACK_HOME)."""
    cache = call.env.get("XDG_CACHE_HOME") or posixpath.join(home(call), ".cache")
    return call.env.get("COREPACK_HOME") or posixpath.join(cache, "node/corepack")


def note_manager(action: Action, call: Call, scene: Scene) -> str | None:
    """The folder into which corepack has fetched a package manager by the end of this call; None where it fetches none."""
    enabled: frozenset[str] = scene.memory.get("node.corepack", frozenset())
    if call.name not in enabled or action.kind not in _STARTS:
        return None
    folder = corepack_folder(call)
    downloaded(scene)[folder] = None
    return folder


def downloaded(scene: Scene) -> dict[str, None]:
    """All such folders so far. Whether one is there is not sure: versions and settings decide that."""
    found: dict[str, None] = scene.memory.setdefault("node.downloads", {})
    return found


def made_sure(paths: Iterable[str]) -> str:
    """A command after which these folders are there, empty where nothing was downloaded, and their owner's."""
    parts = []
    for path in paths:
        made = f"mkdir -p {shlex.quote(path)}"
        names = path.split("/")
        if names[1] == "home" and len(names) > 3:  # as the one's whose home it is
            home, top = shlex.quote("/".join(names[:3])), shlex.quote(names[3])
            made = f'{{ {made} && chown -R "$(stat -c %u:%g {home})" {home}/{top}; }}'
        parts.append(f"[ -e {shlex.quote(path)} ] || {made}")
    return parts[0] if len(parts) == 1 else " && ".join(f"{{ {part}; }}" for part in parts)
