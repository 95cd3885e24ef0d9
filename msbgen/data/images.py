"""What is known about base images: `lookup`, `sibling`, `pinned`.

The facts stand in images.toml (which people edit; see its head) and image_tags.json (which release a plain tag means,
worked out from docker-library/official-images). What no row says is None here: unknown, never "no".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from msbgen.data import image_rows
from msbgen.data.image import Image
from msbgen.data.image_rows import Tables, facts_of, matched
from msbgen.data.image_rows import tables as current
from msbgen.data.tags import Fields, expand, in_range, number

__all__ = ["Image", "counterparts", "kit_of", "later", "load", "lookup", "pinned", "reset", "sibling"]

#: registries and prefixes under which Docker Hub's official images are mirrored
_OFFICIAL = ("docker.io/library/", "index.docker.io/library/", "registry-1.docker.io/library/", "docker.io/", "index.docker.io/",
             "registry-1.docker.io/", "public.ecr.aws/docker/library/", "mirror.gcr.io/library/", "library/")  # fmt: skip
#: the pseudo-field of a tag whose version does not tell what it is built on (`3.15-rc`, `3.9-eclipse-temurin-17`): the tag itself
_SPECIAL = "special"


def reset() -> None:
    """Forget what `load` added."""
    image_rows.reset()
    _lookup.cache_clear()


def load(data: Mapping[str, Any]) -> None:
    """Add a user's own table (images.toml's schema, already parsed): its rows come before msbgen's, a row with a known id replaces it.

    Raises KeyError if a row inherits from one that there is not, ValueError if from itself.
    """
    image_rows.load(data)
    _lookup.cache_clear()


def _normal(repository: str, registry: str | None) -> tuple[str, str]:
    """(name as the tables know it, name as written)."""
    written = f"{registry}/{repository}" if registry and not repository.startswith(registry + "/") else repository
    for prefix in _OFFICIAL:
        if written.startswith(prefix):
            return written.removeprefix(prefix), written
    return written, written


def lookup(repository: str, tag: str | None = None, registry: str | None = None, *, digest: str | None = None) -> Image | None:
    """What is known about an image; None if no row covers its repository and tag.

    `registry` None is Docker Hub (or is part of `repository`); an absent tag is `latest`, but under a digest alone the
    variant is unknown, and so is the image.
    """
    return _lookup(repository, tag, registry, digest)


@lru_cache(maxsize=256)
def _lookup(repository: str, tag: str | None, registry: str | None, digest: str | None) -> Image | None:
    tables = current()
    name, written = _normal(repository, registry)
    if tag is None and digest is not None and name != "scratch":
        return None
    tag = tag or "latest"
    for row, fields in _candidates(tables, name, tag):
        return _image(tables, row, fields, written, name, tag, digest)
    return None


def _candidates(tables: Tables, name: str, tag: str) -> Iterator[tuple[dict[str, Any], Fields]]:
    found: list[tuple[dict[str, Any], Fields]] = [(row, {}) for row in tables.exact.get(name, ())]
    for pattern, row in tables.patterns:
        if name.startswith(pattern[: pattern.index("{")]):
            fields = matched(tables, row, pattern, name)
            if fields is not None:
                found.append((row, fields))
    for row, fields in found:
        for pattern in row["tags"]:
            if pattern == "*":
                yield row, fields
                break
            more = matched(tables, row, pattern, tag)
            if more is not None:
                both = {**fields, **more}
                if _odd(pattern) or "{tool}" in pattern:
                    both[_SPECIAL] = tag
                if _covers(row, both):
                    yield row, both
                    break


def _covers(row: Mapping[str, Any], fields: Fields) -> bool:
    """Whether the row's own `since` and `below` admit the version; a version too coarse to tell is today's, the newest."""
    if "since" not in row and "below" not in row:
        return True
    inside = in_range(number(fields.get("version", "")), row.get("since"), row.get("below"))
    return "below" not in row if inside is None else inside


def _image(tables: Tables, row: dict[str, Any], fields: Fields, written: str, name: str, tag: str, digest: str | None) -> Image:
    os = tables.get(row, "os")
    version = fields.get("version", "")
    names = row.get("versions", {})
    release, fixed = _release(tables, row, os, fields)
    spoken = names.get(version, version)
    today = tables.tags["versions"].get(row["id"], {}).get(version)
    facts = facts_of(tables, row, release, number(today or spoken), tag)
    language = facts.get("language")
    distribution = tables.distributions[os]
    of_release = distribution.get("releases", {}).get(release or "", {})
    reference = written + (f":{tag}" if name != "scratch" else "") + (f"@{digest}" if digest else "")
    get = facts.get
    env, unknown = _environment(get("env", {}), spoken, today)
    libc = get("libc", distribution.get("libc"))
    return Image(
        reference=reference, repository=written, tag=tag, digest=digest, row=row["id"], kind=get("kind", "full"), os=os,
        release=release, release_pinned=fixed, libc=libc or None,
        libc_version=get("libc_version", of_release.get("libc_version")) if libc and libc == distribution.get("libc") else None,
        package_manager=get("package_manager", distribution.get("package_manager")) or None,
        shell=get("shell", distribution.get("shell")) or None, shells=tuple(get("shells", distribution.get("shells", ()))),
        ca_certificates=get("ca_certificates"), tzdata=get("tzdata"), users=MappingProxyType(get("users", {})),
        groups=MappingProxyType(get("groups", {})), user=get("user"), workdir=get("workdir"), env=MappingProxyType(env),
        env_unknown=tuple(dict.fromkeys((*get("env_unknown", ()), *unknown))), entrypoint=_tuple(get("entrypoint")), cmd=_tuple(get("cmd")),
        stopsignal=get("stopsignal"), exposes=tuple(get("exposes", ())), volumes=tuple(get("volumes", ())), language=language,
        language_version=get("language_version") or _language_version(language, spoken), version_today=today, prefix=get("prefix"),
        size_mb=get("size_mb"), programs=tuple(get("programs", ())), packages=tuple(get("packages", ())),
        bundled=tuple(get("bundled", ())), multiarch=get("multiarch"), maintained=get("maintained", True) and _built(tables, name, spoken),
        family=row.get("family", name), fields=MappingProxyType(_spelled_fields(fields)), source=tables.sources.get(row["source"], row["source"]),
        checked=str(row["checked"]),
    )  # fmt: skip


def _environment(given: Mapping[str, str], version: str, today: str | None) -> tuple[dict[str, str], list[str]]:
    """Variables with their values, {feature} and {full} filled in; and the names of those whose value the tag does not tell."""
    feature = next((str(n) for n in number(version)), "")
    full = today or (version if len(number(version)) > 2 else "")
    known = {k: v.replace("{feature}", feature).replace("{full}", full) for k, v in given.items() if (feature or "{feature}" not in v) and (full or "{full}" not in v)}
    return known, [k for k in given if k not in known]


def _built(tables: Tables, name: str, version: str) -> bool:
    """Whether the version's tag is still built, so that it may move to another release; true where that is not known."""
    built = tables.tags.get("built", {}).get(name)
    return built is None or not version[:1].isdigit() or version in built


