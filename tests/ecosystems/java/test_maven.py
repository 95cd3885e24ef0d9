"""Where Maven writes: the target folders of projects that pom.xml explains, else the project's folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.java.helpers import POM, effect, write

PLUGIN = "<build><plugins><plugin>{}</plugin></plugins></build>"
EXECUTION = "<executions><execution><phase>package</phase>{}</execution></executions>"
OWN = "<groupId>org.codehaus.mojo</groupId><artifactId>exec-maven-plugin</artifactId>"


def pom(inside: str = "") -> str:
    return POM.format(inside)


def made(command: str, context: Path | None) -> tuple[list[str], list[str]]:
    """Products and writes."""
    found = effect(command, context)
    assert not found.anywhere, found.reason
    return [p.path for p in found.products], list(found.writes)


# a product that nothing starts is its folder, so `named` turns "/app/target/" into a write
TARGET: tuple[list[str], list[str]] = ([], ["/app/target"])
PROJECT: tuple[list[str], list[str]] = ([], ["/app"])


@pytest.mark.parametrize(
    "command",
    ["mvn package", "mvn clean package -DskipTests", "mvn -B -q -e package", "mvn -f pom.xml install", "mvn -s settings.xml verify", "./mvnw package",
     "mvn -P prod package", "mvn package -D skipTests=true", "mvn package spring-boot:repackage", "mvn package org.apache.maven.plugins:maven-shade-plugin:3.5.0:shade"],
)  # fmt: skip
def test_output_lies_in_target(tmp_path: Path, command: str) -> None:
    assert made(command, write(tmp_path, {"pom.xml": pom()})) == TARGET


@pytest.mark.parametrize(
    "inside",
    [
        PLUGIN.format(OWN + EXECUTION.format("")),  # a plugin that may write anywhere
        PLUGIN.format("<groupId>com.acme</groupId><artifactId>acme-maven-plugin</artifactId><extensions>true</extensions>"),
        PLUGIN.format("<artifactId>maven-resources-plugin</artifactId>" + EXECUTION.format("<configuration><outputDirectory>/srv/x</outputDirectory></configuration>")),
        PLUGIN.format("<artifactId>maven-war-plugin</artifactId><configuration><webappDirectory>web</webappDirectory></configuration>"),
        "<build><directory>out</directory></build>",
        "<parent><groupId>com.acme</groupId><artifactId>parent</artifactId><version>1</version></parent>",
        "<modules><module>missing</module></modules>",
        "<profiles><profile><id>x</id>" + PLUGIN.format(OWN + EXECUTION.format("")) + "</profile></profiles>",
    ],
)
def test_what_may_write_elsewhere_keeps_the_folder(tmp_path: Path, inside: str) -> None:
    assert made("mvn package", write(tmp_path, {"pom.xml": pom(inside)})) == PROJECT


@pytest.mark.parametrize(
    "inside",
    [
        PLUGIN.format(OWN),  # not bound: it runs only when it is called
        PLUGIN.format("<artifactId>maven-shade-plugin</artifactId>" + EXECUTION.format("<goals><goal>shade</goal></goals>")),
        PLUGIN.format("<artifactId>maven-resources-plugin</artifactId>" + EXECUTION.format("<configuration><resources><resource><directory>conf</directory></resource></resources><outputDirectory>${project.build.directory}/conf</outputDirectory></configuration>")),
        "<parent><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-parent</artifactId><version>3.3.5</version><relativePath/></parent>",
    ],
)
def test_what_only_writes_below_target(tmp_path: Path, inside: str) -> None:
    assert made("mvn package", write(tmp_path, {"pom.xml": pom(inside)})) == TARGET


def test_only_the_archive_that_is_started_is_kept(tmp_path: Path) -> None:
    from tests.understand.helpers import facts_of

    write(tmp_path, {"pom.xml": pom()})
    facts, _ = facts_of('FROM maven:3.9-eclipse-temurin-17\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/a-1.jar"]\n', tmp_path)
    assert [p.path for e in facts.lines[4 - 1].units[0].effects for p in e.products] == ["/app/target/a-1.jar"]


def test_an_archive_that_looks_for_others_keeps_target(tmp_path: Path) -> None:
    from tests.understand.helpers import facts_of

    inside = PLUGIN.format("<artifactId>maven-jar-plugin</artifactId><configuration><archive><manifest><addClasspath>true</addClasspath></manifest></archive></configuration>")
    write(tmp_path, {"pom.xml": pom(inside)})
    facts, _ = facts_of('FROM maven:3.9-eclipse-temurin-17\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/a-1.jar"]\n', tmp_path)
    (found,) = facts.lines[3].units[0].effects
    assert (found.products, found.writes) == ((), ("/app/target",))


def test_modules_have_a_target_each(tmp_path: Path) -> None:
    write(tmp_path, {"pom.xml": pom("<packaging>pom</packaging><modules><module>api</module><module>web</module></modules>"), "api/pom.xml": pom(), "web/pom.xml": pom()})
    assert made("mvn package -pl web -am", tmp_path) == ([], ["/app/api/target", "/app/web/target"])


def test_a_parent_that_is_here_is_read(tmp_path: Path) -> None:
    parent = "<parent><groupId>g</groupId><artifactId>a</artifactId><version>1</version></parent>"
    write(tmp_path, {"pom.xml": pom("<packaging>pom</packaging><modules><module>m</module></modules>" + PLUGIN.format(OWN + EXECUTION.format(""))), "m/pom.xml": pom(parent)})
    assert made("mvn package", tmp_path) == PROJECT


@pytest.mark.parametrize("command", ["mvn dependency:go-offline", "mvn -B dependency:resolve dependency:resolve-plugins", "mvn clean", "mvn org.apache.maven.plugins:maven-dependency-plugin:3.6.0:go-offline"])
def test_downloads_are_caches(tmp_path: Path, command: str) -> None:
    found = effect(command, write(tmp_path, {"pom.xml": pom()}))
    assert (found.writes, found.products, found.anywhere) == ((), (), False)
    assert "/root/.m2" in found.scratch


def test_the_local_repository_may_lie_elsewhere() -> None:
    assert "/repo" in effect("mvn -Dmaven.repo.local=/repo dependency:go-offline").scratch


def test_without_the_project_its_folder_is_kept() -> None:
    assert made("mvn package", None) == PROJECT
    assert effect("mvn -f sub/pom.xml package").writes == ("/app/sub",)


def test_goals_that_nobody_knows_keep_the_folder(tmp_path: Path) -> None:
    write(tmp_path, {"pom.xml": pom()})
    assert made("mvn com.acme:x-maven-plugin:1:go", tmp_path) == PROJECT
    assert made("mvn $GOAL", tmp_path)[1] == ["/app"]


def test_running_the_program_may_write_anywhere(tmp_path: Path) -> None:
    assert effect("mvn compile exec:java", write(tmp_path, {"pom.xml": pom()})).anywhere


def test_what_is_no_pom(tmp_path: Path) -> None:
    assert made("mvn package", write(tmp_path, {"pom.xml": "<project><modules>"})) == PROJECT


def test_a_module_that_holds_itself(tmp_path: Path) -> None:
    assert made("mvn package", write(tmp_path, {"pom.xml": pom("<modules><module>.</module></modules>")})) == PROJECT
