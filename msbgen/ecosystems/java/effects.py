"""What commands of the JVM's languages do in a build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from msbgen.ecosystems.java import gradle, maven
from msbgen.ecosystems.java.command import started
from msbgen.ecosystems.java.projects import Project, note, note_scripts
from msbgen.ecosystems.java.table import tools
from msbgen.model.facts import Call, Effect, Product
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
    """sbt works in its project's folder: target, project/target and those of subprojects. An assembly needs nothing beside it."""
    home = call.env.get("HOME") or "/root"
    words = [w for w in call.operands if w and not w.startswith("-")]
    tasks = [t for w in words for part in w.split(";") for t in part.split()[:1]]
    names = [t.split("/")[-1].rsplit(":", 1)[-1] for t in tasks]
    if any(w is None for w in call.operands) or any(n in ("run", "runMain", "console", "publish", "publishLocal", "test:run", "~") for n in names):
        return _unknown(call, "what its tasks write is not known")
    scratch = tuple(f"{home}/{p}" for p in (".ivy2", ".sbt", ".cache", ".coursier"))
    if names and all(n in ("update", "clean", "sbtVersion", "reload", "exit", "about", "set") for n in names):
        return Effect("build", "it downloads libraries", _evidence(call), scratch=scratch, programs=("sbt",))
    if call.cwd is None:
        return _unknown(call, "which project it builds is not known")
    note(scene, Project("sbt", call.cwd))
    folders = _assembled(tasks, call.cwd, scene) if all(n in ("clean", "compile", "update", "assembly", "test") for n in names) else None
    if folders:
        return Effect("build", "it packs the program with all its libraries, below target", _evidence(call), scratch=scratch, programs=("sbt",),
                      products=tuple(Product(posixpath.join(f, "target") + "/", "library", "java", call.line) for f in folders))  # fmt: skip
    if any(n in ("stage", "dist", "packageBin", "packageZipTarball", "pack") for n in names):
        note_scripts(scene, call.cwd)
    return _made(call, "it compiles and packs; its output lies in its project's folder", ["."], scratch)


def _assembled(tasks: list[str], folder: str, scene: Scene) -> list[str] | None:
    """The folders of the projects whose assemblies are asked for; None where build.sbt is not at hand or may put them elsewhere."""
    found: list[str] = []
    for task in tasks:
        name, _, rest = task.partition("/")
        if task == "assembly":
            text = scene.read(posixpath.join(folder, "build.sbt"))
            if text is None or "file(" in text or "aggregate" in text or "assemblyOutputPath" in text:
                return None
            found.append(folder)
        elif rest == "assembly":
            sub = posixpath.join(folder, name)
            if not scene.is_folder(sub) or "assemblyOutputPath" in (scene.read(posixpath.join(folder, "build.sbt")) or ""):
                return None
            found.append(sub)
    return found


def _lein(call: Call, scene: Scene) -> Effect:
    """lein and its plugins build below target; an uberjar needs nothing beside it (leiningen, sample.project.clj)."""
    home = call.env.get("HOME") or "/root"
    scratch = (f"{home}/.m2", f"{home}/.lein")
    words = [w.rstrip(",") if w is not None else None for w in call.operands]
    while words[:1] == ["with-profile"] or words[:1] == ["with-profiles"]:
        words = words[2:]
    tasks = [w for w in words[1:] if w] if words[:1] == ["do"] else words[:2] if words[:1] == ["ring"] else words[:1]
    if None in words or call.cwd is None:
        return _unknown(call, "what lein builds is not known")
    if tasks and all(t in ("deps", "clean", "version", "test", "help", "check", "kibit", "eastwood") for t in tasks):
        return Effect("build", "it downloads libraries, or checks", _evidence(call), scratch=scratch, programs=("lein",))
    if not tasks or any(t not in ("deps", "clean", "test", "compile", "uberjar", "ring", "jar", "javac") for t in tasks):
        known = tasks[:1] in (["cljsbuild"], ["package"], ["fig:build"], ["shadow"], ["npm"], ["less4j"], ["sass"], ["garden"], ["minify-assets"])
        return _made(call, "it builds in its project's folder", ["."], scratch) if known else _unknown(call, "what lein's task writes is not known")
    note(scene, Project("lein", call.cwd))
    text = scene.read(posixpath.join(call.cwd, "project.clj"))
    if text is None or ":target-path" in text and ':target-path "target' not in text:
        return _made(call, "it builds; project.clj is not at hand, or moves its output, so its folder is kept", ["."], scratch)
    if "uberjar" not in tasks and "ring" not in tasks:
        return _made(call, "it compiles below target", ["target"], scratch)
    return Effect("build", "it packs the program with all its libraries, below target", _evidence(call), scratch=scratch, programs=("lein",),
                  products=(Product(posixpath.join(call.cwd, "target") + "/", "library", "java", call.line),))  # fmt: skip


