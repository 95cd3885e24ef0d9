"""Where build systems put and install what they make."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.c.helpers import effect, made, write
from tests.understand.helpers import facts_of

CLONE = "WORKDIR /src\nRUN git clone https://example.com/x.git .\n"


def writes(command: str, before: str = CLONE) -> tuple[str, ...] | None:
    """What the last command writes; None for anywhere."""
    found = effect(command, before=before)
    return None if found.anywhere else found.writes


@pytest.mark.parametrize(
    "command",
    [
        "make install",  # nothing says where to
        "make $X install",
        "./configure $X && make install",
        "cmake -B $X",
        "cmake -P script.cmake",
        "configure",  # not a script of this folder
        "./configure --prefix=$X",
    ],
)
def test_what_is_not_known(command: str) -> None:
    assert writes(command, "ARG X\n" + CLONE) is None


@pytest.mark.parametrize(
    ("command", "places"),
    [
        ("./configure", ("/src",)),
        ('./configure --build="$(gcc -dumpmachine)" --enable-x=$Y CFLAGS="$(flags)"', ("/src",)),
        ("make", ("/src",)),
        ("make -j$(nproc)", ("/src",)),
        ("make -j 4 all", ("/src",)),
        ("make -C sub", ("/src/sub",)),
        ("make test", ()),
        ("make PREFIX=/opt/x install", ("/opt/x", "/src")),
        ("./configure && make && make install", ("/usr/local", "/src")),
        ("./configure --prefix=/opt/x && make -j4 && make install", ("/opt/x", "/src")),
        ("./configure --prefix /opt/x --sysconfdir=/etc/x --with-y=/usr && make install", ("/opt/x", "/etc/x", "/src")),
        ("./configure --prefix=/usr && make install DESTDIR=/out", ("/out/usr", "/src")),
        ("./configure --sbin-path=/usr/sbin/x --conf-path=/etc/x/x.conf && make install", ("/usr/local", "/usr/sbin/x", "/etc/x", "/src")),
        ("mkdir b && cd b && cmake .. && make install", ("/usr/local", "/src/b")),
        ("mkdir b && cd b && cmake -DCMAKE_INSTALL_PREFIX=/opt/x .. && make && make install", ("/opt/x", "/src/b")),
        ("cmake -S . -B b -DCMAKE_INSTALL_PREFIX:PATH=/opt/x && cmake --build b --target install", ("/opt/x", "/src/b")),
        ("cmake -B b", ("/src/b",)),
        ("cmake -B b && cmake --build b -j 4", ("/src/b",)),
        ("cmake -B b && cmake --install b", ("/usr/local",)),
        ("cmake -B b && cmake --install b --prefix /opt/x", ("/opt/x",)),
        ("cmake -GNinja -B b && ninja -C b install", ("/usr/local", "/src/b")),
        ("meson setup b --prefix=/opt/x && ninja -C b && ninja -C b install", ("/opt/x", "/src/b")),
        ("meson b && meson compile -C b && meson install -C b", ("/usr/local", "/src/b")),
        ("autoreconf -fi", ("/src",)),
    ],
)
def test_places(command: str, places: tuple[str, ...]) -> None:
    assert writes(command) == places


def test_programs_are_found_by_their_use() -> None:
    assert made('RUN cmake -B b && cmake --build b\nCMD ["./b/server"]')[-1] == "/app/b/server"
    found = made('RUN git clone https://example.com/x /x && cd /x && ./configure && make install\nCMD ["serverd"]')
    assert {"/usr/local", "/usr/local/bin/serverd"} <= set(found)


def test_a_makefile_of_another_language_is_not_c(tmp_path: Path) -> None:
    write(tmp_path, {"Makefile": "include x.mk\nall:\n\tgo build\n", "go.mod": "module x\n"})
    assert effect("make", tmp_path).anywhere
    write(tmp_path, {"main.c": "int main(){}"})
    (tmp_path / "go.mod").unlink()
    assert effect("make", tmp_path).writes == ("/app",)


def test_a_makefile_that_can_be_followed_is(tmp_path: Path) -> None:
    write(tmp_path, {"Makefile": "CFLAGS = -O2\nserver: main.c\n\t$(CC) $(CFLAGS) -o $@ $<\n", "main.c": "int main(){}"})
    found = effect("make", tmp_path)
    assert ([p.path for p in found.products], found.writes) == (["/app/server"], ())


def test_folders_that_may_not_be_there_are_made(tmp_path: Path) -> None:
    from tests.ecosystems.c.helpers import c

    lines = "RUN ./configure --prefix=/opt/x --sysconfdir=/etc/x && make install\nCMD [\"/opt/x/bin/x\"]\n"
    facts, scene = facts_of("FROM debian:bookworm\n" + CLONE + lines)
    found = c().prune(facts, scene, carried=False)
    assert found is not None
    commands = [word for step in found.steps for word in getattr(step, "commands", ())]
    assert commands[0] == "mkdir -p /etc/x"
