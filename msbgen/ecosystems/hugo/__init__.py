"""Hugo, which makes a site of text: the folder that it publishes to is a bundle, for whatever server hands it out.

Sources: gohugo.io/commands/hugo and gohugo.io/configuration (0.111, Debian 12's), checked 2026-11-24.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from msbgen.ecosystems.base import Ecosystem
from msbgen.ecosystems.formats import toml_of
from msbgen.model.facts import Call, Effect, Need, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.paths import join

if TYPE_CHECKING:
    from msbgen.understand.scene import Scene

__all__ = ["ecosystem"]

_VALUED = ("-b", "--baseURL", "--config", "--configDir", "-c", "--contentDir", "-d", "--destination", "-e", "--environment", "-l", "--layoutDir", "--logLevel",
           "-s", "--source", "-t", "--theme", "--themesDir", "--cacheDir", "--trace", "--poll", "--panicOnWarning")  # fmt: skip
#: commands that make the site; the others look at it, or fetch modules
_BUILDS = (None, "build")
_TELLS = ("version", "env", "config", "check", "help", "list", "convert")
_SETTINGS = ("hugo.toml", "config.toml")


class Hugo(Ecosystem):
    """One program, which builds; its server is for writers, and what it needs at run time is not told."""

    name = "hugo"
    programs = frozenset({"hugo"})

    def effect(self, call: Call, scene: Scene) -> Effect | None:
        given = parse(call.operands, _VALUED, clusters=False)
        verb = given.operands[0] if given.operands else None
        evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:4])),)
        if verb in _TELLS:
            return Effect("state", "it only tells something", evidence, programs=("hugo",))
        source = join(call.cwd, given.value("-s", "--source") or ".") if given.value("-s", "--source") is not None or not given.has("-s", "--source") else None
        if verb not in _BUILDS or source is None or given.has("--cacheDir", "--config", "--configDir", "-w", "--watch"):
            return None
        named = given.value("-d", "--destination") if given.has("-d", "--destination") else _destination(source, scene)
        path = join(source, named) if named is not None else None
        if path is None:
            return Effect("unknown", "where hugo publishes to is not known", evidence, anywhere=True, programs=("hugo",))
        cache = (posixpath.join(source, "resources"), posixpath.join(source, ".hugo_build.lock"), "/tmp/hugo_cache")
        return Effect("build", "it makes the site", evidence, writes=(path,), scratch=cache, products=(Product(path, "bundle", "hugo", call.line),),
                      programs=("hugo", "git", "go"))  # fmt: skip

    def needs(self, call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
        return "hugo's own server reads the whole site, and starts other programs"


def _destination(source: str, scene: Scene) -> str | None:
    """publishDir of the settings, by default `public`; None where it may be set in a file that is not read."""
    if scene.context is None or any(scene.read(posixpath.join(source, name)) for name in ("hugo.yaml", "hugo.yml", "hugo.json", "config.yaml", "config.yml", "config.json")):
        return None
    if scene.source_of(posixpath.join(source, "config")) is not None:
        return None
    for name in _SETTINGS:
        text = scene.read(posixpath.join(source, name))
        if text is None:
            continue
        settings = toml_of(text)
        if settings is None:
            return None
        found = {k.lower(): v for k, v in settings.items()}.get("publishdir", "public")
        return found if isinstance(found, str) else None
    return None


ecosystem = Hugo()
