"""What a compiler's command line makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.ecosystems.c.compiler import is_compiler
from tests.ecosystems.c.helpers import effect, made, write


@pytest.mark.parametrize("command", ["gcc -c x.c", "gcc -c x.c -o x.o", "gcc --version", "g++ -E x.cc", "cc -MM x.c", "ar rcs libx.a x.o", "ctest"])
def test_what_makes_nothing(command: str) -> None:
    found = effect(command)
    assert (found.products, found.writes, found.anywhere) == ((), (), False)


@pytest.mark.parametrize(
    ("command", "path"),
    [
        ("gcc x.c", "/app/a.out"),
        ("gcc -O2 -Wall -o server x.c -lm", "/app/server"),
        ("gcc x.c -oserver", "/app/server"),
        ("g++ -std=c++20 -I include -o /usr/local/bin/server x.cc", "/usr/local/bin/server"),
        ("cd src && clang++ x.cc -o ../bin/x", "/app/bin/x"),
        ("aarch64-linux-gnu-gcc-12 x.c -o x", "/app/x"),
        ("gcc -shared -fPIC -o libx.so x.c", "/app/libx.so"),
        ("CC=gcc && $CC -o y x.c", "/app/y"),
    ],
)
def test_where_the_program_is(command: str, path: str) -> None:
    assert made(f"RUN {command}") == [path]


def test_words_that_are_not_known() -> None:
    assert effect("gcc -o $X x.c", before="ARG X\nWORKDIR /app\n").anywhere
    assert made('RUN gcc $(cat flags) x.c\nCMD ["./x"]') == ["/app/x"]  # they may name it
    assert made("RUN gcc $(cat flags) x.c -o y") == ["/app/y"]


def test_which_names_are_compilers() -> None:
    assert all(map(is_compiler, ["gcc", "g++-12", "clang", "x86_64-linux-gnu-gcc", "clang++-15", "musl-gcc"]))
    assert not any(map(is_compiler, ["gccgo", "golang", "gcov", "my-gcc-wrapper", "ccache"]))


@pytest.mark.parametrize(
    ("command", "base", "source", "static"),
    [
        ("gcc -o x x.c", "debian:bookworm", "int main(){}", False),
        ("gcc -static -o x x.c", "debian:bookworm", "int main(){}", True),
        ("gcc -static -o x x.c", "debian:bookworm", "int main(){ getaddrinfo(a, b, c, d); }", False),  # glibc loads name services
        ("gcc -static -o x x.c", "alpine:3.20", "int main(){ getaddrinfo(a, b, c, d); }", True),
        ("gcc -shared -static-libgcc -o x x.c", "alpine:3.20", "", False),
    ],
)
def test_linkage(tmp_path: Path, command: str, base: str, source: str, static: bool) -> None:
    from msbgen.plan.kept import products
    from tests.ecosystems.c.helpers import BEFORE, c
    from tests.understand.helpers import facts_of

    write(tmp_path, {"x.c": source})
    facts, scene = facts_of(f"FROM {base}\n{BEFORE}RUN {command}\n", tmp_path)
    (product,) = products(facts)
    assert (c().static(product, facts, scene, wanted=True) is True) is static
