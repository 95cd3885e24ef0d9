"""go build, go install and go get: which programs they make, and where."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from typing import Literal

from msbgen.ecosystems.go import linkage
from msbgen.ecosystems.go.constraints import Target
from msbgen.ecosystems.go.flags import Flags, parse_flags
from msbgen.ecosystems.go.notes import notes
from msbgen.ecosystems.go.packages import Package, Where, named_packages
from msbgen.ecosystems.go.settings import Settings, settings
from msbgen.ecosystems.go.table import modules_table, tools_table
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.model.shell import Word
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene
from msbgen.understand.state import resolve

__all__ = ["build", "flags_of", "get", "install", "target_of", "tests", "where_of"]

#: folders that golang images have beyond every image's (docker-library/golang, Dockerfile-linux.template)
_FOLDERS = frozenset({"/go", "/go/bin", "/go/src"})


def flags_of(call: Call, given: Settings) -> Flags:
    """The flags of a go call, GOFLAGS included.

    Of -ldflags with a value that is not known in it (`-X main.commit=$COMMIT`) the rest counts: what is put there is text.
    """
    words = list(call.operands[1:])
    written = call.command.words[-len(words) :] if words else ()
    for at, word in enumerate(words):
        before = words[at - 1] if at else None
        if word is None and len(written) == len(words) and (before in ("-ldflags", "--ldflags") or written[at].text.lstrip("-'\"").startswith("ldflags=")):
            words[at] = _skeleton(written[at], call.env)
    return parse_flags(tuple(words), given.value("GOFLAGS") if given.base is not None or given.env.get("GOFLAGS") else "")


def _skeleton(word: Word, values: Mapping[str, str | None]) -> str | None:
    """A word's value with a placeholder for each piece that is not known."""
    text = word.text
    for script in word.substitutions:
        for form in (f"$({script.text})", f"`{script.text}`"):
            text = text.replace(form, "_")
    return resolve(text, {name: "_" if value is None else value for name, value in values.items()}, "\\")


def target_of(flags: Flags, given: Settings) -> Target:
    """What a call builds for; cgo counts as on unless it is off."""
    arch = given.value("GOARCH")
    return Target(given.os or "linux", arch or None, given.value("CGO_ENABLED") != "0", linkage.tags(flags))


def where_of(call: Call, scene: Scene, flags: Flags, given: Settings) -> Where:
    """What the packages of a call are looked up in; -C moves it to another folder."""
    cwd = call.cwd
    if "C" in flags.values:
        moved = flags.values["C"]
        cwd = None if moved is None else join(cwd, moved)
    found = notes(scene)
    return Where(cwd, given, found.tree(scene), found, target_of(flags, given))


def build(call: Call, scene: Scene) -> Effect:
    """go build: one main package becomes a program, several only with -o; anything else is compiled and thrown away."""
    given = settings(call, scene)
    flags = flags_of(call, given)
    if flags.given("n"):
        return _effect("state", "go build -n only prints", call, given)
    where = where_of(call, scene, flags, given)
    packages = named_packages(flags.operands, where)
    output = flags.values.get("o", "")
    if output is None or flags.unknown or (output == "" and packages is None and where.cwd is None):
        return _effect("build", "where it puts the program is not known", call, given, anywhere=True)
    if output == "/dev/null":
        return _effect("build", "it compiles and throws the result away", call, given)
    if output:
        path = join(where.cwd, output)
        if path is None:
            return _effect("build", "where it puts the program is not known", call, given, anywhere=True)
        if _is_folder(path, output, packages, where, scene):
            return _into(path, packages, call, given, flags)
        return _effect("build", f"the Go compiler makes {path}", call, given, (_product(path, call, given, flags),))
    if packages is None or (len(packages) == 1 and packages[0].program is None):
        made = (_product(where.cwd.rstrip("/") + "/", call, given, flags),) if where.cwd else ()
        return _effect("build", "the Go compiler makes a program, whose name is not known", call, given, made, anywhere=not made)
    if len(packages) != 1 or packages[0].is_main is False:
        return _effect("build", "it compiles as a check and keeps nothing", call, given)
    if where.cwd is None:
        return _effect("build", "where it puts the program is not known", call, given, anywhere=True)
    path = posixpath.join(where.cwd, (packages[0].program or "") + _suffix(given))
    return _effect("build", f"the Go compiler makes {path}", call, given, (_product(path, call, given, flags),))


def install(call: Call, scene: Scene) -> Effect:
    """go install: every main package becomes a program in GOBIN, else in GOPATH/bin."""
    given = settings(call, scene)
    flags = flags_of(call, given)
    if flags.given("n"):
        return _effect("state", "go install -n only prints", call, given)
    folder = given.bin
    if folder is None or flags.unknown:
        return _effect("build", "where it installs programs is not known", call, given, anywhere=True)
    if given.os not in ("linux", None):
        folder = posixpath.join(folder, f"{given.os}_{given.value('GOARCH') or '?'}")
    where = where_of(call, scene, flags, given)
    packages = named_packages(flags.operands, where)
    if packages and all(p.folder is None and p.program in tools_table().generators for p in packages):
        return _effect("build", "it installs a tool that only writes sources", call, given)
    return _into(folder, packages, call, given, flags)


