"""A real Docker Engine for the end-to-end tests, through its own command.

MSBGEN_E2E_BASES may name a command that gets a Dockerfile's path and makes its base images present, for machines without a
registry.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

__all__ = ["Engine"]

#: base images are made one after the other
_BASES = threading.Lock()


class Engine:
    """`docker`, as far as the tests need it; all output is text."""

    def answers(self) -> bool:
        """Whether an engine is there."""
        return shutil.which("docker") is not None and self._docker("version", check=False).returncode == 0

    def build(self, dockerfile: str, *, context: Path | None = None, target: str | None = None) -> str:
        """Builds and returns the image's id; the context is an empty folder unless it is given."""
        with self._written(dockerfile, context) as words:
            stage = ["--target", target] if target else []
            built = self._docker("buildx", "build", "--load", "-q", *stage, *words, check=False)
            assert built.returncode == 0, built.stderr
            return built.stdout.strip()

    def warm(self, dockerfile: str, context: Path) -> None:
        """Builds into the builder's cache alone, so that `build` has less to do later; what fails there fails again."""
        with self._written(dockerfile, context) as words:
            self._docker("buildx", "build", "--output", "type=cacheonly", "-q", *words, check=False)

    @contextmanager
    def _written(self, dockerfile: str, context: Path | None) -> Iterator[list[str]]:
        """What to tell the builder of a Dockerfile, whose base images are made present first."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "Dockerfile")
            file.write_bytes(dockerfile.encode("utf-8", "surrogateescape"))
            if bases := os.environ.get("MSBGEN_E2E_BASES"):
                with _BASES:
                    subprocess.run([*shlex.split(bases), str(file)], check=True, capture_output=True)
            (empty := Path(folder, "context")).mkdir()
            yield ["-f", str(file), str(context or empty)]

    def run(self, image: str, *arguments: str) -> str:
        """Runs a container to its end and returns what it printed."""
        ran = self._docker("run", "--rm", "--network", "none", image, *arguments, check=False)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout

    def _docker(self, *arguments: str, check: bool, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(["docker", *arguments], check=check, capture_output=True, text=True, errors="replace", input=stdin)

    def _raw(self, *arguments: str) -> bytes:
        """A command's output as it is."""
        return subprocess.run(["docker", *arguments], check=True, capture_output=True).stdout
