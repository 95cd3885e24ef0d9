"""The shell text that templates write: it can be read, and no failure is lost in a pipe."""

from __future__ import annotations

import pytest

from msbgen.model.plan import BuildPlan, Libraries, Packages, Stage, Step, Strip, System
from msbgen.model.shell import Pipeline
from msbgen.read import read
from msbgen.read.shell_instruction import script_of
from msbgen.render import render
from tests.read.walk import nodes

STEPS: tuple[Step, ...] = (
    Libraries(("/app",), "/runtime", loader=True),
    Libraries(("/app",), "/runtime", loader=False, present=("*/libx.so*",)),
    System(("/etc/passwd",), ("/tmp",), "/runtime", ("/var/run",)),
    Strip("apt", ("gcc",), ("libgmp10",), "/aside"),
    Strip("apk", ("build-base",), ("libgmp",), "/aside"),
    Packages("apt", ("curl",)),
    Packages("apk", ("curl",)),
    Packages("dnf", ("curl",)),
    Packages("zypper", ("curl",)),
)


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step.kind}-{getattr(step, 'manager', '')}")
def test_no_failure_is_lost(step: Step) -> None:
    text = render(BuildPlan.make(stages=(Stage(None, "x", (step,)),)))
    scripts = [script_of(x) for x in read(text).instructions if x.keyword == "RUN"]
    assert scripts
    for script in scripts:
        assert script.opaque is None
        assert not [node for node in nodes(script) if isinstance(node, Pipeline) and len(node.parts) > 1]
