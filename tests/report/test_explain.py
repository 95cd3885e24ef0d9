"""The report for people."""

from __future__ import annotations

import re

import pytest

from msbgen.model.conversion import Conversion
from msbgen.model.ledger import Entry
from msbgen.read import read
from msbgen.report.explain import explain
from tests.report.conversion import BEFORE, CONVERSION


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def test_all_of_it() -> None:
    assert (
        explain(CONVERSION, read(BEFORE))
        == """\
WHAT BECAME OF EACH LINE
    2  builder only  FROM golang:1.23
                       it compiles
    3  in both       WORKDIR /app
                       the program's folder
    4  builder only  COPY . .
                       sources
  5-6  copied over   go build -o myapp
                       makes /app/myapp (commands: go build: -o names it)
    7  moved         CMD ["/app/myapp"]
                       starts the program

LAYERS BEFORE
  FROM golang:1.23
    WORKDIR /app
    COPY . .
    RUN go build -o myapp

LAYERS AFTER
  FROM golang:1.23 AS builder  (does not ship)
    WORKDIR /app
    COPY . .
    RUN go build -o myapp
    RUN collect the shared libraries that /app/myapp link to
    RUN gather /etc/passwd /tmp
    RUN mkdir /x && touch /x/y
  FROM gcr.io/distroless/static-debian12:nonroot  (ships)
    RUN apt: install tini
    RUN make the user app (10001)
    WORKDIR /app
    COPY --from=builder /app/myapp /app/myapp
    COPY here /there

THE IMAGE'S BASE
  gcr.io/distroless/static-debian12:nonroot (no C library, about 2.1 MB)
    the program is statically linked and starts no shell
    holds: CA certificates, tzdata
    lacks: shell, package manager, libc
    without shell: no `docker exec … sh` and no shell form: look inside with `docker cp`, `docker
      export` or a debug image
    without package manager: nothing can be installed in it: what it needs is copied, and updates
      come with a new base
    without libc: only statically linked programs start

SIZE OF WHAT THEY STAND ON, WITHOUT THE APPLICATION
  before: about 895 MB
  after: about 7.5 MB (from tables; nothing was built)
"""
    )


@pytest.mark.parametrize("width", [1, 40, 60, 80, 200])
def test_it_wraps_to_the_terminal(width: int) -> None:
    text = explain(CONVERSION, read(BEFORE), width)
    assert max(map(len, text.splitlines())) <= max(width, 60)  # a long image's name stays whole
    for entry in CONVERSION.ledger:
        assert entry.reason in squeezed(text)


def test_a_file_that_is_left_alone() -> None:
    entry = Entry(1, 1, None, "FROM " + "x" * 200 + "\udcff", "kept", "nothing to split")
    other = Entry(2, 2, None, "CMD y", "kept", "nothing to split")
    conversion = Conversion.make(dockerfile="FROM x", changed=False, plan=None, ledger=(entry, other), diagnostics=())
    text = explain(conversion, read("FROM x"), 60)
    assert "as it is  FROM xxx" in text
    assert "…\n" in text
    assert text.count("nothing to split") == 1
    assert "AFTER" not in text
    text.encode()


def test_each_kind_of_step_is_told() -> None:
    """A step without a line of its own would be None."""
    from typing import get_args

    from msbgen.model import plan

    made = {
        "copy": plan.Copy(("/a",), "/a"), "env": plan.Env((("A", "b"),)), "libraries": plan.Libraries(("/a",), "/r", loader=False),
        "packages": plan.Packages("apt", ("a",)), "run": plan.Run(("a",)), "setting": plan.Setting("USER", "a"), "source": plan.Source("RUN a", 1),
        "start": plan.Start("CMD", ("a",)), "strip": plan.Strip("apt", ("gcc",), (), "/r"), "system": plan.System(("/a",), (), "/r"),
        "user": plan.MakeUser("a", 1, None),
    }  # fmt: skip
    assert {type(step) for step in made.values()} == set(get_args(plan.Step))
    for step in made.values():
        whole = plan.BuildPlan.make(stages=(plan.Stage("builder", "x", ()), plan.Stage(None, "y", (step,))))
        text = explain(CONVERSION.model_copy(update={"plan": whole}), read(BEFORE))
        assert "y" in text
    assert "RUN take away gcc" in explain(CONVERSION.model_copy(update={"plan": plan.BuildPlan.make(stages=(plan.Stage(None, "y", (made["strip"],)),))}), read(BEFORE))
