"""Floors: what a runtime stage can stand on. Each is an image of the tables, or scratch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from msbgen.data.image import unknown
from msbgen.data.images import Image, counterparts, lookup, pinned, sibling
from msbgen.errors import MsbgenError
from msbgen.model.facts import Facts
from msbgen.model.record import record
from msbgen.read.image import parse

__all__ = ["Floor", "alpine", "builder_reference", "distroless", "named_image", "same", "scratch", "slims", "whole"]

#: Debian release → its number in distroless' names (GoogleContainerTools/distroless README, "Debian 12, Debian 13"; 2026-11)
_DISTROLESS = {"bookworm": "12", "trixie": "13"}

#: the platform that a stage has anyway
_ASKED_FOR = ("$TARGETPLATFORM", "${TARGETPLATFORM}")


@record(frozen=True, slots=True)
class Floor:
    """A base for the runtime stage. `image` is None for scratch. `way` says how the stage is made on it (plan/__init__)."""

    reference: str
    image: Image | None
    way: Literal["carry", "replay", "whole"]
    #: the builder's base has a language that nothing in the container runs, and this one has none
    idle: bool = False
    #: it is the builder's own base, of which nothing is known
    same: bool = False

    @property
    def libc(self) -> str | None:
        return self.image.libc if self.image else None


def scratch(facts: Facts) -> Floor | str:
    """Nothing at all; it always has the platform that the build is asked for (moby/buildkit, dockerfile2llb/convert.go)."""
    platform = facts.lines[0].instruction.flag("platform")
    if platform is not None and platform not in _ASKED_FOR:
        return f"scratch has the platform that the build is asked for, and the Dockerfile says --platform={platform}"
    return Floor("scratch", None, "carry")


def same(facts: Facts) -> Floor:
    """The builder's own base once more, whatever it is: it sets what it set, and holds what it held."""
    reference = facts.lines[0].instruction.args[0]
    return Floor(reference, unknown(reference), "replay", same=True)


def whole() -> Floor:
    """All that the builder holds, less what only the build needs."""
    return Floor("scratch", None, "whole")


def distroless(facts: Facts, *, static: bool) -> Floor | str:
    """The distroless image that fits: static for static programs, cc of the builder's own release otherwise."""
    base = facts.base
    release = base.release if base else None
    if static:
        number = _DISTROLESS.get(release or "", "13")
        return _floor(f"gcr.io/distroless/static-debian{number}", "carry")
    fixed = _fixed(facts, static=static)
    if fixed is not None:
        return fixed
    if base is None or base.libc != "glibc" or base.os != "debian":
        return "distroless images hold Debian's glibc, and the builder's C library is not known to be that"
    if release not in _DISTROLESS:
        return f"there is no distroless image of Debian's {release or 'unknown release'}, and a program never moves to another C library"
    return _floor(f"gcr.io/distroless/cc-debian{_DISTROLESS[release]}", "carry")


def slims(facts: Facts, *, compiled: bool, static: bool, idle: bool) -> Iterator[Floor | str]:
    """Slim images, the smallest first: the distribution's own where nothing runs the language of the base (`idle`); where the tables
    name several counterparts of an image, each in turn."""
    base = facts.base
    if not compiled and (same := _same(facts)) is not None:
        yield same
        return
    named = counterparts(base) if base is not None and not compiled and base.language is not None else ()
    fixed = _fixed(facts, static=static)
    if idle and not compiled and fixed is None and base is not None and base.os == "debian" and base.release and base.kind in ("full", "slim"):
        found = _floor(f"debian:{base.release}-slim", "replay")
        yield replace(found, idle=True) if isinstance(found, Floor) else found
    if not named or fixed is not None:
        yield slim(facts, compiled=compiled, static=static)
    for reference in named if fixed is None else ():
        yield _floor(reference, "replay")


def _same(facts: Facts) -> Floor | None:
    """The builder's own image where nothing smaller holds its language, written as FROM has it: it follows a build argument, and is
    the same whatever a digest stands for."""
    base = facts.base
    if base is None or base.language is None or not (facts.base_varies or base.digest is not None):
        return None
    own = base.kind in ("slim", "alpine") or base.reference in counterparts(base)
    return Floor(facts.base_written, base, "replay") if own else None


