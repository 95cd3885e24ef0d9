#!/usr/bin/env python3
"""refresh_debian: work out msbgen/data/debian/ from the distribution's own package indexes.

    refresh_debian.py [--mirror URL | --index DIR] [--out DIR] [RELEASE …]

Without --mirror the mirror is the machine's apt's, else Debian's public default. --index reads DIR/RELEASE/Packages and
DIR/RELEASE/Contents (plain text) instead of a mirror. Two files for each release (by default those below), for amd64, main:

RELEASE.dev.gz: a line for each -dev package: its name, and the libraries that what is built with it needs at run time.

RELEASE.json.gz:
- `base`: the packages of the official image: essential and required ones and apt, with all that these depend on.
- `closures`: for each row of images.toml that installs packages by name: these and all that they depend on, without `base`.
- `programs`: a program on PATH → the package that gives it, for the programs and the packages that msbgen's tables speak of.

Output is sorted, and compressed without a time stamp: the same index gives the same bytes.
"""

from __future__ import annotations

import argparse
import gzip
import io
import json
import lzma
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

DATA = Path(__file__).resolve().parents[1] / "msbgen" / "data"
APT_FORMAT = "$(SITE)|$(CODENAME)|$(ORIGIN)|$(REPO_URI)"
DEFAULT_MIRROR = "http://deb.debian.org/debian"
RELEASES = ("bullseye", "bookworm", "trixie")
#: folders on PATH, as Contents writes them
PATH = ("usr/local/sbin/", "usr/local/bin/", "usr/sbin/", "usr/bin/", "sbin/", "bin/", "usr/games/")


@dataclass(slots=True)
class Package:
    """One stanza of a Packages index. `depends` has the alternatives of each dependency, versions and architectures cut off."""

    name: str
    section: str
    priority: str
    essential: bool
    source: str
    depends: list[list[str]] = field(default_factory=list)
    provides: list[str] = field(default_factory=list)


def names(value: str) -> list[list[str]]:
    """A Depends field as lists of alternatives."""
    found = []
    for clause in value.split(","):
        options = [re.split(r"[\s(:\[<]", option.strip())[0] for option in clause.split("|")]
        if options[0]:
            found.append(options)
    return found


def parse(lines: Iterable[str]) -> Iterator[Package]:
    """The packages of a Packages index."""
    keys: dict[str, str] = {}
    for line in [*lines, ""]:
        if not line.strip():
            if "Package" in keys:
                yield Package(
                    keys["Package"],
                    keys.get("Section", ""),
                    keys.get("Priority", ""),
                    keys.get("Essential") == "yes",
                    keys.get("Source", keys["Package"]).split(" ")[0],
                    names(keys.get("Pre-Depends", "")) + names(keys.get("Depends", "")),
                    [option for clause in names(keys.get("Provides", "")) for option in clause],
                )
            keys = {}
        elif line[0] not in " \t":
            name, _, value = line.partition(":")
            keys[name] = value.strip()


