"""A RUN as units: the pieces of its list that can stand alone, each with what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msbgen.ecosystems import Ecosystem, claimants, registered
from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Call, Effect, Role, State, Unit
from msbgen.model.ledger import Evidence
from msbgen.model.shell import Compound, Item, Node, Pipeline, Script
from msbgen.read.shell import parse
from msbgen.read.shell_instruction import parse_file, script_of
from msbgen.understand.calls import Place, calls_of, sourced
from msbgen.understand.commands import common_effect, redirected
from msbgen.understand.mounts import bound_files, mount_targets
from msbgen.understand.moved import moved
from msbgen.understand.packages import package_effect
from msbgen.understand.paths import below, join
from msbgen.understand.scene import Scene

__all__ = ["effect_of", "units_of"]

_SHELLS = frozenset({"sh", "bash", "dash", "ash"})
#: how deep scripts that start scripts are followed
_DEPTH = 5


def units_of(instruction: Instruction, state: State, scene: Scene, text: str) -> tuple[tuple[Unit, ...], str | None]:
    """The units of a RUN, and why it cannot be read (None where it can). `text` is the whole Dockerfile."""
    script = script_of(instruction, state.shell)
    if script.opaque:
        return (), script.opaque
    home = "/root" if state.user in (None, "root", "0") else f"/home/{state.user}"
    place = Place(
        values={"HOME": home, **state.args, **state.env},
        cwd=state.workdir,
        user=state.user,
        line=instruction.line,
        mounts=mount_targets(instruction, state),
    )
    scene.bound = bound_files(instruction, state)
    found = []
    for part, group in enumerate(_groups(script)):
        before = place.cwd
        known = frozenset(place.sets)
        place.sets = set()
        calls: list[Call] = []
        for item in group:
            calls.extend(calls_of(Script(text=script.text, items=(replace(item, operator=""),)), place))
        sets, place.sets = frozenset(place.sets), place.sets | known
        maybe = any(_conditional(item) for item in group)
        effects = tuple(_softened(effect_of(call, scene), maybe) for call in calls)
        reads = frozenset(v for item in group for v in _variables(item.node)) & known
        role, reason, evidence = _together(effects)
        first, last = group[0].span, group[-1].span
        found.append(
            Unit(
                part=part,
                operator=group[0].operator,
                text=_joined(instruction, first.start, last.end, text),
                line=first.line,
                last_line=last.last_line,
                calls=tuple(calls),
                effects=effects,
                role=role,
                reason=reason,
                evidence=evidence,
                reads=reads,
                sets=sets,
                cwd=None if before == state.workdir else before,
            )
        )
    scene.bound = {}
    return tuple(found), None


def _groups(script: Script) -> Iterator[tuple[Item, ...]]:
    """Items that must stay together: a stretch with || or &, since a cut would change which of them run."""
    segment: list[Item] = []
    if script.background or any(item.operator == "&" for item in script.items):
        yield script.items
        return
    for item in script.items:
        if item.operator == ";" and segment:
            yield from _segment(segment)
            segment = []
        segment.append(item)
    if segment:
        yield from _segment(segment)


def _segment(items: list[Item]) -> Iterator[tuple[Item, ...]]:
    if any(item.operator == "||" for item in items):
        yield tuple(items)
    else:
        yield from ((item,) for item in items)


def _conditional(item: Item) -> bool:
    """Whether what the item writes may not be there afterwards."""
    node = item.node
    return item.operator == "||" or (isinstance(node, Compound) and node.kind not in ("group", "subshell"))


def _softened(effect: Effect, maybe: bool) -> Effect:
    """In a branch nothing is sure to have been removed, nor to have been written."""
    return replace(effect, removes=(), maybe=True) if maybe else effect


def effect_of(call: Call, scene: Scene, depth: int = 0) -> Effect:
    """What one command does: asked of the languages that claim it, the package managers, the table, the context's scripts."""
    effect = (
        _claimed(call, scene) or package_effect(call) or common_effect(call, scene.is_folder) or _sourced(call) or _piped(call, scene) or _script(call, scene, depth)
    )
    if effect is None:
        name = call.argv[0] if call.argv and call.argv[0] else "a program whose name is not known"
        if not call.argv:
            effect = Effect("state", "it only redirects")
        else:
            effect = Effect("unknown", f"what `{name}` writes is not known", anywhere=True, programs=(call.name,) if call.name else ())
    files, lost = redirected(call)
    if files or lost:
        role: Role = "runtime" if effect.role == "state" else effect.role
        effect = replace(effect, role=role, writes=(*effect.writes, *files), anywhere=effect.anywhere or lost)
    effect = moved(call, effect, scene)
    scene.made.update((product.path, product) for product in effect.products if product.kind != "bundle")
    for folder in effect.folders:
        scene.appears(folder)
    for path in effect.removes:
        scene.disappears(path)
    if call.mounts:
        kept = tuple(w for w in effect.writes if not any(below(w, m) for m in call.mounts))
        made = tuple(p for p in effect.products if not any(below(p.path, m) for m in call.mounts))
        effect = replace(effect, writes=kept, products=made)
    return effect


