#!/usr/bin/env python3
"""refresh_python_packages: look into distributions of PyPI and write what msbgen knows of them.

    refresh_python_packages.py [--wheels DIR] [--hits]

The distributions that msbgen/ecosystems/python/reviews.toml names are downloaded with pip for Linux on x86-64, with all that
they require, into DIR (kept for the next time; by default a temporary folder). Their Python sources are read with the same
reader as a program's own (reach.py), the dynamic symbols of their extension modules with readelf. What is hit and has a
review counts as the review says; what is hit and has none counts as reaching out. --hits prints what was hit instead.

Writes msbgen/ecosystems/python/packages.json. Needs the network, pip and binutils.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.parser import HeaderParser
from pathlib import Path

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from msbgen.ecosystems.python.reach import reaches  # (the project need not be installed)

HERE = ROOT / "msbgen" / "ecosystems" / "python"
#: Python versions whose markers are taken together
PYTHONS = ("3.8", "3.9", "3.10", "3.11", "3.12", "3.13", "3.14")
PLATFORMS = ("manylinux1_x86_64", "manylinux2010_x86_64", "manylinux2014_x86_64", "manylinux_2_17_x86_64", "manylinux_2_24_x86_64", "manylinux_2_27_x86_64", "manylinux_2_28_x86_64", "manylinux_2_34_x86_64")
#: symbols of the C library that start a program; dlopen is hit apart, since interpreters' own modules use it, too
STARTS = re.compile(r"\b(system|popen|execl|execle|execlp|execv|execve|execvp|execvpe|posix_spawn|posix_spawnp|dlopen)\b")
#: files that are no part of the program when it runs
ASIDE = re.compile(r"(^|/)(tests?|testing|conftest\.py|_?test_[^/]*\.py|[^/]*_test\.py|setup\.py|benchmarks?|examples?|docs?)(/|$)")


@dataclass
class Found:
    """What is known of one distribution, all versions together."""

    versions: list[str] = field(default_factory=list)
    requires: set[str] = field(default_factory=set)
    extras: dict[str, set[str]] = field(default_factory=dict)
    commands: set[str] = field(default_factory=set)
    data: bool = False
    hits: dict[str, None] = field(default_factory=dict)


def download(names: list[str], into: Path, python: str, *, alone: bool) -> None:
    """One pip command for all of them."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--only-binary=:all:", "--python-version", python, "--implementation", "cp", "-d", str(into)]
    command += [f"--platform={p}" for p in PLATFORMS] + (["--no-deps"] if alone else [])
    subprocess.run([*command, *names], check=True)


def look(wheel: Path, found: dict[str, Found]) -> None:
    """Read one wheel."""
    with zipfile.ZipFile(wheel) as archive:
        files = archive.namelist()
        info = next(f.rsplit("/", 1)[0] for f in files if f.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(f"{info}/METADATA").decode())
        one = found.setdefault(canonicalize_name(metadata["Name"]), Found())
        one.versions.append(metadata["Version"])
        requirements(metadata.get_all("Requires-Dist") or [], metadata.get_all("Provides-Extra") or [], one)
        if f"{info}/entry_points.txt" in files:
            one.commands.update(console_scripts(archive.read(f"{info}/entry_points.txt").decode()))
        for file in files:
            if ".data/scripts/" in file and not file.endswith("/"):
                one.commands.add(file.rsplit("/", 1)[-1])
            one.data |= ".data/data/" in file
            if not ASIDE.search(file):
                one.hits.update(dict.fromkeys(hits(archive, file)))


def requirements(given: list[str], extras: list[str], one: Found) -> None:
    for extra in extras:
        one.extras.setdefault(canonicalize_name(extra), set())
    for text in given:
        requirement = Requirement(text)
        name = canonicalize_name(requirement.name)
        spelled = f"{name}[{','.join(sorted(map(canonicalize_name, requirement.extras)))}]" if requirement.extras else name
        if held := applies(requirement.marker, ""):
            one.requires.add(spelled + condition(held))
            continue
        for extra in extras:
            if applies(requirement.marker, extra):
                one.extras[canonicalize_name(extra)].add(spelled)


def applies(marker: Marker | None, extra: str) -> list[str]:
    """The Pythons for which a marker holds on Linux."""
    if marker is None:
        return list(PYTHONS)
    fixed = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64",
             "implementation_name": "cpython", "platform_python_implementation": "CPython", "extra": extra}  # fmt: skip
    return [v for v in PYTHONS if marker.evaluate({**fixed, "python_version": v, "python_full_version": f"{v}.5"})]


