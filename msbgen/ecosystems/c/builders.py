"""Build systems: where configure, cmake, meson, make and ninja put what they make, and where they install it.

Sources: GNU coding standards, "Directory Variables"; cmake(1), ninja(1) and meson(1) of Debian 12; GNU make manual 4.4.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from msbgen.ecosystems.c.notes import Configured, notes
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["BUILDERS", "CONFIGURES", "GENERATORS", "builder"]

#: where all of them install unless told otherwise
_PREFIX = "/usr/local"
#: scripts that set a build up, by their names
CONFIGURES = frozenset({"configure", "config", "Configure"})
#: scripts and programs that make such a script, or makefiles, in the folder they run in
GENERATORS = frozenset({"autogen.sh", "buildconf", "autoreconf", "autoconf", "automake", "aclocal", "libtoolize", "autoheader", "glibtoolize", "autopoint"})
_MAKE_VALUED = ("-C", "--directory", "-f", "--file", "--makefile", "-I", "-j", "--jobs", "-l", "-k", "-o", "-W")
_NINJA_VALUED = ("-C", "-f", "-j", "-k", "-l", "-d", "-t", "-w")
_CMAKE_VALUED = (
    "-S", "-B", "-G", "-T", "-A", "-C", "--build", "--install", "--target", "-t", "--config", "-j", "--parallel", "--prefix", "--component", "--preset", "--toolchain",
    "--install-prefix", "-P", "-E",
)  # fmt: skip
_MESON_VALUED = ("-C", "--prefix", "--libdir", "--bindir", "--sysconfdir", "--datadir", "--localstatedir", "--buildtype", "-j", "--destdir", "--tags", "--cross-file", "--native-file")
#: variables with which makefiles without a configure are told where to install
_PREFIXES = ("prefix", "PREFIX", "INSTALL_PREFIX", "INSTALL_TOP", "INSTALLDIR")


def _evidence(call: Call) -> tuple[Evidence, ...]:
    return (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:6])),)


def builder(call: Call, scene: Scene) -> Effect | None:
    """The effect of a build system's call; None for one that is not known."""
    name = call.name or ""
    if name in CONFIGURES:
        return _configure(call, scene) if "/" in (call.argv[0] or "") else None
    if name in GENERATORS:
        return _in_folder(call.cwd, call, "it makes files that the build reads", scene)
    found = BUILDERS.get(name)
    return found(call, scene) if found else None


def _lost(call: Call, reason: str) -> Effect:
    return Effect("build", reason, _evidence(call), anywhere=True, programs=(call.name or "",))


def _quiet(call: Call, reason: str) -> Effect:
    return Effect("build", reason, _evidence(call), programs=(call.name or "",))


def _in_folder(folder: str | None, call: Call, reason: str, scene: Scene, more: tuple[str, ...] = ()) -> Effect:
    """It writes below a folder, programs among it."""
    if folder is None:
        return _lost(call, "the folder that it builds in is not known")
    scene.appears(folder)
    return Effect("build", reason, _evidence(call), writes=(folder, *more), products=(Product(folder + "/", "program", "c", call.line),), programs=(call.name or "",))


def _installed(configured: Configured | None, destination: str | None, call: Call, scene: Scene, within: str | None = None) -> Effect:
    """It installs: all places that the build was told of, below a staging folder if one is given."""
    if destination is not None or configured is not None:
        found = configured or Configured(_PREFIX)
        places = [found.prefix, *found.places]
        if destination:
            places = [posixpath.normpath(destination + p) for p in places]
        places = list(dict.fromkeys(places))
        notes(scene).uncertain.update(p for p in places[1:] if not p.rpartition("/")[0].endswith("bin"))
        products = tuple(Product(p + "/", "program", "c", call.line) for p in places)
        libraries = tuple(Product(p, "library", "c", call.line) for p in places)
        writes = (*places, *((within,) if within else ()))
        return Effect("build", f"it installs what was built into {', '.join(places)}", _evidence(call), writes=writes, products=(*products, *libraries), programs=(call.name or "",))
    return _lost(call, "where it installs what was built is not known")


#: options of nginx's configure (nginx.org/en/docs/configure.html) whose folder its installation makes
_MADE_PATHS = ("--conf-path", "--error-log-path", "--http-log-path", "--pid-path")


