"""What the java command runs, and what a container needs for it."""

from __future__ import annotations

import pytest

from tests.ecosystems.java.helpers import needs

JVM = ("interpreter", "java")


def wanted(start: str, **more: str) -> list[tuple[str, str]]:
    found = needs(start, **more)
    assert isinstance(found, tuple), found
    return [(n.kind, n.name) for n in found]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        ('CMD ["java", "-jar", "app.jar"]', [("file", "/app/app.jar")]),
        ('CMD ["java", "-Xmx1g", "-Dx=y", "-jar", "/x.jar", "--port", "-cp"]', [("file", "/x.jar")]),
        ('CMD ["java", "-jar", "-Dx=y", "-cp", "c", "x.jar", "-Dz"]', [("file", "/app/x.jar")]),  # options may stand behind -jar
        ("CMD java $JAVA_OPTS -jar target/*.jar", [("file", "/app/target")]),
        ("CMD exec java -jar app.jar", [("file", "/app/app.jar")]),
        ('CMD ["java", "Main"]', [("library", "/app")]),
        ('CMD ["java", "-cp", "a:lib/*:c.jar", "x.Main", "arg"]', [("library", "/app/a"), ("library", "/app/lib"), ("library", "/app/c.jar")]),
        ('CMD ["java", "-cp", ".:lib/x.jar", "Main"]', [("library", "/app")]),  # what lies below is there, too, if it ever was
        ('CMD ["java", "--module-path", "mods", "-m", "m/x.Main"]', [("library", "/app/mods")]),
        ('CMD ["java", "-javaagent:/agent.jar=a=b", "-jar", "a.jar"]', [("file", "/app/a.jar"), ("file", "/agent.jar")]),
        ('CMD ["java", "--add-opens", "java.base/java.lang=ALL-UNNAMED", "-jar", "a.jar"]', [("file", "/app/a.jar")]),
        ('CMD ["/opt/java/openjdk/bin/java", "-jar", "a.jar"]', [("file", "/opt/java/openjdk/bin/java"), ("file", "/app/a.jar")]),
    ],
)
def test_the_java_command(start: str, expected: list[tuple[str, str]]) -> None:
    assert wanted(start) == [JVM, *expected] or sorted(wanted(start)) == sorted([JVM, *expected])


def test_options_from_the_environment() -> None:
    before = 'WORKDIR /app\nENV JAVA_OPTS="-Xmx1g -javaagent:/a.jar" JAVA_TOOL_OPTIONS="-javaagent:/b.jar" CLASSPATH=/c\n'
    assert set(wanted("CMD java $JAVA_OPTS Main", before=before)) == {JVM, ("library", "/c"), ("file", "/a.jar"), ("file", "/b.jar")}


@pytest.mark.parametrize(
    "start",
    ['CMD ["mvn", "spring-boot:run"]', 'CMD ["./mvnw", "exec:java"]', 'CMD ["gradle", "bootRun"]', "CMD ./gradlew run", 'CMD ["sbt", "run"]', 'CMD ["java", "Main.java"]',
     'CMD ["kotlin", "MainKt"]', 'CMD javac Main.java && java Main'],
)  # fmt: skip
def test_what_compiles_when_it_starts(start: str) -> None:
    assert isinstance(needs(start), str)


@pytest.mark.parametrize("start", ['CMD ["java", "@options"]', "CMD java -jar $JAR", "CMD java -jar -Dx=y $JAR app.jar", "CMD java $OPTIONS $MAIN", "CMD java -cp $CP Main"])
def test_what_is_not_known_is_said(start: str) -> None:
    assert needs(start) is None


def test_the_entrypoint_of_the_base_starts_its_arguments() -> None:
    from tests.understand.helpers import facts_of

    facts, _ = facts_of('FROM eclipse-temurin:17\nCMD ["java", "-jar", "/a.jar"]\n', None)
    assert [c.name for c in facts.roots[0].calls] == ["__cacert_entrypoint.sh", "java"]
    facts, _ = facts_of('FROM maven:3.9-eclipse-temurin-17\nCMD ["java", "-jar", "/a.jar"]\n', None)
    assert [c.name for c in facts.roots[0].calls] == ["java"]  # it only prepares Maven
