"""composer: where it comes from, and what its commands write."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any

from msbgen.ecosystems.formats import json_of
from msbgen.ecosystems.php.notes import notes
from msbgen.ecosystems.php.table import tools
from msbgen.model.facts import Call, Effect
from msbgen.model.ledger import Evidence
from msbgen.read.shell import parse as parse_shell
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["caches", "composer", "installed_by", "manifest"]

#: what composer runs, so that packages which bring these count as used by the build (composer 2.8, doc/00-intro.md, "System requirements")
_RUNS = ("composer", "git", "unzip", "zip", "7z", "hg", "svn", "php")
#: commands of scripts that stay below the project's folder, or print
_MILD = frozenset({"php", "artisan", "echo", "mkdir", "chmod", "rm", "cp", "mv", "touch", "test", "[", "npm", "yarn", "node", "phpunit", "phpstan", "sleep", "true", ":", "composer", "cd", "ln"})


def caches(call: Call) -> tuple[str, ...]:
    """What composer keeps of what it downloaded (COMPOSER_CACHE_DIR; below COMPOSER_HOME or ~/.composer, else ~/.cache/composer)."""
    if call.name not in ("composer", "composer.phar"):
        return ()
    return _caches(call)


def _caches(call: Call) -> tuple[str, ...]:
    if call.env.get("COMPOSER_CACHE_DIR"):
        return (str(call.env["COMPOSER_CACHE_DIR"]),)
    home = call.env.get("HOME") or "/root"
    told = call.env.get("COMPOSER_HOME")
    return (f"{told}/cache",) if told else (f"{home}/.composer/cache", f"{home}/.cache/composer")


def installed_by(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect:
    """The installer of composer: `php composer-setup.php --install-dir=DIR --filename=NAME` (getcomposer.org/download)."""
    given = parse(words, ("--install-dir", "--filename", "--version", "--cafile"))
    folder = given.value("--install-dir") if given.has("--install-dir") else "."
    name = given.value("--filename") if given.has("--filename") else "composer.phar"
    path = join(call.cwd, posixpath.join(folder, name)) if folder is not None and name is not None else None
    if given.has("--check"):
        return Effect("state", "it checks", _evidence(call), programs=("php",))
    if path is None:
        return Effect("unknown", "where composer is put is not known", _evidence(call), anywhere=True, programs=("php",))
    notes(scene).composers[path] = None
    return Effect("build", "it installs composer", _evidence(call), writes=(path,), scratch=_caches(call), programs=("php",))


def composer(call: Call, words: tuple[str | None, ...], scene: Scene) -> Effect | None:
    """A command of composer. All that it writes lies in the project's folder, unless composer.json says otherwise."""
    table = tools()["composer"]
    given = parse(words, tuple(table["valued"]), clusters=False)
    verb = given.operands[0] if given.operands else None
    if verb is None or verb in table["quiet"]:
        if given.operands and verb is None:
            return None
        return Effect("build", "it checks, or prints", _evidence(call), scratch=_caches(call), programs=_RUNS)
    if verb == "global":
        return _global(call, given, scene)
    told = given.value("-d", "--working-dir") if given.has("-d", "--working-dir") else "."
    folder = join(call.cwd, told) if told is not None else None
    if folder is None:
        return _unknown(call, "in which folder composer works is not known")
    if verb == "config" and given.has("-g", "--global"):
        return Effect("build", "it sets how composer works", _evidence(call), scratch=_caches(call), programs=_RUNS)
    if verb == "create-project":
        folder = _created(given, folder) or ""
        if not folder:
            return _unknown(call, "which folder composer makes is not known")
    elif verb in ("run", "run-script"):
        name = given.operands[1] if len(given.operands) > 1 else None
        why = _script(name, folder, call, scene) if name else "which script composer runs is not known"
        if why is not None:
            return _unknown(call, why)
    elif verb not in table["project"]:
        why = _script(verb, folder, call, scene)
        if why is not None:
            return None
    data = manifest(folder, scene)
    known = notes(scene)
    known.projects[folder] = None
    known.ran = True
    writes = [folder]
    if data is not None:
        config = data.get("config")
        for key in ("vendor-dir", "bin-dir"):
            value = config.get(key) if isinstance(config, dict) else None
            if isinstance(value, str) and (place := join(folder, value)) is not None and not below(place, folder):
                writes.append(place)
    vendor = call.env.get("COMPOSER_VENDOR_DIR", "")
    if vendor is None or call.env.get("COMPOSER_BIN_DIR"):
        return _unknown(call, "where composer puts packages is not known")
    if vendor and (place := join(folder, vendor)) is not None and not below(place, folder):
        writes.append(place)
    if verb in table["installs"] and not given.has("--no-scripts"):
        for event in table["events"]:
            why = _script(event, folder, call, scene, optional=True)
            if why is not None:
                return _unknown(call, why)
    return Effect("build", "composer works in the project's folder", _evidence(call), writes=tuple(dict.fromkeys(writes)), scratch=_caches(call), programs=_RUNS)


