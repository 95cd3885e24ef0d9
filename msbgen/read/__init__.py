"""Dockerfile text to model: lossless, with a place for everything; variable expansion; image references."""

from __future__ import annotations

from msbgen.read.encoding import decode, encode
from msbgen.read.reader import read
from msbgen.read.validate import validate

__all__ = ["decode", "encode", "read", "validate"]