def _absolute(options: Arguments) -> tuple[str, ...]:
    """Absolute places among the options of a configure script that say where something is installed."""
    found = []
    for name, value in options.options:
        if not value or not value.startswith("/") or name.startswith(("--with", "--without", "--enable", "--add", "--src")):
            continue
        if name.endswith("dir") or name == "--sbin-path":
            found.append(posixpath.normpath(value))
        elif name in _MADE_PATHS:
            found.append(posixpath.dirname(posixpath.normpath(value)))
    return tuple(dict.fromkeys(found))


def _configure(call: Call, scene: Scene) -> Effect | None:
    """./configure: it writes makefiles where it runs, and fixes the places of make install."""
    words = _texts(call)
    if any(w is None for w in words):
        notes(scene).configured.pop(call.cwd or "", None)
        return _lost(call, "how it is configured is not known")
    options = parse(words, ("--prefix", "-prefix"), clusters=False)
    prefix = options.value("--prefix", "-prefix") or _PREFIX
    full = join(call.cwd, prefix)
    if full is None or call.cwd is None:
        return _lost(call, "where it will install is not known")
    places = tuple(p for p in _absolute(options) if not below(p, full))
    notes(scene).configured[call.cwd] = Configured(full, places)
    notes(scene).unknown.append(f"line {call.line} configures a build, of which little is known")
    return Effect("build", "it sets the build up", _evidence(call), writes=(call.cwd,), programs=(call.name or "",))


#: beginnings of words of a configure script that say nothing of places (GNU coding standards, "How Configuration Should Work")
_PLACELESS = ("--build=", "--host=", "--target=", "--with", "--without", "--enable", "--disable", "--cc=", "CC=", "CXX=", "CFLAGS=", "CXXFLAGS=", "CPPFLAGS=", "LDFLAGS=", "LIBS=", "-D")


def _texts(call: Call) -> tuple[str | None, ...]:
    """The operands; one whose value is not known as it is written, where it says nothing of places."""
    texts = [w.text for w in call.command.words][-len(call.operands) :] if call.operands else []
    if len(texts) != len(call.operands):
        return call.operands
    return tuple(t.strip('"') if w is None and t.strip('"').startswith(_PLACELESS) and "prefix" not in t else w for w, t in zip(call.operands, texts, strict=True))


def _configured(folder: str | None, scene: Scene) -> Configured | None:
    """How the build in a folder, or the one that this folder is a part of, was set up."""
    while folder:
        found = notes(scene).configured.get(folder)
        if found is not None:
            return found
        if folder == "/":
            break
        folder = posixpath.dirname(folder)
    return None


def _make(call: Call, scene: Scene) -> Effect | None:
    """make, where its makefile is not one that can be followed: it writes where it runs; `make install` to the prefix."""
    from msbgen.understand.make import recipes

    if not isinstance(recipes(call, scene), str):
        return None
    given = parse(_jobs(_written(call)), _MAKE_VALUED)
    folder = call.cwd
    for moved in given.values("-C", "--directory"):
        folder = join(folder, moved) if moved else None
    lost = any(w is None for w in given.operands)
    words = [w for w in given.operands if w is not None]
    values = dict(w.partition("=")[::2] for w in words if "=" in w and not w.startswith("="))
    goals = [w for w in words if "=" not in w]
    configured = _configured(folder, scene)
    if configured is None and folder is not None and not _is_c(folder, scene):
        return None  # a makefile of some other kind of project, which cannot be followed
    if goals and all(g in ("clean", "distclean", "mostlyclean", "check", "test", "depend", "dep") for g in goals):
        return _quiet(call, "it tests or tidies")
    _whole(folder, call, scene)
    if not any("install" in g for g in goals):
        return _lost(call, "what make is told to do is not known") if lost else _in_folder(folder, call, "make builds in its folder", scene)
    named = next((values[n] for n in _PREFIXES if n in values), None)
    if named is not None:
        configured = Configured(join(folder, named) or named)
    elif configured is None:
        return _lost(call, "where `make install` puts things is not known: nothing configured the build, and no prefix is given")
    if lost:
        return _lost(call, "what make is told to do is not known")
    return _installed(configured, values.get("DESTDIR", call.env.get("DESTDIR") or None), call, scene, folder)


