"""What the roots need: asked of the languages, of the shell, and of the command names themselves."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace

from msbgen.data.packages import package_of
from msbgen.ecosystems import Ecosystem, claimants, named, registered
from msbgen.model.facts import Call, Facts, Need, Root
from msbgen.model.ledger import Evidence
from msbgen.model.record import record
from msbgen.plan.kept import Blocker
from msbgen.plan.reached import reached
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.helpers import helpers, is_tls_client, may_ask_by_tls
from msbgen.understand.paths import ancestors, join
from msbgen.understand.scene import Scene
from msbgen.understand.started import BUILTINS, languages_of, maker_of, ordinary

__all__ = ["Needs", "needs_of"]

_STARTED = "it is started"


@record(frozen=True, slots=True)
class Needs:
    """All needs, and what stands against knowing them."""

    needs: tuple[Need, ...]
    blockers: tuple[Blocker, ...]
    #: all that the container starts is known, and known to start nothing else
    alone: bool = False
    #: it only hands out files
    only_serves: bool = False


def needs_of(facts: Facts, scene: Scene) -> Needs:
    """The needs of all roots, those that the base image met silently included."""
    found: list[Need] = []
    blockers: list[Blocker] = []
    links = _links(facts)
    for root in facts.roots:
        if root.opaque:
            blockers.append(Blocker(root.line, f"what the container starts cannot be followed: {root.opaque}"))
        for call in root.calls:
            _of_call(call, root, facts, scene, links, found, blockers)
    idle: list[Ecosystem] = []
    for ecosystem in filter(None, map(named, facts.ecosystems)):
        if _only_builds(ecosystem, facts):
            idle.append(ecosystem)
        else:
            found.extend(ecosystem.silent(facts, scene))
    for ecosystem in idle:
        if any(_may_be_of(need, ecosystem) for need in found):
            found.extend(ecosystem.silent(facts, scene))
    if (client := next((n for n in found if n.kind == "program" and n.why != _STARTED and is_tls_client(n.name)), None)) is not None:
        found.append(Need("certificates", "certificates", f"{client.name} may speak TLS", client.evidence))
    zone = facts.final.value("TZ")
    if zone not in ("", "UTC", "Etc/UTC"):
        found.append(Need("timezones", "TZ", "the time zone TZ is looked up in the system's table"))
    needs = Needs(tuple(dict.fromkeys(found)), tuple(dict.fromkeys(blockers)), only_serves=reached(facts, scene) is not None)
    return replace(needs, alone=_alone(facts, scene, needs)) if _has_idle_language(facts, needs) else needs


def _has_idle_language(facts: Facts, needs: Needs) -> bool:
    """Whether the base, or a package, brings an interpreter that nothing is seen to start."""
    running = {n.name for n in needs.needs if n.kind == "interpreter"}
    if facts.base is not None and facts.base.language is not None and facts.base.language not in running:
        return True
    packages = {p for e in registered() if e.name not in running for p in e.interpreter_packages}
    return any(not packages.isdisjoint(e.install.names) for line in facts.lines for u in line.units for e in u.effects if e.install is not None)


def _alone(facts: Facts, scene: Scene, needs: Needs) -> bool:
    if needs.blockers or any(n.kind in ("anything", "unproven") for n in needs.needs):
        return False
    owners: dict[str, Ecosystem] = {}
    for root in facts.roots:
        for call in root.calls:
            program = call.argv[0] if call.argv else ""
            mine = languages_of(call, facts) or _base_entrypoint(call, facts)
            owners.update((e.name, e) for e in mine)
            known = mine or ordinary(call)
            script = scene.read(join(call.cwd, program) or "") if program and "/" in program else None
            if program and not known and script is None:
                return False
    return all(e.starts_others(facts, scene) is None for e in owners.values())


def _only_builds(ecosystem: Ecosystem, facts: Facts) -> bool:
    """Whether nothing that the container starts is of an interpreter's language, in an image of another one: only the build runs it."""
    other = facts.base is not None and facts.base.language not in (None, ecosystem.name)
    return other and ecosystem.interpreted and not any(e is ecosystem for root in facts.roots for call in root.calls for e in languages_of(call, facts))


def _may_be_of(need: Need, ecosystem: Ecosystem) -> bool:
    """Whether a need of another language is a program of this one, or may be."""
    name = need.name.rsplit("/", 1)[-1]
    told = name in ecosystem.programs or name in ecosystem.interpreter_packages or ecosystem.claims(name)
    return need.kind in ("anything", "unproven") or (need.kind in ("program", "package", "interpreter") and bool(name) and told)


