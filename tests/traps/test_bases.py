"""Traps of the runtime stage's base: C libraries, releases, what an image starts and sets by itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Refused
from msbgen.model.plan import Setting
from msbgen.plan.floor import Floor
from msbgen.plan.settings import again
from tests.plan.toy import Toy
from tests.traps.made import GO, JAVA, builder, context, made, runtime

CGO = {**GO, "c.go": 'package main\n\n// int x(void) { return 1; }\nimport "C"\n'}
BUILD = "WORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=1 go build -o /m\n"


@pytest.mark.trap("1b")
def test_cgo_is_never_put_on_a_static_base(tmp_path: Path) -> None:
    text = f'FROM golang:1.22-bookworm\n{BUILD}CMD ["/m"]\n'
    where = context(tmp_path, CGO)
    assert runtime(made(text, "distroless", where)).startswith("FROM gcr.io/distroless/cc-debian12\n")
    assert "ldd" in builder(made(text, "scratch", where))
    with pytest.raises(Refused, match="static-debian12"):
        made(text, "gcr.io/distroless/static-debian12", where)


@pytest.mark.trap("2a")
@pytest.mark.parametrize("base", ["debian:bullseye-slim", "debian:trixie-slim", "gcr.io/distroless/cc-debian13"])
def test_another_release_of_the_same_distribution(tmp_path: Path, base: str) -> None:
    with pytest.raises(Refused, match="another release"):
        made(f'FROM golang:1.22-bookworm\n{BUILD}CMD ["/m"]\n', base, context(tmp_path, CGO))


@pytest.mark.trap("3a")
@pytest.mark.parametrize("base", ["alpine", "alpine:3.20"])
def test_glibc_on_musl(tmp_path: Path, base: str) -> None:
    with pytest.raises(Refused, match="glibc"):
        made(f'FROM golang:1.22-bookworm\n{BUILD}CMD ["/m"]\n', base, context(tmp_path, CGO))


@pytest.mark.trap("3b")
@pytest.mark.parametrize("base", ["debian:bookworm-slim", "distroless", "gcr.io/distroless/cc-debian12", "ubuntu:24.04"])
def test_musl_on_glibc(tmp_path: Path, base: str) -> None:
    head = "FROM golang:1.22-alpine\nRUN apk add --no-cache gcc musl-dev\n"
    where = context(tmp_path, CGO)
    with pytest.raises(Refused, match="musl|C library"):
        made(f'{head}{BUILD}CMD ["/m"]\n', base, where)
    for name in ("alpine", "auto"):  # there its C library is, or comes along
        assert made(f'{head}{BUILD}CMD ["/m"]\n', name, where).changed


@pytest.mark.trap("3a", "3b")
@pytest.mark.parametrize(("head", "base"), [("golang:1.22-bookworm", "alpine"), ("golang:1.22-alpine", "debian:bookworm-slim")])
def test_only_static_programs_cross(tmp_path: Path, head: str, base: str) -> None:
    text = f'FROM {head}\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /m\nCMD ["/m"]\n'
    assert made(text, base, context(tmp_path, GO)).changed


@pytest.mark.trap("11a")
@pytest.mark.parametrize(
    ("text", "base", "files"),
    [
        ('FROM python:3.11-bookworm\nWORKDIR /app\nCOPY . .\nRUN pip install flask\nCMD ["python", "app.py"]\n', "gcr.io/distroless/python3-debian12", {"app.py": "1\n"}),
        ('FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o /m\nCMD ["/m"]\n', "gcr.io/distroless/nodejs22-debian12", GO),
        ('FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o /m\nCMD ["/m"]\n', "nginx:1.27-bookworm", GO),
    ],
    ids=["python", "nodejs", "nginx"],
)  # fmt: skip
def test_the_new_base_s_own_entrypoint_does_not_start(tmp_path: Path, text: str, base: str, files: dict[str, str]) -> None:
    assert "ENTRYPOINT []\n" in runtime(made(text, base, context(tmp_path, files)))


@pytest.mark.trap("11a")
def test_an_entrypoint_of_one_s_own_stays(tmp_path: Path) -> None:
    text = 'FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o /m\nENTRYPOINT ["/m"]\n'
    assert runtime(made(text, "gcr.io/distroless/nodejs22-debian12", context(tmp_path, GO))).count("ENTRYPOINT") == 1


@pytest.mark.trap("11b", "14c")
def test_the_old_base_s_own_entrypoint_goes_on(tmp_path: Path) -> None:
    text = 'FROM node:22-bookworm\nWORKDIR /app\nCOPY . .\nRUN npm run build\nCMD ["node", "i.js"]\n'
    files = {"package.json": '{"name": "a", "version": "1.0.0", "scripts": {"build": "tsc"}}', "i.js": "1\n"}
    result = runtime(made(text, "scratch", context(tmp_path, files)))
    assert 'ENTRYPOINT ["docker-entrypoint.sh"]\n' in result
    assert "COPY --from=builder /usr/local/bin/docker-entrypoint.sh /usr/local/bin/docker-entrypoint.sh\n" in result
    assert "COPY --from=builder /bin/sh /bin/sh\n" in result


@pytest.mark.trap("14c")
def test_a_command_that_only_the_old_base_has(tmp_path: Path) -> None:
    text = "FROM eclipse-temurin:17\nWORKDIR /app\nCOPY . .\nRUN javac A.java\n"
    assert not made(text, where=context(tmp_path, JAVA)).changed  # it starts jshell, which is no use of its own
    result = runtime(made('FROM node:22-bookworm\nWORKDIR /app\nRUN npm install express@4\nENTRYPOINT ["node", "i.js"]\n', "slim"))
    assert "CMD" not in result  # an ENTRYPOINT takes the base's CMD away, in both images


@pytest.mark.trap("14d")
def test_stopsignal_of_the_base() -> None:
    """nginx' image stops by SIGQUIT: what is built on it does, too, when it stands on another base."""
    from msbgen.read import read
    from msbgen.understand import understand

    for line, wanted in (("", ["SIGQUIT"]), ("STOPSIGNAL SIGTERM\n", [])):
        facts, _ = understand(read(f'FROM nginx:1.27-bookworm\n{line}RUN true\nCMD ["nginx"]\n'), None)
        steps = again(facts, Floor("scratch", None, "carry"), frozenset())
        assert [s.value for s in steps if isinstance(s, Setting) and s.keyword == "STOPSIGNAL"] == wanted


