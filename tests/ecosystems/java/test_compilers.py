"""Where compilers, jar, keytool and other tools of the JDK write."""

from __future__ import annotations

import pytest

from tests.ecosystems.java.helpers import effect


@pytest.mark.parametrize(
    ("command", "writes"),
    [
        ("javac Main.java", ("/app",)),
        ("javac -d out src/a/Main.java", ("/app/out",)),
        ("javac -d /out $(find . -name '*.java')", ("/out",)),
        ("javac -encoding UTF-8 -cp lib/x.jar src/a/*.java", ("/app/src/a",)),
        ("javac -cp src src/Main.java", ("/app/src",)),  # sources on the class path are compiled, too
        ("javac src/Main.java", ("/app/src", "/app")),
        ("javac -h include -d out A.java", ("/app/out", "/app/include")),
        ("kotlinc Main.kt -include-runtime -d main.jar", ("/app/main.jar",)),
        ("scalac Main.scala", ("/app",)),
        ("jar cf app.jar -C out .", ("/app/app.jar",)),
        ("jar cfe app.jar a.Main *.class", ("/app/app.jar",)),
        ("jar cmf MANIFEST.MF app.jar *.class", ("/app/app.jar",)),
        ("jar -cvf app.jar *.class", ("/app/app.jar",)),
        ("jar --create --file app.jar --main-class a.Main -C out .", ("/app/app.jar",)),
        ("jar xf app.war", ("/app",)),
        ("jar -xf /x.jar", ("/app",)),
        ("jlink --add-modules java.base --output /jre", ("/jre",)),
        ("keytool -importcert -file ca.crt -keystore /etc/trust -storepass changeit -noprompt", ("/etc/trust",)),
        ("keytool -importcert -cacerts -file ca.crt -noprompt", ("/opt/java/openjdk/lib/security/cacerts",)),
        ("java -Djarmode=layertools -jar app.jar extract", ("/app",)),
        ("java -Djarmode=tools -jar app.jar extract --destination out", ("/app/out",)),
        ("sbt assembly", ("/app",)),
    ],
)
def test_writes(command: str, writes: tuple[str, ...]) -> None:
    found = effect(command)
    assert not found.anywhere, found.reason
    assert found.writes == writes


@pytest.mark.parametrize("command", ["java -version", "javac -version", "jar tf app.jar", "keytool -list -cacerts", "java -Djarmode=layertools -jar a.jar list"])
def test_writes_nothing(command: str) -> None:
    found = effect(command)
    assert (found.role, found.writes, found.anywhere) == ("state", (), False)


@pytest.mark.parametrize("command", ["javac $(find . -name '*.java')", "javac @sources.txt", "javac -sourcepath src src/A.java", "java -jar tool.jar", "java Main", "sbt run"])
def test_what_is_not_known_is_said(command: str) -> None:
    assert effect(command).anywhere
