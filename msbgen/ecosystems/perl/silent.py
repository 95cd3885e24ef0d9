"""What a Perl program takes from the base image though no line asks for it."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.perl.needs import starts
from msbgen.ecosystems.perl.notes import notes, official
from msbgen.ecosystems.perl.sources import own_sources
from msbgen.ecosystems.perl.table import tools
from msbgen.model.facts import Facts, Need
from msbgen.understand.scene import Scene

__all__ = ["silent"]


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Programs that sources start, packages whose libraries modules load parts of; what is not in the tables."""
    if "perl" not in facts.ecosystems:
        return
    base = facts.base
    table = tools()
    modules = notes(scene).modules
    for name in modules:
        package = table["packages"].get(name)
        if package is not None and base is not None and base.package_manager == "apt":
            yield Need("package", package, f"{name} links to its library, which loads plugins")
    if base is None or base.ca_certificates:
        yield Need("certificates", "certificates", "modules may speak TLS")
    if not official(scene):
        for path in ("/etc/services", "/etc/protocols"):
            yield Need("system", path, "names of ports are looked up there; perl recommends their package")
    sources = own_sources(scene)
    for path, text in (sources or {}).items():
        if "XSLoader" in text or "DynaLoader" in text:
            yield Need("unproven", "", f"{path} loads a part in C, and what that does is not known")
        yield from starts(path, text, scene)
    if base is not None and base.kind == "slim" and official(scene):
        return  # nothing is taken away but what a line installed for the build
    if sources is None:
        yield Need("unproven", "", "the program's sources are not all at hand")
    strange = next((m for m in modules if m is None or m not in table["modules"]["quiet"]), "")
    if strange is None:
        yield Need("unproven", "", "which modules it was installed with is not known")
    elif strange:
        yield Need("unproven", "", f"whether the module {strange} starts other programs or loads some is not known")
