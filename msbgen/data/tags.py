"""Tag patterns: how the tables say which tags a row covers, without a regular expression for each image.

A pattern is a tag with placeholders, compared piece by piece where `-` separates pieces; a piece is a literal, a
placeholder, or a placeholder between literals (`alpine{release}`). The same scheme serves repository names
(`gcr.io/distroless/static-debian{release}`). Placeholders:

- `{version}`: starts with a digit (`3.12`, `17.0.9_9`), or one of the names that the row's `versions` table lists (`lts`)
- `{release}`: a release of the row's distribution: its codename, number, point release or suite name
- `{date}`: eight digits and what may follow them (`20240110`, `20240110.1`)
- `{arch}`: a Debian architecture name
- `{tool}`, `{otp}`: a number that is not the language's version (Maven's, Gradle's, OTP's)
- `{any}`, `{any2}`, `{any3}`: anything
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

__all__ = ["Fields", "Releases", "expand", "in_range", "match", "number"]

_ARCHITECTURES = frozenset({"amd64", "arm64", "arm", "arm32v7", "arm64v8", "i386", "ppc64le", "riscv64", "s390x"})


@dataclass(frozen=True, slots=True)
class Releases:
    """The releases of one distribution, by every name a tag may call them.

    `codenames` are the names under which the tables keep facts, `numbers` maps a number (`12`) and `suites` a name that
    moves (`stable`) to one of them. `open` accepts any number as a release of its own (Alpine, Fedora …).
    """

    codenames: Collection[str] = ()
    numbers: Mapping[str, str] | None = None
    suites: Mapping[str, str] | None = None
    open: bool = False

    def resolve(self, text: str) -> tuple[str, bool] | None:
        """The release's codename and whether `text` always means it; None if `text` names no release."""
        if text in self.codenames:
            return text, True
        if self.suites and text in self.suites:
            return self.suites[text], False
        if not text[:1].isdigit():
            return None
        if self.numbers:
            if text in self.numbers:
                return self.numbers[text], True
            major = text.partition(".")[0]
            if major in self.numbers:
                return self.numbers[major], True
        if self.open and text.replace(".", "").isdigit():
            parts = text.split(".")
            return ".".join(parts[:2]), True
        return None


Fields = dict[str, str]
"""What the placeholders of a pattern stood for."""


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[tuple[tuple[str, str, str], ...], ...]:
    """For each piece its parts: (literal before, placeholder's name or "", literal after). A piece with several placeholders has
    underscores between them: {version}_{tool}."""
    found = []
    for piece in pattern.split("-"):
        parts = []
        for part in piece.split("_") if piece.count("{") > 1 else (piece,):
            before, brace, rest = part.partition("{")
            name, _, after = rest.partition("}")
            parts.append((before, name if brace else "", after))
        found.append(tuple(parts))
    return tuple(found)


def _is_version(text: str, names: Collection[str]) -> bool:
    return text in names or (text[:1].isdigit() and text.replace(".", "").replace("_", "").replace("+", "").isalnum())


def match(pattern: str, tag: str, *, versions: Collection[str] = (), releases: Releases | None = None) -> Fields | None:
    """What the placeholders of `pattern` stand for in `tag`; None if it does not fit."""
    pieces = _pieces(pattern)
    given = tag.split("-")
    if len(pieces) != len(given):
        return None
    tests: dict[str, Callable[[str], bool]] = {
        "version": lambda text: _is_version(text, versions),
        "release": lambda text: releases is not None and releases.resolve(text) is not None,
        "date": lambda text: text[:8].isdigit() and len(text) >= 8,
        "arch": _ARCHITECTURES.__contains__,
        "tool": lambda text: _is_version(text, ()),
        "tool2": lambda text: _is_version(text, ()),
        "otp": str.isdigit,
        "any": bool,
        "any2": bool,
        "any3": bool,
    }
    fields: Fields = {}
    parts = [part for piece in pieces for part in piece]
    texts = [text for piece, whole in zip(pieces, given, strict=True) for text in (whole.rsplit("_", len(piece) - 1) if len(piece) > 1 else (whole,))]
    if len(parts) != len(texts):
        return None
    for (before, name, after), text in zip(parts, texts, strict=True):
        if not name:
            if before != text:
                return None
            continue
        if not text.startswith(before) or not text.endswith(after) or len(text) < len(before) + len(after):
            return None
        value = text[len(before) : len(text) - len(after)]
        if not tests[name](value):
            return None
        fields[name] = value
    return fields


def expand(pattern: str, fields: Mapping[str, str]) -> str | None:
    """The tag that `pattern` makes of `fields`; None when it needs one that is missing, or would leave one unused."""
    pieces = _pieces(pattern)
    if {name for piece in pieces for _, name, _ in piece if name} != set(fields):
        return None
    return "-".join("_".join(before + (fields[name] if name else "") + after for before, name, after in piece) for piece in pieces)


@lru_cache(maxsize=4096)
def number(version: str) -> tuple[int, ...]:
    """The leading numbers of a version, to compare by: `3.12.4` → (3, 12, 4), `17.0.9_9` → (17, 0, 9)."""
    found = []
    for part in version.split("."):
        digits = ""
        for char in part:
            if not char.isdigit():
                break
            digits += char
        if not digits:
            break
        found.append(int(digits))
        if digits != part:
            break
    return tuple(found)


def in_range(version: Sequence[int], since: str | None, below: str | None) -> bool | None:
    """Whether a version lies in [since, below); None when it is too coarse to tell (`3` against `3.13`)."""
    for bound, lower in ((since, True), (below, False)):
        if bound is None:
            continue
        edge = number(bound)
        if len(version) < len(edge) and tuple(version) == edge[: len(version)]:
            return None
        if (tuple(version) < edge) == lower:
            return False
    return True
