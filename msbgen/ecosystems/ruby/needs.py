"""What a command that the container starts needs of Ruby: the interpreter, the gems' folders, the script."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from msbgen.ecosystems.ruby.bundler import inner
from msbgen.ecosystems.ruby.lock import locked
from msbgen.ecosystems.ruby.notes import notes
from msbgen.ecosystems.ruby.table import tools
from msbgen.model.facts import Call, Need
from msbgen.model.ledger import Evidence
from msbgen.read.shell import parse as parse_shell
from msbgen.understand.arguments import leading_options, parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["needs", "script_of"]

_PROJECT = frozenset({"rake", "rails"})
#: options of ruby that take the next word (ruby(1))
_VALUED = ("-r", "-I", "-C", "-E", "-X")


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The needs of a call; the reason where that is not known; None for a command that is none of Ruby's."""
    if call.name in ("bundle", "bundler"):
        run = inner(call, scene)
        if run is not None:
            found = _bundled(run, scene)
            return found if isinstance(found, str) else (*_ruby(call, scene), *_bundler(call, scene), *found)
        verb = next((w for w in call.operands if w is None or not w.startswith("-")), "install")
        if verb in tools()["bundle"]["quiet"] or verb == "config":
            return (*_ruby(call, scene), *_bundler(call, scene))
        return f"the container runs `bundle {verb or '?'}`, which installs gems when it starts"
    if call.name == "gem":
        verb = call.operands[0] if call.operands else None
        return (*_ruby(call, scene),) if verb in tools()["gem"]["quiet"] else f"the container runs `gem {verb or '?'}`, which installs gems when it starts"
    if call.name in ("ruby", "irb"):
        return _interpreted(call, scene)
    if call.name in _PROJECT or call.name in tools()["programs"] or _of_a_gem(call, scene):
        return _bundled(call, scene, alone=True)
    return None


def script_of(call: Call) -> str | None:
    """The script that `ruby` is given; None where it has none, or runs what an option tells."""
    words = call.operands
    at = 0
    while at < len(words):
        word = words[at]
        if word is None or word == "-" or not word.startswith("-"):
            return word
        if word.startswith(("-e", "-S", "-n", "-p", "-c")):
            return None
        at += 2 if word in _VALUED else 1
    return None


def _interpreted(call: Call, scene: Scene) -> tuple[Need, ...] | str:
    words = call.operands
    if "-S" in words[: leading_options(words, _VALUED)]:
        rest = words[words.index("-S") + 1 :]
        started = needs(replace(call, argv=rest), scene) if rest and rest[0] else None
        return started if started is not None else "which program `ruby -S` starts is not known"
    found = (*_ruby(call, scene),)
    script = script_of(call)
    path = join(call.cwd, script) if script else None
    if path is None:
        if any(w is None for w in words) or (script is None and any(w is not None and not w.startswith("-") for w in words) and "-e" not in words):
            return "which script Ruby runs is not known"
        return found
    if posixpath.basename(path) in _PROJECT:
        why = _task(replace(call, argv=words[words.index(script) :]))
        if why is not None:
            return why
    if scene.source_of(path) is None and scene.context is not None and scene.context.files is not None:
        return found  # a RUN made it, which is kept, or the original does not start either
    return (*found, Need("file", path, "Ruby runs this script", _evidence(call)))


def _bundled(call: Call, scene: Scene, *, alone: bool = False) -> tuple[Need, ...] | str:
    """A command of the bundle, or of a gem that is installed for all."""
    name = call.name
    if name is None:
        return "what `bundle exec` starts is not known"
    if name == "ruby":
        return _interpreted(call, scene)
    row = tools()["programs"].get(name, {})
    told = name in tools()["programs"] or name in _PROJECT
    if "builds" in row:
        return f"`{name}` {row['builds']}"
    if name == "foreman":
        return _procfile(call, scene)
    if row.get("wraps"):
        return f"`{name}` starts other programs"
    if name in _PROJECT and (why := _task(call)) is not None:
        return why
    program = call.argv[0] or ""
    path = join(call.cwd, program) if "/" in program else None
    if path is not None and (text := scene.read(path)) is not None:
        first = text.split("\n", 1)[0]
        if "ruby" not in first and not path.endswith(".rb"):
            return f"what {path} starts is not known"
        return (*_ruby(call, scene), Need("file", path, "Ruby runs this script", _evidence(call)))
    if path is not None and not told and not any(below(path, h) for h in notes(scene).homes):
        return f"what {path} starts is not known"
    if not told and not _of_a_gem(call, scene):
        return f"which gem brings `{name}` is not known"
    found = (*_ruby(call, scene),)
    return (*found, Need("file", path, "it is started", _evidence(call))) if path is not None and alone and scene.context is None else found


