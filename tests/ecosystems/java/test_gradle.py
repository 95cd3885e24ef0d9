"""Where Gradle writes, as far as its scripts tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen.ecosystems.java.gradle import libraries_of
from tests.ecosystems.java.helpers import effect, write

PLAIN = "plugins {\n    id 'java'\n}\nrepositories { mavenCentral() }\n"


def written(command: str, script: str, tmp_path: Path) -> tuple[str, ...]:
    found = effect(command, write(tmp_path, {"build.gradle": script, "settings.gradle": ""}), base="gradle:8-jdk17")
    assert not found.anywhere
    return found.writes


@pytest.mark.parametrize("command", ["gradle build", "gradle clean build -x test --no-daemon", "./gradlew :bootJar", "gradle shadowJar -Pversion=1"])
def test_output_lies_in_build(tmp_path: Path, command: str) -> None:
    assert written(command, PLAIN, tmp_path) == ("/app/build",)


@pytest.mark.parametrize(
    "more",
    [
        "task dist(type: Copy) { into '/srv' }",
        "build { doLast { println 1 } }",
        "jar { destinationDirectory = file('/srv') }",
        "jar { manifest { attributes 'Class-Path': 'lib/a.jar' } }",
        "plugins { id 'com.acme.everything' }",
        "plugins { alias(libs.plugins.acme) }",
        "apply plugin: 'com.acme.everything'",
    ],
)
def test_scripts_that_may_write_elsewhere_keep_the_folder(tmp_path: Path, more: str) -> None:
    assert written("gradle build", PLAIN + more, tmp_path) == ("/app",)


def test_a_word_in_a_comment_or_a_string_says_nothing(tmp_path: Path) -> None:
    assert written("gradle build", PLAIN + "// into doLast\ndescription = 'Copy into'\n", tmp_path) == ("/app/build",)


def test_start_scripts_come_with_their_libraries(tmp_path: Path) -> None:
    assert set(written("gradle installDist", PLAIN, tmp_path)) == {"/app/build/install", "/app/build"}


def test_tasks_that_nobody_knows_keep_the_folder(tmp_path: Path) -> None:
    assert written("gradle deliver", PLAIN, tmp_path) == ("/app",)
    assert written("gradle", PLAIN, tmp_path) == ("/app",)


def test_caches(tmp_path: Path) -> None:
    write(tmp_path, {"build.gradle": PLAIN})
    assert {"/root/.gradle", "/app/.gradle"} <= set(effect("gradle dependencies", tmp_path).scratch)
    assert "/cache" in effect("GRADLE_USER_HOME=/cache gradle build", tmp_path).scratch


def test_running_the_program_may_write_anywhere(tmp_path: Path) -> None:
    assert effect("gradle run", write(tmp_path, {"build.gradle": PLAIN})).anywhere


@pytest.mark.parametrize(
    ("script", "libraries"),
    [
        ("dependencies { implementation 'g:a:1' }", ("g:a",)),
        ('dependencies { implementation("g:a:1")\n runtimeOnly("h:b") }', ("g:a", "h:b")),
        ("dependencies { implementation libs.spring }", ("?",)),
        ('dependencies { implementation(project(":lib")) }', ("?",)),
        ('dependencies { implementation("g:a:$version") }', ("?",)),
        ("dependencies { testImplementation 'g:a:1'\n annotationProcessor 'x:y:1' }", ()),
        ("dependencies { debugImplementation 'g:a:1' }", ("g:a",)),
        ("// implementation 'g:a:1'\n", ()),
    ],
)
def test_libraries(script: str, libraries: tuple[str, ...]) -> None:
    assert libraries_of(script) == libraries
