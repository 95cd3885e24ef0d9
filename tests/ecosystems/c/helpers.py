"""A C project in a folder, and what is understood of a Dockerfile beside it."""

from __future__ import annotations

from functools import partial

from msbgen.ecosystems.base import Ecosystem
from tests.ecosystems import helpers
from tests.ecosystems.helpers import BEFORE, language, write

__all__ = ["BEFORE", "c", "effect", "made", "write"]

effect = partial(helpers.effect, base="debian:bookworm")
made = partial(helpers.made, base="debian:bookworm")


def c() -> Ecosystem:
    return language("c")
