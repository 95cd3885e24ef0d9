"""Direct calls of a compiler or linker: what they make (gcc(1), "Overall Options"; clang(1))."""

from __future__ import annotations

import posixpath

from msbgen.ecosystems.c.names import is_source
from msbgen.ecosystems.c.notes import notes
from msbgen.model.facts import Call, Effect, Product
from msbgen.model.ledger import Evidence
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["compile_", "is_compiler"]

#: drivers that compile and link
_COMPILERS = frozenset({"gcc", "g++", "cc", "c++", "clang", "clang++", "tcc", "gfortran", "musl-gcc", "c99", "c11"})
#: options that take a value in the next word
_VALUED = frozenset(
    "-o -x -I -L -l -D -U -include -imacros -isystem -iquote -idirafter -isysroot -MF -MT -MQ -Xlinker -Xpreprocessor -Xassembler -T -u -z -e -arch -target --param "
    "-specs -wrapper -aux-info -b -V".split()
)
#: options under which nothing is linked
_NO_LINK = {"-c", "-S", "-E", "-M", "-MM", "-fsyntax-only"}
_PRINTS = ("--version", "-v", "-dumpversion", "-dumpmachine", "--help", "-print-", "-###")


def is_compiler(program: str) -> bool:
    """Whether a name is a compiler driver's: also with a target before it and a version behind it (aarch64-linux-gnu-gcc-12)."""
    if program in _COMPILERS:
        return True
    name, _, version = program.rpartition("-")
    if name and version.replace(".", "").isdigit():
        program = name
    return program in _COMPILERS or program.rpartition("-")[2] in ("gcc", "g++", "clang", "clang++") and program.count("-") >= 2


def compile_(call: Call, scene: Scene) -> Effect:
    """The effect of a compiler's call: a program or a shared library, or an intermediate file."""
    evidence = (Evidence(f"line {call.line}", " ".join(w or "?" for w in call.argv[:6])),)
    words = list(call.operands)
    if words and all(w is not None and w.startswith(_PRINTS) for w in words):
        return Effect("state", "it prints", evidence, programs=(call.name or "cc",))
    output: str | None = ""
    inputs: list[str | None] = []
    flags: set[str] = set()
    libraries: list[str] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word is None or word == "-" or not word.startswith("-"):
            if word is not None and word.startswith("@"):
                inputs.append(None)
            elif word is not None:
                inputs.append(word)
            else:
                flags.add("?")  # options or files that are not known: $(pkg-config …), $CFLAGS
        elif word in _VALUED:
            value = words[at] if at < len(words) else None
            at += 1
            if word == "-o":
                output = value
            elif word == "-l":
                libraries.append(value or "?")
        elif word.startswith("-o"):
            output = word[2:]
        elif word.startswith("-l"):
            libraries.append(word[2:])
        else:
            flags.add(word)
    if output is None:
        return Effect("build", "where the compiler puts the program is not known", evidence, anywhere=True, programs=(call.name or "cc",))
    _note(call, inputs, flags, libraries, scene)
    if _NO_LINK & flags:
        made = [output] if output else []
        return Effect("build", "it compiles; a later command links", evidence, scratch=tuple(p for m in made if (p := join(call.cwd, m))), programs=(call.name or "cc",))
    path = join(call.cwd, output or "a.out")
    if not output and "?" in flags and call.cwd is not None:  # the unknown words may name it
        return Effect("build", f"the compiler makes a program in {call.cwd}", evidence, products=(Product(call.cwd + "/", "program", "c", call.line),), programs=(call.name or "cc",))
    if path is None:
        return Effect("build", "where the compiler puts the program is not known", evidence, anywhere=True, programs=(call.name or "cc",))
    shared = "-shared" in flags
    static = "-static" in flags or "-static-pie" in flags
    product = Product(path, "library" if shared else "program", "c", call.line, True if static and not shared else None)
    return Effect("build", f"the compiler makes {path}", evidence, products=(product,), programs=(call.name or "cc",))


def _note(call: Call, inputs: list[str | None], flags: set[str], libraries: list[str], scene: Scene) -> None:
    found = notes(scene)
    found.libraries.update(libraries)
    if "?" in flags:
        found.libraries.add("?")
    for word in inputs:
        path = join(call.cwd, word) if word is not None else None
        if path is None or any(c in path for c in "*?["):
            source = scene.source_of(posixpath.dirname(path)) if path is not None else None
            if source is None:
                found.unknown.append(f"line {call.line} compiles files that are not known")
            else:
                found.folders.add(source)
            continue
        if not is_source(path) or path.endswith((".o", ".a", ".so", ".lo")):
            continue  # what an earlier command made of sources that it named
        source = scene.source_of(path)
        if source is None:
            found.unknown.append(f"{path} is not in the build context")
        else:
            found.sources.add(source)
