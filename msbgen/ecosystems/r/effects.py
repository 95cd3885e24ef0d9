"""What R's installers do in a build."""

from __future__ import annotations

from msbgen.ecosystems.r.notes import notes
from msbgen.ecosystems.r.sources import calls, named, strings
from msbgen.ecosystems.r.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.homes import is_root
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["code_of", "effect"]

#: where R's and the distributions' images put packages that root installs (.libPaths() of rocker/r-ver, r-base and Debian's r-base-core)
_SITE = "/usr/local/lib/R/site-library"
_SCRIPTS = ("install.r", "install2.r", "installGithub.r", "installBioc.r", "installDeps.r")
_RUNS = ("R", "Rscript", "gcc", "g++", "gfortran", "make", "r-base-dev")


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None where it is not known."""
    if call.name in ("R", "Rscript", "r"):
        words = call.operands
        if words and set(words) <= {"--version", "--help"}:
            return Effect("state", "it only asks", _evidence(call), programs=_RUNS)
        if call.name == "R" and words[:2] == ("CMD", "INSTALL"):
            given = parse(words[2:], ("-l", "--library"))
            return _installs(call, given.value("-l", "--library"), scene, tuple(o or None for o in given.operands))
        code = code_of(call, scene)
        return _code(call, code, scene) if code is not None else None
    if call.name in _SCRIPTS:
        given = parse(call.operands, ("-l", "--libloc", "-r", "--repos", "-n", "--ncpus", "-d", "--deps", "-t", "--type", "-m", "--method"))
        return _installs(call, given.value("-l", "--libloc"), scene, given.operands)
    return None


def code_of(call: Call, scene: Scene) -> str | None:
    """The R code that a command line runs: that of -e, or of a script of the context; None where it is not at hand."""
    given = parse(call.operands, ("-e", "-f", "--file"), clusters=False)
    texts = given.values("-e")
    if texts:
        return "\n".join(t for t in texts if t) if all(texts) else None
    name = given.value("-f", "--file") or next(iter(given.operands), None)
    path = join(call.cwd, name) if name else None
    return scene.read(path) if path else None


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:4])),)


def _unknown(call: Call, reason: str) -> Effect:
    return Effect("unknown", reason, _evidence(call), anywhere=True, programs=_RUNS)


def _installs(call: Call, library: str | None, scene: Scene, names: tuple[str | None, ...]) -> Effect:
    folder = join(call.cwd, library) if library else _SITE
    variables = [v for v in ("R_LIBS", "R_LIBS_USER", "R_LIBS_SITE") if call.env.get(v, "") != ""]
    if folder is None or (library is None and (variables or (call.user is not None and not is_root(call.user)))):
        return _unknown(call, "into which library it installs is not known")
    notes(scene).packages.update(dict.fromkeys(names))
    return Effect("build", f"it installs packages into {folder}", _evidence(call), programs=_RUNS, scratch=("/tmp/downloaded_packages",),
                  products=(Product(folder, "library", "r", call.line),))  # fmt: skip


def _code(call: Call, code: str, scene: Scene) -> Effect | None:
    """Code that installs, and does nothing else."""
    table = tools()
    found = calls(code)
    if found is None or not found:
        return None
    if set(found) <= {"restore", "activate", "init", "consent", "install.packages", *table["plain"]} and "restore" in found:
        return _renv(call, scene)
    if not set(found) <= {*table["installs"], *table["plain"]}:
        return None
    if not any(f in table["installs"] for f in found):
        return Effect("state", "it only asks", _evidence(call), programs=_RUNS)
    library = named(code, "lib")
    if library == "":
        return _unknown(call, "into which library it installs is not known")
    return _installs(call, library, scene, tuple(strings(code)))


def _renv(call: Call, scene: Scene) -> Effect:
    """renv::restore(): the project's library links into renv's cache (rstudio.github.io/renv, "Package installation and caching")."""
    home = call.env.get("HOME") or "/root"
    if call.cwd is None or any(n.startswith("RENV_") and n not in ("RENV_VERSION", "RENV_PATHS_LIBRARY", "RENV_PATHS_CACHE") for n in call.env):
        return _unknown(call, "where renv puts packages is not known")
    library, cache = call.env.get("RENV_PATHS_LIBRARY", ""), call.env.get("RENV_PATHS_CACHE", "")
    places = [join(call.cwd, library) if library else f"{call.cwd}/renv", cache or f"{home}/.cache/R/renv"]
    if None in places or library is None or cache is None:
        return _unknown(call, "where renv puts packages is not known")
    lock = scene.read(f"{call.cwd}/renv.lock")
    notes(scene).packages.update(dict.fromkeys(strings(lock)) if lock is not None else {None: None})
    return Effect("build", "renv installs the project's packages, which lie in its cache", _evidence(call), programs=_RUNS, writes=(f"{call.cwd}/renv",),
                  products=tuple(Product(p, "library", "r", call.line) for p in places if p))  # fmt: skip
