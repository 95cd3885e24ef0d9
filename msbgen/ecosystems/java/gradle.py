"""Gradle: its command line, and where a project's build writes as far as its scripts tell."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.java.lexer import tokens, value
from msbgen.ecosystems.java.projects import Project, note, note_scripts, uncertain
from msbgen.ecosystems.java.table import tools
from msbgen.ecosystems.lexing import Token
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["caches", "effect", "libraries_of", "runs", "scripts"]

_NAMES = ("build.gradle", "build.gradle.kts")


def runs(call: Call) -> str | None:
    """The task of a command line that starts the program, so that it is compiled when the container starts."""
    return next((t for t in _arguments(call).operands if t and _task(t) in tools()["gradle"]["runs"]), None)


def caches(call: Call) -> tuple[str, ...]:
    """Gradle's user home."""
    given = _arguments(call).value("-g", "--gradle-user-home") or call.env.get("GRADLE_USER_HOME")
    found = join(call.cwd, given) if given else None
    return (found or f"{call.env.get('HOME') or '/root'}/.gradle", "/home/gradle/.gradle")


def effect(call: Call, scene: Scene) -> Effect:
    """What `gradle` does: fills its user home, and writes below the build folders of its projects."""
    given = _arguments(call)
    table = tools()["gradle"]
    evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)
    name = call.name or "gradle"
    if given.has("-v", "--version", "-h", "--help"):
        return Effect("state", "it only asks", evidence, scratch=caches(call), programs=(name,))
    folder = join(call.cwd, given.value("-p", "--project-dir") or ".")
    tasks = [_task(t) if t else None for t in given.operands]
    if folder is None:
        return Effect("unknown", "which project it builds is not known", evidence, anywhere=True, programs=(name,))
    if tasks and all(t in table["quiet"] for t in tasks):
        scratch = (*caches(call), posixpath.join(folder, ".gradle"))
        return Effect("build", "it downloads what the build needs", evidence, scratch=scratch, programs=(name,))
    note(scene, Project("gradle", folder))
    if any(t in table["runs"] for t in tasks):
        return Effect("unknown", "it runs the program, and what that writes is not known", evidence, anywhere=True, programs=(name,))
    trees = [table["trees"][t] for t in tasks if t in table["trees"]]
    if any(t.endswith("install") for t in trees):
        note_scripts(scene, folder)
    unknown = not tasks or any(t is None or t not in (*table["quiet"], *table["outputs"], *table["trees"]) for t in tasks)
    found = scripts(folder, scene)
    why = "a task that the tables do not know" if unknown else "its build scripts are not at hand" if not found else _unusual(found)
    if why is not None:
        return Effect("build", f"it builds the project; {why}, so its folder is kept", evidence, writes=(folder,), scratch=caches(call), programs=(name,))
    folders = list(dict.fromkeys((*(posixpath.dirname(path) for path in found), *_included(folder, scene))))
    if all(":" in (t or "").strip(":") or t in table["quiet"] for t in given.operands):  # app:installDist: no other project is built but for it
        asked = {posixpath.join(folder, *t.strip(":").split(":")[:-1]) for t in given.operands if t and ":" in t.strip(":")}
        folders = [f for f in folders if f in asked] or folders
    if len(folders) > 1:
        uncertain(scene, *(posixpath.join(f, p) for f in folders for p in ("build", *trees)))
    return Effect("build", "it builds the project; its output lies in build", evidence,
                  writes=tuple(posixpath.join(f, t) for f in folders for t in trees),
                  products=(*(Product(posixpath.join(f, "build") + "/", "library", "java", call.line) for f in folders),
                            *(Product(posixpath.join(f, t) + "/", "program", "java", call.line) for f in folders for t in trees if t.endswith("install"))),
                  scratch=(*caches(call), posixpath.join(folder, ".gradle")), programs=(name,))  # fmt: skip


