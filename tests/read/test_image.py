"""Image references."""

from __future__ import annotations

import pytest

from msbgen.errors import UsageError
from msbgen.read.image import ImageRef, parse

SHA = "sha256:" + "0123456789abcdef" * 4

PARSED = [
    ("debian", ImageRef("docker.io", "library/debian"), "debian", "debian"),
    ("debian:12-slim", ImageRef("docker.io", "library/debian", "12-slim"), "debian:12-slim", "debian"),
    (f"debian@{SHA}", ImageRef("docker.io", "library/debian", None, SHA), f"debian@{SHA}", "debian"),
    (f"debian:12@{SHA}", ImageRef("docker.io", "library/debian", "12", SHA), f"debian:12@{SHA}", "debian"),
    ("docker.io/library/debian:12", ImageRef("docker.io", "library/debian", "12"), "debian:12", "debian"),
    ("docker.io/debian", ImageRef("docker.io", "library/debian"), "debian", "debian"),
    ("index.docker.io/a/b", ImageRef("docker.io", "a/b"), "a/b", "b"),
    ("library/debian", ImageRef("docker.io", "library/debian"), "debian", "debian"),
    ("library/a/b", ImageRef("docker.io", "library/a/b"), "library/a/b", "b"),
    ("grafana/grafana", ImageRef("docker.io", "grafana/grafana"), "grafana/grafana", "grafana"),
    ("localhost/x", ImageRef("localhost", "x"), "localhost/x", "x"),
    ("localhost:5000/x:y", ImageRef("localhost:5000", "x", "y"), "localhost:5000/x:y", "x"),
    ("host:5000", ImageRef("docker.io", "library/host", "5000"), "host:5000", "host"),
    ("Host/x", ImageRef("Host", "x"), "Host/x", "x"),
    ("[::1]:5000/x", ImageRef("[::1]:5000", "x"), "[::1]:5000/x", "x"),
    ("registry.example.org:443/a/b_c/d__e--f.g:T_1.0-x",
     ImageRef("registry.example.org:443", "a/b_c/d__e--f.g", "T_1.0-x"),
     "registry.example.org:443/a/b_c/d__e--f.g:T_1.0-x", "d__e--f.g"),
    ("x:" + "t" * 128, ImageRef("docker.io", "library/x", "t" * 128), "x:" + "t" * 128, "x"),
]  # fmt: skip

INVALID = [
    ("", "empty"),
    ("Debian", "must be lowercase"),
    ("docker.io/Debian", "must be lowercase"),
    ("a b", "invalid reference format"),
    ("a:", "invalid reference format"),
    (":a", "invalid reference format"),
    ("a:b:c", "invalid reference format"),
    ("a@sha256:00", "invalid reference format"),
    ("a//b", "invalid reference format"),
    ("-a", "invalid reference format"),
    ("a_-b", "invalid reference format"),
    ("a___b", "invalid reference format"),
    ("$a", "invalid reference format"),
    ("é", "invalid reference format"),
    ("debian\n", "invalid reference format"),
    ("x:" + "t" * 129, "invalid reference format"),
    ("a" * 256, "must not be more than 255"),
    ("a" * 64, "64-byte hexadecimal"),
    ("a@sha256:" + "0" * 63, "invalid checksum"),
    ("a@sha256:" + "A" * 64, "invalid checksum"),
    ("a@md5:" + "0" * 32, "unsupported digest algorithm"),
]


@pytest.mark.parametrize(("text", "image", "familiar", "name"), PARSED, ids=lambda value: str(value)[:40])
def test_parse(text: str, image: ImageRef, familiar: str, name: str) -> None:
    parsed = parse(text)
    assert parsed == image
    assert parsed.familiar == str(parsed) == familiar
    assert parsed.name == name
    assert parse(familiar) == image


@pytest.mark.parametrize(("text", "reason"), INVALID, ids=lambda value: str(value)[:40])
def test_invalid(text: str, reason: str) -> None:
    with pytest.raises(UsageError, match=reason):
        parse(text)


def test_official() -> None:
    assert parse("debian").official
    assert not parse("grafana/grafana").official
    assert not parse("example.org/library/debian").official