def _claimed(call: Call, scene: Scene) -> Effect | None:
    for ecosystem in claimants(call.name):
        effect = ecosystem.effect(call, scene)
        if effect is not None:
            return replace(effect, owner=_owner(effect, ecosystem))
    return None


def _piped(call: Call, scene: Scene) -> Effect | None:
    """`curl … | sh`: an installer that a language knows."""
    if call.source is None or call.name not in _SHELLS:
        return None
    for ecosystem in registered():
        effect = ecosystem.piped(call, scene)
        if effect is not None:
            return replace(effect, owner=ecosystem.name)
    return None


def _owner(effect: Effect, ecosystem: Ecosystem) -> str:
    return effect.owner or ecosystem.name


def _sourced(call: Call) -> Effect | None:
    if call.name in (".", "source") and sourced(call.argv, call.env, call.cwd):
        return Effect("state", "it only sets variables of the shell")
    return None


def _script(call: Call, scene: Scene, depth: int) -> Effect | None:
    """`sh -c TEXT`, `sh FILE` and `./FILE`, where the text is known: all that it does, taken together."""
    if depth >= _DEPTH or call.name is None:
        return None
    words = call.operands
    script: Script | None = None
    if call.name in _SHELLS:
        if words and words[0] and words[0].startswith("-") and words[0].endswith("c") and len(words) > 1 and words[1]:
            script = parse(words[1])
        else:
            files = [w for w in words if w is None or not w.startswith("-")]
            path = join(call.cwd, files[0]) if files and files[0] else None
            text = scene.read(path) if path else None
            script = parse_file(text)[1] if text is not None else None
    elif call.argv[0] and "/" in call.argv[0]:
        path = join(call.cwd, call.argv[0])
        text = scene.read(path) if path else None
        if text is not None:
            interpreter, script = parse_file(text)
            if interpreter and interpreter[0].rsplit("/", 1)[-1] not in _SHELLS and interpreter[-1] not in _SHELLS:
                return None
    if script is None or script.opaque:
        return None
    place = Place(dict(call.env), call.cwd, call.user, call.line, call.mounts)
    effects = [effect_of(inner, scene, depth + 1) for inner in calls_of(script, place)]
    return _merged(effects, f"it runs {call.argv[0]}, which was followed")


def _merged(effects: list[Effect], reason: str) -> Effect:
    role, why, evidence = _together(tuple(effects))
    unknown = next((e for e in effects if e.anywhere), None)
    if len([e for e in effects if e.install]) > 1:
        return Effect("unknown", "it installs packages more than once, in a script", anywhere=True)
    return Effect(
        role=role,
        reason=unknown.reason if unknown else reason if role != "unknown" else why,
        evidence=evidence,
        writes=tuple(dict.fromkeys(w for e in effects for w in e.writes)),
        folders=tuple(dict.fromkeys(f for e in effects for f in e.folders)),
        changes=tuple(dict.fromkeys(c for e in effects for c in e.changes)),
        system=tuple(dict.fromkeys(f for e in effects for f in e.system)),
        scratch=tuple(dict.fromkeys(w for e in effects for w in e.scratch)),
        products=tuple(p for e in effects for p in e.products),
        install=next((e.install for e in effects if e.install), None),
        anywhere=unknown is not None,
        programs=tuple(dict.fromkeys(p for e in effects for p in e.programs)),
        owner=next((e.owner for e in effects if e.owner), None),
        maybe=True,
    )


def _together(effects: tuple[Effect, ...]) -> tuple[Role, str, tuple[Evidence, ...]]:
    """The role of several commands that stay together, with the reason of the one that decides it."""
    for role in ("unknown", "both"):
        for effect in effects:
            if effect.role == role:
                return effect.role, effect.reason, effect.evidence
    build = next((e for e in effects if e.role == "build"), None)
    runtime = next((e for e in effects if e.role == "runtime"), None)
    chosen = build or runtime or (effects[0] if effects else None)
    if chosen is None:
        return "state", "it only sets variables", ()
    return chosen.role, chosen.reason, chosen.evidence


def _variables(node: Node) -> Iterator[str]:
    if isinstance(node, Pipeline):
        for part in node.parts:
            yield from _variables(part)
        return
    if isinstance(node, Compound):
        for word in node.head:
            yield from word.variables
        for body in node.bodies:
            for item in body.items:
                yield from _variables(item.node)
        return
    for word in (*node.words, *(w for _, w in node.assignments), *(r.target for r in node.redirects)):
        yield from word.variables
        for script in word.substitutions:
            for item in script.items:
                yield from _variables(item.node)


def _joined(instruction: Instruction, start: int, end: int, text: str) -> str:
    """The text between two offsets of the Dockerfile, with continuations joined as BuildKit joins them."""
    if any(h.span.start <= start <= h.span.end for h in instruction.heredocs):
        return text[start:end]
    first, last = _at(instruction, start), _at(instruction, end - 1)
    return " ".join(instruction.value[first : last + 1].split("\n")).strip()


def _at(instruction: Instruction, offset: int) -> int:
    """The offset in the joined value of an offset in the text."""
    best = 0
    for in_value, in_text in instruction.offsets:
        if in_text > offset:
            break
        best = in_value + offset - in_text
    return min(best, len(instruction.value))
