"""Where a program may stand: its silent needs, and the results."""

from __future__ import annotations

from pathlib import Path

import pytest

from msbgen import Refused, convert
from tests.ecosystems.java.helpers import MAIN, POM, convert_text, silent, write

SPRING = "<dependencies><dependency><groupId>org.springframework.boot</groupId><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies>"
TESTED = "<dependencies><dependency><groupId>junit</groupId><artifactId>junit</artifactId><scope>test</scope></dependency></dependencies>"
START = 'ENTRYPOINT ["java", "-cp", "out", "Main"]\n'


def last(text: str) -> str:
    """The runtime stage's base."""
    return [line for line in text.splitlines() if line.startswith("FROM ")][-1]


def plain(base: str, start: str = START, more: str = "") -> str:
    return f"FROM {base}\nWORKDIR /app\nCOPY . .\n{more}RUN javac -d out Main.java\n{start}"


class TestSilent:
    def test_a_plain_program_needs_nothing(self, tmp_path: Path) -> None:
        assert silent(write(tmp_path, {"Main.java": MAIN})) == []

    def test_a_program_by_name(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN.replace("System.out.println(1);", 'new ProcessBuilder("git").start();')})
        assert silent(tmp_path) == [("program", "git")]

    def test_what_it_computes_stops(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN.replace("System.out.println(1);", "new ProcessBuilder(a).start();")})
        assert silent(tmp_path) == [("anything", "")]

    def test_tests_do_not_count(self, tmp_path: Path) -> None:
        assert silent(write(tmp_path, {"Main.java": MAIN, "src/test/java/T.java": "new ProcessBuilder(a)"})) == []

    def test_unknown_libraries_are_unproven_and_may_draw(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN, "pom.xml": POM.format(SPRING)})
        start = 'CMD ["java", "-jar", "target/a-1.jar"]'
        assert silent(tmp_path, start, build="mvn package") == [("unproven", ""), ("package", "fontconfig")]
        write(tmp_path, {"pom.xml": POM.format(TESTED)})
        assert silent(tmp_path, start, build="mvn package") == []

    def test_archives_that_nobody_made_here(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN, "lib/x.jar": ""})
        assert ("unproven", "") in silent(tmp_path, 'CMD ["java", "-cp", "lib/x.jar:.", "Main"]')

    def test_without_the_context_nothing_is_proven(self) -> None:
        assert ("unproven", "") in silent(None)