@pytest.mark.trap("14e")
def test_the_user_of_the_old_base(tmp_path: Path) -> None:
    """The user that an image sets silently is root's place in the new one, or the other way round."""
    text = 'FROM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN CGO_ENABLED=0 go build -o /m\nCMD ["/m"]\n'
    where = context(tmp_path, GO)
    assert "USER root\n" in runtime(made(text, "gcr.io/distroless/static-debian12:nonroot", where))
    assert "USER" not in runtime(made(text, "gcr.io/distroless/static-debian12", where))
    assert "USER" not in runtime(made(text.replace("CMD", "USER 7\nCMD"), "gcr.io/distroless/static-debian12:nonroot", where)).replace("USER 7", "")


@pytest.mark.trap("14a", "14b", "14e")
def test_what_an_unknown_base_sets_is_not_guessed(toy: Toy) -> None:
    head, tail = "FROM example.org/x:1\n", 'ENTRYPOINT ["/w/a.out"]\n'
    assert made(f"{head}WORKDIR /w\nUSER root\nRUN toycc\n{tail}").changed
    for left in ("WORKDIR /w\n", "USER root\n"):
        assert not made(f"{head}WORKDIR /w\nUSER root\nRUN toycc -o /w/a.out\n{tail}".replace(left, "")).changed


@pytest.mark.trap("25c")
@pytest.mark.parametrize(("given", "base"), [("linux/amd64", "linux/amd64"), ("$BUILDPLATFORM", "$BUILDPLATFORM")])
def test_a_platform_that_the_dockerfile_sets(tmp_path: Path, given: str, base: str) -> None:
    """scratch would have the platform that the build is asked for, with a program for another one in it."""
    text = f'FROM --platform={given} golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o /m\nCMD ["/m"]\n'
    where = context(tmp_path, GO)
    assert runtime(made(text, where=where)).startswith(f"FROM --platform={base} gcr.io/distroless/static-debian12\n")
    assert runtime(made(text, "slim", where)).startswith(f"FROM --platform={base} debian:bookworm-slim\n")
    with pytest.raises(Refused, match="--platform"):
        made(text, "scratch", where)


@pytest.mark.trap("25c")
def test_the_platform_that_is_asked_for_is_scratch_s_own(tmp_path: Path) -> None:
    text = 'FROM --platform=$TARGETPLATFORM golang:1.22-bookworm\nWORKDIR /app\nCOPY . .\nRUN go build -o /m\nCMD ["/m"]\n'
    assert runtime(made(text, where=context(tmp_path, GO))).startswith("FROM scratch\n")
