"""Shared libraries and pieces of the system are gathered by the shell text that the templates write: real builds of it."""

from __future__ import annotations

import pytest

from msbgen.model.plan import BuildPlan, Libraries, Stage, System
from msbgen.render import render
from tests.engine import Engine

pytestmark = pytest.mark.e2e

#: A C program that needs a library below its own folder, one through an rpath with a link in it, one that only ld.so.cache
#: names, and one of the distribution; beside it all that `find` may meet.
_C = r"""
FROM debian:bookworm-slim AS builder
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
RUN apt-get update -qq && apt-get install -y --no-install-recommends gcc libc6-dev zlib1g-dev >/dev/null
RUN mkdir -p "/app/with blank" /app/lib /opt/v1/lib /empty && ln -s /opt/v1 /opt/current \
 && echo 'int mine(void) { return 42; }' > mine.c && echo 'int other(void) { return 1; }' > other.c && echo 'int own(void) { return 2; }' > own.c \
 && gcc -shared -fPIC -Wl,-soname,libmine.so.1 -o /usr/local/lib/libmine.so.1.0 mine.c \
 && ln -s libmine.so.1.0 /usr/local/lib/libmine.so.1 && ln -s libmine.so.1 /usr/local/lib/libmine.so \
 && gcc -shared -fPIC -o /opt/v1/lib/libother.so other.c && gcc -shared -fPIC -o /app/lib/libown.so own.c && chmod -x /app/lib/libown.so \
 && printf '%s\n' '#include <stdio.h>' '#include <zlib.h>' '#include <netdb.h>' 'int mine(void); int other(void); int own(void);' \
    'int main(void) { struct addrinfo *found; zlibVersion();' \
    'printf("%d %d %d %d\n", mine(), other(), own(), getaddrinfo("127.0.0.1", "80", 0, &found)); }' > program.c \
 && gcc -o "/app/with blank/program" program.c -L/usr/local/lib -L/opt/v1/lib -L/app/lib -lmine -lother -lown -lz \
    -Wl,-rpath,/opt/current/lib:'$ORIGIN/../lib' && ldconfig \
 && echo 'int main(void) { return 0; }' > static.c && gcc -static -o /app/static static.c \
 && echo text > /app/text && touch /app/nothing && printf '\177EL' > /app/short && printf '\177ELF no' > /app/broken && ln -s /absent /app/dangling
"""

_ANSWER = "42 1 2 0\n"


def _run(*steps: Libraries | System) -> str:
    """The RUN instructions of some steps."""
    text = render(BuildPlan.make(stages=(Stage(None, "x", steps),)))
    return text.removeprefix("FROM x\n")


def _listed(engine: Engine, dockerfile: str, folder: str) -> set[str]:
    """The files below a folder of the builder."""
    image = engine.build(dockerfile, target="builder")
    return set(engine.run(image, "find", folder, "-not", "-type", "d", "-printf", "%P\n").splitlines())


def test_a_program_starts_on_scratch(engine: Engine) -> None:
    text = _C + _run(Libraries(("/app",), "/gathered", loader=True))
    text += 'FROM scratch\nCOPY --from=builder /app /app\nCOPY --from=builder /gathered/ /\nCMD ["/app/with blank/program"]\n'
    assert engine.run(engine.build(text)) == _ANSWER
    assert _listed(engine, text, "/gathered") == {
        "etc/ld.so.cache",
        "lib64/ld-linux-x86-64.so.2",
        "opt/current/lib/libother.so",
        "usr/local/lib/libmine.so.1",
        *(
            f"usr/lib/x86_64-linux-gnu/{name}"
            for name in (
                "libc.so.6",
                "libgcc_s.so.1",
                "libnss_dns.so.2",
                "libnss_files.so.2",
                "libresolv.so.2",
                "libz.so.1",
            )
        ),
    }