class TestResults:
    def test_a_linked_runtime_on_scratch(self, tmp_path: Path) -> None:
        text, _ = convert_text(plain("eclipse-temurin:17"), write(tmp_path, {"Main.java": MAIN}))
        assert last(text) == "FROM scratch"
        assert "jlink " in text
        assert "COPY --from=builder /app/out /app/out" in text
        assert "Main.java /" not in text

    def test_another_build_of_the_same_makes_it(self, tmp_path: Path) -> None:
        text, _ = convert_text(plain("openjdk:17"), write(tmp_path, {"Main.java": MAIN}))
        assert "FROM openjdk:17-slim AS java" in text
        assert "COPY --from=java /java-runtime /usr/java/openjdk-17" in text

    def test_what_was_done_to_the_builders_system_does_not_come_along(self, tmp_path: Path) -> None:
        made = plain("openjdk:17", more="RUN useradd app && mkdir /data && chown app /data\n")
        text, messages = convert_text(made, write(tmp_path, {"Main.java": MAIN}))
        assert "scratch" not in last(text)
        assert any("another system" in m for m in messages)

    @pytest.mark.parametrize(
        ("base", "after"),
        [
            ("eclipse-temurin:17", "FROM eclipse-temurin:17-jre"),  # its own entrypoint is kept
            ("eclipse-temurin:21-jdk-alpine", "FROM eclipse-temurin:21-jre-alpine"),
            ("openjdk:8", "FROM openjdk:8-jre-slim"),
            ("openjdk:8-jdk-alpine", "FROM openjdk:8-jre-alpine"),
            ("gradle:8.5-jdk17-jammy", "FROM eclipse-temurin:17-jre-jammy"),
        ],
    )
    def test_the_jre_of_the_same_vendor(self, tmp_path: Path, base: str, after: str) -> None:
        text, _ = convert_text(plain(base, 'CMD ["java", "-cp", "out", "Main"]\n'), write(tmp_path, {"Main.java": MAIN}))
        assert last(text) == after

    def test_the_tools_entrypoint_does_not_come_along(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN, "pom.xml": POM.format(SPRING)})
        text, _ = convert_text('FROM maven:3.9-eclipse-temurin-17\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/a-1.jar"]\n', tmp_path)
        assert last(text) == "FROM eclipse-temurin:17-jre"
        assert "ENTRYPOINT []" in text

    def test_text_is_drawn_where_fonts_are(self, tmp_path: Path) -> None:
        context = write(tmp_path, {"Main.java": "import java.awt.Font;\n" + MAIN})
        assert last(convert_text(plain("openjdk:11"), context)[0]) == "FROM openjdk:11-jre"
        with pytest.raises(Refused, match="fontconfig"):
            convert_text(plain("openjdk:11"), context, "scratch")

    def test_the_compiler_is_no_part_of_a_jre(self, tmp_path: Path) -> None:
        text, messages = convert_text(plain("eclipse-temurin:17"), write(tmp_path, {"Main.java": "import javax.tools.ToolProvider;\n" + MAIN}))
        assert last(text) == "FROM eclipse-temurin:17"
        assert any("only a JDK has" in m for m in messages)

    def test_older_machines_load_their_clock_by_name(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN})
        assert "librt.so.1" in convert_text(plain("openjdk:11-slim"), tmp_path)[0]
        assert "librt.so.1" not in convert_text(plain("openjdk:17-slim"), tmp_path)[0]

    def test_newer_builds_without_modules_are_not_linked(self, tmp_path: Path) -> None:
        text, _ = convert_text(plain("eclipse-temurin:25"), write(tmp_path, {"Main.java": MAIN}))
        assert last(text) == "FROM eclipse-temurin:25-jre"

    def test_the_wrapper_stays_behind_with_its_mode(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN, "pom.xml": POM.format(""), "mvnw": "#!/bin/sh\n"})
        made = 'FROM eclipse-temurin:17\nWORKDIR /app\nCOPY . .\nRUN chmod +x mvnw\nRUN ./mvnw package\nCMD ["java", "-jar", "target/a-1.jar"]\n'
        text, _ = convert_text(made, tmp_path)
        stage = text[text.rindex("FROM ") :]
        assert "mvnw" not in stage
        assert "COPY --from=builder /app/target/a-1.jar /app/target/a-1.jar" in stage

    def test_a_copy_of_what_a_wildcard_finds(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN, "pom.xml": POM.format("")})
        made = 'FROM eclipse-temurin:17\nWORKDIR /app\nCOPY . .\nRUN mvn package && {} target/*.jar app.jar\nCMD ["java", "-jar", "app.jar"]\n'
        for command in ("cp", "mv"):
            text, _ = convert_text(made.format(command), tmp_path)
            stage = text[text.rindex("FROM ") :]
            assert "COPY --from=builder /app/app.jar /app/app.jar" in stage
            assert "/app/target" not in stage

    def test_an_archive_that_was_fetched_is_unproven(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN})
        made = 'FROM eclipse-temurin:17\nRUN curl -o /app.jar https://example.com/app.jar && javac -d /out -version\nCMD ["java", "-jar", "/app.jar"]\n'
        assert "the program's sources are not all at hand" in " ".join(convert_text(made, tmp_path, "slim")[1])

    def test_an_owner_of_the_old_base_goes_by_number(self, tmp_path: Path) -> None:
        write(tmp_path, {"build.gradle": "plugins { id 'java' }\n", "settings.gradle": "", "x.txt": ""})
        made = 'FROM gradle:8-jdk17\nWORKDIR /app\nCOPY --chown=gradle:gradle . .\nRUN gradle build\nENTRYPOINT ["java", "-jar", "build/libs/app.jar"]\n'
        text, _ = convert_text(made, tmp_path, "slim")
        stage = text[text.rindex("FROM ") :]
        assert "--chown=gradle" not in stage
        assert "/app/build/libs/app.jar" in stage

    def test_a_user_of_the_old_base_stops(self, tmp_path: Path) -> None:
        write(tmp_path, {"build.gradle": "plugins { id 'java' }\n"})
        made = 'FROM gradle:8-jdk17\nWORKDIR /app\nCOPY . .\nRUN gradle build\nUSER gradle\nCMD ["java", "-jar", "build/libs/app.jar"]\n'
        with pytest.raises(Refused, match="the user gradle"):
            convert_text(made, tmp_path, "slim")

    def test_another_release_installs_no_packages_again(self, tmp_path: Path) -> None:
        write(tmp_path, {"Main.java": MAIN, "pom.xml": POM.format(SPRING)})
        made = 'FROM maven:3.8.6-openjdk-17-slim\nRUN apt-get update && apt-get install -y ffmpeg\nWORKDIR /app\nCOPY . .\nRUN mvn package\nCMD ["java", "-jar", "target/a-1.jar"]\n'
        with pytest.raises(Refused, match="another release"):
            convert_text(made, tmp_path, "slim")


LEIN = 'FROM clojure:{}\nWORKDIR /app\nCOPY project.clj src ./\nRUN lein uberjar\nCMD ["java", "-jar", "target/app-standalone.jar"]\n'


def test_leiningen_on_openjdk_8() -> None:
    assert last(convert(LEIN.format("lein-2.8.1")).dockerfile) == "FROM openjdk:8-jre-slim"


@pytest.mark.parametrize("tag", ["lein-2.9.0", "lein"])
def test_what_java_a_later_leiningen_ran_on_is_not_known(tag: str) -> None:
    assert not convert(LEIN.format(tag)).changed


def test_packages_of_an_image_whose_release_is_not_known_are_not_installed_on_another() -> None:
    text = LEIN.format("lein-2.8.1").replace("RUN lein", "RUN apt-get update && apt-get install -y graphviz\nRUN lein").replace('["java"', '["dot", "java"')
    assert not convert(text).changed