def _spelled_fields(fields: Fields) -> Fields:
    """Without the pseudo-field, where the pattern's own fields say all (a tool's version beside the language's)."""
    return {name: value for name, value in fields.items() if name != _SPECIAL} if "tool" in fields else fields


def _tuple(value: list[str] | None) -> tuple[str, ...] | None:
    return None if value is None else tuple(value)


def _language_version(language: str | None, version: str) -> str | None:
    """The part of a version that makes an interpreter compatible."""
    if not language or not version:
        return None
    parts, numbering = number(version), current().numbering(language)
    if numbering["was_second"] and parts[:1] == (1,) and len(parts) > 1:
        parts = parts[1:]
    return ".".join(map(str, parts[: numbering["series"]])) or None


def _release(tables: Tables, row: Mapping[str, Any], os: str, fields: Fields) -> tuple[str | None, bool]:
    known = tables.releases.get(os)
    if "release" in fields and known is not None:
        resolved = known.resolve(fields["release"])
        if resolved is not None:
            name, fixed = resolved
            if known.open and name.isdigit():  # `alpine:3`: a series, whose newest member is not in the tag
                full = tables.tags["plain"].get(row["id"], {}).get(name)
                return (full, False) if full else (name, fixed)
            return name, fixed
    if row.get("release"):
        return row["release"], True
    version = fields.get("version", "")
    for table in (row.get("plain"), tables.tags["plain"].get(row["id"])):
        if table and (found := plain_release(table, fields.get(_SPECIAL, version), tables.numbering(tables.get(row, "language"))["series"])):
            return found, False
    return None, False


def plain_release(table: Mapping[str, str], version: str, series: int = 2) -> str | None:
    """The release in a table of versions: of the version itself, else of the newest one before it.

    The table keeps a version only where the release differs from the one before, among versions of as many numbers, and
    the newest. A version newer than that is unknown, unless it continues its series: the first `series` numbers.
    """
    if version in table:
        return table[version]
    wanted = number(version)
    if len(wanted) < 2:
        return None
    alike = [(has, key) for key in table if len(has := number(key)) == len(wanted)]
    before = max(((has, key) for has, key in alike if has[0] == wanted[0] and has <= wanted), default=None)
    if before is None or (wanted > max(has for has, _ in alike) and before[0][:series] != wanted[:series]):
        return None
    return table[before[1]]


