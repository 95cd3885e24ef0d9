"""tools/refresh_debian.py, run on a tiny index."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOL = ROOT / "tools" / "refresh_debian.py"

PACKAGES = """\
Package: bash
Essential: yes
Pre-Depends: libc6 (>= 2.36), libtinfo6 (>= 6)
Section: shells
Priority: required

Package: apt
Section: admin
Priority: required
Depends: libc6 (>= 2.34), usrmerge | usr-is-merged

Package: usrmerge
Section: admin
Depends: perl

Package: usr-is-merged
Section: oldlibs

Package: perl
Section: perl

Package: libc6
Section: libs

Package: libtinfo6
Section: libs
Source: ncurses (6.4-4)

Package: libncurses6
Section: libs
Source: ncurses

Package: libncurses-dev
Section: libdevel
Source: ncurses
Depends: libtinfo6 (= 6.4-4), libncurses6 (= 6.4-4), libc6-dev | libc-dev
Provides: libncurses5-dev

Package: libc6-dev
Section: libdevel
Source: glibc
Depends: libc6 (= 2.36), linux-libc-dev

Package: linux-libc-dev
Section: devel
Source: linux

Package: default-libfoo-dev
Section: libdevel
Source: foo-defaults
Depends: libfoo-dev (>= 1:2)

Package: libfoo-dev
Section: libdevel
Source: foo
Depends: libfoo3t64 (= 1:2), libbar-dev

Package: libfoo3t64
Section: libs
Source: foo
Depends: libbar1

Package: libbar-dev
Section: libdevel
Source: bar
Depends: libbar1, libbar-common

Package: libbar1
Section: libs
Source: bar

Package: libbar-common
Section: libs
Source: bar

Package: libheaders-dev
Section: libdevel

Package: curl
Section: web
Depends: libbar1
"""

CONTENTS = """\
bin/bash                                                shells/bash
usr/bin/curl                                            web/curl
usr/bin/deeper/curl2                                    web/curl
usr/share/doc/curl/README                               web/curl
usr/bin/unspoken                                        misc/unspoken
"""


def run(folder: Path, out: Path) -> None:
    subprocess.run([sys.executable, TOOL, "--index", folder, "--out", out, "bookworm"], check=True, capture_output=True)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("index")
    (folder / "bookworm").mkdir()
    (folder / "bookworm" / "Packages").write_text(PACKAGES)
    (folder / "bookworm" / "Contents").write_text(CONTENTS)
    run(folder, folder / "one")
    run(folder, folder / "two")
    return folder


def test_each_dev_package_and_its_libraries(made: Path) -> None:
    lines = gzip.decompress((made / "one" / "bookworm.dev.gz").read_bytes()).decode().strip("\n").split("\n")
    assert lines == [
        "default-libfoo-dev libfoo3t64",
        "libbar-dev libbar1",
        "libc6-dev",
        "libfoo-dev libfoo3t64",
        "libheaders-dev",
        "libncurses-dev libncurses6 libtinfo6",
        "libncurses5-dev libncurses6 libtinfo6",
        "linux-libc-dev",
    ]


def test_the_base_takes_the_merged_usr_as_given(made: Path) -> None:
    table = json.loads(gzip.decompress((made / "one" / "bookworm.json.gz").read_bytes()))
    assert table["base"] == ["apt", "bash", "libc6", "libtinfo6", "usr-is-merged"]
    assert table["closures"]["buildpack-deps:curl"] == ["curl", "libbar1"]
    assert table["programs"] == {"bash": "bash", "curl": "curl"}


def test_the_same_index_gives_the_same_bytes(made: Path) -> None:
    for name in ("bookworm.dev.gz", "bookworm.json.gz"):
        assert (made / "one" / name).read_bytes() == (made / "two" / name).read_bytes()


def test_what_is_committed_is_sorted() -> None:
    for path in sorted((ROOT / "msbgen/data/debian").glob("*.dev.gz")):
        lines = gzip.decompress(path.read_bytes()).decode().strip("\n").split("\n")
        assert [line.split()[0] for line in lines] == sorted(line.split()[0] for line in lines)
        assert path.read_bytes()[4:8] == b"\0\0\0\0"  # no time stamp
