"""What a C or C++ program takes from the system when it runs, as far as its sources are in the build context."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from msbgen.data.portable import portable
from msbgen.ecosystems.c.calls import Asked, asked
from msbgen.ecosystems.c.names import CODE
from msbgen.ecosystems.c.notes import Notes, notes
from msbgen.ecosystems.c.table import libraries
from msbgen.model.facts import Facts, Need, Product
from msbgen.model.ledger import Evidence
from msbgen.read.shell import parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.scene import Scene
from msbgen.understand.started import starts_its_words

__all__ = ["silent", "starts_others", "static"]

#: commands of cmake that bring in code or libraries from elsewhere (cmake-commands(7), cmake-modules(7))
_ELSEWHERE = ("find_package", "pkg_check_modules", "pkg_search_module", "find_library", "FetchContent", "ExternalProject", "CPMAddPackage", "add_custom_command", "execute_process")


#: folders in which what a Dockerfile installed lies, so that a file there need not be the system's
_OWN = ("/usr/local/", "/opt/")


@dataclass(frozen=True, slots=True)
class _Source:
    path: str
    asked: Asked


def static(product: Product, facts: Facts, scene: Scene) -> bool | str:
    """Whether a program needs no shared library: linked with -static, and against glibc only where it loads no name service."""
    if product.static is not True:
        return "it is linked to the C library"
    base = scene.base
    if base is not None and base.libc == "musl":
        return True
    found = _sources(scene)
    if isinstance(found, str):
        return f"a static program of glibc may load name services of the system, and {found}"
    source = next((s for s in found if s.asked.names), None)
    return f"{source.path} uses name services, which glibc loads when the program runs" if source else True


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why the programs may start others, load libraries by name, or read the system's data."""
    why = _fetched(facts)
    if why is not None:
        return why
    found = _sources(scene)
    if isinstance(found, str):
        return f"what its program starts is not known, for {found}"
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    keeping = keep(facts, scene)
    for source in found:
        if source.asked.starts:
            return f"{source.path} may start another program"
        strange = next((d for d in source.asked.data if not (d.startswith(_OWN) and keeping.holds(d.rstrip("/")))), None)
        if strange is not None:
            return f"{source.path} uses the system's {strange}"
    return _links(facts, scene)


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Certificates, users, and the programs that the sources start by a literal name."""
    fetched = [p for line in facts.lines for u in line.units for e in u.effects for p in e.products if p.owner == "c" and p.kind == "program" and e.owner != "c" and not _plain(p)]
    base = facts.base
    if fetched and not (base is not None and not base.packages and base.language is None):
        yield Need("anything", "anything", f"what {fetched[0].path} needs of {facts.base_reference} is not known")
    found = _sources(scene)
    if isinstance(found, str) or _links(facts, scene) is not None:
        yield Need("certificates", "certificates", "libraries that it links to may speak TLS")
    if isinstance(found, str):
        yield Need("user", "users", "it may look up users")
        return
    if any(s.asked.users for s in found):
        yield Need("user", "users", "it looks up users")
    for source in found:
        yield from _started(source, facts)


def _plain(product: Product) -> bool:
    """A program that is known to need nothing but its libraries: a wrapper, a tool of the table."""
    name = posixpath.basename(product.path)
    return name in ("su-exec", "catatonit") or portable(name) is not None


def _fetched(facts: Facts) -> str | None:
    """Why a program that came ready-made may start others."""
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                for product in effect.products:
                    if product.owner == "c" and product.kind == "program" and effect.owner != "c" and product.origin is None and not _plain(product):
                        return f"what {product.path} is and starts is not known: line {unit.line} fetches it"
    return None


def _sources(scene: Scene) -> list[_Source] | str:
    """All sources of the context that may have been compiled; why they are not all known where they are not."""
    given = notes(scene)
    if given.unknown:
        return given.unknown[0]
    context = scene.context
    if not given.sources and not given.folders:
        return []  # nothing was compiled
    if context is None or context.files is None:
        return "its sources are not at hand"
    memory = scene.memory.setdefault("c sources", {})
    found = []
    for path in _paths(given, context.files):
        if path not in memory:
            text = context.read(path)
            memory[path] = None if text is None else _Source(path, asked(text))
        if memory[path] is None:
            return f"{path} cannot be read"
        found.append(memory[path])
    return found


def _paths(given: Notes, files: tuple[str, ...]) -> list[str]:
    """Files that were named, all headers of the context (any file may include them), and all code of folders that were built whole."""
    folders = tuple("" if f in ("", ".") else f + "/" for f in given.folders)
    return [f for f in files if f in given.sources or f.endswith((".h", ".hh", ".hpp", ".hxx", ".inl", ".ipp", ".tpp")) or (f.endswith(CODE) and f.startswith(folders or ("\0",)))]


def _links(facts: Facts, scene: Scene) -> str | None:
    """Why a library that it links to may start programs, load others or read the system's data."""
    given = notes(scene)
    strange = next((n for n in sorted(given.libraries) if n not in libraries()), None)
    if strange is not None:
        return "which libraries it links to is not known" if strange == "?" else f"whether the library {strange} starts programs or loads others is not known"
    context = scene.context
    for path in (context.files or ()) if context is not None and given.folders else ():
        name = posixpath.basename(path)
        if name != "CMakeLists.txt" and not name.endswith(".cmake"):
            continue
        text = context.read(path) if context is not None else None
        word = next((w for w in _ELSEWHERE if text is None or w in text), None)
        if word is not None:
            return f"{path} uses {word}, so which libraries it links to is not known"
    return None


def _started(source: _Source, facts: Facts) -> Iterator[Need]:
    evidence = (Evidence(source.path, "what it calls"),)
    for kind, text in source.asked.starts:
        if kind == "name" and starts_its_words(text):
            yield Need("anything", "anything", f"{source.path} gives {text} a command that is not followed", evidence)
        elif kind == "name":
            yield Need("program", text, f"{source.path} starts it", evidence)
        elif kind == "text":
            yield Need("shell", "/bin/sh", f"{source.path} runs a command line", evidence)
            yield from _of_text(text, source, evidence, facts)
        else:
            yield Need("anything", "anything", f"{source.path} may start a program or load a library by a name that is not known ({text})", evidence)


def _of_text(text: str, source: _Source, evidence: tuple[Evidence, ...], facts: Facts) -> Iterator[Need]:
    """The programs of a command line that system() or popen() runs; a % may stand for anything."""
    script = parse(text)
    for call in () if script.opaque else calls_of(script, Place({}, None, None, 0)):
        name = call.argv[0] if call.argv else None
        if name is None or "%" in name:
            yield Need("anything", "anything", f"{source.path} starts a program that it names only when it runs", evidence)
        elif call.argv and name not in ("cd", "echo", "exit", "export", "set", "test", "[", "true", "false", ":", "printf", "read"):
            yield Need("program", name, f"{source.path} starts it", evidence)
    if script.opaque:
        yield Need("anything", "anything", f"{source.path} runs a command line that cannot be read: {shlex.quote(text)}", evidence)
