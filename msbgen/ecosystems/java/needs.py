"""What a command that the container starts needs, and which files it runs."""

from __future__ import annotations

import posixpath

from msbgen.data.tags import number
from msbgen.ecosystems.java import gradle, maven
from msbgen.ecosystems.java.command import folder_of, started
from msbgen.ecosystems.java.projects import projects, scripts
from msbgen.ecosystems.java.table import tools
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["needs", "opens"]

#: what `catalina.sh run` runs (apache/tomcat, bin/catalina.sh, setclasspath.sh of 9 to 11)
_CATALINA_RUNS = ("dirname", "uname", "ls", "expr")
#: what Gradle's and sbt-native-packager's start scripts run (gradle/gradle, unixStartScript.txt; sbt/sbt-native-packager, bash-template)
_SCRIPT_RUNS = ("uname", "sed", "xargs", "dirname", "basename", "ls", "tr", "cut", "readlink", "cat", "expr")


def opens(call: Call) -> tuple[str, ...]:
    """The archive, the class path and the agents of a java command, globs left out."""
    if call.name != "java":
        return ()
    found = started(call)
    paths = [*([found.jar] if found.jar else []), *map(folder_of, found.path), *(a.split("=", 1)[0] for a in found.agents)]
    return tuple(p for p in paths if not any(c in p for c in "*?["))


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The needs of a call of one of these programs; the reason where it builds when it starts; None where it cannot be told."""
    evidence = (Evidence(f"line {call.line}", "it is started"),)
    name = call.name
    if name in ("mvn", "mvnw", "gradle", "gradlew"):
        goal = maven.runs(call) if name in ("mvn", "mvnw") else gradle.runs(call)
        what = f"`{name} {goal}` compiles the program when it starts" if goal else f"`{name}` builds when the container starts"
        return f"{what}, so that the container needs the JDK, the build tool and all that they download"
    if name in ("sbt", "kotlin", "kotlinc", "scala", "scalac", "javac", "jshell", "ant", "javadoc", "jlink", "jdeps", "jar"):
        return f"the container runs `{name}`, which only the full image has"
    if name == "__cacert_entrypoint.sh":
        return (Need("program", call.argv[0] or "", "the base image's own entrypoint", evidence),)
    if name == "keytool":
        return (Need("interpreter", "java", "keytool is part of it", evidence), Need("program", "keytool", "it is started", evidence))
    if name == "java":
        return _java(call, evidence)
    if name == "catalina.sh":
        return _tomcat(call, scene, evidence)
    if name in ("lein", "clojure", "clj", "boot", "mill"):
        return f"`{name}` compiles the program when it starts, so that the container needs the JDK, the build tool and all that it downloads"
    return _script(call, scene, evidence)


def _java(call: Call, evidence: tuple[Evidence, ...]) -> tuple[Need, ...] | str | None:
    found = started(call)
    wanted = [Need("interpreter", "java", "it runs in the Java virtual machine", evidence)]
    program = call.argv[0] or ""
    if "/" in program:
        wanted.append(Need("file", program, "it is started by its path", evidence))
    if found.opaque is not None:
        return None
    if found.compiles is not None:
        return f"`java {posixpath.basename(found.compiles)}` compiles the program when it starts, so that the container needs the JDK"
    if found.jar is None and found.main is None:
        return tuple(wanted) if found.asks else None
    if found.jar is not None:
        wanted.append(Need("file", _fixed(found.jar), "it runs this archive", evidence))
    wanted.extend(Need("library", folder_of(p), "it is on the class path", evidence) for p in found.path if not _optional(p, found.path))
    wanted.extend(Need("file", a.split("=", 1)[0], "an agent that is loaded first", evidence) for a in found.agents)
    return tuple(wanted)


def _fixed(path: str) -> str:
    """A path; of a glob the folder that it looks in."""
    parts = []
    for part in path.split("/"):
        if any(c in part for c in "*?["):
            break
        parts.append(part)
    return "/".join(parts) or "/"


def _optional(path: str, every: tuple[str, ...]) -> bool:
    """An entry that lies below another one: if that is there, so is this one, or it never was."""
    return any(path != other and folder_of(path).startswith(folder_of(other).rstrip("/") + "/") for other in every)


def _script(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> tuple[Need, ...] | None:
    """A start script that Gradle's application plugin or sbt's native packager wrote: a shell script that starts java."""
    path = join(call.cwd, call.argv[0] or "") or ""
    folder = posixpath.dirname(path)
    moved = {p.origin: at for at, p in scene.made.items() if p.origin is not None}
    places = (*scripts(scene), *(at for origin, at in moved.items() if any(below(origin.rstrip("/"), w) for w in scripts(scene))))
    if posixpath.basename(folder) != "bin" or not any(below(path, w.rstrip("/")) for w in places):
        return None
    found = [Need("interpreter", "java", "its start script runs java", evidence), Need("file", path, "it is started", evidence)]
    found.append(Need("library", posixpath.join(posixpath.dirname(folder), "lib"), "the start script's class path", evidence))
    found.append(Need("shell", "/bin/sh", "the start script runs in it", evidence))
    found.extend(Need("program", p, "the start script runs it", evidence) for p in _SCRIPT_RUNS)
    if any(p.tool == "sbt" for p in projects(scene)):
        found.append(Need("shell", "/bin/bash", "sbt's start scripts run in it", evidence))
    return tuple(found)


def _recent(version: str) -> bool:
    """Whether a version of Tomcat's is a series, or not older than the first of its series with all variants."""
    asked = number(version)
    return len(asked) < 3 or any(asked[:2] == number(s)[:2] and asked >= number(s) for s in tools()["tomcat"]["since"])


def _tomcat(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> tuple[Need, ...] | str | None:
    """catalina.sh run: java, a shell, and what the script runs (apache/tomcat, bin/catalina.sh and setclasspath.sh of 9 to 11).

    setenv.sh of the project's own may run more; where it is not at hand, none is there that the Dockerfile made."""
    program = call.argv[0] or ""
    base = scene.base
    if base is not None and base.row.startswith("tomcat") and not _recent(base.fields.get("tool", "")):
        return f"whether there is {base.repository} of {base.fields.get('tool')} with a JRE is not known"
    if call.operands[:1] not in (("run",), ("start",)) or any(w in (None, "debug", "jpda") for w in call.operands):
        return None
    found = [Need("interpreter", "java", "Tomcat runs in the Java virtual machine", evidence), Need("program", join(call.cwd, program) or program if "/" in program else program, "it is started", evidence)]
    found.append(Need("shell", "/bin/sh", "catalina.sh runs in it", evidence))
    found.extend(Need("program", p, "catalina.sh runs it", evidence) for p in _CATALINA_RUNS)
    if not any(v in call.env for v in ("JAVA_HOME", "JRE_HOME")) and base is not None and "JAVA_HOME" not in (*base.env, *base.env_unknown):
        return None  # catalina.sh then looks for java itself
    return tuple(found)
