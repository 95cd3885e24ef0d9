"""What a command that the container starts needs of Perl."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.perl.notes import notes, official
from msbgen.ecosystems.perl.sources import UNKNOWN, started
from msbgen.ecosystems.perl.table import tools
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import leading_options, parse
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene
from msbgen.understand.started import starts_its_words
from msbgen.understand.state import DEFAULT_PATH, told

__all__ = ["needs", "starts"]

#: options of perl with a value in the next word, where none is joined to them (perlrun(1))
_VALUED = ("-I", "-e", "-E")


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The interpreter, the script; the reason where it installs when it starts; None where it is none of Perl's commands."""
    evidence = (Evidence(f"line {call.line}", "it is started"),) if call.line else ()
    name = call.name or ""
    if name in ("cpan", "cpanm", "cpm", "make", "gmake", "Build") or (name == "carton" and call.operands[:1] != ("exec",)):
        return f"the container runs `{name}`, which installs or builds when it starts"
    if name == "perl":
        return _perl(call, scene, evidence)
    if name == "carton":
        return _carton(call, scene, evidence)
    path = _found(call, scene)
    if path is None:
        if name in tools()["starts"] and not notes(scene).bins:
            return (*_perl_of(scene, evidence), Need("program", call.argv[0] or "", "it is started", evidence))
        return None
    return (*_perl_of(scene, evidence), Need("program", path, "it is started", evidence))


def _perl_of(scene: Scene, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    """The image's own perl, or the distribution's package: Debian's essential one (perl-base) lacks most of the library."""
    if official(scene):
        yield Need("interpreter", "perl", "perl runs it", evidence)
    else:
        yield Need("package", "perl", "perl runs it with its whole library", evidence)


def _perl(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> tuple[Need, ...] | str | None:
    given = _split(call.operands)
    found = [*_perl_of(scene, evidence)]
    program = call.argv[0] or ""
    if program.startswith("/usr/bin/") and official(scene):
        found.append(Need("package", "perl", "it is started as /usr/bin/perl, which is the distribution's", evidence))
    if given is None:
        return "which program perl runs is not known"
    script = given
    path = join(call.cwd, script) if script else None
    if path is None:
        return tuple(found)
    text = scene.read(path)
    if text is not None and text.startswith("#!/usr/bin/perl") and official(scene) and "/" in script and not call.command.words:
        found.append(Need("package", "perl", "the script names /usr/bin/perl, which is the distribution's", evidence))
    if scene.source_of(path) is not None:
        found.append(Need("file", path, "perl runs this script", evidence))
    found.extend(starts(path, text, scene) if text is not None else ())
    return tuple(found)


def starts(path: str, text: str, scene: Scene) -> Iterator[Need]:
    """The programs that a source starts; nothing that starts unknown ones may lose what the full image has."""
    for program in started(text):
        evidence = (Evidence(path, "what it calls"),)
        if program == UNKNOWN or starts_its_words(program):
            if scene.base is None or scene.base.kind != "slim":
                yield Need("anything", "", f"{path} may start a program that it does not name", evidence)
        elif program.rsplit("/", 1)[-1] != "perl":
            yield Need("program", program, f"{path} starts it", evidence)


def _split(words: tuple[str | None, ...]) -> str | None:
    """The script of a perl command line, "" for one that has none (-e); None where it is not known."""
    end = leading_options(words, _VALUED)
    if parse(words[:end], _VALUED).has("-e", "-E", "-v", "-V"):
        return ""
    return words[end] if end < len(words) else None


def _carton(call: Call, scene: Scene, evidence: tuple[Evidence, ...]) -> tuple[Need, ...] | str:
    words = [w for w in call.operands[1:] if w != "--"]
    if not words or words[0] is None:
        return "what `carton exec` starts is not known"
    found = [*_perl_of(scene, evidence), Need("program", _first("carton", call, scene) or "carton", "it starts the program", evidence)]
    place = told(call.env, "PERL_CARTON_PATH", "local")
    folder = join(call.cwd, place) if place else None
    if folder is None:
        return "where carton finds the modules is not known"
    found.append(Need("library", folder, "carton looks for modules there", evidence))
    name = words[0]
    if name not in ("perl", "env") and name not in tools()["starts"]:
        path = join(call.cwd, name) if "/" in name else None
        if path is None or scene.source_of(path) is None:
            return f"what `{name}` needs at run time is not known"
    return tuple(found)


def _found(call: Call, scene: Scene) -> str | None:
    """Where an installed script is: at the path that is called, or in the first folder of PATH that an installer puts scripts into."""
    program = call.argv[0] or ""
    if "/" in program:
        path = join(call.cwd, program)
        return path if path is not None and any(below(path, b) for b in notes(scene).bins) and _ours(call.name or "", scene) else None
    return _first(program, call, scene) if _ours(program, scene) else None


def _first(name: str, call: Call, scene: Scene) -> str | None:
    path = told(call.env, "PATH", DEFAULT_PATH) or ""
    return next((posixpath.join(f, name) for f in path.split(":") if f in notes(scene).bins), None)


def _ours(name: str, scene: Scene) -> bool:
    """Whether an installer brought a script: a known module's, or one of a project that was installed."""
    if name in tools()["starts"]:
        return True
    return any(scene.read(posixpath.join(p, f, name)) is not None for p in notes(scene).projects for f in ("bin", "script", "scripts"))