def sibling(image: Image, kind: str) -> str | None:
    """The reference of another variant (`slim`, `full`, `alpine` …) of the same image, with the same version and, unless its
    distribution is another, the same release; None when there is none, or when the image is given by a digest.

    Each image spells its tags in its own order: python:3.12-slim-bookworm, node:18-bookworm-slim.
    """
    if image.kind == kind:
        return image.reference
    if image.digest is not None:
        return None
    tables = current()
    name, _ = _normal(image.repository, None)
    for row in tables.rows.values():
        if row.get("kind") != kind or name not in row.get("repositories", ()) or row.get("family", name) != image.family:
            continue
        fields = dict(image.fields)
        if tables.get(row, "os") != image.os:
            fields.pop("release", None)
        tag = _spell(row, fields)
        if tag is None and image.release and "release" not in fields and tables.get(row, "os") == image.os:
            tag = _spell(row, {**fields, "release": image.release})
        if tag is not None and _covers(row, fields) and _exists(tables, row, fields.get("version", "")):
            return f"{image.repository}:{tag}"
    return None


def counterparts(image: Image) -> tuple[str, ...]:
    """References of images that hold the same language, of the same vendor and version, without what only a build needs: the
    smallest first; () where the table names none. An image that there is nothing smaller for may be its own."""
    tables = current()
    listed = tables.get(tables.rows[image.row], "runtime") or ()
    return tuple(dict.fromkeys(r for each in listed if (r := _named_from(image, each))))


def kit_of(image: Image) -> str | None:
    """The image whose parts are carried to a base that has none of the language: this one, or another build of the same; None
    where no row names it."""
    tables = current()
    listed = tables.get(tables.rows[image.row], "kit")
    return _named_from(image, listed) if listed else None


def _named_from(image: Image, entry: str) -> str | None:
    """What an entry of `runtime` or `kit` stands for: a kind, or a reference with fields of the image's tag."""
    if ":" not in entry:
        return sibling(image, entry)
    repository, _, pattern = entry.partition(":")
    fields = {k: v for k, v in image.fields.items() if k not in ("tool", "tool2")}
    if "{series}" in pattern and "version" in fields and image.language_version is not None:
        del fields["version"]
        fields["series"] = image.language_version
    if "{codename}" in pattern and image.release is not None:
        fields.pop("release", None)
        fields["codename"] = image.release
    tag = expand(pattern, fields) if image.digest is None else None
    found = lookup(repository, tag) if tag else None
    tables = current()
    return f"{repository}:{tag}" if found is not None and _exists(tables, tables.rows[found.row], found.fields.get("version", "")) else None


def _exists(tables: Tables, row: Mapping[str, Any], version: str) -> bool:
    """Whether a variant was ever built for a version, as far as the tables know."""
    known = tables.tags["plain"].get(row["id"])
    numbering = tables.numbering(tables.get(row, "language"))
    if not known or not version or version in tables.tags["versions"].get(row["id"], ()) or plain_release(known, version, numbering["series"]) is not None:
        return True
    return numbering["alike"] and any(str(n) in known for n in number(version)[:1])  # 17.0.9_9


def _spell(row: Mapping[str, Any], fields: Mapping[str, str]) -> str | None:
    for pattern in row["tags"]:
        if (tag := expand(pattern, fields)) is not None and not _odd(pattern):
            return tag
    return None


def _odd(pattern: str) -> bool:
    """A pattern with a literal that stands for another variant of the same kind (`{version}-rc`, `{release}-backports`)."""
    return any(piece in ("rc", "backports", "perl", "onbuild") for piece in pattern.split("-"))


def later(os: str, release: str) -> tuple[frozenset[str], frozenset[str]]:
    """The names of a distribution's releases after this one: those that no other thing is called by (trixie, sid, testing), and those of
    suites that are released (stable), which are words for other things, too. A release without a number is still to come."""
    facts = current().distributions.get(os, {})
    known = facts.get("releases", {})
    place = {name: (number(told["number"]) if "number" in told else (1 << 30,)) for name, told in known.items()}
    if release not in place:
        return frozenset(), frozenset()
    after = {name for name, at in place.items() if at > place[release]}
    suites = {name for name, stands in facts.get("suites", {}).items() if stands in after}
    moving = {name for name in suites if "number" in known[facts["suites"][name]]}
    return frozenset(after | suites - moving), frozenset(moving)


def pinned(image: Image) -> str | None:
    """The same reference with its release spelled (golang:1.23 → golang:1.23-bookworm); None when it cannot be spelled."""
    if image.digest is not None or image.release_pinned:
        return image.reference
    if not image.release:
        return None
    tables = current()
    row = tables.rows[image.row]
    if tag := _spell(row, {**image.fields, "release": image.release}):
        return f"{image.repository}:{tag}"
    number_ = tables.distributions[image.os].get("releases", {}).get(image.release, {}).get("number")
    for pattern in row["repositories"]:  # the release is in the name: distroless/static → distroless/static-debian13
        if number_ and "{release}" in pattern and (name := expand(pattern, {**image.fields, "release": number_})):
            return f"{name}:{image.tag}"
    return None
