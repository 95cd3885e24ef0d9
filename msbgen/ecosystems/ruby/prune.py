"""What is taken away at the builder's end: downloaded gems, object files, what only assets needed; and folders that must be there."""

from __future__ import annotations

import shlex

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.ruby.notes import notes
from msbgen.ecosystems.ruby.silent import runs, starts_others, wants_node
from msbgen.model.facts import Facts
from msbgen.model.plan import Run, Setting, Step
from msbgen.understand.paths import covered
from msbgen.understand.scene import Scene

__all__ = ["prune"]

#: programs that read node_modules
_NODE = frozenset({"node", "nodejs", "npm", "npx", "yarn", "pnpm", "bun"})


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Steps for the folders that are copied; None where none of Ruby's is."""
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    known = notes(scene)
    keeping = keep(facts, scene)
    kept = {k.path for k in keeping.paths}
    steps: list[Step] = []
    wanted = [path for path in known.uncertain if path in kept]
    if wanted:
        why = "a folder that is copied must be there, empty or not"
        steps.append(Run((f"mkdir -p {_words(wanted)}",), note="Made only where there is something to put into it", why=why))
    homes = [home for home in known.homes if covered(home, kept)]
    if homes:
        folders = [f"{shlex.quote(home)}/{known.homes[home]}" for home in homes]
        steps.append(Run((f"rm -rf {' '.join(folders)}", f"find {_words(homes)} -path '*/ext/*.o' -type f -delete"),
                         note="Packages that gems were unpacked from, and compilers' objects", why="only the installation of gems reads them"))  # fmt: skip
    assets = _assets(facts, scene, kept)
    if assets:
        steps.append(Run((f"rm -rf {' '.join(shlex.quote(f'{folder}/{part}') for folder in assets for part in ('node_modules', 'tmp/cache/assets'))}",),
                         note="What only the making of assets reads", why="no gem runs JavaScript, and nothing that is started does"))  # fmt: skip
    if not steps:
        return None
    if facts.final.user not in (None, "root", "0"):
        steps.insert(0, Setting("USER", "root", why="the folders may be root's"))
    return Prune(tuple(steps), "what only the installation of gems and the making of assets read", gains=bool(assets), instead=frozenset({"node"} if assets else ()))


def _assets(facts: Facts, scene: Scene, kept: set[str]) -> list[str]:
    """Projects whose assets were made, where nothing that runs JavaScript is left."""
    if not runs(facts, scene) or wants_node(scene) or starts_others(facts, scene) is not None or any(c.name in _NODE for root in facts.roots for c in root.calls):
        return []
    return [folder for folder in notes(scene).assets if covered(folder, kept)]


def _words(paths: list[str]) -> str:
    return " ".join(map(shlex.quote, paths))