class Index:
    """The packages of one release."""

    def __init__(self, packages: Iterable[Package]) -> None:
        self.packages = {package.name: package for package in packages}
        self.providers: dict[str, list[str]] = {}
        for name in sorted(self.packages):
            for virtual in self.packages[name].provides:
                self.providers.setdefault(virtual, []).append(name)

    def choose(self, options: list[str], chosen: set[str]) -> str | None:
        """The package that satisfies a dependency: one chosen already, else the first real one, else a provider."""
        for option in options:
            if option in chosen:
                return option
            for provider in self.providers.get(option, ()):
                if provider in chosen:
                    return provider
        for option in options:
            if option in self.packages:
                return option
        for option in options:
            if option in self.providers:
                return self.providers[option][0]
        return None

    def closure(self, wanted: Iterable[str], have: Iterable[str] = ()) -> set[str]:
        """`wanted` and all that they depend on, as apt-get --no-install-recommends installs them beside `have`."""
        chosen = set(have)
        queue = sorted({c for name in wanted if (c := self.choose([name], chosen)) is not None})
        chosen.update(queue)
        while queue:
            for options in self.packages[queue.pop(0)].depends:
                name = self.choose(options, chosen)
                if name is not None and name not in chosen:
                    chosen.add(name)
                    queue.append(name)
        return chosen - set(have)

    def base(self) -> set[str]:
        """What the official image holds. Its /usr is merged from the start, so the package that only says so suffices."""
        first = ["usr-is-merged"] if "usr-is-merged" in self.packages else []
        return self.closure([*first, *(p.name for p in self.packages.values() if p.essential or p.priority == "required" or p.name == "apt")])

    def runtime(self, name: str) -> set[str]:
        """The libraries that what is built with a development package needs at run time, without libc6, which all have.

        Development packages of the same source are followed always (libncurses5-dev → libncurses-dev). Those of other sources
        only where the package has no library of its own source, and so stands for others (default-libmysqlclient-dev): of what
        libmagickwand-dev draws in beside its own, the linker takes only what a program names itself. The compiler's are not followed.
        """
        found: set[str] = set()
        seen = {name}
        queue = [name]
        while queue:
            package = self.packages[queue.pop()]
            chosen = {c for options in package.depends if (c := self.choose(options, set())) is not None} - {"libc6"}
            libraries = {c for c in chosen if is_library(self.packages[c])}
            found |= libraries
            alone = not any(self.packages[c].source == package.source for c in libraries)
            for each in chosen - seen:
                other = self.packages[each]
                if is_development(other) and not toolchain(other) and (alone or other.source == package.source):
                    seen.add(each)
                    queue.append(each)
        return found


def is_development(package: Package) -> bool:
    return package.section.split("/")[-1] == "libdevel" or package.name.endswith("-dev")


def toolchain(package: Package) -> bool:
    """Of the compiler, the C library or the kernel."""
    return package.source.startswith(("gcc-", "linux")) or package.source in ("glibc", "libxcrypt", "libtirpc", "libnsl")


def is_library(package: Package) -> bool:
    """Whether a package is one that programs link to."""
    if package.section.split("/")[-1] not in ("libs", "oldlibs"):
        return False
    return not package.name.endswith(("-dev", "-bin", "-common", "-data", "-base", "-proto", "-tools", "-doc", "-dbg"))


def programs(lines: Iterable[str], held: set[str], spoken: set[str], wanted: set[str]) -> dict[str, str]:
    """Program → package, from a Contents index. Of several packages that give a program, one that an image holds, then one that the
    tables speak of, then the one with the shortest name."""

    def rank(package: str) -> tuple[bool, bool, int, str]:
        return package not in held, package not in spoken, len(package), package

    found: dict[str, str] = {}
    for line in lines:
        path, _, rest = line.rstrip("\n").rpartition(" ")
        path = path.rstrip()
        folder = next((p for p in PATH if path.startswith(p)), None)
        if folder is None or "/" in path[len(folder) :]:
            continue
        program = path[len(folder) :]
        for location in rest.split(","):
            package = location.rpartition("/")[2]
            if package not in held and package not in spoken and program not in wanted:
                continue
            if program not in found or rank(package) < rank(found[program]):
                found[program] = package
    return found


def apt_mirror() -> str:
    """The mirror of this machine's apt, for a Debian suite; Debian's public default where there is none."""
    try:
        done = subprocess.run(["apt-get", "indextargets", "--format", APT_FORMAT], capture_output=True, text=True, check=False)
    except OSError:
        return DEFAULT_MIRROR
    for line in done.stdout.splitlines():
        _, codename, origin, uri = (line.split("|") + ["", "", "", ""])[:4]
        if origin == "Debian" and codename in RELEASES:
            return uri.rstrip("/")
    return DEFAULT_MIRROR


def fetch(url: str) -> Iterator[str]:
    """The lines of a compressed index; the first of .xz and .gz that the mirror has."""
    for suffix in (".xz", ".gz"):
        try:
            with urllib.request.urlopen(url + suffix, timeout=300) as answer:
                data = answer.read()
        except urllib.error.HTTPError:
            continue
        text = lzma.decompress(data) if suffix == ".xz" else gzip.decompress(data)
        yield from io.StringIO(text.decode("utf-8", "replace"))
        return
    raise SystemExit(f"refresh_debian: the mirror has no {url}.xz and no .gz")