def test_a_base_with_a_c_library_keeps_its_own(engine: Engine) -> None:
    text = _C + _run(Libraries(("/app",), "/gathered", loader=False))
    text += 'FROM debian:bookworm-slim\nCOPY --from=builder /app /app\nCOPY --from=builder /gathered/ /\nCMD ["/app/with blank/program"]\n'
    assert engine.run(engine.build(text)) == _ANSWER
    assert _listed(engine, text, "/gathered") == {
        "etc/ld.so.cache",
        "opt/current/lib/libother.so",
        "usr/local/lib/libmine.so.1",
        "usr/lib/x86_64-linux-gnu/libz.so.1",
    }


@pytest.mark.parametrize("loader", [True, False])
def test_nothing_is_found_where_nothing_is(engine: Engine, loader: bool) -> None:
    roots = (
        "/app/static",
        "/app/text",
        "/app/nothing",
        "/app/short",
        "/app/broken",
        "/app/dangling",
        "/empty",
        "/absent",
    )
    text = _C + _run(Libraries(roots, "/gathered here", loader=loader))
    assert _listed(engine, text, "/gathered here") == set()


def test_a_library_below_a_root_is_left_to_it_and_a_link_is_followed(engine: Engine) -> None:
    roots = ("/app", "/opt/current", "/usr/local/lib/libmine.so")
    text = _C + _run(Libraries(roots, "/gathered", loader=False))
    assert _listed(engine, text, "/gathered") == {
        "etc/ld.so.cache",
        "usr/local/lib/libmine.so.1",
        "usr/lib/x86_64-linux-gnu/libz.so.1",
    }


#: An image as Alpine makes it: musl's loader that is its own ldd, BusyBox for all else.
_MUSL = r"""
FROM debian:bookworm-slim AS debian
RUN apt-get update -qq && apt-get install -y --no-install-recommends gcc libc6-dev musl musl-tools busybox-static >/dev/null
RUN mkdir -p /r/bin /r/usr/bin /r/lib /r/usr/local/lib /r/app /r/tmp && cp /bin/busybox /r/bin/ \
 && for name in $(busybox --list); do ln -s busybox "/r/bin/$name"; done; rm -f /r/bin/ldd \
 && cp -L /lib/x86_64-linux-musl/libc.so /r/lib/ld-musl-x86_64.so.1 \
 && printf '#!/bin/sh\nexec /lib/ld-musl-x86_64.so.1 --list -- "$@"\n' > /r/usr/bin/ldd && chmod +x /r/usr/bin/ldd \
 && echo 'int mine(void) { return 42; }' > mine.c && musl-gcc -shared -fPIC -Wl,-soname,libmine.so.1 -o /r/usr/local/lib/libmine.so.1.0 mine.c \
 && ln -s libmine.so.1.0 /r/usr/local/lib/libmine.so.1 && ln -s libmine.so.1 /r/usr/local/lib/libmine.so \
 && printf '%s\n' '#include <stdio.h>' 'int mine(void);' 'int main(void) { printf("%d\n", mine()); }' > program.c \
 && musl-gcc -o /r/app/program program.c -L/r/usr/local/lib -lmine && echo text > /r/app/text
FROM scratch AS builder
COPY --from=debian /r/ /
ENV PATH=/bin:/usr/bin
"""


def test_musl_and_busybox(engine: Engine) -> None:
    text = _MUSL + _run(
        Libraries(("/app",), "/gathered", loader=True), System(("/app/text", "/absent"), ("/tmp",), "/gathered")
    )
    text += "RUN test ! -e /gathered/etc && test -f /gathered/app/text && test -d /gathered/tmp\n"
    text += 'FROM scratch\nCOPY --from=builder /app /app\nCOPY --from=builder /gathered/ /\nCMD ["/app/program"]\n'
    assert engine.run(engine.build(text)) == "42\n"


def test_an_interpreter_starts_on_scratch(engine: Engine) -> None:
    text = "FROM python:3.12 AS builder\n" + _run(
        Libraries(("/usr/local/bin", "/usr/local/lib"), "/gathered", loader=True)
    )
    text += "FROM scratch\nCOPY --from=builder /usr/local /usr/local\nCOPY --from=builder /gathered/ /\n"
    code = "import bz2, ctypes, lzma, socket, sqlite3, ssl, zlib; print(socket.getaddrinfo('127.0.0.1', 80)[0][4])"
    assert engine.run(engine.build(text), "/usr/local/bin/python3", "-c", code) == "('127.0.0.1', 80)\n"


