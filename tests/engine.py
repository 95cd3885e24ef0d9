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
from pathlib import Path

__all__ = ["Engine"]


class Engine:
    """`docker`, as far as the tests need it; all output is text."""

    def answers(self) -> bool:
        """Whether an engine is there."""
        return shutil.which("docker") is not None and self._docker("version", check=False).returncode == 0

    def build(self, dockerfile: str, *, context: Path | None = None, target: str | None = None) -> str:
        """Builds and returns the image's id; the context is an empty folder unless it is given."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, "Dockerfile")
            file.write_bytes(dockerfile.encode("utf-8", "surrogateescape"))
            if bases := os.environ.get("MSBGEN_E2E_BASES"):
                subprocess.run([*shlex.split(bases), str(file)], check=True, capture_output=True)
            (empty := Path(folder, "context")).mkdir()
            stage = ["--target", target] if target else []
            built = self._docker(
                "buildx", "build", "--load", "-q", "-f", str(file), *stage, str(context or empty), check=False
            )
            assert built.returncode == 0, built.stderr
            return built.stdout.strip()

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
