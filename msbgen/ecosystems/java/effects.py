"""What commands of the JVM's languages do in a build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from msbgen.ecosystems.java import gradle, maven
from msbgen.ecosystems.java.command import started
from msbgen.ecosystems.java.table import tools
from msbgen.model.facts import Call, Effect
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["caches", "effect"]


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None where it is none of these."""
    make = _COMMANDS.get(call.name)
    return make(call, scene) if make else None


def caches(call: Call) -> tuple[str, ...]:
    """The folders that a build tool keeps what it downloads in."""
    if call.name in ("mvn", "mvnw"):
        return maven.caches(call)
    if call.name in ("gradle", "gradlew"):
        return gradle.caches(call)
    return ()


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:4])),)


def _unknown(call: Call, why: str) -> Effect:
    return Effect("unknown", why, _evidence(call), anywhere=True, programs=(call.name or "",))


def _state(call: Call) -> Effect:
    return Effect("state", "it only asks", _evidence(call), programs=(call.name or "",))


def _made(call: Call, reason: str, paths: list[str | None], scratch: tuple[str, ...] = ()) -> Effect:
    """An effect that writes these paths, as seen from where the command runs."""
    found = [join(call.cwd, p) if p is not None else None for p in paths]
    if any(p is None for p in found):
        return _unknown(call, f"where `{call.name}` writes is not known")
    writes = tuple(dict.fromkeys(p for p in found if p))
    return Effect("build", reason, _evidence(call), writes=writes, scratch=scratch, programs=(call.name or "",))


def _options(call: Call, tool: str) -> Arguments:
    table = tools()["javac"]
    return parse(call.operands, frozenset(table["valued" if tool == "javac" else tool]), clusters=False)


def _javac(call: Call, scene: Scene) -> Effect:
    """Classes go below -d; without it each beside its source, and those of sources that are found on the way beside theirs."""
    given = _options(call, "javac")
    if given.has("-version", "--version", "-help", "--help"):
        return _state(call)
    if given.has("-d"):
        more = [given.value(o) for o in ("-s", "-h") if given.has(o)]
        return _made(call, "it compiles", [given.value("-d"), *more])
    if any(o is None or o.startswith("@") for o in given.operands):
        return _unknown(call, "which sources it compiles is not known, and the classes go beside them")
    if given.has("-sourcepath", "--source-path", "--module-source-path"):
        return _unknown(call, "it compiles sources of a path, and the classes go beside them")
    folders = [_folder(o or "") for o in given.operands]
    classes = (given.value("-cp", "-classpath", "--class-path") or call.env.get("CLASSPATH") or ".").split(":")
    searched = [c or "." for c in classes if not c.endswith((".jar", "*"))]  # sources on the class path are compiled, too
    return _made(call, "it compiles", [*folders, *searched])


def _folder(path: str) -> str:
    """The folder of a source; of a glob the folder that it looks in."""
    parts = []
    for part in path.split("/")[:-1]:
        if any(c in part for c in "*?["):
            break
        parts.append(part)
    return "/".join(parts) or ("/" if path.startswith("/") else ".")


def _kotlinc(call: Call, scene: Scene) -> Effect:
    given = _options(call, call.name or "")
    if given.has("-version", "-help"):
        return _state(call)
    return _made(call, "it compiles", [given.value("-d") if given.has("-d") else "."])


def _jar(call: Call, scene: Scene) -> Effect:
    """jar c… FILE makes an archive, x… unpacks one here (or into -C's folder)."""
    words = list(call.operands)
    if not words or words[0] is None:
        return _unknown(call, "what it does is not known")
    if words[0].startswith("--") or (words[0].startswith("-") and len(words[0]) == 2 and "f" not in words[0]):
        given = parse(tuple(words), ("--file", "-f", "-e", "--main-class", "-m", "--manifest", "-C", "--release", "--dir"), clusters=False)
        file = given.value("--file", "-f")
        if given.has("--create", "-c", "--update", "-u"):
            return _made(call, "it packs classes", [file])
        if given.has("--extract", "-x"):
            return _made(call, "it unpacks an archive", [given.value("--dir") or "."])
        return _state(call)
    letters = words[0].lstrip("-")
    if "c" in letters or "u" in letters:
        rest = [x for x in letters if x in "fme"]  # their values follow in the order of the letters
        at = rest.index("f") if "f" in rest else None
        file = words[1 + at] if at is not None and len(words) > 1 + at else None
        return _made(call, "it packs classes", [file])
    if "x" in letters:
        return _made(call, "it unpacks an archive", ["."])
    return _state(call)