def tests(call: Call, scene: Scene) -> Effect:
    """go test -c: a program that runs the tests of a package, called after it, or what -o names."""
    given = settings(call, scene)
    flags = flags_of(call, given)
    where = where_of(call, scene, flags, given)
    packages = named_packages(flags.operands, where)
    output = flags.values.get("o", "")
    names = [f"{p.program}.test" if p.program else None for p in packages or ()]
    if where.cwd is None or output is None or not names or None in names or (output and len(names) > 1 and not output.endswith("/")):
        return _effect("build", "where it puts a test's program is not known", call, given, anywhere=True)
    folder = join(where.cwd, output or ".") or where.cwd
    paths = [folder] if output and not output.endswith("/") and not scene.is_folder(folder) else [posixpath.join(folder, n) for n in names if n]
    return _effect("build", f"the Go compiler makes {', '.join(paths)}", call, given, tuple(_product(path, call, given, flags) for path in paths))


def get(call: Call, scene: Scene) -> Effect:
    """go get: adds modules; before Go 1.18 it also installed the programs among the packages that it was given."""
    given = settings(call, scene)
    flags = flags_of(call, given)
    notes(scene).changed.append(call.line)
    fetches = "it fetches modules; nothing of them is needed at run time"
    if (given.go is not None and given.go >= (1, 18)) or "d" in flags.values:
        return _effect("build", fetches, call, given)
    where = where_of(call, scene, flags, given)
    packages = _fetched(flags.operands or (".",), where)
    if packages is not None and all(p.is_main is False for p in packages):
        return _effect("build", fetches, call, given)
    folder = given.bin
    if folder is None:
        return _effect("build", "where it installs programs is not known", call, given, anywhere=True)
    if packages is not None and all(p.folder is not None and p.is_main for p in packages):
        return _into(folder, packages, call, given, flags)
    # whether a fetched package is a program is not known: the folder is there in any case where the image is golang
    return _effect("build", "it fetches packages and installs the programs among them", call, given, writes=(folder,), maybe=given.go is None)


def _fetched(words: tuple[str | None, ...], where: Where) -> tuple[Package, ...] | None:
    """The packages that go get is given, those that the table of modules knows to be no programs marked so."""
    found: list[Package] = []
    for word in words:
        some = named_packages((word,), where)
        if some is None or word is None:
            return None
        path = word.partition("@")[0]
        row = modules_table().row(path)
        no_program = row is not None and not row.program
        found.extend(Package(p.folder, p.program, False) if p.folder is None and no_program else p for p in some)
    return tuple(found)


def _is_folder(path: str, written: str, packages: tuple[Package, ...] | None, where: Where, scene: Scene) -> bool:
    """Whether -o names a folder: by its slash, or because it is one already."""
    several = packages is not None and len(packages) > 1
    is_cwd = where.cwd is not None and below(where.cwd, path)
    return written.endswith("/") or several or is_cwd or path in _FOLDERS or scene.is_folder(path)


def _into(folder: str, packages: tuple[Package, ...] | None, call: Call, given: Settings, flags: Flags) -> Effect:
    """Programs of all main packages in a folder; the folder itself where their names are not known."""
    if packages is None or any(p.program is None and p.is_main is not False for p in packages):
        return _effect("build", f"the Go compiler makes programs in {folder}", call, given, (_product(folder.rstrip("/") + "/", call, given, flags),))
    paths = [posixpath.join(folder, (p.program or "") + _suffix(given)) for p in packages if p.is_main is not False]
    if not paths:
        return _effect("build", "it compiles as a check and keeps nothing", call, given)
    made = tuple(_product(path, call, given, flags) for path in dict.fromkeys(paths))
    return _effect("build", f"the Go compiler makes {', '.join(p.path for p in made)}", call, given, made)


def _suffix(given: Settings) -> str:
    return ".exe" if given.os == "windows" else ""


def _product(path: str, call: Call, given: Settings, flags: Flags) -> Product:
    kind: Literal["program", "library", "bundle"] = "bundle"
    if given.os in ("linux", None):
        kind = "program" if linkage.makes_programs(flags) else "library"
    return Product(path, kind, "go", call.line, linkage.static_now(flags, given))


def _effect(role: Literal["build", "state"], reason: str, call: Call, given: Settings, products: tuple[Product, ...] = (), *,
            writes: tuple[str, ...] = (), anywhere: bool = False, maybe: bool = False) -> Effect:  # fmt: skip
    words = " ".join(w or "?" for w in call.argv[:6])
    return Effect(role, reason, (Evidence(f"line {call.line}", words),), writes=(*writes, *_headers(products, call)), scratch=given.scratch,
                  products=products, anywhere=anywhere, programs=("go",), maybe=maybe)  # fmt: skip


def _headers(products: tuple[Product, ...], call: Call) -> Iterator[str]:
    """The C header that -buildmode=c-shared and c-archive write beside the library."""
    if any(w in ("-buildmode=c-shared", "-buildmode=c-archive", "c-shared", "c-archive") for w in call.operands):
        yield from (posixpath.splitext(p.path)[0] + ".h" for p in products)
