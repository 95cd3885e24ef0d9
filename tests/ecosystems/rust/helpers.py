"""A Rust project in a folder, and what is understood of a Dockerfile beside it."""

from __future__ import annotations

from functools import partial

from msbgen.ecosystems.base import Ecosystem
from tests.ecosystems import helpers
from tests.ecosystems.helpers import BEFORE, language, write

__all__ = ["BEFORE", "CRATE", "effect", "made", "rust", "write"]

CRATE = '[package]\nname = "my-app"\nversion = "0.1.0"\nedition = "2021"\n'
effect = partial(helpers.effect, base="rust:1.80")
made = partial(helpers.made, base="rust:1.80")


def rust() -> Ecosystem:
    return language("rust")
