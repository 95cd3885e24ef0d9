"""Maven: its command line, and where a project's build writes."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.java.pom import Pom, reactor
from msbgen.ecosystems.java.projects import Project, note, uncertain
from msbgen.ecosystems.java.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["caches", "effect", "runs"]

#: goals that need no project, and fetch what they are told
_ALONE = ("dependency:copy", "dependency:get", "dependency:unpack", "archetype:generate", "wrapper:wrapper")


def runs(call: Call) -> str | None:
    """The goal of a command line that starts the program, so that it is compiled when the container starts."""
    found = (g for g in _arguments(call).operands if g)
    return next((g for g in found if _short(g) in tools()["maven"]["runs"]), None)


def caches(call: Call) -> tuple[str, ...]:
    """The local repository, and what the wrapper downloads."""
    home = call.env.get("HOME") or "/root"
    given = next((v.partition("=")[2] for n, v in _definitions(call) if n == "maven.repo.local"), None)
    repository = join(call.cwd, given) if given else None
    return (repository or f"{home}/.m2", *([f"{home}/.m2/wrapper"] if repository else ()))


def effect(call: Call, scene: Scene) -> Effect:
    """What `mvn` does: fills the local repository, and writes below the target folders of the projects that it builds."""
    given = _arguments(call)
    table = tools()["maven"]
    evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)
    name = call.name or "mvn"
    if given.has("-v", "--version", "-version", "-h", "--help"):
        return Effect("state", "it only asks", evidence, scratch=caches(call), programs=(name,))
    goals = [_short(g) if g else None for g in given.operands]
    if goals and all(g in table["quiet"] for g in goals):
        return Effect("build", "it downloads what the build needs", evidence, scratch=caches(call), programs=(name,))
    file = given.value("-f", "--file") or "pom.xml"
    path = join(call.cwd, file if file.endswith(".xml") else posixpath.join(file, "pom.xml"))
    if path is None:
        return Effect("unknown", "which project it builds is not known", evidence, anywhere=True, programs=(name,))
    folder = posixpath.dirname(path)
    if not (goals and all(g in _ALONE for g in goals)):
        note(scene, Project("maven", folder, posixpath.basename(path)))
    if any(g in table["runs"] for g in goals):
        return Effect("unknown", "it runs the program, and what that writes is not known", evidence, anywhere=True, programs=(name,))
    if not goals or any(g is None or g not in (*table["phases"], *table["quiet"], *table["outputs"]) for g in goals):
        known = [g for g in goals if g and g.startswith("dependency:")]
        placed = [v for n, v in _definitions(call) if n in ("outputDirectory", "output")]
        extra = tuple(p for v in placed if (p := join(folder, v.partition("=")[2])))
        if goals and len(known) == len([g for g in goals if g not in (*table["phases"], *table["quiet"])]) and None not in goals:
            return Effect("build", "it fetches libraries", evidence, writes=extra or (posixpath.join(folder, "target"),), scratch=caches(call), programs=(name,))
        return Effect("build", "a goal that the tables do not know: its project's folder is kept", evidence, writes=(folder, *extra), scratch=caches(call), programs=(name,))
    return _build(folder, posixpath.basename(path), call, scene, evidence)


def _build(folder: str, file: str, call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> Effect:
    poms = reactor(folder, scene, file)
    name = call.name or "mvn"
    if poms is None:
        reason = "it builds the project; pom.xml is not at hand, so its folder is kept"
        return Effect("build", reason, evidence, writes=(folder,), scratch=caches(call), programs=(name,))
    odd = next((why for p in poms if (why := _elsewhere(p)) is not None), None)
    if odd is not None:
        return Effect("build", f"it builds the project; {odd}, so its folder is kept", evidence, writes=(folder,), scratch=caches(call), programs=(name,))
    writes: list[str] = []
    products: list[Product] = []
    if _arguments(call).has("-pl", "--projects"):
        uncertain(scene, *(posixpath.join(pom.folder, "target") for pom in poms))
    for pom in poms:
        target = posixpath.join(pom.folder, "target")
        if pom.packaging == "pom":
            continue
        if _beside(pom):
            writes.append(target)
        else:
            products.append(Product(target + "/", "library", "java", call.line))
    return Effect("build", "it builds the project; its output lies in target", evidence, writes=tuple(writes), products=tuple(products),
                  scratch=caches(call), programs=(name,))  # fmt: skip


def _elsewhere(pom: Pom) -> str | None:
    """Why a build may write outside of target; None where it does not."""
    table = tools()["maven"]
    plugins = table["plugins"]
    if pom.parent is not None and pom.parent not in table["parents"]:
        return f"what its parent {pom.parent} adds is not known"
    for plugin in pom.plugins:
        known = plugin.name in plugins["archive"] or plugin.name in plugins["tree"]
        if not known and plugin.bound:
            return f"what the plugin {plugin.name} writes is not known"
        for name, value in plugin.settings:
            if known and name in plugins["places"] and not value.startswith(tuple(plugins["below"])) and plugin.name != "org.apache.maven.plugins:maven-compiler-plugin" and not _reads(plugin.name, name):
                return f"its plugin {plugin.name} writes into {value}"
    for value in pom.places:
        if not value.startswith(tuple(plugins["below"])):
            return f"it builds into {value}"
    return None


def _reads(plugin: str, setting: str) -> bool:
    """<directory> names what is read in these plugins: resources, file sets, web resources."""
    return setting == "directory" and not plugin.endswith(":maven-clean-plugin")


def _beside(pom: Pom) -> bool:
    """Whether the archive may need other things of target."""
    plugins = tools()["maven"]["plugins"]
    return any(
        (p.name in plugins["tree"] and (p.bound or "dependency" not in p.name)) or any(n in plugins["beside"] and v != "false" for n, v in p.settings)
        for p in pom.plugins
    )


def _arguments(call: Call) -> Arguments:
    return parse(call.operands, frozenset(tools()["maven"]["valued"]), clusters=False)


def _definitions(call: Call) -> list[tuple[str, str]]:
    """-Dname=value, as (name, name=value)."""
    found = []
    for option, value in _arguments(call).options:
        text = value if option in ("-D", "--define") else f"{option[2:]}={value}" if option.startswith("-D") else None
        if text:
            found.append((text.partition("=")[0], text))
    return found


def _short(goal: str) -> str:
    """A goal without the coordinates of a plugin that has a short name: org.apache.maven.plugins:maven-dependency-plugin:3.6.0:go-offline."""
    parts = goal.split("@", 1)[0].split(":")
    if len(parts) >= 3:
        artifact = parts[1]
        if artifact.endswith("-maven-plugin") and not artifact.startswith("go-offline"):
            return f"{artifact.removesuffix('-maven-plugin')}:{parts[-1]}"
        if artifact.startswith("maven-") and artifact.endswith("-plugin"):
            return f"{artifact.removeprefix('maven-').removesuffix('-plugin')}:{parts[-1]}"
        return ":".join((*parts[:2], parts[-1]))
    return ":".join(parts)
