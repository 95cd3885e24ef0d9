"""What is noted about Python while the lines are read in their order: environments made, packages installed."""

from __future__ import annotations

from dataclasses import dataclass, field

from msbgen.ecosystems.python.requirement import Requirement
from msbgen.understand.scene import Scene

__all__ = ["Installation", "Memory", "Venv", "memory"]


@dataclass(frozen=True, slots=True)
class Venv:
    """A virtual environment. `managed` is the folder of an interpreter that a tool fetched for it, None for the system's."""

    path: str
    line: int
    version: str | None = None
    managed: str | None = None


@dataclass(frozen=True, slots=True)
class Installation:
    """What one command installed into the environment whose commands are in `scripts`.

    `requirements` are those named directly and, where a lock file tells, all others (`locked`). `projects` are image paths
    of the program's own projects. `unknown` says why the list may not be whole. `commands` are the names of console scripts
    that own projects declare; `python` is the interpreter's "X.Y".
    """

    line: int
    prefix: str
    scripts: str
    requirements: tuple[Requirement, ...]
    locked: bool = False
    projects: tuple[str, ...] = ()
    unknown: str | None = None
    commands: tuple[str, ...] = ()
    python: str | None = None


@dataclass
class Memory:
    """Filled by effects, read by needs and proofs; asked again, an effect notes the same again under the same key."""

    venvs: dict[str, Venv] = field(default_factory=dict)
    installed: dict[tuple[int, tuple[str | None, ...]], Installation] = field(default_factory=dict)
    #: settings of poetry and pdm by their dotted names, as `poetry config` set them
    config: dict[str, str] = field(default_factory=dict)
    #: pip's settings by their plain names, as `pip config set` set them
    pip: dict[str, str] = field(default_factory=dict)
    #: whether packages were removed from the image's own Python
    removed: bool = False
    #: the folders of interpreters that a tool was told to fetch
    fetched: set[str] = field(default_factory=set)
    #: the program's own sources, once read (sources.Sources)
    sources: object = None

    @property
    def installations(self) -> tuple[Installation, ...]:
        return tuple(self.installed.values())

    @property
    def builds(self) -> bool:
        """Whether a project of the context is built, extension modules included."""
        return any(i.projects for i in self.installed.values())


def memory(scene: Scene) -> Memory:
    """This scene's memory of Python."""
    return scene.noted("python", Memory)
