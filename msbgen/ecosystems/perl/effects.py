"""What Perl's installers and build scripts do in a build."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import replace

from msbgen.ecosystems.perl.edits import only_replaces
from msbgen.ecosystems.perl.notes import notes, site
from msbgen.ecosystems.perl.sources import requirements
from msbgen.ecosystems.perl.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, leading_options, parse
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["effect"]

#: where the installers' own programs come from, for `curl … | perl - …` (cpanmin.us; skaji/cpm, README)
_PIPED = {"cpanmin.us": "cpanm", "xrl.us/cpanm": "cpanm", "App-cpanminus": "cpanm", "skaji/cpm": "cpm", "git.io/cpm": "cpm"}


def effect(call: Call, scene: Scene) -> Effect | None:
    """The effect of a command of a RUN; None where it is not known."""
    make = _COMMANDS.get(call.name)
    return make(call, call.operands, scene) if make else None


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)


def _unknown(call: Call, reason: str) -> Effect:
    return Effect("unknown", reason, _evidence(call), anywhere=True, programs=_RUNS)


#: where modules that no table knows may put data and settings of theirs; every Debian and Alpine has these folders
_BESIDE = ("/usr/local/share", "/usr/local/etc", "/usr/local/sbin")
#: what an installation runs: perl, and what compiles modules
_RUNS = ("perl", "cpanm", "cpan", "cpm", "carton", "cpanminus", "make", "cc", "gcc")


def _installs(call: Call, places: tuple[str, ...] | str, reason: str) -> Effect:
    if isinstance(places, str):
        return _unknown(call, f"where modules are installed is not known: {places}")
    home = call.env.get("HOME") or "/root"
    scratch = (*(f"{home}/{f}" for f in (".cpanm", ".cpan", ".perl-cpm")), "/usr/local/man", "/usr/local/share/man")
    return Effect("build", f"{reason} into {places[-1]}", _evidence(call), writes=places, scratch=scratch, programs=_RUNS,
                  products=tuple(Product(p, "library", "perl", call.line) for p in places[1:]))  # fmt: skip


def _local(folder: str | None, call: Call, reason: str, scene: Scene) -> Effect:
    """Modules in a folder of their own (local::lib): lib/perl5 and bin below it."""
    if folder is None:
        return _unknown(call, "in which folder modules are installed is not known")
    notes(scene).bins[posixpath.join(folder, "bin")] = None
    return _installs(call, (folder,) * 2, reason)


def _note(names: tuple[str | None, ...], given: Arguments, call: Call, scene: Scene) -> None:
    """Remember what was asked for: names, or the requirements of a project."""
    known = notes(scene).modules
    for name in names:
        plain = name.partition("@")[0].partition("~")[0] if name is not None else None
        if name is None or "/" in name or "." in (plain or "."):
            folder = join(call.cwd, name or "") if name is not None and "://" not in name and not name.endswith((".gz", ".tgz", ".zip")) else None
            listed = requirements(folder, scene, given.value("--cpanfile")) if folder is not None else None
            known.update(dict.fromkeys(listed) if listed is not None else {None: None})
        else:
            known[plain] = None


def _cpanm(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    table = tools()["cpanm"]
    extra = call.env.get("PERL_CPANM_OPT", "")
    if extra is None:
        return _unknown(call, "what PERL_CPANM_OPT says is not known")
    given = parse((*extra.split(), *words), table["valued"])
    if given.has(*table["quiet"]):
        return Effect("state", "it only asks", _evidence(call), programs=_RUNS)
    if given.has("-U", "--uninstall", "--look"):
        return None
    _note(given.operands, given, call, scene)
    if not given.has("--installdeps"):
        notes(scene).projects.update(dict.fromkeys(f for o in given.operands if o and ("/" in o or o == ".") and (f := join(call.cwd, o))))
    if given.has("-l", "-L", "--local-lib", "--local-lib-contained"):
        folder = given.value("-l", "-L", "--local-lib", "--local-lib-contained")
        return _local(join(call.cwd, folder) if folder else None, call, "it installs modules", scene)
    return _site(call, scene)


def _site(call: Call, scene: Scene) -> Effect:
    places = site(call, scene)
    if not isinstance(places, str):
        notes(scene).bins[places[0]] = None
    made = _installs(call, places, "it installs modules")
    if any(m is None or m not in tools()["modules"]["quiet"] for m in notes(scene).modules) and places[1:] and "/usr/local/bin" in places:
        return replace(made, writes=tuple(dict.fromkeys((*made.writes, *_BESIDE))))
    return made


def _cpm(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    if words[:1] != ("install",):
        return Effect("state", "it only asks", _evidence(call), programs=_RUNS) if words[:1] in (("--version",), ("version",), ("--help",)) else None
    given = parse(words[1:], tools()["cpm"]["valued"])
    _note(given.operands or (".",), given, call, scene)
    if given.has("-g", "--global"):
        return _site(call, scene)
    return _local(join(call.cwd, given.value("-L", "--local-lib-contained") or "local"), call, "it installs modules", scene)


def _cpan(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    given = parse(words, ("-j",))
    if not given.operands or given.has("-j", "-v", "-h", "-D", "-L"):
        return None
    _note(given.operands, given, call, scene)
    return _site(call, scene)


def _carton(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    given = parse(words[1:], ("--path", "-p", "--cpanfile", "--deployment-path"))
    if words[:1] not in (("install",), ("bundle",)):
        return Effect("state", "it only asks", _evidence(call), programs=_RUNS) if words[:1] in (("version",), ("check",), ("list",), ("tree",)) else None
    _note((".",), given, call, scene)
    path = given.value("-p", "--path") or call.env.get("PERL_CARTON_PATH", "local")
    found = _local(join(call.cwd, path) if path else None, call, "carton installs modules", scene)
    bundled = join(call.cwd, "vendor") if words[0] == "bundle" else None
    return Effect("build", "carton packs modules", _evidence(call), writes=(bundled,), programs=_RUNS) if bundled else found


def _perl(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """Makefile.PL and Build.PL, installers that are fetched and piped, edits in place, checks."""
    source = call.source
    if words[:1] in (("-",), ("/dev/stdin",)) and source is not None and source.name in ("curl", "wget"):
        tool = next((t for w in source.operands if w for part, t in _PIPED.items() if part in w), None)
        return {"cpanm": _cpanm, "cpm": _cpm}[tool](call, words[1:], scene) if tool else None
    if words and all(w in ("-v", "-V", "--version") for w in words):
        return Effect("state", "it only asks", _evidence(call), programs=("perl",))
    script = next((w for w in words if w is None or not w.startswith("-")), None)
    if script in ("Makefile.PL", "./Makefile.PL", "Build.PL", "./Build.PL"):
        return _configure(call, words[words.index(script) + 1 :], scene)
    if script in ("Build", "./Build"):
        return _build(call, words[words.index(script) + 1 :], scene)
    if {"-c", "-wc", "-cw"}.intersection(words[: leading_options(words, ("-I",))]):
        return Effect("state", "it checks a program's syntax", _evidence(call), programs=("perl",))
    given = parse(words, ("-e", "-E", "-M", "-m", "-I"))
    code = [v for n, v in given.options if n in ("-e", "-E")]
    if code and given.has("-i") and given.has("-p") and all(c is not None and only_replaces(c) for c in code):
        files = tuple(p for o in given.operands if o and (p := join(call.cwd, o)))
        return Effect("runtime", "it edits files", _evidence(call), writes=files, programs=("perl",)) if len(files) == len(given.operands) else None
    return None


def _configure(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect:
    """A module's or program's own build, set up: MakeMaker and Module::Build write where they run."""
    if call.cwd is None or None in words:
        return _unknown(call, "how the build is set up is not known")
    told = next((w.partition("=")[2] for w in words if w and w.startswith(("INSTALL_BASE=", "PREFIX="))), None)
    told = told or next((words[i + 1] for i, w in enumerate(words[:-1]) if w in ("--install_base", "--prefix")), None)
    places = site(call, scene) if told is None else None
    folder = join(call.cwd, told) if told else None
    if isinstance(places, str):
        return _unknown(call, f"where it will install is not known: {places}")
    notes(scene).configured[call.cwd] = places or ((folder,) * 2 if folder else ())
    return Effect("build", "it sets the build up", _evidence(call), writes=(call.cwd,), programs=_RUNS)


def _build(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """make and ./Build in a folder that Makefile.PL or Build.PL set up."""
    places = notes(scene).configured.get(call.cwd or "")
    if places is None or call.cwd is None:
        return None
    if any(w is None or "=" in w for w in words):
        return _unknown(call, "what it is told to do is not known")
    if "install" not in words:
        return Effect("build", "it builds in its folder", _evidence(call), writes=(call.cwd,), programs=_RUNS,
                      products=(Product(posixpath.join(call.cwd, "blib"), "library", "perl", call.line),) if not words else ())  # fmt: skip
    notes(scene).bins[places[0] if len(set(places)) > 1 else posixpath.join(places[0], "bin")] = None
    notes(scene).projects[call.cwd] = None
    return _installs(call, places, "it installs what was built")


def _make(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    return _build(call, tuple(w for w in words if w is None or not w.startswith("-")), scene)


_COMMANDS: dict[str | None, Callable[[Call, tuple[str | None, ...], Scene], Effect | None]] = {
    "cpanm": _cpanm, "cpm": _cpm, "cpan": _cpan, "carton": _carton, "perl": _perl, "Build": _build, "make": _make, "gmake": _make,
}  # fmt: skip
