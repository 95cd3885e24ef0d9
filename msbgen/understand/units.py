"""A RUN as units: the pieces of its list that can stand alone, each with what it does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msbgen.ecosystems import claimants, registered
from msbgen.model.dockerfile import Instruction
from msbgen.model.facts import Call, Effect, Role, State, Unit
from msbgen.model.shell import Compound, Item, Node, Pipeline, Script
from msbgen.model.variables import Watched
from msbgen.read.shell import parse
from msbgen.read.shell_instruction import SHELLS, parse_file
from msbgen.understand.calls import Place, calls_of, sourced
from msbgen.understand.commands import common_effect, redirected
from msbgen.understand.followed import conditional, merged, steps, together, unsure
from msbgen.understand.make import recipes
from msbgen.understand.mounts import bound_files, mount_targets
from msbgen.understand.moved import moved
from msbgen.understand.packages import package_effect
from msbgen.understand.paths import below, join
from msbgen.understand.printed import spoken
from msbgen.understand.scene import Scene
from msbgen.understand.texts import note_text

__all__ = ["effect_of", "units_of"]

#: those that expand braces
_BRACES = frozenset({"bash", "zsh"})
#: files that the builder mounts into every RUN, so that what is written there is in no layer (moby/buildkit, executor/oci/spec.go)
_GIVEN = frozenset({"/etc/hosts", "/etc/resolv.conf"})
#: how deep scripts that start scripts are followed
_DEPTH = 5


def units_of(instruction: Instruction, state: State, scene: Scene, text: str) -> tuple[tuple[Unit, ...], str | None]:
    """The units of a RUN, and why it cannot be read (None where it can). `text` is the whole Dockerfile."""
    script = scene.script(instruction, state.shell)
    if script.opaque:
        return (), script.opaque
    home = scene.users.home(state.user, scene.base)
    values = {"HOME": home, **state.args, **state.env}
    place = Place(
        values=Watched(values, scene.watch) if scene.watch is not None and scene.watch.names else values,
        cwd=state.workdir,
        user=state.user,
        line=instruction.line,
        mounts=mount_targets(instruction, state),
        braces=bool(state.shell) and state.shell[0].rsplit("/", 1)[-1] in _BRACES,
    )
    scene.bound = bound_files(instruction, state)
    found = []
    doubtful = unsure(script)
    for part, group in enumerate(_groups(script)):
        before = place.cwd
        known = frozenset(place.sets)
        place.sets = set()
        calls: list[Call] = []
        for item in group:
            calls.extend(calls_of(Script(text=script.text, items=(item,)), place))
        sets, place.sets = frozenset(place.sets), place.sets | known
        maybe = any(conditional(item) or item in doubtful for item in group)
        effects = tuple(_softened(effect_of(call, scene), maybe) for call in calls)
        reads = frozenset(v for item in group for v in _variables(item.node)) & known
        role, reason, evidence = together(effects)
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


def _softened(effect: Effect, maybe: bool) -> Effect:
    """In a branch nothing is sure to have been removed, nor to have been written."""
    return replace(effect, removes=(), may_remove=(*effect.removes, *effect.may_remove), maybe=True) if maybe else effect


def effect_of(call: Call, scene: Scene, depth: int = 0) -> Effect:
    """What one command does: asked of the languages that claim it, the package managers, the table, the context's scripts."""
    call = spoken(call, scene)
    effect = (
        _claimed(call, scene) or _named_script(call, scene) or package_effect(call) or common_effect(call, scene.is_folder) or _sourced(call) or _piped(call, scene) or _script(call, scene, depth)
        or _make(call, scene, depth)
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
    if not effect.products:
        note_text(call, files, effect.writes, scene)
    effect = moved(call, effect, scene)
    scene.made.update((product.path, product) for product in effect.products if product.kind != "bundle")
    scene.changed.update(effect.changes)
    scene.written.update(effect.writes)
    scene.users.note(call)
    for folder in effect.folders:
        scene.appears(folder)
    for path in effect.removes:
        scene.disappears(path)
    effect = replace(effect, writes=tuple(w for w in effect.writes if w not in _GIVEN)) if _GIVEN.intersection(effect.writes) else effect
    if call.mounts:
        kept = tuple(w for w in effect.writes if not any(below(w, m) for m in call.mounts))
        made = tuple(p for p in effect.products if not any(below(p.path, m) for m in call.mounts))
        effect = replace(effect, writes=kept, products=made)
    return effect


def _claimed(call: Call, scene: Scene) -> Effect | None:
    for ecosystem in claimants(call.name):
        effect = ecosystem.effect(call, scene)
        if effect is not None:
            return effect if effect.owner else replace(effect, owner=ecosystem.name)
    return None


def _named_script(call: Call, scene: Scene) -> Effect | None:
    """`sh FILE` where a language knows the script by its name: an installer that was fetched."""
    if call.name not in SHELLS:
        return None
    at = next((at for at, w in enumerate(call.operands) if w is None or not w.startswith("-")), None)
    file = call.operands[at] if at is not None else None
    if at is None or not file or any("c" in (w or "") for w in call.operands[:at]):
        return None
    return _claimed(replace(call, argv=call.operands[at:]), scene) if claimants(file.rsplit("/", 1)[-1]) else None


def _piped(call: Call, scene: Scene) -> Effect | None:
    """`curl … | sh`: an installer that a language knows."""
    if call.source is None or call.name not in SHELLS:
        return None
    for ecosystem in registered():
        effect = ecosystem.piped(call, scene)
        if effect is not None:
            return replace(effect, owner=ecosystem.name)
    return None


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
    interpreter: tuple[str, ...] | None = None
    arguments: tuple[str | None, ...] = words
    if call.name in SHELLS:
        if words and words[0] and words[0].startswith("-") and words[0].endswith("c") and len(words) > 1 and words[1]:
            script, arguments = parse(words[1]), words[3:]
        else:
            files = [at for at, w in enumerate(words) if w is None or not w.startswith("-")]
            name = words[files[0]] if files else None
            text = scene.read(path) if name and (path := join(call.cwd, name)) else None
            if text is not None:
                script, arguments = parse_file(text)[1], words[files[0] + 1 :]
    elif call.argv[0] and "/" in call.argv[0]:
        path = join(call.cwd, call.argv[0])
        text = scene.read(path) if path else None
        if text is not None:
            interpreter, script = parse_file(text)
            if interpreter and interpreter[0].rsplit("/", 1)[-1] not in SHELLS and interpreter[-1] not in SHELLS:
                return None
    if script is None or script.opaque:
        return None
    runs = call.name if call.name in SHELLS else (interpreter[-1] if interpreter else "").rsplit("/", 1)[-1].split(" ")[0]
    place = Place(call.variables(), call.cwd, call.user, call.line, call.mounts, arguments=arguments, braces=runs in _BRACES)
    return merged(_effects(script, place, scene, depth), f"it runs {call.argv[0]}, which was followed")


def _make(call: Call, scene: Scene, depth: int) -> Effect | None:
    """`make`, where the makefile is known: all that its recipes do, taken together."""
    if call.name not in ("make", "gmake") or depth >= _DEPTH:
        return None
    found = recipes(call, scene)
    if isinstance(found, str):
        return Effect("unknown", f"what `make` writes is not known: {found}", anywhere=True, programs=("make",))
    effects: list[Effect] = []
    for recipe in found:
        script = parse(recipe.text)
        if script.opaque:
            return Effect("unknown", f"what `make` writes is not known: {script.opaque}", anywhere=True, programs=("make",))
        place = Place({**call.env, **recipe.env}, recipe.cwd, call.user, call.line, call.mounts, arguments=())
        effects.extend(_softened(effect, recipe.maybe) for effect in _effects(script, place, scene, depth))
    return merged(effects, "it runs make, whose recipes were followed")


def _effects(script: Script, place: Place, scene: Scene, depth: int) -> Iterator[Effect]:
    """What each command of a script does, in their order."""
    for step, maybe in steps(script):
        for inner in calls_of(step, place):
            yield _softened(effect_of(inner, scene, depth + 1), maybe)


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
