"""Java, Kotlin, Scala and Clojure: Maven, Gradle, sbt, mill and lein projects, Tomcat, plain compilers, the java command, JREs and linked runtimes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msbgen.ecosystems.base import Ecosystem, Edit, Kit, Prune
from msbgen.model.facts import Call, Effect, Facts, Need, Product

if TYPE_CHECKING:
    from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]


class Java(Ecosystem):
    """Each method's work is done by a module of this folder, imported when it is first asked."""

    name = "java"
    offline = frozenset({"-o", "--offline"})
    programs = frozenset(
        "java javac jar keytool jlink jdeps javadoc jshell mvn mvnw mvnDebug gradle gradlew kotlin kotlinc scala scalac sbt sbtx ant lein clojure clj boot mill catalina.sh".split()
    )
    #: eclipse-temurin's imports certificates where it is asked to, then starts its arguments (adoptium/containers, entrypoint.sh)
    entrypoints = frozenset({"__cacert_entrypoint.sh"})
    #: fills ~/.m2 from /usr/share/maven/ref, then starts its arguments (carlossg/docker-maven, mvn-entrypoint.sh)
    #: clojure's starts its arguments, unless they are a task of lein or an option of clojure (Quantisan/docker-clojure, resources/entrypoint)
    idle = frozenset({"mvn-entrypoint.sh", "entrypoint"})
    compiles = True
    portable = True
    #: Tomcat's images start it
    services = frozenset({"catalina.sh"})

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        from msbgen.ecosystems.java.effects import effect

        return effect(call, scene)

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        from msbgen.ecosystems.java.needs import needs

        return needs(call, scene)

    def opens(self, call: Call, scene: Scene) -> tuple[str, ...]:
        from msbgen.ecosystems.java.needs import opens

        return opens(call)

    def interpreter(self, scene: Scene) -> Kit | None:
        from msbgen.ecosystems.java.kit import kit

        return kit(scene)

    def is_source(self, path: str) -> bool:
        from msbgen.ecosystems.java.sources import is_source

        return is_source(path)

    def starts_others(self, facts: Facts, scene: Scene) -> str | None:
        from msbgen.ecosystems.java.silent import starts_others

        return starts_others(facts, scene)

    def silent(self, facts: Facts, scene: Scene) -> Iterator[Need]:
        from msbgen.ecosystems.java.silent import silent

        return silent(facts, scene)

    def static(self, product: Product, facts: Facts, scene: Scene, *, wanted: bool) -> bool | tuple[Edit, ...] | str:
        return True  # class files link to nothing of the system

    def caches(self, call: Call, scene: Scene) -> tuple[str, ...]:
        from msbgen.ecosystems.java.effects import caches

        return caches(call)

    def reads_sources(self, facts: Facts, scene: Scene) -> bool:
        from msbgen.ecosystems.java.sources import loads_sources

        return loads_sources(scene)

    def prune(self, facts: Facts, scene: Scene, *, carried: bool) -> Prune | None:
        from msbgen.ecosystems.java.projects import made_sure

        return made_sure(facts, scene)


ecosystem = Java()
