"""The rows of images.toml: read once, with a user's own before them, and what a row says of a release and version."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msbgen.data.tags import Fields, Releases, in_range, match

__all__ = ["Tables", "facts_of", "load", "matched", "reset", "tables"]

_HERE = Path(__file__).parent
#: keys of a row that add to what the row inherits; any other replaces it
_ADDS = ("programs", "packages", "bundled", "env_unknown")
_MERGES = ("env", "users", "groups")
_OF_ROW = frozenset({"id", "inherits", "repositories", "tags", "examples", "plain", "versions", "when", "since", "below", "family", "source", "checked", "runtime", "kit"})

#: of a language that the table does not name
_NUMBERING: Mapping[str, Any] = {"series": 2, "was_second": False, "alike": False}


class Tables:
    """The rows, indexed; `image_tags` is read when a plain tag asks for it."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.sources: dict[str, str] = dict(data["sources"])
        self.distributions: dict[str, dict[str, Any]] = dict(data["distribution"])
        self.languages: dict[str, dict[str, Any]] = dict(data["language"])
        self.programs: dict[str, list[str]] = dict(data["programs"])
        self.rows: dict[str, dict[str, Any]] = {row["id"]: row for row in data["image"]}
        self.releases = {name: _releases(facts) for name, facts in self.distributions.items()}
        self.exact: dict[str, list[dict[str, Any]]] = {}
        self.patterns: list[tuple[str, dict[str, Any]]] = []
        for row in self.rows.values():
            for repository in row.get("repositories", ()):
                if "{" in repository:
                    self.patterns.append((repository, row))
                else:
                    self.exact.setdefault(repository, []).append(row)
        self._tags: dict[str, Any] | None = None

    @property
    def tags(self) -> dict[str, Any]:
        if self._tags is None:
            self._tags = json.loads((_HERE / "image_tags.json").read_bytes())
        return self._tags

    def chain(self, row: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """A row and what it inherits from, the most general first."""
        found = [row]
        while parent := found[0].get("inherits"):
            if self.rows[parent] in found:
                raise ValueError(f"the image row {parent!r} inherits from itself")
            found.insert(0, self.rows[parent])
        return found

    def numbering(self, language: str | None) -> Mapping[str, Any]:
        """How versions of a language are numbered: `series`, `was_second`, `alike` (images.toml tells)."""
        return {**_NUMBERING, **self.languages.get(language or "", {})}

    def get(self, row: Mapping[str, Any], key: str) -> Any:
        """A key of a row, or of the nearest row that it inherits from."""
        for each in reversed(self.chain(row)):
            if key in each:
                return each[key]
        return None


def _releases(facts: Mapping[str, Any]) -> Releases:
    known = facts.get("releases", {})
    numbers = {f["number"]: name for name, f in known.items() if "number" in f}
    return Releases(codenames=known.keys(), numbers=numbers, suites=facts.get("suites"), open=facts.get("open", False))


_tables: Tables | None = None


def tables() -> Tables:
    """The rows as they stand now."""
    global _tables
    if _tables is None:
        _tables = Tables(json.loads((_HERE / "images.json").read_bytes()))
    return _tables


def reset() -> None:
    """Forget what `load` added."""
    global _tables
    _tables = None


def load(data: Mapping[str, Any]) -> None:
    """Add a user's own table (images.toml's schema, already parsed): its rows come before msbgen's, a row with a known id replaces it.

    Raises KeyError if a row inherits from one that there is not, ValueError if from itself.
    """
    global _tables
    own = json.loads(json.dumps(data, default=str))
    base = json.loads((_HERE / "images.json").read_bytes()) if _tables is None else _raw(_tables)
    rows = own.get("image", [])
    given = {row["id"] for row in rows}
    merged = {
        "sources": {**base["sources"], **own.get("sources", {})},
        "distribution": {**base["distribution"], **own.get("distribution", {})},
        "language": {**base["language"], **own.get("language", {})},
        "programs": {**base["programs"], **own.get("programs", {})},
        "image": rows + [row for row in base["image"] if row["id"] not in given],
    }
    made = Tables(merged)
    for row in rows:
        made.chain(row)
    _tables = made


def _raw(tables: Tables) -> dict[str, Any]:
    return {"sources": tables.sources, "distribution": tables.distributions, "language": tables.languages, "programs": tables.programs,
            "image": list(tables.rows.values())}  # fmt: skip


def matched(tables: Tables, row: Mapping[str, Any], pattern: str, text: str) -> Fields | None:
    """The fields that a row's pattern finds in a repository's name or a tag; None where it does not fit."""
    os = tables.get(row, "os")
    return match(pattern, text, versions=row.get("versions", ()), releases=tables.releases.get(os))


def facts_of(tables: Tables, row: Mapping[str, Any], release: str | None, version: tuple[int, ...], tag: str) -> dict[str, Any]:
    """All that a row and those that it inherits from say of an image of this release, version and tag."""
    facts: dict[str, Any] = {}
    for each in tables.chain(row):
        _apply(tables, facts, each)
        for when in each.get("when", ()):
            if _holds(tables, row, when, release, version, tag):
                _apply(tables, facts, when)
    return facts


def _holds(tables: Tables, row: Mapping[str, Any], when: Mapping[str, Any], release: str | None, version: tuple[int, ...], tag: str) -> bool:
    if "releases" in when and release not in when["releases"]:
        return False
    if ("since" in when or "below" in when) and in_range(version, when.get("since"), when.get("below")) is not True:
        return False
    return "tags" not in when or any(matched(tables, row, pattern, tag) is not None for pattern in when["tags"])


def _apply(tables: Tables, facts: dict[str, Any], given: Mapping[str, Any]) -> None:
    for key, value in given.items():
        if key in _OF_ROW or key == "releases":
            continue
        if key in _ADDS:
            facts[key] = sorted({*facts.get(key, ()), *_spelled(tables, value)})
        elif key in _MERGES:
            facts[key] = {**facts.get(key, {}), **value}
        elif key.startswith("without_"):
            kept = key.removeprefix("without_")
            had = facts.get(kept, {})
            facts[kept] = {k: v for k, v in had.items() if k not in value} if kept in _MERGES else [v for v in had if v not in value]
        else:
            facts[key] = value


def _spelled(tables: Tables, names: list[str]) -> Iterator[str]:
    for name in names:
        if name.startswith("@"):
            yield from tables.programs[name[1:]]
        else:
            yield name
