"""What a PHP program takes of the image though no line asks for it, and what nothing that is started can use."""

from __future__ import annotations

import posixpath
import shlex
from collections.abc import Iterator

from msbgen.ecosystems import claimants
from msbgen.ecosystems.base import Prune
from msbgen.ecosystems.builder import as_root, ensured, makers, runs_javascript
from msbgen.ecosystems.formats import json_of
from msbgen.ecosystems.php.notes import notes
from msbgen.ecosystems.php.starts import started
from msbgen.ecosystems.php.table import tools
from msbgen.ecosystems.presence import installed, may_run
from msbgen.ecosystems.texts import own_texts
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Evidence
from msbgen.model.plan import Run
from msbgen.understand.paths import below, covered
from msbgen.understand.scene import Scene

__all__ = ["needless", "prune", "silent", "sources", "starts_others"]

_ELSEWHERE = frozenset("test tests vendor node_modules .git".split())
_COMPOSERS = frozenset({"composer", "composer.phar"})


def silent(facts: Facts, scene: Scene) -> Iterator[Need]:
    """Programs that the project's sources and its packages start, where the original may have them."""
    base = facts.base
    if base is None or base.ca_certificates:
        yield Need("certificates", "certificates", "OpenSSL looks for certificates there")
    yield from _beside_composer(facts)
    for path, text in (sources(scene) or {}).items():
        evidence = (Evidence(path, "what it calls"),)
        for program in dict.fromkeys(started(text)):
            if program is None:  # the runtime stage has all that the base has: only what lines installed could be missing
                yield from (Need("package", name, f"{path} starts a program that it does not name, and {name} may bring it", evidence) for name in _programs(facts))
            elif any(e.name == "php" for e in claimants(program.rsplit("/", 1)[-1])) and not _composer(program):
                yield Need("interpreter", "php", f"{path} starts it", evidence)
            elif may_run(program, facts):
                yield Need("program", program, f"{path} starts it", evidence)
    for name in packages(scene) or ():
        for program in tools()["starts"].get(name, ()):
            if _asked_for(program, facts):
                yield Need("program", program, f"the package {name} starts it", (Evidence("composer.lock", name),))


#: extensions that Debian's composer depends on, by way of php-symfony-console (Debian 12 and 13: Depends)
_COMPOSER_BRINGS = ("php-cli", "php-intl", "php-mbstring")


def _beside_composer(facts: Facts) -> Iterator[Need]:
    """Extensions that came with the distribution's composer, which programs may use though no line names them. What Alpine's brings
    has the version of its PHP in the names, so that it stays there itself."""
    if "composer" not in set(installed(facts)) or facts.base is None:
        return
    names = ("composer",) if facts.base.os == "alpine" else _COMPOSER_BRINGS
    yield from (Need("package", name, "it came with composer, and the program may use it") for name in names)


def starts_others(facts: Facts, scene: Scene) -> str | None:
    """Why it may start programs that `silent` does not tell; None where it is known that it does not."""
    own = sources(scene)
    if own is None:
        return "the program's sources are not all at hand"
    odd = next((path for path, text in own.items() if None in started(text)), None)
    if odd is not None:
        return f"{odd} starts a program that it does not name"
    names = packages(scene)
    if names is None:
        return "what its packages start is not known without composer.lock"
    table = tools()
    strange = next((n for n in names if n.split("/")[0] not in table["quiet"]["vendors"] and n not in table["quiet"]["packages"] and n not in table["starts"]), None)
    return f"whether the package {strange} starts other programs is not known" if strange is not None else None


def sources(scene: Scene) -> dict[str, str] | None:
    """The program's own sources by their paths in the context; None where they are not all known."""
    return own_texts(scene, _is_source)


def _is_source(path: str) -> bool:
    *folders, name = path.split("/")
    return (name.endswith((".php", ".inc", ".phtml")) or name in ("artisan", "console")) and _ELSEWHERE.isdisjoint(folders)