def _of_call(call: Call, root: Root, facts: Facts, scene: Scene, links: dict[str, str], found: list[Need], blockers: list[Blocker]) -> None:
    evidence = (Evidence(f"line {root.line}" if root.line else "the base image", "it is started"),)
    if not call.argv:
        return
    program = call.argv[0]
    if program is None or call.name is None:
        blockers.append(Blocker(root.line, "which program is started depends on a value that is not known"))
        return
    if call.name in SHELLS:
        found.append(Need("shell", program if program.startswith("/") else "/bin/" + call.name, "the command line runs in a shell", evidence))
        return
    if program in BUILTINS and call.command.words:  # written in a script: the shell itself does it
        return
    path = join(call.cwd, program) if "/" in program else None
    if path is not None and (real := _through(path, links)) != path:  # of a folder that is a link
        path = program = real
        call = replace(call, argv=(real, *call.operands))
    script = scene.read(path) if path else None
    if script is not None and script.startswith("#!"):
        found.append(Need("file", path or program, "the container runs this script", evidence))
        interpreter = script[2:].split("\n", 1)[0].strip().split()
        if interpreter and interpreter[0].endswith("/env"):
            found.append(Need("program", interpreter[0], "the script names it in its first line", evidence))
            interpreter = [word for word in interpreter[1:] if not word.startswith("-")]
        name = interpreter[0].rsplit("/", 1)[-1] if interpreter else ""
        if name in SHELLS:
            found.append(Need("shell", interpreter[0] if "/" in interpreter[0] else "/bin/" + name, "the script names it in its first line", evidence))
            return
        if not claimants(name):
            blockers.append(Blocker(root.line, f"what {name or 'a program without a name'} needs, which runs the script {path}, is not known"))
            return
        call = replace(call, argv=(name, path, *call.operands))
    known = False
    owner = maker_of(call, facts)
    asked = (owner,) if owner is not None else claimants(call.name) or _base_entrypoint(call, facts)
    for ecosystem in asked or filter(None, map(named, facts.ecosystems)):  # a command that an installation brought is known to its language
        needs = ecosystem.needs(call, scene)
        if isinstance(needs, str):
            blockers.append(Blocker(root.line, needs))
            known = True
            break
        if needs is not None:
            found.extend(needs)
            known = True
            break
    if not known:
        if asked and owner is None:
            blockers.append(Blocker(root.line, f"what `{' '.join(w or '?' for w in call.argv[:3])}` needs at run time is not known"))
        else:
            found.append(Need("program", path or program, _STARTED, evidence))
    if not asked:
        if may_ask_by_tls(call):
            found.append(Need("certificates", "certificates", f"{call.name} may speak TLS", evidence))
        found.extend(_helping(call, facts, evidence))
    if (target := _behind(path, program, facts, links)) is not None:
        found.append(Need("program", target, f"{path or program} is a link to it", evidence))


def _helping(call: Call, facts: Facts, evidence: tuple[Evidence, ...]) -> Iterator[Need]:
    """Packages of the programs that a command starts by itself. BusyBox' commands, Alpine's, need none."""
    base = facts.base
    if base is None or base.package_manager == "apk":
        return
    for name in helpers(call):
        package = package_of(name, base.package_manager or "apt", base.release)
        why = f"`{call.name}` starts {name} by itself"
        yield Need("program", name, why, evidence) if package is None else Need("package", package, why, evidence)


def _behind(path: str | None, program: str, facts: Facts, links: dict[str, str]) -> str | None:
    """What a link that `ln -s` made leads to, where a program is started through one."""
    if not links:
        return None
    folders = (facts.final.value("PATH") or "").split(":")
    names = (path,) if path is not None else tuple(posixpath.join(folder, program) for folder in folders)
    return next((links[name] for name in names if name in links), None)


def _links(facts: Facts) -> dict[str, str]:
    """Each link that `ln -s` made, and what it leads to."""
    found: dict[str, str] = {}
    for line in facts.lines:
        for unit in line.units:
            for call, effect in zip(unit.calls, unit.effects, strict=True):
                words = [w for w in call.operands if w is None or not w.startswith("-")]
                if call.name == "ln" and len(effect.links) == 1 and words and words[0] is not None:
                    target = join(posixpath.dirname(effect.links[0]), words[0])
                    if target is not None:
                        found.setdefault(effect.links[0], target)
    return found


def _through(path: str, links: dict[str, str]) -> str:
    """A path with the links among its folders followed; as it is where they lead in a circle."""
    seen = {path}
    folders = list(ancestors(path))[1:]
    while (link := next((f for f in folders if f in links), None)) is not None:
        path = posixpath.join(links[link], path[len(link) + 1 :])
        if path in seen:
            break
        seen.add(path)
        folders = list(ancestors(path))[1:]
    return path


def _base_entrypoint(call: Call, facts: Facts) -> tuple[Ecosystem, ...]:
    """The language of the base image, where the call is of the entrypoint script that this image brings."""
    base = facts.base
    if base is None or not base.entrypoint or call.argv[0] not in base.entrypoint or base.language is None:
        return ()
    owner = named(base.language)
    return (owner,) if owner is not None and call.name in owner.entrypoints else ()
