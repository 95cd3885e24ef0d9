"""Extensions: the scripts of the official images, PECL, and the switches of Debian's PHP."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.php.table import tools
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import parse
from msbgen.understand.scene import Scene

__all__ = ["SWITCHES", "docker", "installer", "pecl", "switch"]

_RUNS = ("gcc", "g++", "cc", "c++", "make", "autoconf", "pkg-config", "pkgconf", "re2c", "file", "php", "phpize")
_SOURCES = ("/usr/src/php", "/usr/src/php.tar.xz", "/tmp/pear", "/root/.pearrc")
#: commands of Debian's php-common that switch extensions on and off by links below /etc/php (phpenmod(8))
SWITCHES = frozenset({"phpenmod", "phpdismod"})


def docker(call: Call, scene: Scene) -> Effect | None:
    """docker-php-source, docker-php-ext-configure, -install and -enable (docker-library/php). They work on the image's own PHP, whose
    extensions lie below its prefix and whose settings lie below PHP_INI_DIR."""
    base = scene.base
    if base is None or base.language != "php" or base.prefix is None:
        return None
    settings = call.env.get("PHP_INI_DIR")
    if call.name in ("docker-php-source", "docker-php-ext-configure"):
        return Effect("build", "it prepares sources of PHP", _evidence(call), scratch=_SOURCES, programs=_RUNS)
    given = parse(call.operands, ("--ini-name", "-j", "--jobs"))
    name = given.value("--ini-name") if given.has("--ini-name") else ""
    if settings is None or name is None:
        return Effect("unknown", "where it writes settings is not known", _evidence(call), anywhere=True, programs=_RUNS)
    writes = [posixpath.join(settings, "conf.d")]
    if name.startswith("/"):
        writes.append(name)
    if call.name == "docker-php-ext-enable":
        return Effect("build", "it switches extensions on", _evidence(call), writes=tuple(writes), programs=_RUNS)
    made = Product(posixpath.join(base.prefix, "lib/php/extensions"), "library", "php", call.line)
    return Effect("build", "it compiles extensions", _evidence(call), writes=tuple(writes), products=(made,), scratch=_SOURCES, programs=_RUNS)


def installer(call: Call, scene: Scene) -> Effect | None:
    """install-php-extensions (mlocati/docker-php-extension-installer) installs packages that its extensions need, and takes away those
    that only compiling needed: it does the same again in the runtime stage."""
    base = scene.base
    if base is None or base.language != "php":
        return None
    name = "install-php-extensions"
    places = (posixpath.join(p.dest, name) if p.into else p.dest for p in scene.placements if any(s.rsplit("/", 1)[-1] == name for s in p.sources))
    return Effect("runtime", "it installs extensions with the packages that they need", _evidence(call), system=("/usr/local/lib/php/extensions",), scratch=_SOURCES,
                  products=tuple(Product(path, "program", "php", call.line) for path in places), programs=(name,))  # fmt: skip


def pecl(call: Call, scene: Scene) -> Effect | None:
    """pecl and pear: extensions, and for packages that the table does not tell also what else they bring below PHP's library."""
    table = tools()["pecl"]
    given = parse(call.operands, ("-d", "-D", "-C", "--configureoptions", "-R", "--installroot", "-P", "--packagingroot"))
    verb = given.operands[0] if given.operands else None
    if verb in table["quiet"]:
        return Effect("build", "it tells of packages", _evidence(call), scratch=_SOURCES, programs=_RUNS)
    base = scene.base
    if verb not in ("install", "upgrade") or base is None or base.language != "php" or base.prefix is None or given.has("-R", "--installroot", "-P", "--packagingroot"):
        return None
    names = [_package(w) for w in given.operands[1:]]
    library = posixpath.join(base.prefix, "lib/php")
    extensions = posixpath.join(library, "extensions")
    if call.name == "pecl" and all(n in table["extension"] for n in names):
        return Effect("build", "it compiles extensions", _evidence(call), products=(Product(extensions, "library", "php", call.line),), scratch=_SOURCES, programs=_RUNS)
    writes = (library,) if call.name == "pecl" else (library, posixpath.join(base.prefix, "bin"))
    return Effect("build", "it installs packages of PHP", _evidence(call), writes=writes, products=(Product(library, "library", "php", call.line),), scratch=_SOURCES, programs=_RUNS)


def _package(word: str | None) -> str | None:
    """A package's name: pecl/name-1.2, name-beta, a file or address that ends in name-1.2.tgz."""
    if word is None:
        return None
    name = word.rsplit("/", 1)[-1].removesuffix(".tgz").lower()
    before, dash, version = name.rpartition("-")
    return before if dash and (version[:1].isdigit() or version in ("alpha", "beta", "stable", "devel", "snapshot", "rc")) else name


def switch(call: Call) -> Effect:
    """phpenmod and phpdismod make and remove links: they run again in the runtime stage."""
    return Effect("runtime", "it switches extensions on or off", _evidence(call), system=("/etc/php",), programs=(call.name or "",))


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:5])),)