def packages(scene: Scene) -> tuple[str, ...] | None:
    """The packages that composer.lock files name for production; None where composer installed something and the file is not at hand."""
    found: list[str] = []
    for folder in notes(scene).projects:
        text = scene.read(posixpath.join(folder, "composer.lock"))
        if text is None:
            manifest = scene.read(posixpath.join(folder, "composer.json"))
            if manifest is not None and not _requires(manifest):
                continue
            return None
        try:
            found.extend(str(p["name"]) for p in (json_of(text) or {})["packages"])
        except (TypeError, KeyError):
            return None
    return tuple(found)


def _requires(manifest: str) -> bool:
    """Whether a composer.json asks for packages beside PHP and its extensions."""
    data = json_of(manifest)
    asked = None if data is None else data.get("require", {})
    return not isinstance(asked, dict) or any("/" in name for name in asked)


def needless(facts: Facts, scene: Scene) -> Iterator[tuple[str, str]]:
    """composer, where nothing that is started runs it: copied from its image, fetched, or installed. One that the build itself does not
    run is there for somebody else."""
    if not notes(scene).ran or any(c.name in _COMPOSERS or _composer_operand(c.operands) for root in facts.roots for c in root.calls) or any(root.opaque for root in facts.roots):
        return
    own = sources(scene) or {}
    if any(p is not None and _composer(p) for text in own.values() for p in started(text)):
        return
    places = dict.fromkeys(notes(scene).composers)
    for placed in scene.placements:
        if placed.origin in ("stage", "image", "url"):
            places.update(dict.fromkeys(posixpath.join(placed.dest, s.rsplit("/", 1)[-1]) if placed.into else placed.dest for s in placed.sources))
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                places.update(dict.fromkeys(effect.writes))
    for path in places:
        if posixpath.basename(path) in _COMPOSERS:
            yield path, "composer installs packages, and nothing that the container starts runs it"


def _composer_operand(words: tuple[str | None, ...]) -> bool:
    return any(w is not None and _composer(w) for w in words[:3])


def _composer(program: str) -> bool:
    return program.rsplit("/", 1)[-1] in _COMPOSERS


def prune(facts: Facts, scene: Scene) -> Prune | None:
    """node_modules of a front end that was built into the project's folder, where nothing runs JavaScript; folders that must be there."""
    from msbgen.plan.kept import keep  # late: the plan asks the languages

    steps = ensured(notes(scene).uncertain, facts, scene)
    kept = {k.path for k in keep(facts, scene).paths}
    modules = [path for path in _modules(facts) if covered(path, kept)] if _no_javascript(facts, scene) else []
    if modules:
        steps.append(Run((f"rm -rf {' '.join(map(shlex.quote, modules))}",), note="What only the making of assets reads", why="nothing that is started runs JavaScript"))
    if not steps:
        return None
    return Prune(as_root(steps, facts, "the folders may be root's"), "what only the making of assets read", gains=bool(modules), instead=makers(modules, facts))


def _no_javascript(facts: Facts, scene: Scene) -> bool:
    """Whether nothing that the container starts runs JavaScript."""
    calls = [c for root in facts.roots for c in root.calls]
    if any(root.opaque for root in facts.roots) or any(runs_javascript(c.name) for c in calls):
        return False
    if not any(any(e.name == "php" for e in claimants(c.name)) for c in calls) or starts_others(facts, scene) is not None:
        return False
    programs = {p for text in (sources(scene) or {}).values() for p in started(text)}
    return not any(map(runs_javascript, programs.union(*(tools()["starts"].get(n, ()) for n in packages(scene) or ()))))


def _modules(facts: Facts) -> list[str]:
    """Folders of node_modules that lines filled inside of PHP's projects."""
    found: dict[str, None] = {}
    for line in facts.lines:
        for unit in line.units:
            for effect in unit.effects:
                found.update(dict.fromkeys(p for p in (*effect.writes, *(x.path for x in effect.products)) if p.endswith("/node_modules") and not below(p, "/usr")))
    return list(found)


def _programs(facts: Facts) -> Iterator[str]:
    """Packages that lines install and that may bring programs."""
    yield from (name for name in installed(facts) if not name.endswith("-dev"))


def _asked_for(program: str, facts: Facts) -> bool:
    """Whether a line, or the base, brings a program."""
    return any(True for _ in installed(facts)) and may_run(program, facts)