def read(folder: Path, release: str, name: str) -> Iterator[str]:
    yield from (folder / release / name).read_text().splitlines()


def table(release: str, packages: Iterable[str], contents: Iterable[str], images: dict[str, object], roles: dict[str, object]) -> tuple[dict[str, object], dict[str, list[str]]]:
    """What msbgen keeps of one release: a table, and the libraries of each -dev package."""
    index = Index(parse(packages))
    base = index.base()
    dev = {n: sorted(index.runtime(n)) for n in sorted(index.packages) if n.endswith("-dev")}
    # names that are not packages but that one package provides: libxslt-dev, libncurses5-dev
    for name, by in sorted(index.providers.items()):
        if name.endswith("-dev") and not name.startswith("librust-") and name not in dev and len(by) == 1 and by[0] in dev:
            dev[name] = dev[by[0]]
    closures = dict(image_closures(release, index, base, images))
    held = base.union(*closures.values()) if closures else base
    spoken, wanted = spoken_of(images, roles)
    given = programs(contents, held, spoken, wanted)
    kept = {
        "base": sorted(base),
        "closures": {row: sorted(closures[row]) for row in sorted(closures)},
        "programs": {name: given[name] for name in sorted(given)},
        "release": release,
        "source": "Packages and Contents of main, amd64",
    }
    return kept, dev


def image_closures(release: str, index: Index, base: set[str], images: dict[str, object]) -> Iterator[tuple[str, set[str]]]:
    """(row, packages beyond `base`) for each Debian row of images.toml that installs packages by name."""
    from msbgen.data import image_rows

    tables = image_rows.Tables(images)
    for row in tables.rows.values():
        if tables.get(row, "os") != "debian" or tables.get(row, "package_manager") == "":
            continue
        facts = image_rows.facts_of(tables, row, release, (), "")
        if facts.get("packages"):
            yield row["id"], index.closure(facts["packages"], base)


def spoken_of(images: dict[str, object], roles: dict[str, object]) -> tuple[set[str], set[str]]:
    """(packages, programs) that the tables speak of."""
    packages: set[str] = set()
    wanted: set[str] = set()
    for group in roles.get("group", []):
        if group["manager"] == "apt":
            packages.update(group.get("packages", ()))
            packages.update(group.get("provides", ()))
            for given in group.get("provides", {}).values():
                wanted.update(given)
    return packages, wanted


def write(target: Path, text: str) -> None:
    buffer = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=9, fileobj=buffer, mtime=0) as stream:
        stream.write(text.encode())
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(buffer.getvalue())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("releases", nargs="*", default=RELEASES, metavar="RELEASE")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--mirror", help="a Debian mirror's URL; by default that of this machine's apt")
    where.add_argument("--index", type=Path, help="a folder with RELEASE/Packages and RELEASE/Contents")
    parser.add_argument("--out", type=Path, default=DATA / "debian")
    args = parser.parse_args()
    images = json.loads((DATA / "images.json").read_bytes())
    roles = json.loads((DATA / "packages.json").read_bytes())
    mirror = None if args.index else (args.mirror or apt_mirror())
    for release in args.releases:
        if args.index:
            packages, contents = read(args.index, release, "Packages"), read(args.index, release, "Contents")
        else:
            packages = fetch(f"{mirror}/dists/{release}/main/binary-amd64/Packages")
            parts = (fetch(f"{mirror}/dists/{release}/main/Contents-{part}") for part in ("amd64", "all"))
            contents = chain.from_iterable(parts)
        kept, dev = table(release, packages, contents, images, roles)
        write(args.out / f"{release}.json.gz", json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
        lines = (" ".join([name, *dev[name]]) for name in sorted(dev))
        write(args.out / f"{release}.dev.gz", "\n".join(["", *lines, ""]))
        print(f"{release}: {len(dev)} -dev packages", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
    sys.exit(main())
