#!/usr/bin/env python3
"""refresh_images: work out msbgen/data/image_tags.json from a clone (with its history) of docker-library/official-images.

    refresh_images.py OFFICIAL_IMAGES [--clones DIR] [--out FILE]

A tag without a release in it (python:3.9) means the release under which it was built last; a tag that is no longer
built keeps meaning what it meant. So the history of library/NAME is read from the start, and the last word on each tag
counts. The release is what the entry's folder or its other tags name; for older entries it is the FROM of the Dockerfile
that the entry points to, read from clones of the images' own repositories (DIR/OWNER/NAME), where they are given.

The result has two tables per row of images.toml: `plain` (version → release; of the patch releases of one series only
those where the release changes) and `versions` (what a moving version such as "" or "3" or "lts" is today).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from msbgen.data import image_rows, images
from msbgen.data.tags import number

#: repositories whose tags are releases themselves
OF_RELEASES = ("almalinux", "buildpack-deps", "busybox", "centos", "rockylinux")
OUT = Path(__file__).resolve().parents[1] / "msbgen" / "data" / "image_tags.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """One stanza of a library file: an image with its tags, and where its Dockerfile is."""

    tags: tuple[str, ...]
    directory: str
    repository: str
    commit: str


def git(clone: Path, *args: str) -> str:
    done = subprocess.run(["git", "-C", str(clone), *args], capture_output=True, text=True, errors="replace", check=False)
    return done.stdout if done.returncode == 0 else ""


def versions_of(clone: Path, path: str) -> Iterator[str]:
    """The text of a file at each commit that touched it, the oldest first."""
    commits = git(clone, "log", "--reverse", "--format=%H", "--", path).split()
    names = "".join(f"{commit}:{path}\n" for commit in commits)
    done = subprocess.run(["git", "-C", str(clone), "cat-file", "--batch"], input=names.encode(), capture_output=True, check=True)
    data = done.stdout
    at = 0
    while at < len(data):
        end = data.index(b"\n", at)
        head = data[at:end].decode()
        if head.endswith(" missing"):
            at = end + 1
            continue
        size = int(head.split()[2])
        yield data[end + 1 : end + 1 + size].decode(errors="replace")
        at = end + 1 + size + 1


def entries(text: str) -> Iterator[Entry]:
    """The Linux images of a library file, in either of its two historical formats."""
    default: dict[str, str] = {}
    for block in text.split("\n\n"):
        lines = [line for line in block.split("\n") if line.strip() and not line.startswith("#")]
        old = [line for line in lines if ": git://" in line or ": https://" in line and "@" in line and not line.startswith("GitRepo")]
        if old:
            for line in old:
                tag, _, rest = line.partition(": ")
                where, _, directory = rest.strip().partition(" ")
                repository, _, commit = where.partition("@")
                yield Entry((tag,), directory.strip(), repository, commit)
            continue
        keys: dict[str, str] = {}
        last = ""
        for line in lines:
            if line[0] in " \t" and last:
                keys[last] += " " + line.strip()
                continue
            last, _, value = line.partition(":")
            keys[last] = value.strip()
        if "Tags" not in keys:  # what holds for all that follows
            default = {**default, **keys}
            continue
        keys = {**default, **keys}
        tags = tuple(tag.strip() for key in ("Tags", "SharedTags") for tag in keys.get(key, "").split(",") if tag.strip())
        if tags and not keys.get("Architectures", "").startswith("windows"):
            yield Entry(tags, keys.get("Directory", keys.get("amd64-Directory", "")), keys.get("GitRepo", ""), keys.get("GitCommit", ""))


class Finder:
    """Finds the release that an entry is built on."""

    def __init__(self, clones: Path | None) -> None:
        self.clones = clones
        self.known = {}
        for name, releases in image_rows.tables().releases.items():
            for codename in releases.codenames:
                if not codename[:1].isdigit():
                    self.known[codename] = (name, codename)
        self.froms: dict[tuple[str, str, str], str] = {}

    def in_words(self, text: str) -> tuple[str, str] | None:
        for word in text.replace("/", "-").replace(":", "-").split("-"):
            if word in self.known:
                return self.known[word]
            if word.startswith("alpine") and word[6:7].isdigit():
                return "alpine", ".".join(word[6:].split(".")[:2])
            if word.startswith("oraclelinux") and word[11:12].isdigit():
                return "oraclelinux", word[11:]
            if word.startswith("al20"):
                return "amazonlinux", word[2:]
            if word == "al2":
                return "amazonlinux", "2"
        return None

    def find(self, entry: Entry) -> tuple[str, str] | None:
        """(distribution, release), or None."""
        found = self.in_words(entry.directory)
        if found is None:
            for tag in entry.tags:
                found = found or self.in_words(tag)
        if found is None and self.clones is not None:
            found = self.of_from(entry)
        return found

    def of_from(self, entry: Entry) -> tuple[str, str] | None:
        assert self.clones is not None
        owner_name = entry.repository.removesuffix(".git").split("github.com/")[-1]
        key = (owner_name, entry.commit, entry.directory)
        if key not in self.froms:
            path = f"{entry.directory}/Dockerfile".lstrip("./").lstrip("/")
            text = git(self.clones / owner_name, "show", f"{entry.commit}:{path}")
            lines = [line for line in text.splitlines() if line.upper().startswith("FROM ")]
            self.froms[key] = lines[-1].split()[1] if lines else ""
        image, _, tag = self.froms[key].partition(":")
        if image == "alpine":
            return ("alpine", ".".join(tag.split(".")[:2])) if tag[:1].isdigit() else None
        if image in ("debian", "ubuntu", "buildpack-deps", "oraclelinux", "amazonlinux"):
            found = self.in_words(tag)
            if found is None and image in image_rows.tables().releases and tag:
                resolved = image_rows.tables().releases[image].resolve(tag.removesuffix("-slim"))
                if resolved and resolved[1]:
                    return image, resolved[0]
            return found
        return None


def full_version(tags: tuple[str, ...]) -> str | None:
    """The most exact version among the tags of one entry."""
    return max((tag.split("-")[0].split("_")[0] for tag in tags if tag[:1].isdigit()), key=lambda v: (v.count("."), len(v)), default=None)


def table_for(name: str, clone: Path, finder: Finder) -> tuple[dict[str, dict[str, str]], dict[str, dict[str, str]], list[str], int]:
    """(plain, versions, versions that are built today, tags that no row covers) of one repository."""
    last: dict[str, Entry] = {}
    current: set[str] = set()
    for text in versions_of(clone, f"library/{name}"):
        now = list(entries(text))
        current = set()
        for entry in now:
            for tag in entry.tags:
                last[tag] = entry
                current.add(tag)
    plain: dict[str, dict[str, str]] = {}
    versions: dict[str, dict[str, str]] = {}
    tables = image_rows.tables()
    unknown = 0
    for tag, entry in sorted(last.items()):
        found = next(images._candidates(tables, name, tag), None)
        if found is None:
            unknown += 1
            continue
        row, fields = found
        os = tables.get(row, "os")
        if os == "windows":
            continue
        release = finder.find(entry)
        if "tool" in fields and tag not in current:
            continue
        version = fields.get("special", fields.get("version", ""))
        if "release" in fields:
            series = os == "alpine" and fields["release"].isdigit()
            if not series:
                continue
            exact = next((t for t in entry.tags if t.count(".") >= 1), None)
            if exact:
                plain.setdefault(row["id"], {})[fields["release"]] = ".".join(exact.split(".")[:2])
            continue
        if os == "alpine" and row["id"] == "alpine":
            exact = next((t for t in entry.tags if t.count(".") == 1 and t[0].isdigit()), None)
            if exact:
                plain.setdefault(row["id"], {})[version] = exact
            continue
        if release is not None and release[0] == os:
            plain.setdefault(row["id"], {})[version] = release[1]
        exact = full_version(entry.tags)
        if exact and exact != version and exact.startswith(version if version[:1].isdigit() else "") and version.count(".") <= 1:
            versions.setdefault(row["id"], {})[version] = exact
    built = sorted({tag.split("-")[0] for tag in current if tag[:1].isdigit()})
    return {k: thinned(v) for k, v in plain.items()}, versions, built, unknown


def thinned(table: dict[str, str]) -> dict[str, str]:
    """Without the versions whose release `plain_release` finds from those before; the newest is kept, to mark the end.

    Pre-releases go, too.
    """
    final = [v for v in table if not (parts := number(v)) or "-" in v or ".".join(map(str, parts)) == v]
    final.sort(key=lambda v: (number(v), v))
    newest = {len(number(version)): version for version in final if number(version)}
    kept = {version: table[version] for version in newest.values()}
    for version in final:
        if "-" in version or len(number(version)) < 2 or images.plain_release(kept, version) != table[version]:
            kept[version] = table[version]
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("official_images", type=Path, help="a clone of docker-library/official-images, with its history")
    parser.add_argument("--clones", type=Path, help="a folder of clones of the images' own repositories, OWNER/NAME each")
    parser.add_argument("--out", type=Path, default=OUT)
    args = parser.parse_args()
    if not args.out.exists():
        args.out.write_text('{"plain": {}, "versions": {}}')
    finder = Finder(args.clones)
    plain: dict[str, dict[str, str]] = {}
    versions: dict[str, dict[str, str]] = {}
    built: dict[str, list[str]] = {}
    names = sorted({r for row in image_rows.tables().rows.values() for r in row.get("repositories", ()) if "/" not in r and r != "scratch"})
    for name in names:
        if name != "alpine" and (name in image_rows.tables().distributions or name in OF_RELEASES):
            continue
        more, today, now, unknown = table_for(name, args.official_images, finder)
        plain.update(more)
        versions.update(today)
        built[name] = now
        print(f"{name}: {sum(map(len, more.values()))} plain tags, {unknown} tags that no row covers", file=sys.stderr)
    checked = git(args.official_images, "log", "-1", "--format=%cs").strip()
    table = {"built": built, "checked": checked, "plain": plain, "source": "docker-library/official-images, library/* and its history", "versions": versions}
    lines = []
    for key in sorted(table):
        value = table[key]
        if isinstance(value, dict):
            rows = ",\n".join(f"{json.dumps(k)}: {json.dumps(value[k], sort_keys=True)}" for k in sorted(value))
            lines.append(f"{json.dumps(key)}: {{\n{rows}\n}}")
        else:
            lines.append(f"{json.dumps(key)}: {json.dumps(value)}")
    args.out.write_text("{" + ",\n".join(lines) + "}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
