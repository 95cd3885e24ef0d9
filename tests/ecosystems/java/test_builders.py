"""sbt, lein, mill and clojure; Gradle's projects in one build; start scripts; Tomcat."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ecosystems.java.helpers import POM, convert_text, effect, needs, write

SBT = "sbtscala/scala-sbt:eclipse-temurin-17.0.14_7_1.10.11_2.13.16"
LEIN = "clojure:temurin-17-lein"


def left(command: str, context: Path | None = None, **more: str) -> list[str]:
    made = effect(command, context, **more)
    assert not made.anywhere, made.reason
    return sorted({*made.writes, *(p.path for p in made.products)})


class TestSbt:
    def test_an_assembly_of_one_project(self, tmp_path: Path) -> None:
        assert left("sbt clean assembly", write(tmp_path, {"build.sbt": 'name := "x"\n'}), base=SBT) == ["/app/target"]

    @pytest.mark.parametrize("build", ['lazy val a = (project in file("a"))\n', 'lazy val root = project.aggregate(a)\n', 'assembly / assemblyOutputPath := x\n'])
    def test_what_may_lie_elsewhere_keeps_the_folder(self, tmp_path: Path, build: str) -> None:
        assert left("sbt assembly", write(tmp_path, {"build.sbt": build}), base=SBT) == ["/app"]

    def test_a_project_of_several(self, tmp_path: Path) -> None:
        context = write(tmp_path, {"build.sbt": 'lazy val a = (project in file("a"))\n', "a/src/main/scala/X.scala": ""})
        assert left("sbt a/assembly", context, base=SBT) == ["/app/a/target"]
        assert left("sbt b/assembly", context, base=SBT) == ["/app"]

    def test_stage_and_more(self) -> None:
        assert left("sbt stage", base=SBT) == ["/app"]
        assert left("sbt update", base=SBT) == []
        assert effect("sbt run", base=SBT).anywhere
        assert effect("sbt publishLocal", base=SBT).anywhere


class TestLein:
    def test_an_uberjar(self, tmp_path: Path) -> None:
        context = write(tmp_path, {"project.clj": '(defproject x "1" :target-path "target/%s")'})
        assert left("lein uberjar", context, base=LEIN) == ["/app/target"]
        assert left("lein do clean, uberjar", context, base=LEIN) == ["/app/target"]
        assert left("lein with-profile production uberjar", context, base=LEIN) == ["/app/target"]
        assert left("lein deps", context, base=LEIN) == []

    def test_another_place(self, tmp_path: Path) -> None:
        assert left("lein uberjar", write(tmp_path, {"project.clj": '(defproject x "1" :target-path "out")'}), base=LEIN) == ["/app"]
        assert left("lein uberjar", base=LEIN) == ["/app"]

    @pytest.mark.parametrize("task", ["lein run", "lein mystery", "clojure -M:seed", "mill app.run", "clojure -X my.ns/fn"])
    def test_what_is_not_known(self, task: str) -> None:
        assert effect(task, base=LEIN).anywhere

    def test_mill_and_clojure(self) -> None:
        assert left("mill app.assembly", base=LEIN) == ["/app/out"]
        assert left("clojure -T:build uber", base=LEIN) == ["/app"]
        assert left("clojure -P", base=LEIN) == []

    def test_clojure_that_starts_programs_or_loads_sources(self, tmp_path: Path) -> None:
        lines = f'FROM {LEIN}\nWORKDIR /app\nCOPY . .\nRUN lein uberjar\nCMD ["java", "-jar", "target/x.jar"]\n'
        write(tmp_path, {"project.clj": '(defproject x "1")', "src/x.clj": "(ns x (:require [clojure.java.shell :refer [sh]]))"})
        assert "AS builder" not in convert_text(lines, tmp_path)[0]
        write(tmp_path, {"src/x.clj": '(ns x) (defn -main [] (load-file "src/rules.clj"))', "src/rules.clj": "(ns rules)"})
        assert "COPY --from=builder /app /app" in convert_text(lines, tmp_path)[0]


class TestGradle:
    SETTINGS = 'rootProject.name = "x"\ninclude("a", ":b:c")\n'
    SCRIPT = "plugins {\n  application\n}\n"

    def test_only_the_project_that_is_asked_for(self, tmp_path: Path) -> None:
        context = write(tmp_path, {"settings.gradle.kts": self.SETTINGS, "a/build.gradle.kts": self.SCRIPT, "b/c/build.gradle.kts": self.SCRIPT})
        assert left("gradle b:c:installDist", context, base="gradle:8-jdk17") == ["/app/b/c/build", "/app/b/c/build/install"]

    def test_projects_that_are_copied_one_by_one(self, tmp_path: Path) -> None:
        context = write(tmp_path, {"settings.gradle.kts": self.SETTINGS, "build.gradle.kts": self.SCRIPT, "a/build.gradle.kts": self.SCRIPT})
        before = "WORKDIR /app\nCOPY settings.gradle.kts build.gradle.kts ./\nCOPY a a\n"
        assert "/app/a/build" in left("gradle a:shadowJar", context, base="gradle:8-jdk17", before=before)

    def test_folders_that_a_project_may_not_make(self, tmp_path: Path) -> None:
        context = write(tmp_path, {"settings.gradle.kts": self.SETTINGS, "build.gradle.kts": self.SCRIPT, "a/build.gradle.kts": self.SCRIPT})
        lines = 'FROM gradle:8-jdk17\nWORKDIR /app\nCOPY . .\nRUN gradle assemble\nCMD ["java", "-jar", "a/build/libs/a.jar"]\n'
        text, _ = convert_text(lines, context)
        copied = [line.split()[2] for line in text.splitlines() if line.startswith("COPY --from=builder /app/")]
        assert "/app/a/build/libs/a.jar" in copied
        sure = next(line for line in text.splitlines() if line.startswith("RUN mkdir -p"))
        assert all(path in sure for path in copied if path != "/app/a/build/libs/a.jar")

    @pytest.mark.parametrize(("plugin", "task"), [("io.ktor.plugin", "buildFatJar"), ("io.micronaut.application", "shadowJar")])
    def test_fat_jars_of_frameworks(self, tmp_path: Path, plugin: str, task: str) -> None:
        context = write(tmp_path, {"build.gradle.kts": f'plugins {{\n  id("{plugin}") version "1"\n  application\n}}\n', "settings.gradle.kts": 'rootProject.name = "x"\n'})
        lines = f'FROM gradle:8-jdk17\nWORKDIR /app\nCOPY . .\nRUN gradle {task}\nCMD ["java", "-jar", "build/libs/x-all.jar"]\n'
        text, _ = convert_text(lines, context)
        assert "COPY --from=builder /app/build/libs/x-all.jar /app/build/libs/x-all.jar" in text

    def test_quarkus_keeps_what_its_runner_needs_beside_it(self, tmp_path: Path) -> None:
        context = write(tmp_path, {"build.gradle.kts": 'plugins {\n  id("io.quarkus")\n}\n', "settings.gradle.kts": 'rootProject.name = "x"\n'})
        lines = 'FROM gradle:8-jdk17\nWORKDIR /app\nCOPY . .\nRUN gradle build\nCMD ["java", "-jar", "build/quarkus-app/quarkus-run.jar"]\n'
        assert "COPY --from=builder /app /app" in convert_text(lines, context)[0]

    def test_a_start_script_needs_a_shell(self, tmp_path: Path) -> None:
        context = write(tmp_path, {"settings.gradle.kts": self.SETTINGS, "a/build.gradle.kts": self.SCRIPT})
        lines = 'FROM gradle:8-jdk17\nWORKDIR /app\nCOPY . .\nRUN gradle a:installDist\nCMD ["a/build/install/a/bin/a"]\n'
        text, messages = convert_text(lines, context)
        assert "FROM eclipse-temurin:17-jre\n" in text
        assert any("scratch was not possible" in m for m in messages)


class TestTomcat:
    WAR = POM.format("<packaging>war</packaging><build><finalName>x</finalName></build>")
    BUILD = "RUN apt-get update && apt-get install -y maven\nWORKDIR /src\nCOPY . .\nRUN mvn package && cp target/x.war /usr/local/tomcat/webapps/\nWORKDIR /usr/local/tomcat\n"

    @pytest.mark.parametrize(
        ("base", "after"),
        [("tomcat:9-jdk17-temurin", "tomcat:9-jre17-temurin"), ("tomcat:10.1.30-jdk21-temurin-jammy", "tomcat:10.1.30-jre21-temurin-jammy"), ("tomcat:9-jdk17", "tomcat:9-jre17-temurin")],
    )
    def test_the_variant_with_a_jre(self, tmp_path: Path, base: str, after: str) -> None:
        text, _ = convert_text(f"FROM {base}\n{self.BUILD}", write(tmp_path, {"pom.xml": self.WAR, "src/main/java/X.java": "class X {}"}))
        assert f"\nFROM {after}\n" in text
        assert "COPY --from=builder /usr/local/tomcat/webapps/x.war /usr/local/tomcat/webapps/x.war" in text

    @pytest.mark.parametrize("base", ["tomcat:9.0.55-jdk17-temurin", "tomcat:9-jdk8", "tomcat:8.5.20-jdk8", "tomcat:9"])
    def test_tags_that_may_have_no_such_variant(self, tmp_path: Path, base: str) -> None:
        text, _ = convert_text(f"FROM {base}\n{self.BUILD}", write(tmp_path, {"pom.xml": self.WAR}))
        assert "AS builder" not in text

    def test_catalina(self) -> None:
        found = needs('CMD ["/opt/tomcat/bin/catalina.sh", "run"]')
        assert isinstance(found, tuple)
        assert {("interpreter", "java"), ("program", "/opt/tomcat/bin/catalina.sh"), ("shell", "/bin/sh"), ("program", "expr")} <= {(n.kind, n.name) for n in found}
        assert needs('CMD ["/opt/tomcat/bin/catalina.sh", "jpda", "run"]') is None
        assert needs("CMD lein run") is not None
