"""From a Dockerfile to Facts: the state at each line, what each command does, what the container starts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from msbgen.data.images import Image, lookup
from msbgen.ecosystems import claimants
from msbgen.ecosystems import named as named_language
from msbgen.errors import MsbgenError
from msbgen.model.dockerfile import Dockerfile, Instruction
from msbgen.model.facts import Facts, Line, Root, State
from msbgen.model.variables import Watch
from msbgen.read.image import parse as parse_image
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand import roots, watched
from msbgen.understand import state as states
from msbgen.understand.bundled import Bundles
from msbgen.understand.context import Context
from msbgen.understand.named import named
from msbgen.understand.placed import placed_by
from msbgen.understand.scene import Scene
from msbgen.understand.started import made_by
from msbgen.understand.texts import note_inline

__all__ = ["Context", "Scene", "understand"]


def understand(dockerfile: Dockerfile, context: Context | None, *, otherwise: Scene | None = None,
               like: Image | None = None) -> tuple[Facts, Scene]:  # fmt: skip
    """All that is known about the last stage. The Dockerfile must be valid (`msbgen.read.validate`).

    With `otherwise`, the scene of the same Dockerfile with the defaults, every ARG of the stage has another value than its default,
    as a build argument could give it: what then comes out differently depends on build arguments. `like` stands for a base that no
    table knows, or that a build argument chooses.
    """
    instructions = dockerfile.instructions
    froms = [i for i, instruction in enumerate(instructions) if instruction.keyword == "FROM"]
    offset = froms[-1]
    head = instructions[offset]
    stages = tuple(_stage_name(instructions[i]) or str(n) for n, i in enumerate(froms[:-1]))
    global_values = states.global_args(instructions, dockerfile.escape)
    reference, written, inherited, varies = _followed(instructions, froms, global_values, dockerfile.escape)
    earlier = reference is not None and reference.lower() in stages
    base = None if reference is None or earlier else _image(reference)
    said = like is not None and not earlier and (base is None or varies)
    if said:
        base, varies = like, False
    scene = Scene(base, context)
    if otherwise is not None:
        scene.scripts = otherwise.scripts
    else:
        scene.watch = Watch()
    state = states.start(base)
    if state.workdir:
        scene.appears(state.workdir)
    text = dockerfile.text[len(dockerfile.prefix) :]
    lines: list[Line] = [Line(head, state)]
    scene.bundled = Bundles(dockerfile, stages, froms, context)
    for instruction in (*inherited, *instructions[offset + 1 :]):
        lines.append(_line(instruction, state, scene, stages, dockerfile.escape, text))
        state = states.after(state, instruction, dockerfile.escape, global_values, otherwise=otherwise is not None)
        if scene.watch is not None:
            watched.note(scene.watch, instruction, state)
        if instruction.keyword == "WORKDIR" and state.workdir:
            scene.appears(state.workdir)
    entrypoint, cmd, line, shell_form = _command_line(lines, base)
    found = [roots.start(entrypoint, cmd, state, scene, line=line, shell_form=shell_form)]
    if _passes_on(found[0], base) and not any(given.instruction.keyword == "ENTRYPOINT" for given in lines):
        entrypoint = ()
        found = [roots.start(entrypoint, cmd, state, scene, line=line, shell_form=shell_form)]
    found.extend(_healthcheck(lines, state, scene))
    known = named(tuple(lines), found, state.value("PATH") or states.DEFAULT_PATH, scene)
    facts = Facts.make(
        base=base,
        base_reference=reference or head.args[0],
        base_varies=varies,
        like=said,
        stage_name=_stage_name(head),
        lines=known,
        inherited=len(inherited),
        base_written=written,
        final=state,
        entrypoint=entrypoint,
        cmd=cmd,
        roots=tuple(found),
        ecosystems=tuple(dict.fromkeys(_owners(known, found))),
        after_stages=len(froms) > 1,
        offset=offset,
        notes=(),
    )
    return facts, scene


def _followed(instructions: Sequence[Instruction], froms: Sequence[int], global_values: Mapping[str, str | None],
              escape: str) -> tuple[str | None, str, tuple[Instruction, ...], bool]:  # fmt: skip
    """The image that the last stage stands on in the end, and as it is written, through the earlier stages that its FROM names; their instructions, which
    it inherits, in the order they hold; and whether a build argument decides the image. One that sets a platform is not followed."""
    found: tuple[Instruction, ...] = ()
    varies = False
    at = len(froms) - 1
    while True:
        head = instructions[froms[at]]
        reference = states.resolve(head.args[0], global_values, escape)
        varies = varies or "$" in head.args[0]
        below = next((n for n in range(at - 1, -1, -1) if _stage_name(instructions[froms[n]]) == (reference or "").lower() != ""), None)
        if below is None or instructions[froms[below]].flag("platform") is not None:
            return reference, head.args[0], found if below is None else (), varies
        found = (*instructions[froms[below] + 1 : froms[below + 1]], *found)
        at = below


def _stage_name(instruction: Instruction) -> str | None:
    return instruction.args[2].lower() if len(instruction.args) == 3 else None


def _image(reference: str) -> Image | None:
    try:
        ref = parse_image(reference)
    except MsbgenError:
        return None
    return lookup(ref.familiar_name, ref.tag, digest=ref.digest)


def _line(instruction: Instruction, state: State, scene: Scene, stages: tuple[str, ...], escape: str, text: str) -> Line:
    if instruction.keyword in ("COPY", "ADD"):
        placed = placed_by(instruction, state, stages, escape)
        if isinstance(placed, str):
            return Line(instruction, state, opaque=placed)
        if not placed.into and scene.is_folder(placed.dest):  # a file then goes into it, though no slash says so
            placed = replace(placed, into=True)
        scene.place(placed)
        if placed.origin == "inline":
            note_inline(placed, instruction.heredocs, scene)
        return Line(instruction, state, placed=placed)
    if instruction.keyword == "RUN":
        units, opaque = watched.run(instruction, state, scene, text)
        return Line(instruction, state, units=units, opaque=opaque)
    return Line(instruction, state)


_Words = tuple[str | None, ...] | None


def _command_line(lines: list[Line], base: Image | None) -> tuple[_Words, _Words, int | None, bool]:
    """The effective ENTRYPOINT and CMD, the line that decides, and whether it is a shell form.

    An ENTRYPOINT takes away the CMD that the base image brought (moby/moby `dispatchEntrypoint`).
    """
    entrypoint: _Words = _of_base(base)
    cmd: _Words = base.cmd if base else None
    line: int | None = None
    own_cmd = False
    shell_form = False
    for given in lines:
        instruction = given.instruction
        if instruction.keyword not in ("ENTRYPOINT", "CMD"):
            continue
        words: tuple[str | None, ...]
        words = instruction.args if instruction.json else (*given.state.shell, *instruction.args)
        if not instruction.json and instruction.keyword == "CMD" and not instruction.args:
            words = ()
        if instruction.keyword == "ENTRYPOINT":
            entrypoint = words
            shell_form = not instruction.json
            if not own_cmd:
                cmd = None
        else:
            cmd = words
            own_cmd = True
            shell_form = shell_form or not instruction.json
        line = instruction.line
    if entrypoint and len(entrypoint) == 3 and entrypoint[1] == "-c" and shell_form:
        cmd = None  # a shell-form ENTRYPOINT ignores CMD
    return entrypoint, cmd, line, shell_form


def _of_base(base: Image | None) -> _Words:
    """The base image's ENTRYPOINT; none where it is a script that only prepares a tool of the build."""
    if base is None or not base.entrypoint:
        return base.entrypoint if base else None
    owner = named_language(base.language) if base.language else None
    return () if owner is not None and base.entrypoint[0].rsplit("/", 1)[-1] in owner.idle else base.entrypoint


