"""What a Python program takes from a full base image by name, though no line asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.data import packages
from msbgen.data.images import Image
from msbgen.ecosystems.presence import installed
from msbgen.ecosystems.python.alone import asked_for, may_have, own_program, taken, unknown_distribution
from msbgen.ecosystems.python.files import system_files
from msbgen.ecosystems.python.memory import memory
from msbgen.ecosystems.python.sources import Found, Sources, sources
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.scene import Scene

__all__ = ["silent"]


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Needs that the sources and the distributions show. Where the base image holds more than its slim variant: of anything for
    a program that a source starts and does not name, of something unproven for what is not read or in no table, or is made up
    when it runs: a module's name, an expression."""
    base = facts.base
    if base is None or (not memory(scene).installed and not sources(facts, scene).texts):
        return
    own = sources(facts, scene)
    for found in own.found:
        program = found.reach.program
        if program is None and base.kind != "slim":
            yield Need("unproven" if found.reach.kind == "runs" else "anything", "", str(found), _evidence(found))
        elif program is None and not _harmless(found):
            yield from (Need("package", name, f"{found}, and {name} may be what it takes", _evidence(found)) for name in installed(facts))
        elif program is not None and not own_program(program, scene) and _may_be_there(program, base, facts):
            yield Need("program", program, str(found), _evidence(found))
    met: set[str] = set()
    for name, package in taken(scene):
        met.add(name)
        if may_have(package, facts):
            for each in _runtime(package, base):
                yield Need("package", each, f"{name} takes {package} by name", (Evidence("silent.toml", name),))
    yield from (Need("environment", name, "the program mentions it") for name in base.env if own.mentions(name))
    yield from _files(own, base)
    yield from _beside_pip(facts, scene)
    unproven = own.unknown or unknown_distribution(facts, scene, met, slim=True)
    if base.kind != "slim" and unproven is not None:
        yield Need("unproven", "", unproven)


def _harmless(found: Found) -> bool:
    """Whether a slim image's own programs and the libraries of its packages are all that it can take: code from elsewhere is none of
    theirs, and a library is found by its full name, or by find_library; one without a number is what a -dev package brings."""
    library = found.reach.library
    return found.reach.kind == "runs" or (found.reach.kind == "loads" and library is not None and not library.endswith(".so"))


def _files(own: Sources, base: Image) -> Iterator[Need]:
    """Files of the system: what mimetypes reads where it is there, and what sources name."""
    if base.language == "python" and base.kind != "slim" and base.os == "debian":
        yield Need("system", "/etc/mime.types", "the module mimetypes reads it")
    named = {path: file for file, text in own.texts.items() for path in system_files(text)}
    if base.os in ("debian", "ubuntu"):
        yield from (Need("system", path, f"{file} names it", (Evidence(file, path),)) for path, file in sorted(named.items()))


def _beside_pip(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Debian's python3-pip brings the certificates, and brought python3-setuptools up to Debian 12 (its Depends)."""
    base = facts.base
    if base is None or base.language == "python" or base.os != "debian" or not asked_for("python3-pip", facts):
        return
    if not base.ca_certificates:
        yield Need("package", "ca-certificates", "it came with python3-pip, and Python's ssl module looks there")
    if base.release in ("buster", "bullseye", "bookworm") and any(i.scripts == "/usr/local/bin" for i in memory(scene).installations):
        yield Need("package", "python3-setuptools", "it came with python3-pip, and what was installed may need it")


def _evidence(found: Found) -> tuple[Evidence, ...]:
    return (Evidence(found.file, f"line {found.reach.line}"),)


def _runtime(package: str, base: Image) -> tuple[str, ...]:
    """The package itself, or the libraries that a -dev package stands for."""
    if not package.endswith("-dev"):
        return (package,)
    return (packages.runtime_of(base.release, package) if base.release else None) or (package,)


def _may_be_there(program: str, base: Image, facts: Facts) -> bool:
    """Whether the original image may hold a program. One that it is known to lack is no need: the original lacks it, too."""
    name = program.rsplit("/", 1)[-1]
    if name in base.programs or base.release is None:
        return True
    package = packages.package_of(name, base.package_manager or "apt", base.release)
    return package is None or may_have(package, facts)
