"""What is taken away at the builder's end: downloaded gems, object files, what only assets needed; and folders that must be there."""

from __future__ import annotations

import shlex

from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root, ensured, makers, runs_javascript
from msbgen.ecosystems.ruby.notes import notes
from msbgen.ecosystems.ruby.silent import runs, starts_others, wants_node
from msbgen.model.facts import Facts
from msbgen.model.plan import Run
from msbgen.understand.paths import covered
from msbgen.understand.scene import Scene

__all__ = ["prune"]


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """Steps for the folders that are copied; None where none of Ruby's is."""
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    known = notes(scene)
    kept = {k.path for k in keep(facts, scene).paths}
    steps = ensured(known.uncertain, facts, scene)
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
    gone = makers((f"{folder}/node_modules" for folder in assets), facts)
    return Prune(as_root(steps, facts, "the folders may be root's"), "what only the installation of gems and the making of assets read", gains=bool(assets), instead=gone)


def _assets(facts: Facts, scene: Scene, kept: set[str]) -> list[str]:
    """Projects whose assets were made, where nothing that runs JavaScript is left."""
    if not runs(facts, scene) or wants_node(scene) or starts_others(facts, scene) is not None or any(runs_javascript(c.name) for root in facts.roots for c in root.calls):
        return []
    return [folder for folder in notes(scene).assets if covered(folder, kept)]


def _words(paths: list[str]) -> str:
    return " ".join(map(shlex.quote, paths))
