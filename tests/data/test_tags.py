"""Patterns of tags: what their placeholders stand for, and back."""

from __future__ import annotations

import pytest

from msbgen.data.images import counterparts, lookup
from msbgen.data.tags import expand, match

SBT = "eclipse-temurin-{version}_{tool}_{tool2}"


def test_several_versions_in_one_piece() -> None:
    fields = match(SBT, "eclipse-temurin-21.0.6_7_1.10.11_2.13.16")
    assert fields == {"version": "21.0.6_7", "tool": "1.10.11", "tool2": "2.13.16"}
    assert expand(SBT, fields) == "eclipse-temurin-21.0.6_7_1.10.11_2.13.16"
    assert match(SBT, "eclipse-temurin-21.0.6") is None
    assert match(SBT, "eclipse-temurin-21.0.6_7_x_2.13.16") is None


@pytest.mark.parametrize(
    ("repository", "tag", "expected"),
    [
        ("sbtscala/scala-sbt", "eclipse-temurin-21.0.6_7_1.10.11_2.13.16", "eclipse-temurin:21.0.6_7-jre"),
        ("sbtscala/scala-sbt", "eclipse-temurin-jammy-17.0.10_7_1.9.9_3.4.0", "eclipse-temurin:17.0.10_7-jre-jammy"),
        ("hseeberger/scala-sbt", "11.0.12_1.5.5_2.13.6", "openjdk:11.0.12-jre-slim"),
        ("clojure", "temurin-17-lein-2.11.2-bookworm", "eclipse-temurin:17-jre"),
        ("tomcat", "9.0.121-jdk17-temurin-noble", "tomcat:9.0.121-jre17-temurin-noble"),
        ("rocker/r-ver", "4.5.3", "rocker/r-ver:4.5.3"),
    ],
)
def test_the_image_without_what_only_a_build_needs(repository: str, tag: str, expected: str) -> None:
    image = lookup(repository, tag)
    assert image is not None
    assert counterparts(image)[0] == expected


@pytest.mark.parametrize(("tag", "kind"), [("5.40-threaded", "full"), ("5.40-slim-threaded", "slim"), ("5.40", "full")])
def test_threads_make_a_perl_of_its_own(tag: str, kind: str) -> None:
    image = lookup("perl", tag)
    assert image is not None
    assert (image.kind, image.family == "perl-threaded") == (kind, "threaded" in tag)