def _passes_on(start: Root, base: Image | None) -> bool:
    """Whether the base image's entrypoint script only starts the command line, which runs nothing of the image's language: a program
    that another language knows, or a shell."""
    owner = named_language(base.language) if base is not None and base.language else None
    if base is None or not base.entrypoint or owner is None or start.opaque or len(start.calls) < 2:
        return False
    script, first, *_ = start.calls
    if script.name not in owner.entrypoints or any(owner in claimants(call.name) for call in start.calls[1:]):
        return False
    if any("/" in (call.argv[0] or "/") and call.name not in SHELLS and not claimants(call.name) for call in start.calls[1:] if call.argv):
        return False  # a program or script of its own may run anything
    return first.name in SHELLS or bool(claimants(first.name))


def _healthcheck(lines: list[Line], final: State, scene: Scene) -> Iterator[Root]:
    """The last HEALTHCHECK counts."""
    last = next((line for line in reversed(lines) if line.instruction.keyword == "HEALTHCHECK"), None)
    if last is not None:
        root = roots.healthcheck(last.instruction, final, scene)
        if root is not None:
            yield root


def _owners(lines: tuple[Line, ...], found: list[Root]) -> Iterator[str]:
    made = [p for line in lines for unit in line.units for effect in unit.effects for p in effect.products]
    for line in lines:
        for unit in line.units:
            for effect in unit.effects:
                if effect.owner and effect.role != "state" and any(e.name == effect.owner for p in effect.programs for e in claimants(p)):
                    yield effect.owner
    for root in found:
        for call in root.calls:
            maker = made_by(call, made)
            yield from (e.name for e in (claimants(call.name) if maker is None else (maker,)))
    yield from (product.owner for product in made)