def condition(held: list[str]) -> str:
    """";<3.11" where only Pythons before 3.11 need it; nothing where others do, too."""
    if held == list(PYTHONS[: len(held)]) and len(held) < len(PYTHONS):
        return f";<{PYTHONS[len(held)]}"
    return ""


def console_scripts(text: str) -> Iterator[str]:
    section = ""
    for line in text.splitlines():
        if line.startswith("["):
            section = line.strip("[] ")
        elif section == "console_scripts" and "=" in line:
            yield line.split("=")[0].strip()


def hits(archive: zipfile.ZipFile, file: str) -> Iterator[str]:
    if file.endswith(".py"):
        places = reaches(archive.read(file).decode(errors="replace"))
        if places is None:
            yield f"{file}: cannot be read"
        for place in places or ():
            if place.kind == "runs" or place.program == "":
                continue  # what a plugin system imports is a distribution or a source, each judged by itself; Python is in the kit
            yield f"{file}: {place.what}"
    elif file.endswith(".so") or ".so." in file.rsplit("/", 1)[-1]:
        with tempfile.NamedTemporaryFile() as copy:
            copy.write(archive.read(file))
            copy.flush()
            told = subprocess.run(["readelf", "-W", "--dyn-syms", copy.name], capture_output=True, text=True, errors="replace", check=False).stdout
        names = {STARTS.search(line)[1] for line in told.splitlines() if " UND " in line and STARTS.search(line)}
        for name in sorted(names):
            yield f"{file}: calls {name}"


def rows(found: dict[str, Found], table: dict[str, object]) -> dict[str, dict[str, object]]:
    reviews: dict[str, dict[str, object]] = table["review"]
    unused = set(reviews) - set(found)
    if unused:
        sys.exit(f"reviews of distributions that were not looked at: {', '.join(sorted(unused))}")
    result: dict[str, dict[str, object]] = {}
    for name in sorted(found):
        one, review = found[name], reviews.get(name, {})
        row: dict[str, object] = {"versions": sorted(dict.fromkeys(one.versions), key=Version)}
        if one.requires:
            row["requires"] = sorted(one.requires)
        if one.extras:
            row["extras"] = {extra: sorted(one.extras[extra]) for extra in sorted(one.extras)}
        if one.commands:
            row["commands"] = sorted(one.commands)
        if one.data:
            row["data"] = True
        row.update({key: review[key] for key in ("unless", "unless_file", "unless_with", "essential") if key in review})
        if not review.get("alone") and (review or one.hits):
            row["reaches"] = review.get("reaches", "starts programs or loads libraries by name")
        result[name] = row
    for name in table["look"]["tools"]:
        result.setdefault(name, {"versions": ["0"], "unless": [f"import {name.replace('-', '_')}", f"from {name.replace('-', '_')}"], "commands": [name]})
    for alias, target in table.get("alias", {}).items():
        result[alias] = {**result[target], "extras": {}}
    return dict(sorted(result.items()))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--wheels", type=Path, help="a folder for the downloads; what is there is not fetched again")
    parser.add_argument("--hits", action="store_true", help="print what was hit and has no review, write nothing")
    given = parser.parse_args()
    table = tomllib.loads((HERE / "reviews.toml").read_text())
    with tempfile.TemporaryDirectory() as temporary:
        wheels = given.wheels or Path(temporary)
        if not any(wheels.glob("*.whl")):
            download(table["look"]["names"], wheels, "3.12", alone=False)
            for name in table["look"]["each"]:
                download([name], wheels, "3.12", alone=False)
            download(table["look"]["older"], wheels, "3.9", alone=True)
            download(table["look"]["backports"], wheels, "3.12", alone=True)
        found: dict[str, Found] = {}
        for wheel in sorted(wheels.glob("*.whl")):
            look(wheel, found)
    if given.hits:
        for name in sorted(found):
            if found[name].hits and name not in table["review"]:
                print(f"{name} {', '.join(found[name].versions)}")
                for hit in found[name].hits:
                    print(f"    {hit}")
        return 0
    lines = [f"{json.dumps(name)}: {json.dumps(row, sort_keys=True)}" for name, row in rows(found, table).items()]
    text = "{" + f'"checked": {json.dumps(str(table["checked"]))}, "source": "the distributions\' wheels on PyPI", "distributions": {{\n' + ",\n".join(lines) + "\n}}\n"
    (HERE / "packages.json").write_text(text)
    print(f"{len(lines)} distributions", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