def _clojure(call: Call, scene: Scene) -> Effect:
    """clojure -P downloads; -T and -X run a function of the project's own build, which works in its folder (tools.build)."""
    home = call.env.get("HOME") or "/root"
    scratch = (f"{home}/.m2", f"{home}/.gitlibs", f"{home}/.clojure")
    words = [w for w in call.operands if w]
    if any(w == "-P" or w.startswith("-P") or w == "-Stree" or w == "-Spath" for w in words):
        return Effect("build", "it downloads libraries", _evidence(call), scratch=scratch, programs=("clojure",))
    if words and words[0].startswith(("-T:build", "-X:build", "-X:uberjar", "-X:uber", "-T:uberjar", "-X:depstar", "-M:uberjar", "-M:build", "-A:uberjar", "-M:uberdeps")):
        if call.cwd is not None:
            note(scene, Project("clojure", call.cwd))
        return _made(call, "it builds in its project's folder", ["."], scratch)
    return _unknown(call, "what its function writes is not known")


def _mill(call: Call, scene: Scene) -> Effect:
    """mill writes below out; an assembly needs nothing beside it (mill-build.org, "Mill's output directory")."""
    home = call.env.get("HOME") or "/root"
    scratch = tuple(f"{home}/.cache/{p}" for p in ("coursier", "mill"))
    words = [w for w in call.operands if w and not w.startswith("-")]
    if None in call.operands or call.cwd is None or not words:
        return _unknown(call, "what mill builds is not known")
    names = [w.rsplit(".", 1)[-1] for w in words]
    if any(n not in ("assembly", "compile", "jar", "resolve", "prepareOffline", "version") for n in names):
        return _unknown(call, "what mill's task writes is not known")
    note(scene, Project("mill", call.cwd))
    if "assembly" not in names:
        return _made(call, "it compiles below out", ["out"] if set(names) - {"resolve", "version"} else [], scratch)
    return Effect("build", "it packs the program with all its libraries, below out", _evidence(call), scratch=scratch, programs=("mill",),
                  products=(Product(posixpath.join(call.cwd, "out") + "/", "library", "java", call.line),))  # fmt: skip


def _ant(call: Call, scene: Scene) -> Effect:
    return _made(call, "it builds in its project's folder", ["."])


_COMMANDS: dict[str | None, Callable[[Call, Scene], Effect]] = {
    "java": _java, "javac": _javac, "jar": _jar, "keytool": _keytool, "jlink": _jlink, "jdeps": _asks, "javadoc": _javadoc,
    "mvn": maven.effect, "mvnw": maven.effect, "gradle": gradle.effect, "gradlew": gradle.effect,
    "kotlinc": _kotlinc, "scalac": _kotlinc, "sbt": _sbt, "sbtx": _sbt, "ant": _ant, "lein": _lein, "clojure": _clojure, "clj": _clojure, "mill": _mill,
}  # fmt: skip
