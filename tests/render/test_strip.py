"""Packages of the build are taken away by the shell text that the templates write, and what is left still starts: real builds of it."""

from __future__ import annotations

import pytest

from msbgen.model.plan import BuildPlan, Stage, Strip
from msbgen.render import render
from tests.engine import Engine
from tests.render.test_gathering import _MUSL

pytestmark = pytest.mark.e2e

#: A program that links to libraries which only packages of the build brought, one of them through Debian's alternatives; a package
#: that is there for nothing but that a program may use; a script that needs a package which others need, too.
_APT = r"""
FROM debian:bookworm-slim AS builder
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN apt-get update -qq && apt-get install -y --no-install-recommends gcc libc6-dev libblas-dev libgmp-dev libgomp1 jq ed >/dev/null && apt-mark auto ed >/dev/null
RUN printf '%s\n' '#include <gmp.h>' '#include <stdio.h>' 'double ddot_(int *, double *, int *, double *, int *);' \
    'int main(void) { int n = 1; double x = 6, y = 7; mpz_t z; mpz_init_set_si(z, 4); gmp_printf("%Zd %.0f\n", z, ddot_(&n, &x, &n, &y, &n)); }' > p.c \
 && gcc -o /usr/bin/program p.c -lblas -lgmp
"""


def _stripped(step: Strip) -> str:
    text = render(BuildPlan.make(stages=(Stage(None, "x", (step,)),)))
    return text.removeprefix("FROM x\n")


def test_apt(engine: Engine) -> None:
    text = _APT + _stripped(Strip("apt", ("gcc", "libc6-dev", "libblas-dev", "libgmp-dev", "never-installed"), ("jq", "absent"), "/set aside"))
    text += "FROM scratch\nCOPY --from=builder / /\n"
    image = engine.build(text)
    assert engine.run(image, "/usr/bin/program") == "4 42\n"
    assert engine.run(image, "/bin/sh", "-c", "command -v gcc; command -v ed; command -v jq; ls -d /usr/include/gmp* /set* /tmp/* 2>/dev/null; :") == "/usr/bin/ed\n/usr/bin/jq\n"


def test_where_apt_cannot_nothing_goes(engine: Engine) -> None:
    """A package that was forced in without what it needs: apt refuses to work, and all stays as it was."""
    broken = "RUN dpkg -r --force-depends libgomp1 >/dev/null\n"
    text = _APT + broken + _stripped(Strip("apt", ("gcc",), (), "/aside")) + "FROM scratch\nCOPY --from=builder / /\n"
    assert engine.run(engine.build(text), "/bin/sh", "-c", "command -v gcc && program") == "/usr/bin/gcc\n4 42\n"


def test_musl_and_busybox(engine: Engine) -> None:
    """apk itself is a stand-in here: it takes the library away that the program links to."""
    apk = r"""RUN printf '#!/bin/sh\n[ "$1 $2" = "del gmp-dev" ] && rm /usr/local/lib/libmine.so*\n' > /bin/apk && chmod +x /bin/apk
"""
    text = _MUSL + apk + _stripped(Strip("apk", ("gmp-dev",), (), "/aside")) + 'FROM scratch\nCOPY --from=builder / /\nENV PATH=/bin\nCMD ["/app/program"]\n'
    image = engine.build(text)
    assert engine.run(image) == "42\n"
    assert engine.run(image, "/bin/sh", "-c", "ls /usr/local/lib; ls -d /aside /tmp/* 2>/dev/null; :") == "libmine.so.1\n"