def _written(call: Call) -> tuple[str | None, ...]:
    """The operands; of those whose value is not known, an option for the number of jobs (-j$(nproc)) as it is written."""
    texts = [w.text for w in call.command.words][-len(call.operands) :] if call.operands else []
    if len(texts) != len(call.operands):
        return call.operands
    return tuple("-j" if w is None and t.strip('"').startswith(("-j", "--jobs")) else w for w, t in zip(call.operands, texts, strict=True))


def _jobs(words: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """-j and -l may stand alone; the number of jobs need not be known."""
    out: list[str | None] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word in ("-j", "--jobs", "-l", "-k"):
            following = words[at] if at < len(words) else ""
            if following is None or following.replace(".", "").isdigit():
                at += word != "-k"
            continue
        if word is None and out and out[-1] == "-j":
            continue
        out.append(word)
    return tuple(out)


def _is_c(folder: str, scene: Scene) -> bool:
    """Whether a makefile's folder is of a C project: the context shows sources of C there, or it came from elsewhere."""
    from msbgen.ecosystems.c.names import CODE

    source = scene.source_of(folder)
    files = scene.context.files if scene.context is not None else None
    if source is None:
        return scene.context is not None or not any(below(folder, p.dest) for p in scene.placements)
    inside = [f for f in files or () if source in ("", ".") or f.startswith(source + "/")]
    foreign = {"go.mod", "Cargo.toml", "package.json", "pyproject.toml", "setup.py", "Gemfile", "composer.json", "pom.xml"}
    return any(f.endswith(CODE) for f in inside) and not any(posixpath.basename(f) in foreign for f in inside)


def _whole(folder: str | None, call: Call, scene: Scene) -> None:
    """Note that all sources of a folder may be compiled."""
    source = scene.source_of(folder) if folder is not None else None
    if source is None:
        notes(scene).unknown.append(f"line {call.line} builds sources that are not in the build context")
    else:
        notes(scene).folders.add(source)


def _cmake(call: Call, scene: Scene) -> Effect:
    """cmake: set up, build or install."""
    given = parse(call.operands, _CMAKE_VALUED, clusters=False)
    if any(v is None for n, v in given.options if n in ("-B", "-S", "--build", "--install", "--prefix")):
        return _lost(call, "the folder that cmake builds in is not known")
    if given.has("-E"):
        return _tool(call)
    if given.has("--version", "--help", "-P"):
        return _quiet(call, "cmake prints") if not given.has("-P") else _lost(call, "what a script of cmake does is not known")
    if given.has("--build"):
        folder = join(call.cwd, given.value("--build") or ".")
        if any(t and "install" in t for t in given.values("--target", "-t")):
            return _installed(_configured(folder, scene), call.env.get("DESTDIR") or None, call, scene, folder)
        return _in_folder(folder, call, "cmake builds in its folder", scene)
    if given.has("--install"):
        folder = join(call.cwd, given.value("--install") or ".")
        prefix = given.value("--prefix")
        full = join(call.cwd, prefix) if prefix else None
        return _installed(Configured(full) if full else _configured(folder, scene), call.env.get("DESTDIR") or None, call, scene)
    return _cmake_setup(call, given, scene)


def _cmake_setup(call: Call, given: Arguments, scene: Scene) -> Effect:
    defined: dict[str, str] = {}
    words = list(call.operands)
    for at, word in enumerate(words):
        text = word[2:] if word is not None and word.startswith("-D") and len(word) > 2 else words[at + 1] if word == "-D" and at + 1 < len(words) else None
        if text and "=" in text:
            name, _, value = text.partition("=")
            defined[name.split(":")[0]] = value
    operand = next((o for o in given.operands if o and not o.startswith("-") and "=" not in o), None)
    source = join(call.cwd, given.value("-S") or operand or ".")
    told = given.value("-B")
    build = join(call.cwd, told) if told else call.cwd
    if not given.has("-S", "-B") and operand and scene.source_of(source or "") is None and source in notes(scene).configured:
        build = source  # cmake BUILD: set up again
    prefix = given.value("--install-prefix") or defined.get("CMAKE_INSTALL_PREFIX") or _PREFIX
    full = join(build, prefix)
    if build is None or full is None or given.has("--preset"):
        return _lost(call, "where cmake builds and installs is not known")
    places = tuple(v for n, v in defined.items() if n.startswith("CMAKE_INSTALL_") and n.endswith("DIR") and v.startswith("/") and not below(v, full))
    notes(scene).configured[build] = Configured(full, places)
    _whole(source, call, scene)
    scene.appears(build)
    return Effect("build", "cmake sets the build up", _evidence(call), writes=(build,), programs=("cmake",))


def _tool(call: Call) -> Effect:
    """cmake -E: a small command of its own."""
    words = call.operands[1:]
    if words[:1] in (("make_directory",), ("echo",), ("capabilities",)):
        folders = tuple(p for w in words[1:] if w and (p := join(call.cwd, w))) if words[0] == "make_directory" else ()
        return Effect("runtime" if folders else "state", "it makes folders", _evidence(call), folders=folders, programs=("cmake",))
    return _lost(call, "what this command of cmake does is not known")


def _ninja(call: Call, scene: Scene) -> Effect:
    given = parse(call.operands, _NINJA_VALUED, clusters=False)
    folder = join(call.cwd, given.value("-C") or ".") if not given.has("-C") or given.value("-C") else None
    if given.has("--version", "-t"):
        return _quiet(call, "ninja prints")
    if any(o and "install" in o for o in given.operands):
        return _installed(_configured(folder, scene), call.env.get("DESTDIR") or None, call, scene, folder)
    if folder is not None and _configured(folder, scene) is None and scene.source_of(folder) is None:
        notes(scene).unknown.append(f"line {call.line} builds sources that are not in the build context")
    return _in_folder(folder, call, "ninja builds in its folder", scene)


def _meson(call: Call, scene: Scene) -> Effect:
    """meson setup, compile and install; without a verb it sets up."""
    given = parse(call.operands, _MESON_VALUED, clusters=False)
    if any(o is None for o in given.operands):
        return _lost(call, "what meson is told to do is not known")
    operands = [o for o in given.operands if o is not None]
    verb = operands.pop(0) if operands and operands[0] in ("setup", "compile", "install", "test", "configure", "subprojects", "wrap", "introspect") else "setup"
    if verb in ("test", "subprojects", "wrap", "introspect"):
        return _quiet(call, f"meson {verb} makes nothing that is needed")
    if verb in ("compile", "install", "configure"):
        folder = join(call.cwd, given.value("-C") or (operands[0] if verb == "configure" and operands else "."))
        if verb == "install":
            return _installed(_configured(folder, scene), given.value("--destdir") or call.env.get("DESTDIR") or None, call, scene, folder)
        return _in_folder(folder, call, "meson builds in its folder", scene) if verb == "compile" else _quiet(call, "it sets options of the build")
    build = join(call.cwd, operands[0]) if operands else None
    prefix = given.value("--prefix") or next((w[9:] for w in call.operands if w and w.startswith("-Dprefix=")), None) or _PREFIX
    full = join(call.cwd, prefix)
    if build is None or full is None:
        return _lost(call, "where meson builds and installs is not known")
    places = tuple(v for n, v in given.options if n.endswith("dir") and n != "--destdir" and v and v.startswith("/") and not below(v, full))
    notes(scene).configured[build] = Configured(full, places)
    notes(scene).unknown.append(f"line {call.line} sets a build up, of which little is known")
    scene.appears(build)
    return Effect("build", "meson sets the build up", _evidence(call), writes=(build,), programs=("meson",))


def _tidies(call: Call, scene: Scene) -> Effect:
    return _quiet(call, "it packs, lists or tests what was built")


def _archive(call: Call, scene: Scene) -> Effect:
    """ar: a static library, which only the linker reads."""
    return _quiet(call, "it makes a static library, which only the linker reads")


BUILDERS: dict[str, Callable[[Call, Scene], Effect | None]] = {
    "make": _make, "gmake": _make, "cmake": _cmake, "cmake3": _cmake, "ninja": _ninja, "ninja-build": _ninja, "meson": _meson, "ctest": _tidies, "ar": _archive,
    "ranlib": _tidies, "nm": _tidies, "pkg-config": _tidies, "ccache": _tidies, "size": _tidies, "objdump": _tidies, "readelf": _tidies,
}  # fmt: skip
