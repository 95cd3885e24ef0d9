"""Reading what a command is given and writing what it makes: the only code of msbgen's that writes files."""

from __future__ import annotations

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from msbgen.errors import UsageError

__all__ = ["dockerfile_in", "read_input", "write_file", "write_files", "write_stdout"]

#: A Dockerfile of more bytes is somebody's mistake (the largest public one known has 0.3 MB).
_LARGEST = 32 * 1024 * 1024


def dockerfile_in(path: Path) -> Path:
    """The file itself, or a folder's Dockerfile."""
    return path / "Dockerfile" if path.is_dir() else path


def read_input(name: str) -> bytes:
    """The bytes of the file, "-" for standard input. Raises UsageError where it cannot be read."""
    try:
        if name == "-":
            if sys.stdin is None:
                raise UsageError("standard input is closed")
            data = sys.stdin.buffer.read(_LARGEST + 1)
        else:
            with open(name, "rb") as file:
                data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise UsageError(f"no such file: {name}", hint="give the Dockerfile's path, or - for standard input") from None
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot read {name}: {_told(error)}") from None
    if len(data) > _LARGEST:
        raise UsageError(f"{name} has more than {_LARGEST:,} bytes: not a Dockerfile")
    return data


def write_file(path: Path, data: bytes, *, overwrite: bool) -> None:
    """Writes the whole file or nothing of it.

    What replaces a file keeps its mode and, where it may, its owner; a symbolic link stays and the file that it names is replaced. Raises UsageError
    where it cannot be written, or exists and `overwrite` is false.
    """
    try:
        target = Path(os.path.realpath(path, strict=False))
        there = target.stat() if target.exists() else None
        if there is not None and not stat.S_ISREG(there.st_mode):
            if stat.S_ISDIR(there.st_mode):
                raise UsageError(f"cannot write {path}: it is a folder")
            target.write_bytes(data)  # a device or a pipe
            return
        if there is not None and not overwrite:
            raise UsageError(f"{path} exists", hint="--force overwrites it")
        _replace(target, data, there)
    except (OSError, ValueError) as error:
        raise UsageError(f"cannot write {path}: {_told(error)}") from None


def write_files(texts: Mapping[Path, bytes], *, overwrite: bool) -> None:
    """Writes all of the files, or none where one of them exists and `overwrite` is false. Raises UsageError as `write_file` does."""
    for path in texts if not overwrite else ():
        if path.is_file():
            raise UsageError(f"{path} exists", hint="--force overwrites it")
    for path, data in texts.items():
        write_file(path, data, overwrite=overwrite)


def _replace(target: Path, data: bytes, there: os.stat_result | None) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:100]}.", dir=target.parent)
    try:
        with open(handle, "wb") as file:
            file.write(data)
        if there is not None:
            with contextlib.suppress(OSError):  # only root may give a file away
                os.chown(name, there.st_uid, there.st_gid)
        os.chmod(name, stat.S_IMODE(there.st_mode) if there is not None else 0o666 & ~_umask())
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


def write_stdout(data: bytes) -> None:
    """Raises BrokenPipeError where nobody reads any more, UsageError where standard output cannot be written."""
    if sys.stdout is None:
        raise UsageError("standard output is closed")
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # what is left in the buffer would fail again when Python exits
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise UsageError(f"cannot write standard output: {_told(error)}") from None


def _told(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
