"""What is noted while a Dockerfile's lines are read in order: settings that `go env -w` left, modules that `go mod init` made."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.ecosystems.go.sources import Tree, tree_of
from msbgen.understand.scene import Scene

__all__ = ["Notes", "notes"]


@dataclass
class Notes:
    """Kept in the scene. `written` are variables of `go env -w` (None: unset again or not known), `modules` maps a folder
    to the module path that `go mod init` gave it (None: not known), `changed` tells that modules were added or updated."""

    written: dict[str, str | None] = field(default_factory=dict)
    modules: dict[str, str | None] = field(default_factory=dict)
    changed: list[int] = field(default_factory=list)
    _tree: tuple[int, Tree] | None = field(default=None, compare=False)  # read of the placements, which are compared

    def __deepcopy__(self, _: dict[int, object]) -> Notes:
        """The tree only shows files, so copies may share it."""
        return Notes(dict(self.written), dict(self.modules), list(self.changed), self._tree)

    def tree(self, scene: Scene) -> Tree:
        """The files that COPY and ADD have put in place so far."""
        count = len(scene.placements)
        if self._tree is None or self._tree[0] != count:
            self._tree = (count, tree_of(scene))
        return self._tree[1]


def notes(scene: Scene) -> Notes:
    """The notes of this scene."""
    return scene.noted("go", Notes)