def scripts(folder: str, scene: Scene) -> dict[str, str]:
    """The build scripts of a project and those below it: path in the image → text; {} where none is known."""
    found: dict[str, str] = {}
    source = scene.source_of(folder)
    context = scene.context
    tops = [p for p in (posixpath.join(folder, n) for n in _NAMES) if scene.read(p) is not None]
    for path in tops:
        found[path] = scene.read(path) or ""
    if source is not None and context is not None and context.files is not None:
        prefix = "" if source in ("", ".") else source + "/"
        for file in context.files:
            if file.startswith(prefix) and file.rsplit("/", 1)[-1] in _NAMES:
                path = posixpath.join(folder, file[len(prefix) :])
                if (text := scene.read(path)) is not None:
                    found[path] = text
    for placed in scene.placements if context is not None else ():  # projects that COPY brings one by one
        for path, file in scene.files(placed) or ():
            if file.rsplit("/", 1)[-1] in _NAMES and below(path, folder) and path not in found and (text := scene.read(path)) is not None:
                found[path] = text
    return found if tops or (found and any(scene.read(posixpath.join(folder, s)) is not None for s in ("settings.gradle", "settings.gradle.kts"))) else {}


def _included(folder: str, scene: Scene) -> Iterator[str]:
    """The folders of projects that the settings include by their names: `include("a", ":b:c")`."""
    for name in ("settings.gradle", "settings.gradle.kts"):
        every = list(tokens(scene.read(posixpath.join(folder, name)) or ""))
        for at, token in enumerate(every):
            if token.kind != "name" or token.text != "include":
                continue
            for after in every[at + 1 :]:
                project = value(after) if after.kind == "string" else None
                if project is not None:
                    yield posixpath.join(folder, *project.strip(":").split(":"))
                elif after.text not in ("(", ","):
                    break


def _unusual(found: dict[str, str]) -> str | None:
    """Why a script may write where its tasks by themselves do not, or pack an archive that looks for others beside it."""
    table = tools()["gradle"]
    for path, text in found.items():
        name = posixpath.basename(path)
        every = list(tokens(text))
        plugin = next((p for p in _plugins(every) if p not in table["plugins"]), None)
        if plugin is not None:
            return f"what its plugin {plugin} writes is not known"
        for token in every:
            if token.kind == "name" and token.text in table["unusual"]:
                return f"{name} says `{token.text}`"
            if token.kind == "string" and any(word in token.text for word in table["beside"]):
                return f"{name} says {token.text}"
    return None


def _plugins(every: list[Token]) -> Iterator[str]:
    """The plugins that a script applies: `id "x"`, `id("x")`, `kotlin("x")`, `apply plugin: "x"`."""
    for at, token in enumerate(every):
        if token.kind == "name" and token.text in ("id", "kotlin", "plugin"):
            word = next((t for t in every[at + 1 : at + 3] if t.text not in ("(", ":")), None)
            if word is not None and word.kind == "string":
                yield value(word) or word.text if token.text != "kotlin" else f"kotlin {value(word)}"


def libraries_of(text: str) -> tuple[str, ...]:
    """group:artifact of what a build script links the program with; "?" for one that it does not spell."""
    listed = tools()["gradle"]["configurations"]
    found: list[str] = []
    every = list(tokens(text))
    for at, token in enumerate(every[:-1]):
        if token.kind != "name" or (token.text not in listed and not _custom(token.text)):
            continue
        before = every[at - 1].text if at else ""
        if before in (".", "val", "by", "def"):
            continue
        following = every[at + 1 : at + 3]
        word = next((t for t in following if t.text != "("), None)
        spelled = value(word) if word is not None else None
        if spelled is not None and spelled.count(":") >= 1:
            found.append(":".join(spelled.split(":")[:2]))
        elif word is not None and (word.kind == "name" or word.kind == "string"):
            found.append("?")
    return tuple(found)


def _custom(name: str) -> bool:
    """A configuration of a source set or a platform, which may add to the program, too; tests' and annotations' do not."""
    ends = ("Implementation", "RuntimeOnly", "Api")
    return name.endswith(ends) and not name.startswith(("test", "androidTest", "integrationTest")) and name not in ("compileOnlyApi",)


def _arguments(call: Call) -> Arguments:
    return parse(call.operands, frozenset(tools()["gradle"]["valued"]), clusters=False)


def _task(name: str) -> str:
    return name.rsplit(":", 1)[-1]


