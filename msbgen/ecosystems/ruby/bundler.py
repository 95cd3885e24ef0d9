"""Where bundler and RubyGems put gems, and what their commands write."""

from __future__ import annotations

import posixpath
from dataclasses import replace

from msbgen.ecosystems.ruby.notes import notes
from msbgen.ecosystems.ruby.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import ancestors, join
from msbgen.understand.scene import Scene

__all__ = ["bundle", "caches", "gem", "homes", "inner"]

#: options of `bundle install` and its like that take a value (bundler 2.6, man/bundle-install.1)
_VALUED = ("--gemfile", "--jobs", "-j", "--path", "--retry", "-r", "--without", "--with", "--binstubs", "--trust-policy", "-P", "--shebang", "--standalone", "--target-rbconfig",
           "--cache-path", "--group", "-g", "--source", "-s", "--version", "-v", "--git", "--branch", "--ref", "--require", "--redownload", "--bundler")  # fmt: skip
#: of `gem` (RubyGems 3.6, gem help install)
_GEM_VALUED = ("-v", "--version", "-i", "--install-dir", "-n", "--bindir", "--platform", "-P", "--trust-policy", "--build-root", "--document", "-s", "--source", "-p",
               "--http-proxy", "-g", "--file", "--without", "--config-file")  # fmt: skip
#: what compiles native gems, so that packages which bring these count as used by the build
_RUNS = ("bundle", "bundler", "gem", "ruby", "gcc", "g++", "cc", "c++", "make", "git", "pkg-config", "pkgconf", "cmake", "patch")
_TRUE = ("true", "1", "t", "yes", "y")
#: where Debian's and Ubuntu's RubyGems put gems and their programs for root (ruby3.1, lib/rubygems/defaults/operating_system.rb)
_DEBIAN = ("/var/lib/gems", "/usr/local/bin")


def caches(call: Call) -> tuple[str, ...]:
    """What bundler keeps of the index of gems."""
    home = _user_home(call)
    return (f"{home}/.bundle/cache",) if call.name in ("bundle", "bundler") and home else ()


def _user_home(call: Call) -> str | None:
    """The home folder of who runs a command."""
    return call.env.get("HOME") or None


def inner(call: Call, scene: Scene) -> Call | None:
    """What `bundle exec` runs; None for another command of bundler, or where that is not known."""
    words = call.operands
    at = 0
    while at < len(words) and (word := words[at]) is not None and word.startswith("-"):
        at += 2 if word in ("--gemfile",) else 1
    if words[at : at + 1] not in (("exec",), ("e",)):
        return None
    at += 1
    while at < len(words) and (word := words[at]) is not None and word.startswith("-"):
        at += 2 if word in ("--gemfile",) else 1
    return replace(call, argv=words[at:]) if at < len(words) else None


def _gemfile_of(call: Call, scene: Scene, given: Arguments | None = None) -> str | None:
    """The path of the Gemfile that bundler reads: told by an option or BUNDLE_GEMFILE, else in the folder or the nearest one above that
    is known to have one; None where the folder is not known."""
    if given is not None and given.has("--gemfile"):
        told = given.value("--gemfile")
        return join(call.cwd, told) if told else None
    if "BUNDLE_GEMFILE" in call.env or "gemfile" in notes(scene).config:
        told = call.env.get("BUNDLE_GEMFILE") or notes(scene).config.get("gemfile")
        return join(call.cwd, told) if told else None
    if call.cwd is None:
        return None
    for folder in ancestors(call.cwd):
        for name in ("Gemfile", "gems.rb"):
            if scene.source_of(posixpath.join(folder, name)) is not None:
                return posixpath.join(folder, name)
    return posixpath.join(call.cwd, "Gemfile")


def homes(call: Call, scene: Scene, given: Arguments, gemfile: str) -> tuple[str, ...] | str:
    """The folders that `bundle install` fills; the reason where they are not known.

    Settings in the order of bundler's own (man/bundle-config.1): options, which it remembers, `bundle config`, the environment.
    """
    folder = posixpath.dirname(gemfile)
    path, deployment, system = _settings(call, scene, given)
    if path is None or deployment is None or system is None:
        return "where bundler puts gems depends on a value that is not known"
    if path and not given.has("--system"):
        place = join(folder, path)
        return (place,) if place else "where bundler puts gems is not known"
    if deployment.lower() in _TRUE and system.lower() not in _TRUE:
        return (posixpath.join(folder, "vendor/bundle"),)
    return _system(call, scene)