def _keytool(call: Call, scene: Scene) -> Effect:
    given = _options(call, "keytool")
    if given.has("-list", "-printcert", "-help", "-showinfo"):
        return _state(call)
    home = call.env.get("JAVA_HOME")
    if given.has("-cacerts"):
        return _made(call, "it changes the certificates that Java trusts", [f"{home}/lib/security/cacerts" if home else None])
    files = [given.value(o) for o in ("-keystore", "-destkeystore") if given.has(o)]
    if given.has("-exportcert", "-export", "-certreq"):
        files = [given.value("-file")]
    return _made(call, "it writes a key store", files or [f"{call.env.get('HOME') or '/root'}/.keystore"])


def _jlink(call: Call, scene: Scene) -> Effect:
    given = _options(call, "jlink")
    return _made(call, "it links a runtime", [given.value("--output")]) if given.has("--output") else _state(call)


def _asks(call: Call, scene: Scene) -> Effect:
    return _state(call)


def _javadoc(call: Call, scene: Scene) -> Effect:
    given = parse(call.operands, ("-d", "-sourcepath", "-classpath", "-cp", "-subpackages"), clusters=False)
    return _made(call, "it writes documentation", [given.value("-d") if given.has("-d") else "."])


def _java(call: Call, scene: Scene) -> Effect:
    """A program that the build runs: what it writes is known of Spring Boot's archives that unpack themselves."""
    found = started(call)
    if found.asks and found.jar is None and found.main is None:
        return _state(call)
    modes = [p for p in found.properties if p.startswith("jarmode=")]
    if modes and found.jar and "extract" in found.arguments:
        given = parse(tuple(found.arguments), ("--destination",), clusters=False)
        inside = posixpath.splitext(posixpath.basename(found.jar))[0] if modes == ["jarmode=tools"] and "--layers" not in found.arguments else "."
        return _made(call, "it unpacks the layers of an archive", [given.value("--destination") if given.has("--destination") else inside])
    if modes and "list" in found.arguments:
        return _state(call)
    return _unknown(call, "what its program writes is not known")


def _sbt(call: Call, scene: Scene) -> Effect:
    """sbt works in its project's folder: target, project/target and those of subprojects."""
    home = call.env.get("HOME") or "/root"
    words = [w for w in call.operands if w and not w.startswith("-")]
    if any(w is None for w in call.operands) or any(w.split()[0].split("/")[-1] in ("run", "runMain", "console", "publish", "docker:publishLocal") for w in words):
        return _unknown(call, "what its tasks write is not known")
    scratch = tuple(f"{home}/{p}" for p in (".ivy2", ".sbt", ".cache", ".coursier"))
    if words and all(w.split()[0] in ("update", "clean", "sbtVersion", "reload", "exit") for w in words):
        return Effect("build", "it downloads libraries", _evidence(call), scratch=scratch, programs=("sbt",))
    return _made(call, "it compiles and packs; its output lies in its project's folder", ["."], scratch)


def _ant(call: Call, scene: Scene) -> Effect:
    return _made(call, "it builds in its project's folder", ["."])


_COMMANDS: dict[str | None, Callable[[Call, Scene], Effect]] = {
    "java": _java, "javac": _javac, "jar": _jar, "keytool": _keytool, "jlink": _jlink, "jdeps": _asks, "javadoc": _javadoc,
    "mvn": maven.effect, "mvnw": maven.effect, "gradle": gradle.effect, "gradlew": gradle.effect,
    "kotlinc": _kotlinc, "scalac": _kotlinc, "sbt": _sbt, "ant": _ant,
}  # fmt: skip
