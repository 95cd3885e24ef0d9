"""What `convert` and `new` give back."""

from __future__ import annotations

from typing import Literal

from msbgen.diagnostics import Diagnostic
from msbgen.model.base import Box
from msbgen.model.ledger import Entry
from msbgen.model.plan import BuildPlan

Base = Literal["auto", "scratch", "distroless", "slim", "alpine"]


class Options(Box):
    """How to convert. `base` is a choice of `Base` or an image reference; `like` names an image that holds and sets what the
    Dockerfile's own base does, where no table knows that one, or a build argument chooses it."""

    base: str = "auto"
    nonroot: bool = False
    cache_mounts: bool = False
    templates: str | None = None
    like: str | None = None


class Sizes(Box):
    """Rough sizes of what the images stand on, without the application, in 10⁶ bytes and from the tables (no image is built);
    None where a table has no figure."""

    before_mb: float | None
    after_mb: float | None


class Conversion(Box):
    """A result. `changed` is false when the Dockerfile is left as it is; a diagnostic then says why."""

    dockerfile: str
    changed: bool
    plan: BuildPlan | None
    ledger: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]
    sizes: Sizes | None = None
