#!/usr/bin/env python3
"""refresh_java_libraries: read the class files of libraries, and list in msbgen/ecosystems/java/libraries.toml those that are quiet.

    refresh_java_libraries.py [--check FOLDER]

Libraries are those of tools/java_libraries.txt, one group:artifact:version a line, with all that they need at run time, as Maven
resolves it. A library is quiet if none of its classes, and none of what it depends on, starts a program, loads a native library,
uses the JDK's own tools, or draws. --check reads the archives in a folder instead, and prints what each does.
"""

from __future__ import annotations

import argparse
import datetime
import struct
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = ROOT / "msbgen/ecosystems/java/libraries.toml"
LISTED = ROOT / "tools/java_libraries.txt"
#: classes of the JDK, by the beginning of their names (JVMS 4.2.1: with slashes), that no quiet library names
LOUD = ("java/lang/ProcessBuilder", "java/awt/", "javax/swing/", "javax/imageio/", "javax/print/", "java/applet/", "javax/tools/ToolProvider", "com/sun/tools/",
        "com/sun/source/", "com/sun/jdi/", "jdk/jshell/", "java/lang/foreign/Linker", "java/lang/foreign/SymbolLookup", "jdk/incubator/foreign/", "com/sun/jna/", "jnr/")  # fmt: skip
#: (class, method) that no quiet library calls
CALLS = {("java/lang/Runtime", "exec"), ("java/lang/Runtime", "load"), ("java/lang/Runtime", "loadLibrary"), ("java/lang/System", "load"),
         ("java/lang/System", "loadLibrary")}  # fmt: skip
#: sizes of constants by tag (JVMS 4.4), those with a variable length left out
SIZES = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2}
NATIVE = 0x0100


def loud(data: bytes) -> str | None:
    """What a class file names that no quiet one does; None for a quiet one. Raises ValueError for what is no class file."""
    if data[:4] != b"\xca\xfe\xba\xbe":
        raise ValueError("no class file")
    count = struct.unpack(">H", data[8:10])[0]
    at, number = 10, 1
    texts: dict[int, str] = {}
    raw: dict[int, tuple[int, bytes]] = {}
    while number < count:
        tag = data[at]
        if tag == 1:
            size = struct.unpack(">H", data[at + 1 : at + 3])[0]
            texts[number] = data[at + 3 : at + 3 + size].decode("utf-8", "replace")
            at += 3 + size
        else:
            raw[number] = (tag, data[at + 1 : at + 1 + SIZES[tag]])
            at += 1 + SIZES[tag]
        number += 2 if tag in (5, 6) else 1

    def name(index: int) -> str:
        return texts.get(struct.unpack(">H", raw[index][1][:2])[0], "")

    for tag, body in raw.values():
        if tag == 7:
            text = texts.get(struct.unpack(">H", body)[0], "").lstrip("[").removeprefix("L")
            if text.startswith(LOUD):
                return text
        elif tag in (10, 11):
            owner, pair = struct.unpack(">HH", body)
            call = (name(owner), name(pair))
            if call in CALLS:
                return ".".join(call)
    return "a native method" if any(flags & NATIVE for flags in _methods(data, at)) else None


def _methods(data: bytes, at: int) -> Iterator[int]:
    """The access flags of all methods (JVMS 4.1, 4.6), given where the constants end."""
    interfaces = struct.unpack(">H", data[at + 6 : at + 8])[0]
    at += 8 + 2 * interfaces
    for methods in (False, True):
        count = struct.unpack(">H", data[at : at + 2])[0]
        at += 2
        for _ in range(count):
            flags, _, _, attributes = struct.unpack(">HHHH", data[at : at + 8])
            if methods:
                yield flags
            at += 8
            for _ in range(attributes):
                at += 6 + struct.unpack(">I", data[at + 2 : at + 6])[0]


def archive(path: Path) -> str | None:
    """What an archive holds that is not quiet; None where all of it is."""
    with zipfile.ZipFile(path) as packed:
        for entry in packed.namelist():
            if entry.endswith((".so", ".dll", ".dylib", ".jnilib")):
                return f"the native library {entry}"
            if entry.endswith(".class") and (why := loud(packed.read(entry))) is not None:
                return f"{entry}: {why}"
    return None


def resolved(coordinates: str, folder: Path) -> dict[str, Path] | None:
    """group:artifact → archive of a library and all that it needs at run time; None where Maven cannot find it."""
    group, artifact, version = coordinates.split(":")
    (folder / "pom.xml").write_text(
        '<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion><groupId>x</groupId><artifactId>x</artifactId><version>1</version>'
        f"<dependencies><dependency><groupId>{group}</groupId><artifactId>{artifact}</artifactId><version>{version}</version></dependency></dependencies></project>"
    )
    done = subprocess.run(["mvn", "-q", "-B", "dependency:copy-dependencies", "-DincludeScope=runtime", "-Dmdep.useRepositoryLayout=true", f"-DoutputDirectory={folder}/jars"],
                          cwd=folder, capture_output=True, text=True, check=False)  # fmt: skip
    if done.returncode:
        print(f"{coordinates}: {done.stdout[-300:]}", file=sys.stderr)
        return None
    found = {}
    for path in (folder / "jars").rglob("*.jar"):
        *groups, name, _ = path.relative_to(folder / "jars").parent.parts
        found[f"{'.'.join(groups)}:{name}"] = path
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", metavar="FOLDER", type=Path)
    given = parser.parse_args().check
    if given is not None:
        for path in sorted(given.rglob("*.jar")):
            print(path.name, archive(path) or "quiet")
        return 0
    known: dict[str, str | None] = {}
    quiet: set[str] = set()
    for line in filter(None, LISTED.read_text().split()):
        with tempfile.TemporaryDirectory() as folder:
            found = resolved(line, Path(folder))
            for name, path in (found or {}).items():
                if name not in known:
                    known[name] = archive(path)
            bad = next((f"{n}: {known[n]}" for n in found or {} if known[n] is not None), None)
            if found and bad is None:
                quiet.update(found)
            else:
                print(f"not quiet: {line}: {bad or 'not found'}", file=sys.stderr)
    head, _, _ = TABLE.read_text().partition("quiet = ")
    lines = [f"checked = {datetime.date.today()}" if x.startswith("checked") else x for x in head.splitlines()]
    TABLE.write_text("\n".join(lines) + "\nquiet = [\n" + "".join(f'    "{n}",\n' for n in sorted(quiet)) + "]\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
