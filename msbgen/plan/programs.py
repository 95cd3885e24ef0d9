"""Where a program comes from in the runtime stage: what was made, what an interpreter brings, what the base has."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from msbgen.data import packages as table
from msbgen.data.images import Image
from msbgen.data.portable import portable
from msbgen.data.system import system
from msbgen.ecosystems import Kit, named
from msbgen.model.facts import Facts, Need
from msbgen.plan.kept import Keeping, original, products
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene
from msbgen.understand.started import languages_of, ordinary

__all__ = ["all_static", "essential", "made", "path_of", "starts_foreign", "starts_ready_made"]




def all_static(facts: Facts, scene: Scene, keeping: Keeping, *, wanted: bool) -> bool:
    """Whether all programs and libraries that were made need no shared library; with `wanted`, or can be made so."""
    for product in products(facts):
        if product.kind == "bundle" or not keeping.holds(product.path):
            continue
        owner = named(product.owner)
        answer = owner.static(original(product, facts), facts, scene, wanted=wanted) if owner else ""
        if answer is not True and not (wanted and isinstance(answer, tuple)):
            return False
    return True


def made(need: Need, facts: Facts, keeping: Keeping) -> str | None:
    """The kept path that meets a need for a program, None where nothing that was made does."""
    name = need.name
    if name.startswith("/"):
        return name if keeping.holds(name) else None
    folders = (facts.final.value("PATH") or "").split(":")
    for path in keeping.named.get(name, ()):
        if (posixpath.dirname(path) in folders or not folders[0]) and keeping.holds(path):
            return path
    return None


def starts_foreign(facts: Facts) -> bool:
    """Whether the container starts a program that no line here is seen to make, and that is none of the base's nor of a distribution's
    plainest."""
    base = facts.base
    known = {*base.programs, *(w.rsplit("/", 1)[-1] for w in (base.entrypoint or ())[:1])} if base is not None else set()
    calls = (call for root in facts.roots for call in root.calls if call.argv and call.name)
    return any(not (languages_of(c, facts) or c.name in known or ordinary(c)) for c in calls)


def starts_ready_made(facts: Facts) -> bool:
    """Whether it starts a program that came ready-made, by a line that fetched or copied it: what this one starts in turn nobody can read."""
    names = {posixpath.basename(p.path) for line in facts.lines for u in line.units for e in u.effects if e.owner is None for p in e.products if p.kind == "program"}
    for line in facts.lines:
        if line.placed is not None and line.placed.origin in ("image", "url"):
            names.update(posixpath.basename(path) for path in (*line.placed.sources, line.placed.dest))
    started = (call.argv[0] for root in facts.roots for call in root.calls if call.argv and call.argv[0])
    return any(posixpath.basename(program) in names for program in started)


def essential(name: str, image: Image) -> bool:
    """Whether every image of a distribution has a program: coreutils, sed, grep and their like."""
    if image.os == "alpine":
        found = portable(name)
        return found is not None and found.path.startswith("/bin/")  # busybox has them all
    if not image.shell:
        return False
    if image.os == "ubuntu":
        return table.package_of(name, "apt", "bullseye") in system().essential
    # essential packages keep their programs from release to release (Debian Policy 3.8), so the oldest index speaks for older ones
    release = "bullseye" if image.os == "debian" and (image.release is None or table.base(image.release) is None) else image.release
    if release is None:
        return False
    package = table.package_of(name, image.package_manager or "apt", release)
    held = table.base(release)
    return package is not None and held is not None and package in held


def path_of(name: str, kits: Iterable[Kit]) -> str | None:
    """The path at which a carried interpreter brings a program."""
    for kit in kits:
        if name.startswith("/"):
            if name in kit.programs.values() or any(below(name, p) for p in kit.paths):
                return name
        elif name in kit.programs:
            return kit.programs[name]
    return None