def test_node_starts_on_a_base_with_a_c_library(engine: Engine) -> None:
    text = "FROM node:20 AS builder\n" + _run(Libraries(("/usr/local/bin/node",), "/gathered", loader=False))
    text += "FROM gcr.io/distroless/base-debian12\nCOPY --from=builder /usr/local/bin/node /usr/local/bin/\n"
    text += "COPY --from=builder /gathered/ /\n"
    assert engine.run(engine.build(text), "/usr/local/bin/node", "-p", "6 * 7") == "42\n"


def test_pieces_of_the_system_keep_place_owner_and_mode(engine: Engine) -> None:
    text = "FROM debian:bookworm-slim AS builder\n"
    text += "RUN useradd --create-home --uid 1500 app && mkdir '/home/app/its data' && chown app '/home/app/its data' && chmod 711 /home/app "
    text += "&& chmod 2750 '/home/app/its data' && mkdir /links && ln -s /etc/passwd /links/l && ln -s /absent /links/dangling\n"
    text += _run(System(("/etc/passwd", "/links", "/absent"), ("/tmp", "/home/app/its data", "/absent"), "/gathered"))
    image = engine.build(text + "FROM debian:bookworm-slim\nCOPY --from=builder /gathered/ /copied/\n")
    listed = engine.run(image, "find", "/copied", "-mindepth", "1", "-printf", "%P %y %m %U\n").splitlines()
    assert sorted(listed) == [
        "etc d 755 0",
        "etc/passwd f 644 0",
        "home d 755 0",
        "home/app d 711 1500",
        "home/app/its data d 2750 1500",
        "links d 755 0",
        "links/l f 644 0",
        "tmp d 1777 0",
    ]


def test_folders_below_a_link_are_made_where_it_leads(engine: Engine) -> None:
    text = "FROM debian:bookworm-slim AS builder\nRUN mkdir -m 700 /usr/bin/own\n" + _run(System((), ("/bin/own",), "/gathered"))
    image = engine.build(text + "FROM debian:bookworm-slim\nCOPY --from=builder /gathered/ /\n")
    assert engine.run(image, "stat", "-c", "%N %a", "/bin", "/bin/own") == "'/bin' -> 'usr/bin' 777\n'/bin/own' 700\n"


def test_a_program_without_libraries_may_need_the_loader(engine: Engine) -> None:
    text = "FROM golang:1.23 AS builder\nRUN printf 'package main\\n\\nfunc main() { println(7) }\\n' > /m.go && CGO_ENABLED=0 go build -buildmode=pie -o /m /m.go\n"
    text += _run(Libraries(("/m",), "/gathered", loader=True)) + 'FROM scratch\nCOPY --from=builder /m /m\nCOPY --from=builder /gathered/ /\nCMD ["/m"]\n'
    assert _listed(engine, text.split("FROM scratch")[0], "/gathered") == {"lib64/ld-linux-x86-64.so.2"}
    engine.run(engine.build(text))


def test_files_that_links_reach_twice_are_all_gathered(engine: Engine) -> None:
    """Debian 12's time zones have the same files below several names; cp skips what it is given twice."""
    text = "FROM debian:bookworm-slim AS builder\n"
    text += "RUN mkdir -p /data/real/sub && echo 1 > /data/real/sub/one && echo 2 > /data/real/two && ln -s real /data/again && ln -s sub /data/real/also\n"
    text += _run(System(("/data",), (), "/gathered"))
    image = engine.build(text, target="builder")
    wanted = set(engine.run(image, "find", "-L", "/data", "-type", "f").split())
    assert len(wanted) == 6
    assert {f"/{path}" for path in _listed(engine, text, "/gathered")} == wanted