def _settings(call: Call, scene: Scene, given: Arguments) -> tuple[str | None, str | None, str | None]:
    """The settings path, deployment and path.system; None where the value cannot be known, "" where there is none."""
    config = notes(scene).config

    def setting(name: str) -> str | None:
        if name in config:
            return config[name]
        return call.env.get("BUNDLE_" + name.upper().replace(".", "__"), "")

    path = given.value("--path") if given.has("--path") else setting("path")
    deployment = "true" if given.has("--deployment") else setting("deployment")
    return path, deployment, "true" if given.has("--system") else setting("path.system")


def _apart(call: Call, scene: Scene, given: Arguments) -> bool:
    """Whether gems go to a folder of the project's own, where bundler makes one for each version of Ruby: ruby/3.3.0."""
    path, deployment, system = _settings(call, scene, given)
    return bool(path) and not given.has("--system") or (deployment or "").lower() in _TRUE and (system or "").lower() not in _TRUE


def _system(call: Call, scene: Scene) -> tuple[str, ...] | str:
    """Where gems go that are installed for all projects: GEM_HOME, or the distribution's place."""
    if "GEM_HOME" in call.env:
        home = call.env["GEM_HOME"]
        return (home,) if home and home.startswith("/") else "where GEM_HOME is is not known"
    base = scene.base
    if base is None or base.language == "ruby":
        return "where gems are installed is not known"
    if base.os in ("debian", "ubuntu") and call.user in (None, "root", "0"):
        return _DEBIAN
    return "gems are installed among the distribution's own files"


def _cache(home: str) -> str:
    """Where the packages that gems were unpacked from lie below a folder of gems (RubyGems: one folder a version on Debian)."""
    return "*/cache" if home == _DEBIAN[0] else "cache"


def _given(scene: Scene) -> str | None:
    """The folder of gems that the official images have from the start."""
    return scene.base.env.get("GEM_HOME") if scene.base is not None else None


def bundle(call: Call, scene: Scene) -> Effect | None:
    """bundler's commands; `bundle exec` is looked through by effects.py."""
    table = tools()["bundle"]
    given = parse(call.operands, _VALUED)
    verb = given.operands[0] if given.operands else "install"
    if verb is None:
        return None
    if verb == "config":
        return _config(call, scene)
    if verb in table["quiet"] or (not given.operands and given.has("--version", "-v")):
        return Effect("build", f"bundle {verb} checks, or prints", _evidence(call), scratch=caches(call), programs=_RUNS)
    if verb not in table["install"]:
        return None
    gemfile = _gemfile_of(call, scene, given)
    if gemfile is None:
        return _unknown(call, "which Gemfile bundler reads is not known")
    found = homes(call, scene, given, gemfile)
    if isinstance(found, str):
        return _unknown(call, found)
    folder = posixpath.dirname(gemfile)
    lock = posixpath.join(folder, "gems.locked") if gemfile.endswith("/gems.rb") else gemfile + ".lock"
    known = notes(scene)
    known.bundles[folder] = lock
    apart = _apart(call, scene, given)
    known.homes.update((f, "ruby/*/cache" if apart else _cache(f)) for f in found if f != "/usr/local/bin")
    writes = [lock, *(f for f in found if f == "/usr/local/bin")]
    if given.has("--binstubs") or verb == "binstubs":
        writes.append(posixpath.join(folder, given.value("--binstubs", "--path") or "bin"))
    if verb in ("cache", "package", "pack"):
        writes.append(posixpath.join(folder, "vendor/cache"))
    if any(given.has(o) for o in ("--path", "--deployment", "--without", "--with", "--system")):
        for option, name in (("--path", "path"), ("--deployment", "deployment")):
            if given.has(option):
                known.config[name] = given.value(option) or "true"
        writes.append(_local(call, folder))
    known.uncertain.update(dict.fromkeys(w for w in (*writes[1:], *found) if w != "/usr/local/bin" and w != _given(scene)))
    made = tuple(Product(f, "library", "ruby", call.line) for f in found if f != "/usr/local/bin")
    return Effect("build", "bundler installs gems", _evidence(call), writes=tuple(dict.fromkeys(writes)), products=made, scratch=caches(call), programs=_RUNS)


def _local(call: Call, folder: str) -> str:
    """The folder of bundler's settings for a project (man/bundle-config.1)."""
    told = call.env.get("BUNDLE_APP_CONFIG")
    return (join(folder, told) if told else None) or posixpath.join(folder, ".bundle")


