"""What a dotnet command in a RUN does."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.dotnet.build import build, evidence, lost
from msbgen.ecosystems.dotnet.notes import Output, notes
from msbgen.ecosystems.dotnet.options import Given, parse, words_of
from msbgen.ecosystems.dotnet.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["caches", "effect"]


def effect(call: Call, scene: Scene) -> Effect:
    """The effect of `dotnet …`."""
    words = words_of(call)
    verb = words[0] if words else ""
    if verb is None:
        return lost(call, "which command of dotnet it runs is not known")
    if not verb or verb in tools()["asks"]:
        return Effect("state", "it only prints", evidence(call), programs=("dotnet",))
    given = parse(words[1:])
    if verb == "publish" or (verb == "build" and _publishes(given)):
        return build("publish", call, _without_target(given), scene)
    if verb == "build":
        return build("build", call, given, scene)
    if verb == "msbuild":
        return build("publish" if _publishes(given) else "build", call, _without_target(given), scene)
    if verb == "pack" and given.has("-o", "--output"):
        folder = join(call.cwd, given.value("-o", "--output") or "")
        return Effect("build", "it packs a package", evidence(call), writes=(folder,), programs=("dotnet",)) if folder else lost(call, "where it puts the package is not known")
    if verb in tools()["quiet"]:
        return Effect("build", f"dotnet {verb} checks, or changes only what the build reads", evidence(call), scratch=caches(call), programs=("dotnet",))
    if verb == "new":
        return _new(call, given, scene)
    if verb == "tool":
        return _tool(call, given, scene)
    if verb == "dev-certs":
        return _certificate(call, given)
    if verb in ("run", "watch", "exec") or "." in verb or "/" in verb:
        return lost(call, "what the program that it runs writes is not known")
    return lost(call, f"what `dotnet {verb}` writes is not known")


def caches(call: Call) -> tuple[str, ...]:
    """NuGet's folder of packages (learn.microsoft.com/nuget/consume-packages/managing-the-global-packages-and-cache-folders)."""
    given = call.env.get("NUGET_PACKAGES", "")
    home = call.env.get("HOME")
    if given is None or call.name != "dotnet":
        return ()
    return (given,) if given else (f"{home}/.nuget/packages",) if home else ()


def _publishes(given: Given) -> bool:
    return any((v or "").lower() == "publish" for n, v in given.options if n in ("-t", "-target", "--target"))


def _without_target(given: Given) -> Given:
    """Without the target Publish, which stands for the command of that name; /t:Restore;Publish restores first."""
    kept = tuple((n, v) for n, v in given.options if n not in ("-t", "-target", "--target") or (v or "?").lower() not in ("publish", "build", "restore", "rebuild"))
    return Given(kept, given.properties, given.operands, given.lost)


def _new(call: Call, given: Given, scene: Scene) -> Effect:
    """dotnet new: sources from a template, in -o, in a folder of the name, or where it runs."""
    if given.has("--list", "--search", "--install", "-i", "--uninstall") or given.operands[:1] in (("list",), ("search",), ("install",), ("uninstall",), ("update",), ("details",)):
        return Effect("build", "it lists or installs templates", evidence(call), programs=("dotnet",))
    if given.operands[:1] in (("tool-manifest",), ("globaljson",), ("gitignore",), ("nugetconfig",), ("editorconfig",)):
        return Effect("build", "it makes a file that only the SDK reads", evidence(call), programs=("dotnet",))
    where = given.value("-o", "--output") if given.has("-o", "--output") else given.value("-n", "--name") if given.has("-n", "--name") else "."
    folder = join(call.cwd, where) if where else None
    if folder is None or given.lost:
        return lost(call, "where it puts the new project is not known")
    notes(scene).unknown.append(f"line {call.line} makes a project from a template")
    return Effect("build", "it makes a project from a template", evidence(call), writes=(folder,), programs=("dotnet",))


def _tool(call: Call, given: Given, scene: Scene) -> Effect:
    """dotnet tool install: a program in ~/.dotnet/tools or --tool-path, with all that it needs but the runtime below .store there."""
    verb = given.operands[0] if given.operands else ""
    if verb in ("restore", "list", "search", "uninstall"):
        return Effect("build", "tools of this kind work for the build", evidence(call), programs=("dotnet",))
    names = [n.partition("@")[0].lower() for n in given.operands[1:]]
    if verb not in ("install", "update") or given.lost or not names:
        return lost(call, "which tool it installs is not known")
    if all(n in tools()["build_tools"] for n in names):
        return Effect("build", f"{', '.join(names)} works on projects, which needs the SDK", evidence(call), programs=("dotnet",))
    home = call.env.get("HOME")
    if given.has("--tool-path"):
        folder = join(call.cwd, given.value("--tool-path") or "")
    elif given.has("-g", "--global"):
        folder = posixpath.join(home, ".dotnet/tools") if home else None
    else:
        return Effect("build", "a local tool is started by the SDK only", evidence(call), programs=("dotnet",))
    if folder is None:
        return lost(call, "where it installs the tool is not known")
    notes(scene).outputs.append(Output(folder, "tool", (), False, call.line))
    return Effect("build", f"it installs a tool into {folder}", evidence(call), writes=(folder,), products=(Product(folder + "/", "program", "dotnet", call.line),), programs=("dotnet",))


def _certificate(call: Call, given: Given) -> Effect:
    """dotnet dev-certs https: a certificate in the user's store, where Kestrel looks for it, and in -ep."""
    home = call.env.get("HOME")
    exported = given.value("-ep", "--export-path")
    if given.operands[:1] != ("https",) or home is None or given.has("-t", "--trust") or (given.has("-ep", "--export-path") and not exported):
        return lost(call, "what it does with certificates is not known")
    path = join(call.cwd, exported) if exported else None
    store = posixpath.join(home, ".dotnet/corefx/cryptography/x509stores/my")
    return Effect("build", "it makes a certificate for development", evidence(call), writes=(store, *((path,) if path else ())), programs=("dotnet",))
