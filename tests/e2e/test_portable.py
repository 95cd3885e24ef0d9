"""Every program of data/portable.toml starts on a base that has nothing else."""

from __future__ import annotations

import tomllib
from importlib import resources

import pytest

from msbgen.data.portable import portable
from msbgen.model.plan import BuildPlan, Copy, Libraries, Packages, Source, Stage, System
from msbgen.render import render
from tests.engine import Engine

pytestmark = pytest.mark.e2e

PROGRAMS = tuple(tomllib.loads(resources.files("msbgen.data").joinpath("portable.toml").read_text())["programs"])
#: how each shows that it works, and what it prints then; the rest say their version
SHOWS = {
    "kill": (["-l"], "HUP"), "hostname": ([], ""), "awk": (["BEGIN { print 6 * 7 }"], "42"), "find": (["/bin/sh", "-name", "sh"], "/bin/sh"),
    "gosu": (["--version"], "go"), "tini": (["--version"], "tini"), "dumb-init": (["/bin/sh", "-c", "echo up"], "up"), "id": (["-u"], "0"),
    "whoami": ([], "root"), "infocmp": (["xterm"], "xterm|"), "uname": ([], "Linux"), "nproc": ([], ""), "seq": (["2"], "1\n2"),
}  # fmt: skip


@pytest.mark.parametrize("release", ["bookworm", "trixie"])
def test_every_portable_program_starts_on_scratch(release: str, engine: Engine) -> None:
    found = [p for name in PROGRAMS if (p := portable(name)) is not None]
    paths = tuple(p.path for p in found) + ("/bin/sh",)
    builder = Stage("builder", f"debian:{release}-slim", (
        Packages("apt", ("curl", "wget", "jq", "tini", "dumb-init", "gosu", "ca-certificates", "procps", "hostname")),
        System(tuple(dict.fromkeys(f for p in found for f in p.files)), (), "/runtime"),
        Libraries(paths, "/runtime", loader=True),
    ))  # fmt: skip
    runtime = Stage(None, "scratch", (Copy(("/runtime/",), "/", "builder"), *(Copy((p,), p, "builder") for p in paths), Source('CMD ["/bin/sh"]\n', 1)))
    image = engine.build(render(BuildPlan.make(stages=(builder, runtime))))
    for name in PROGRAMS:
        arguments, wanted = SHOWS.get(name, (["--version"], name if name not in ("wget",) else "Wget"))
        made = portable(name)
        assert made is not None
        assert wanted in engine.run(image, made.path, *arguments), name