def _config(call: Call, scene: Scene) -> Effect:
    """`bundle config [set] [--local | --global] NAME VALUE`. Which of the two files it writes without an option depends on the version and
    on whether there is a Gemfile, so both folders are kept."""
    words = list(call.operands[call.operands.index("config") + 1 :])
    scopes = [w for w in words if w in ("--local", "--global")]
    rest = [w for w in words if w not in ("--local", "--global", "--parseable")]
    if rest[:1] in (["list"], ["get"]) or len(rest) < 2:
        return Effect("state", "it tells bundler's settings", _evidence(call), programs=_RUNS)
    unset = rest[0] in ("unset", "--delete")
    if rest[0] in ("set", "unset", "--delete"):
        rest = rest[1:]
    name = rest[0] if rest else None
    if name is None:
        return _unknown(call, "which setting of bundler it changes is not known")
    plain = name.lower().removeprefix("bundle_").replace("__", ".")
    known = notes(scene)
    if unset:
        known.config.pop(plain, None)
    else:
        values = rest[1:]
        known.config[plain] = None if None in values else " ".join(v for v in values if v is not None)
    home = _user_home(call)
    gemfile = _gemfile_of(call, scene)
    places: list[str] = []
    if "--global" not in scopes and gemfile is not None:
        places.append(_local(call, posixpath.dirname(gemfile)))
    if "--local" not in scopes and home is not None:
        user = call.env.get("BUNDLE_USER_HOME") or posixpath.join(home, ".bundle")
        places.append(user)
    if not places:
        return _unknown(call, "where bundler keeps its settings is not known")
    known.uncertain.update(dict.fromkeys(p for p in places if p != _given(scene)))
    return Effect("build", "it sets how bundler works, now and when the program starts", _evidence(call), writes=tuple(places), programs=_RUNS)


def gem(call: Call, scene: Scene) -> Effect | None:
    """RubyGems' commands."""
    table = tools()["gem"]
    given = parse(call.operands, _GEM_VALUED)
    verb = given.operands[0] if given.operands else None
    if verb is None or verb in table["quiet"]:
        quiet = verb is not None or not given.operands
        return Effect("build", "it checks, or prints", _evidence(call), scratch=("/root/.gem", "/root/.local/share/gem"), programs=_RUNS) if quiet else None
    if verb == "build":
        if call.cwd is None:
            return None
        target = given.value("-o", "--output")
        place = join(call.cwd, posixpath.dirname(target) if target else ".")
        return Effect("build", "it packs a gem", _evidence(call), writes=(place,) if place else (), anywhere=place is None, programs=_RUNS)
    if verb not in table["install"]:
        return None
    base = scene.base
    if given.has("--system"):
        if base is None or base.language != "ruby" or base.prefix is None:
            return _unknown(call, "it replaces RubyGems, and where that is is not known")
        found: tuple[str, ...] | str = (*_known(_system(call, scene)), posixpath.join(base.prefix, "lib/ruby"), posixpath.join(base.prefix, "bin"))
    elif given.has("--user-install"):
        found = "it installs gems for one user"
    elif given.has("-i", "--install-dir"):
        place = join(call.cwd, given.value("-i", "--install-dir") or "") if given.value("-i", "--install-dir") else None
        found = (place,) if place else "where it installs gems is not known"
    else:
        found = _system(call, scene)
    if given.has("-n", "--bindir") and not isinstance(found, str):
        place = join(call.cwd, given.value("-n", "--bindir") or "") if given.value("-n", "--bindir") else None
        found = (*found, place) if place else "where it puts programs of gems is not known"
    if isinstance(found, str):
        return _unknown(call, found)
    known = notes(scene)
    known.homes.update((f, _cache(f)) for f in found if not f.endswith("/bin") and f != "/usr/local/lib/ruby")
    for operand in given.operands[1:]:
        if operand is not None:
            known.gems[_gem_name(operand)] = None
    if None in given.operands or given.has("-g", "--file"):
        known.gems["?"] = None
    bins = tuple(f for f in found if f.endswith("/bin"))
    made = tuple(Product(f, "library", "ruby", call.line) for f in found if f not in bins)
    known.uncertain.update(dict.fromkeys(f for f in found if f not in bins and f != _given(scene)))
    return Effect("build", "it installs gems", _evidence(call), writes=bins, products=made, scratch=("/root/.gem", "/root/.local/share/gem"), programs=_RUNS)


def _gem_name(operand: str) -> str:
    """A gem's name as `gem install` is given it: name, name:version, or a file name-version.gem."""
    name = operand.rsplit("/", 1)[-1]
    if name.endswith(".gem"):
        stem = name.removesuffix(".gem")
        before, dash, version = stem.rpartition("-")
        return before if dash and version[:1].isdigit() else stem
    return name.partition(":")[0]


def _known(found: tuple[str, ...] | str) -> tuple[str, ...]:
    return () if isinstance(found, str) else found


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)


def _unknown(call: Call, reason: str) -> Effect:
    return Effect("unknown", reason, _evidence(call), anywhere=True, programs=(call.name or "", *_RUNS))
