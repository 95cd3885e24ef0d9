"""What a Swift program needs when it runs: the runtime of its version, and what its sources start."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

from msbgen.ecosystems.swift.notes import notes
from msbgen.ecosystems.swift.sources import UNKNOWN, Source, read
from msbgen.model.facts import Call, Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import below, covered, join
from msbgen.understand.scene import Scene
from msbgen.understand.started import starts_its_words

__all__ = ["needs", "silent"]


def needs(call: Call, scene: Scene) -> tuple[Need, ...] | str | None:
    """The runtime, for a program that was built; the reason for a command of the toolchain, or for a program that was built where no
    command told; None for any other program."""
    name = call.name or ""
    if name == "swift" or name.startswith("swift-") or name == "swiftc":
        verb = next((w for w in call.operands if w and not w.startswith("-")), "")
        return f"the container starts `{name}{' ' + verb if verb else ''}`, so it needs the toolchain and the sources"
    program = call.argv[0] or ""
    path = join(call.cwd, program) if "/" in program else None
    made = [m for m, p in scene.made.items() if p.owner == "swift"]
    known = any(path is not None and (path == m or path.startswith(m.rstrip("/") + "/")) or m.rpartition("/")[2] == program for m in made) or _in_path(call, made)
    if not known:
        strange = path is not None and any(b.scratch is not None and below(path, b.scratch) for b in notes(scene).built)
        return "the path of its program depends on the machine that it is built for" if strange else None
    evidence = (Evidence(f"line {call.line}", "it is started"),)
    return (Need("interpreter", "swift", "it loads Swift's runtime libraries", evidence), Need("program", path or program, "it is started", evidence))


def _in_path(call: Call, made: list[str]) -> bool:
    """Whether a bare name may be found in a folder with programs whose names are not known."""
    folders = (call.env.get("PATH") or "").split(":")
    return "/" not in (call.argv[0] or "/") and any(m.rstrip("/") in folders for m in made if m.endswith("/"))


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """The runtime for whatever is started, certificates, and what the sources start."""
    yield Need("interpreter", "swift", "programs of Swift load its runtime libraries")
    yield Need("certificates", "certificates", "Foundation may speak TLS")
    found = _sources(scene)
    if isinstance(found, str):
        yield Need("unproven", "", found)
        return
    for path, source in found.items():
        evidence = (Evidence(path, "what it calls"),)
        if source.loud is not None:
            yield Need("anything", "", f"{path} uses {source.loud}, which may start a program or load a library", evidence)
        for program in source.programs:
            if program == UNKNOWN or starts_its_words(program):
                yield Need("anything", "", f"{path} starts a program that it does not name", evidence)
            else:
                yield Need("program", program, f"{path} starts it", evidence)
    remote = _remote(scene)
    if remote is not None:
        yield Need("unproven", "", f"what the packages that {remote} names start or load is not known")


def _sources(scene: Scene) -> dict[str, Source] | str:
    """All sources of the context that may have been compiled; why they are not all known where they are not."""
    given = notes(scene)
    if given.unknown:
        return given.unknown[0]
    context = scene.context
    if context is None or context.files is None or not given.built:
        return "the program's sources are not at hand"
    places = {b.source for b in given.built}
    found: dict[str, Source] = {}
    for placed in scene.placements:
        for path, source in scene.files(placed) or ():
            if path.endswith(".swift") and covered(path, places) and not _aside(path):
                text = context.read(source)
                if text is None:
                    return f"{source} cannot be read"
                found[source] = read(text)
    return found or "the program's sources are not at hand"


def _aside(path: str) -> bool:
    """Whether a source is no part of a program: a manifest, a test, what an earlier build left."""
    *folders, name = path.split("/")
    return name.startswith("Package") or "Tests" in folders or ".build" in folders


def _remote(scene: Scene) -> str | None:
    """The manifest that names packages of others, where one does."""
    for built in notes(scene).built:
        path = posixpath.join(built.source, "Package.swift")
        text = scene.read(path)
        if text is not None and ".package(" in text:
            return path
    return None