def slim(facts: Facts, *, compiled: bool, static: bool) -> Floor | str:
    """The slim image of the same distribution release; for an interpreted program, of the same language and version."""
    base = facts.base
    if base is None:
        return f"what the image {facts.base_reference} holds is not known"
    fixed = _fixed(facts, static=static)
    if fixed is not None:
        return fixed
    if not compiled and base.language is not None:
        if base.kind in ("slim", "alpine"):
            return Floor(facts.base_reference, base, "replay")
        found = sibling(base, "slim")
        return _floor(found, "replay") if found else f"{facts.base_reference} has no slim variant of the same version"
    if not static and base.language is not None and base.maintained and pinned(base) is None and (found := sibling(base, "slim")) is not None:
        return _floor(found, "replay")  # its release may move and cannot be spelled: only a variant of the same tag moves along
    if base.os == "debian" and base.release:
        return _floor(f"debian:{base.release}-slim", "replay")
    if base.os == "alpine" and base.release:
        return _floor(f"alpine:{base.release}", "replay")
    if base.os == "ubuntu" and base.release:
        return _floor(pinned(base) or facts.base_reference, "replay") if base.language is None else f"{facts.base_reference} has no slim variant"
    if static:
        return _floor("debian:stable-slim", "replay")
    return f"which slim image has the C library of {facts.base_reference} is not known"


def alpine(facts: Facts, *, static: bool) -> Floor | str:
    """Alpine, for programs that need no C library or were built against musl."""
    base = facts.base
    if base is not None and base.libc == "musl":
        return _floor(f"alpine:{base.release}" if base.release else "alpine", "replay")
    if static:
        return _floor("alpine:latest", "replay")
    return "a program built against glibc does not run on Alpine's musl"


def named_image(reference: str, facts: Facts, *, static: bool) -> Floor | str:
    """An image that the user names: it must be one that the tables know, with the builder's C library.

    Raises UsageError when it is no image reference.
    """
    parse(reference)
    floor = _floor(reference, "replay")
    if isinstance(floor, str):
        return floor
    image, base = floor.image, facts.base
    assert image is not None
    if image.shell is None or image.shell == "":
        floor = Floor(reference, image, "carry")
    fixed = _fixed(facts, static=static)
    if static or fixed is not None:
        return fixed or floor
    if base is None or base.libc is None or image.libc != base.libc:
        return f"{reference} has {image.libc or 'no C library that is known'}, the program was built against {base.libc if base and base.libc else 'an unknown one'}"
    if (image.os, image.release) != (base.os, base.release):
        return f"{reference} is another release than {facts.base_reference}: its C library may be older than the program needs"
    return floor


def _fixed(facts: Facts, *, static: bool) -> str | None:
    """Why the builder's release is not fixed, so that no image can be named that always matches it."""
    if static:
        return None
    if facts.like and facts.base is not None and not facts.base.release_pinned:
        return f"which release {facts.base_reference} stands on is not said: {facts.base.reference} may stand on another one tomorrow"
    if facts.base_varies:
        return f"the base image depends on a build argument ({facts.base_reference} by default), and its counterpart would not follow it"
    if facts.base is not None and facts.base.digest is not None and not facts.base.release_pinned:
        return f"which release the digest of {facts.base_reference} stands for is not known"
    return None


def builder_reference(facts: Facts, floor: Floor, *, static: bool) -> str | None:
    """The builder's image with its release spelled, where its plain tag may move to another release than the floor's; None
    where nothing moves apart: a static program, scratch, a variant of the same tag, a tag that is built no more."""
    base = facts.base
    if static or floor.image is None or base is None or facts.like or base.release_pinned or not base.maintained or floor.image.family == base.family:
        return None
    return pinned(base)


def _floor(reference: str, way: Literal["carry", "replay"]) -> Floor | str:
    try:
        ref = parse(reference)
    except MsbgenError as error:
        return str(error)
    image = lookup(ref.familiar_name, ref.tag, digest=ref.digest)
    if image is None:
        return f"what the image {reference} holds is not known"
    return Floor(reference, image, way)