def manifest(folder: str, scene: Scene) -> dict[str, Any] | None:
    """A project's composer.json; None where it is not in the build context, or is no JSON."""
    text = scene.read(posixpath.join(folder, "composer.json"))
    return None if text is None else json_of(text)


def _created(given: Arguments, folder: str) -> str | None:
    """The folder of `composer create-project PACKAGE [DIR [VERSION]]`: the package's own name where none is given."""
    words = given.operands[1:]
    if None in words or not words:
        return None
    name = words[1] if len(words) > 1 else (words[0] or "").rpartition("/")[2].partition(":")[0]
    return join(folder, name or "")


def _global(call: Call, given: Arguments, scene: Scene) -> Effect | None:
    """`composer global require` works in composer's own home, which is one of two folders unless COMPOSER_HOME says which."""
    verb = given.operands[1] if len(given.operands) > 1 else None
    if verb in tools()["composer"]["quiet"] or verb in ("config", "clear-cache"):
        return Effect("build", "it sets how composer works, or prints", _evidence(call), scratch=_caches(call), programs=_RUNS)
    home = call.env.get("COMPOSER_HOME")
    if home and home.startswith("/"):
        return Effect("build", "composer works in its own home", _evidence(call), writes=(home,), scratch=_caches(call), programs=_RUNS)
    notes(scene).ran = True
    user = call.env.get("HOME") or "/root"
    places = (f"{user}/.composer", f"{user}/.config/composer")
    notes(scene).uncertain.update(dict.fromkeys(places))
    return Effect("build", "composer works in its own home", _evidence(call), writes=places, scratch=_caches(call), programs=_RUNS)


def _script(name: str, folder: str, call: Call, scene: Scene, *, optional: bool = False, depth: int = 0) -> str | None:
    """Why a script of composer.json may write where nobody knows; None where it stays in the project's folder, or prints.

    Without composer.json what the events run is taken to stay there, as composer's own commands do.
    """
    data = manifest(folder, scene)
    if data is None:
        return None if optional else f"what composer's script {name} does is not known"
    listed = data.get("scripts")
    entry = listed.get(name) if isinstance(listed, dict) else None
    if entry is None:
        return None if optional else f"what composer's script {name} does is not known"
    for line in _lines(entry):
        if line.startswith("@") and not line.startswith(("@php", "@composer", "@putenv")):
            why = _script(line[1:].split()[0], folder, call, scene, depth=depth + 1) if depth < 5 else "composer's scripts call each other"
            if why is not None:
                return why
        elif line.startswith("@") or "::" in line.split(" ", 1)[0]:
            continue
        else:
            script = parse_shell(line)
            names = [c.name for c in calls_of(script, Place(call.variables(), folder, call.user, call.line))]
            odd = next((n or "?" for n in names if n not in _MILD), None)
            if script.opaque or odd is not None:
                return f"composer's script {name} runs `{odd or line}`, and what that writes is not known"
    return None


def _lines(entry: Any) -> Iterator[str]:
    """The commands of a script: one, several, or a table whose values are kinds (Symfony Flex: "cache:clear": "symfony-cmd")."""
    if isinstance(entry, str):
        yield entry.strip()
    elif isinstance(entry, list):
        yield from (line.strip() for line in entry if isinstance(line, str))
    elif isinstance(entry, dict):
        yield from (line.strip() for line, kind in entry.items() if kind == "script" and isinstance(line, str))


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)


def _unknown(call: Call, reason: str) -> Effect:
    return Effect("unknown", reason, _evidence(call), anywhere=True, programs=(call.name or "", *_RUNS))
