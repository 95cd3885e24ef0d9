"""Compiled templates, kept among msbgen's own compiled modules: compiling them anew would cost a tenth of a whole run.

Jinja checks each against its source, Python's version and that of its own bytecode before it is used.
"""

from __future__ import annotations

import contextlib
import pickle
import sys
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache

__all__ = ["Compiled"]

_FOLDER = Path(__file__).resolve().parent / "__pycache__"


class Compiled(FileSystemBytecodeCache):
    """Reads where it can and writes where it may; neither ever fails."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        super().__init__(str(folder), "%s.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (OSError, EOFError, ValueError, TypeError, pickle.UnpicklingError):  # not what was once written
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(exist_ok=True)
            super().dump_bytecode(bucket)