def _task(call: Call) -> str | None:
    """Why a command of rake or rails cannot be had without what a build has; None where it can."""
    given = parse(call.operands, ("-e", "--environment", "-p", "-b", "-P", "-c"), clusters=False)
    names = [w.split("[")[0] for w in given.operands if w is not None]
    built = next((n for n in names if n in tools()["tasks"]["assets"]), None)
    return f"the container runs `{call.name} {built}`, which makes assets when it starts" if built else None


def _of_a_gem(call: Call, scene: Scene) -> bool:
    """Whether a command has the name of a gem that was installed, or lies where gems put programs."""
    name, program = call.name or "", call.argv[0] or ""
    known = notes(scene)
    if program.startswith("/"):
        return any(below(program, home) for home in known.homes)
    if "/" in program:
        return False
    return name in known.gems or any(name in (locked(lock, scene) or ()) for lock in known.bundles.values())


def _procfile(call: Call, scene: Scene) -> tuple[Need, ...] | str:
    """foreman starts each line of a Procfile, `name: command`, in a shell."""
    given = parse(call.operands, ("-f", "--procfile", "-e", "--env", "-p", "--port", "-m", "--formation", "-c", "-d", "--root", "-t", "--timeout"))
    if given.operands[:1] != ("start",) or given.has("-d", "--root"):
        return "what `foreman` starts is not known"
    path = join(call.cwd, given.value("-f", "--procfile") or "Procfile")
    text = scene.read(path) if path else None
    if text is None:
        return "what `foreman` starts is not known without its Procfile"
    found: list[Need] = [*_ruby(call, scene), Need("file", path or "", "foreman reads it", _evidence(call)), Need("shell", "/bin/sh", "foreman starts its commands in it", _evidence(call))]
    wanted = given.operands[1:]
    for line in text.splitlines():
        name, colon, command = line.partition(":")
        if not colon or not name.strip() or line.lstrip().startswith("#") or (wanted and name.strip() not in wanted):
            continue
        script = parse_shell(command.strip())
        if script.opaque:
            return f"what the Procfile's {name.strip()} starts is not known: {script.opaque}"
        for each in calls_of(script, Place(call.variables(), call.cwd, call.user, call.line)):
            started = needs(each, scene)
            if isinstance(started, str):
                return started
            if started is None and each.name is None:
                return f"what the Procfile's {name.strip()} starts is not known"
            found.extend(started if started is not None else (Need("program", each.argv[0] or "", "the Procfile names it", _evidence(call)),))
    return tuple(dict.fromkeys(found))


def _ruby(call: Call, scene: Scene) -> Iterator[Need]:
    """The interpreter and the gems."""
    yield Need("interpreter", "ruby", "Ruby runs it", _evidence(call))
    for home in notes(scene).homes:
        yield Need("library", home, "gems that it may load", _evidence(call))
    for name in ("GEM_HOME", "BUNDLE_APP_CONFIG", "LANG"):
        yield Need("environment", name, "Ruby reads it")


def _bundler(call: Call, scene: Scene) -> Iterator[Need]:
    """bundler itself: part of the official images and of what `gem install bundler` brings; else a package."""
    base = scene.base
    if (base is None or base.language != "ruby") and "bundler" not in notes(scene).gems:
        yield Need("program", "bundle", "bundler starts it", _evidence(call))


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", "it is started"),) if call.line else ()
