"""Needs of the container, one by one, met by an image: what it holds, what packages bring, what must be installed or carried beside."""

from __future__ import annotations

from msbgen.data import packages as table
from msbgen.data.system import system
from msbgen.ecosystems import named
from msbgen.model.facts import Facts, Need
from msbgen.plan.draft import Draft
from msbgen.plan.floor import Floor
from msbgen.plan.kept import Keeping
from msbgen.plan.needs import Needs
from msbgen.plan.packages import installs, sort_packages
from msbgen.plan.programs import essential, made
from msbgen.plan.settings import CERTIFICATES, ZONES
from msbgen.understand.paths import below

__all__ = ["is_portable", "meet", "runtime_programs"]


def is_portable(language: str) -> bool:
    """Whether what a language's build makes runs alike on every system with the same interpreter and C library."""
    owner = named(language)
    return owner is not None and owner.portable


def runtime_programs(facts: Facts, needs: Needs) -> dict[str, str]:
    """Programs that packages of the runtime stage bring, with the package."""
    found = {}
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                if effect.install is not None:
                    for name in effect.install.names:
                        if (stands := table.counterpart(name, effect.install.manager)) is not None:
                            found[stands[0]] = stands[1]
                    every = sort_packages(effect.install, facts, needs)
                    found.update((lib, lib) for libraries in every.libraries.values() for lib in libraries)
                    for name in every.runtime + every.data:
                        found[name] = name
                        for program in (name, *table.programs(name, effect.install.manager, facts.base.release if facts.base else None)):
                            found[program] = name
    return found


def meet(need: Need, facts: Facts, keeping: Keeping, floor: Floor, installed: dict[str, str], silent: dict[str, str], files: dict[str, str],
          draft: Draft) -> None:  # fmt: skip
    """Meet one need on the draft's base, or block the draft: `silent` gets packages to install and `files` what to carry, each with the
    reason; `installed` are the programs that packages bring."""
    image, base = floor.image, facts.base
    assert image is not None
    line = next((int(e.source.removeprefix("line ")) for e in need.evidence if e.source.startswith("line ")), None)
    name = need.name.rsplit("/", 1)[-1]
    if need.kind == "interpreter":
        same = base is not None and image.language == need.name and image.language_version == base.language_version
        same = same and base is not None and (image.os == base.os or is_portable(need.name) and image.libc in (base.libc or image.libc,))
        owner = named(need.name)
        if not same and name not in installed and not any(p in installed for p in (owner.interpreter_packages if owner else ())):
            draft.block(line, f"{floor.reference} has no {need.name} of the same version")
    elif need.kind == "shell":
        if not floor.same and (image.shell in (None, "") or need.name.replace("/usr/bin/", "/bin/") not in (image.shell, *image.shells)):
            draft.block(line, f"it needs the shell {need.name}")
    elif need.kind == "program":
        if need.name in (image.entrypoint or ())[:1] and base is not None and base.entrypoint == image.entrypoint:
            return
        if made(need, facts, keeping) or name in installed or name in (image.entrypoint or ()) or name in image.programs or name in image.bundled or essential(name, image):
            return
        package = table.package_of(name, image.package_manager or "apt", image.release)
        had = base is not None and (name in base.programs or package in base.packages or (package == "ca-certificates" and base.ca_certificates))
        if base is not None and had and package is not None:
            silent[package] = f"`{name}` was part of {facts.base_reference}"
        else:
            draft.block(line, f"what provides `{need.name}` in the runtime stage is not known")
    elif need.kind in ("file", "library"):
        if not keeping.holds(need.name) and not (base is not None and base.language == image.language and base.prefix and below(need.name, base.prefix)):
            draft.block(line, f"it needs {need.name}, which nothing here is known to make")
    elif need.kind == "package":
        if need.name not in installed.values() and need.name not in image.packages:
            silent[need.name] = need.why
            served = image.os == "debian" and image.release in system().served
            if not image.maintained and not served and not any(installs(facts)):
                draft.block(line, f"{need.name} would have to be installed on {floor.reference}, which is built no more ({need.why})")
    elif need.kind == "framework":
        if need.name not in image.bundled:
            draft.block(line, f"{floor.reference} lacks {need.name}: {need.why}")
    elif need.kind == "unproven" and not image.shell or need.kind == "anything":
        draft.block(line, need.why)
    elif need.kind == "system":
        files[need.name] = need.why
    elif need.kind == "certificates" and not image.ca_certificates and "ca-certificates" not in installed:
        files[need.name if need.name.startswith("/") else CERTIFICATES] = need.why
    elif need.kind == "timezones" and (need.name.startswith("/") or not image.tzdata) and "tzdata" not in installed:
        files[need.name if need.name.startswith("/") else ZONES] = need.why
