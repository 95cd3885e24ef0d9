"""The cases of the golden tests: a project, what is said of it, and the file that holds the result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from msbgen import Conversion, new
from msbgen.model.project import project
from tests.new.projects import PROJECTS, build

__all__ = ["CASES", "GOLDEN", "Case", "result"]

GOLDEN = Path(__file__).resolve().parent / "golden"


@dataclass(frozen=True, slots=True)
class Case:
    name: str
    project: str
    lang: str
    says: Mapping[str, Any] = field(default_factory=dict)

    @property
    def expected(self) -> Path:
        return GOLDEN / f"{self.name.replace(chr(58), chr(45))}.Dockerfile"


def _lang(name: str) -> str:
    return name.partition("-")[0]


CASES = [
    *(Case(f"{name}.auto", name, _lang(name)) for name in PROJECTS),
    *(Case(f"go.{base}", "go", "go", {"base": base, "port": 8080}) for base in ("scratch", "slim", "distroless", "alpine", "debian:bookworm")),
    *(Case(f"node.{base}", "node", "node", {"base": base, "port": 8080}) for base in ("slim", "distroless", "alpine")),
    *(Case(f"python.{base}", "python", "python", {"base": base, "port": 8000}) for base in ("slim", "distroless", "alpine")),
    Case("go.plain", "go", "go", {"nonroot": False, "cache_mounts": False}),
    Case("node.plain", "node-build", "node", {"nonroot": False, "cache_mounts": False, "base": "slim"}),
    Case("python.plain", "python-flask", "python", {"nonroot": False, "cache_mounts": False, "base": "slim"}),
    Case(
        "everything", "python", "python",
        {
            "name": "all", "version": "3.13", "port": 9000, "entry": "main.py", "base": "slim", "packages": ["libpq5"], "build_packages": ["gcc"],
            "env": {"GREETING": 'say "$HOME"'}, "healthcheck": ["python", "-c", "pass"], "workdir": "/srv/all", "writable": ["/data"],
            "build": ["python -m compileall -q ."], "start": ["python", "-u", "main.py"],
        },
    ),
]  # fmt: skip


def result(case: Case, folder: Path) -> Conversion:
    """What `new` writes for a case, whose project is put into the folder."""
    return new(project({"lang": case.lang, **case.says}), context=build(case.project, folder))
