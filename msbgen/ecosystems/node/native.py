"""Whether node_modules holds compiled parts, which link to libraries of the system."""

from __future__ import annotations

from msbgen.ecosystems.node.dependencies import Installed, installs, is_pure, requires
from msbgen.model.facts import Facts, Product
from msbgen.understand.paths import below
from msbgen.understand.scene import Scene

__all__ = ["compiled_part", "has_compiled"]


def compiled_part(product: Product, facts: Facts, scene: Scene) -> str | None:
    """Why something below a product may be compiled; None when it is known to be JavaScript only, or to be of the build."""
    from msbgen.ecosystems.node.served import out_of_reach

    if product.kind == "program":
        return None  # a link to a script; what it loads is a product of its own
    if out_of_reach(product, facts, scene):
        return None  # nothing loads it, and it goes
    if "/lib/node_modules/" in product.path:  # a global install, without a lock file
        return _unlocked([product.path.rsplit("/lib/node_modules/", 1)[1]])
    for installed in installs(facts, scene):
        if below(product.path, installed.folder):
            why = has_compiled(installed)
            if why is not None:
                return why
    return None


def has_compiled(installed: Installed) -> str | None:
    """Why an install may bring compiled parts; None when it is known not to."""
    if installed.action.names:
        return "packages that no lock file names"
    if installed.locked is not None:
        for package in installed.locked:
            told = package.scripts is False and not package.compiled
            if not told and not is_pure(package.name):
                return f"the package {package.name} may have compiled parts"
        return None
    manifest = installed.manifest
    if manifest is None:
        return "what is installed is not known"
    return _unlocked(list(manifest.production))


def _unlocked(todo: list[str]) -> str | None:
    """The same for packages and all that the table knows them to depend on."""
    seen: set[str] = set()
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        if not is_pure(name):
            return f"the package {name} may have compiled parts"
        todo.extend(requires(name))
    return None
