"""A conversion with one of everything."""

from __future__ import annotations

from msbgen.diagnostics import Diagnostic
from msbgen.model.conversion import Conversion, Sizes
from msbgen.model.ledger import Entry, Evidence
from msbgen.model.plan import (
    BaseReport,
    BuildPlan,
    Copy,
    Env,
    Libraries,
    MakeUser,
    Packages,
    Run,
    Setting,
    Source,
    Stage,
    Start,
    System,
)

BEFORE = """\
# syntax=docker/dockerfile:1
FROM golang:1.23
WORKDIR /app
COPY . .
RUN go build \\
    -o myapp
CMD ["/app/myapp"]
"""

_BUILDER = Stage(
    "builder",
    "golang:1.23",
    (
        Source("WORKDIR /app\n", 3),
        Source("# all of it\nCOPY . .\n", 4),
        Source("RUN go build \\\n    -o myapp\n", 5),
        Libraries(("/app/myapp",), "/libraries", loader=True),
        System(("/etc/passwd",), ("/tmp",), "/system"),
        Run(("mkdir /x", "touch /x/y"), caches=("/root/.cache",)),
    ),
)
_RUNTIME = Stage(
    None,
    "gcr.io/distroless/static-debian12:nonroot",
    (
        Packages("apt", ("tini",)),
        MakeUser("app", 10001, "apt"),
        Setting("WORKDIR", "/app"),
        Copy(("/app/myapp",), "/app/myapp", "builder", why="the program"),
        Copy(("here",), "/there"),
        Env((("A", "b"),)),
        Start("CMD", ("/app/myapp",)),
    ),
    note="what ships",
)

CONVERSION = Conversion.make(
    dockerfile="FROM golang:1.23 AS builder\n",
    changed=True,
    plan=BuildPlan.make(
        preamble="# syntax=docker/dockerfile:1\n",
        stages=(_BUILDER, _RUNTIME),
        base=BaseReport(
            "gcr.io/distroless/static-debian12:nonroot",
            None,
            holds=("CA certificates", "tzdata"),
            lacks=("shell", "package manager", "libc"),
            size_mb=2.1,
            why="the program is statically linked and starts no shell",
        ),
    ),
    ledger=(
        Entry(2, 2, None, "FROM golang:1.23", "builder", "it compiles"),
        Entry(3, 3, None, "WORKDIR /app", "both", "the program's folder"),
        Entry(4, 4, None, "COPY . .", "builder", "sources"),
        Entry(
            5, 6, 0, "go build -o myapp", "copied", "makes /app/myapp", (Evidence("commands: go build", "-o names it"),)
        ),
        Entry(7, 7, None, 'CMD ["/app/myapp"]', "runtime", "starts the program"),
    ),
    diagnostics=(Diagnostic("MSB003", "info", "told", line=1, hint="so"),),
    sizes=Sizes.make(before_mb=895.4, after_mb=7.46),
)
