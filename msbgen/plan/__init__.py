"""From Facts to a BuildPlan: what is kept, on which base, in which way; or why the file is left as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from msbgen.data.system import system
from msbgen.diagnostics import Diagnostic
from msbgen.ecosystems import Prune, claimants, named
from msbgen.errors import Refused
from msbgen.model.conversion import Options, Sizes
from msbgen.model.dockerfile import Dockerfile, Instruction
from msbgen.model.facts import Facts, Need
from msbgen.model.ledger import Entry
from msbgen.model.plan import BuildPlan, Run, Setting, Source, Stage, Start, Step
from msbgen.model.record import record
from msbgen.plan import floor as floors
from msbgen.plan.arguments import depends_on_arguments
from msbgen.plan.builder import builder_name, builder_stage, stages_before
from msbgen.plan.caches import cache_mounts
from msbgen.plan.carry import carry
from msbgen.plan.draft import Draft, Fate
from msbgen.plan.floor import Floor
from msbgen.plan.gain import helps, may_work, smaller_base, works
from msbgen.plan.kept import Blocker, Keeping, all_compiled, keep
from msbgen.plan.ledger import kept_ledger, ledger
from msbgen.plan.needs import Needs, needs_of
from msbgen.plan.programs import all_static
from msbgen.plan.reached import UNREAD
from msbgen.plan.replay import replay
from msbgen.plan.report import base_report
from msbgen.plan.settings import MOVED, secrets
from msbgen.plan.whole import whole
from msbgen.understand.helpers import lowers
from msbgen.understand.homes import is_root
from msbgen.understand.paths import below, covered
from msbgen.understand.scene import Scene
from msbgen.understand.started import prompts

__all__ = ["Decision", "plan"]


@record(frozen=True, slots=True)
class Decision:
    """`plan` is None when the Dockerfile is left as it is; the diagnostics then say why."""

    plan: BuildPlan | None
    ledger: tuple[Entry, ...]
    diagnostics: tuple[Diagnostic, ...]
    sizes: Sizes | None = None


def plan(dockerfile: Dockerfile, facts: Facts, scene: Scene, options: Options, *, fresh: bool = False,
         asked: tuple[Need, ...] = (), varied: Callable[[], tuple[Facts, Scene]] | None = None) -> Decision:  # fmt: skip
    """Decide. Raises Refused when a base was asked for by name and cannot be had soundly.

    `varied` gives the facts with other build arguments: what differs there cannot be written down. With `fresh` nothing ran before on
    the full base: what nobody asks of it by name is no need, but something to tell. `asked` are needs that people state.
    """
    windows = _windows(facts)
    if windows:
        return _leave(dockerfile, "MSB110", windows, facts)
    apart = _one_architecture(facts)
    if apart:
        return _leave(dockerfile, "MSB102", apart, facts)
    idling = "nothing is compiled, bundled or installed for the build only"
    if not fresh and not may_work(facts):
        return _nothing(dockerfile, facts, idling)
    needs = needs_of(facts, scene)
    if asked:
        needs = replace(needs, needs=(*needs.needs, *asked))
    if not fresh and not works(facts, needs):
        return _nothing(dockerfile, facts, idling)
    onbuild = next((line.instruction.line for line in facts.lines if line.instruction.keyword == "ONBUILD"), None)
    if onbuild is not None:
        return _leave(dockerfile, "MSB112", "ONBUILD runs in images that are built on this one, and may need all that it holds", facts, onbuild)
    if not _starts(facts):
        return _leave(dockerfile, "MSB111", "it starts nothing: it has neither CMD nor ENTRYPOINT, so what its image is for is not known", facts)
    if any(prompts(root.calls) for root in facts.roots if root.kind == "start"):
        return _leave(dockerfile, "MSB111", "it starts nothing but a shell for somebody to work in, so what its image is for is not known", facts)
    keeping = keep(facts, scene)
    if varied is not None and scene.watch is not None and scene.watch.matters:
        other, there = varied()
        keeping = replace(keeping, blockers=(*keeping.blockers, *depends_on_arguments(facts, keeping, other, keep(other, there))))
    builder = builder_name(dockerfile)
    refusals: list[tuple[str, tuple[Blocker, ...]]] = []
    idle = False
    for floor in _floors(facts, scene, keeping, needs, options):
        if isinstance(floor, str):
            refusals.append(("", (Blocker(None, floor),)))
            continue
        make = {"carry": carry, "replay": replay, "whole": whole}[floor.way]
        open_ended = [n for n in needs.needs if n.kind == "anything"] if fresh and floor.way == "replay" else []
        held = replace(needs, needs=tuple(n for n in needs.needs if n not in open_ended)) if open_ended else needs
        draft = make(dockerfile, facts, scene, keeping, held, floor, builder)
        if draft.blockers:
            if floor.way != "whole":  # the ways before it say more about what stands against a split
                refusals.append((floor.reference, tuple(dict.fromkeys(draft.blockers))))
            continue
        _prune(draft, facts, scene, keeping)
        if not fresh and helps(draft, facts, needs, keeping) is None:
            idle = True
            continue
        decision = _split(dockerfile, facts, scene, draft, builder, refusals, options)
        assumed = [n for n in needs.needs if n.kind == "unproven"]
        return replace(decision, diagnostics=(*decision.diagnostics, *map(_assumed, assumed), *map(_open, open_ended)))
    known = (*keeping.blockers, *needs.blockers)
    if options.base != "auto":
        raise _refused(options.base, [("", known), *refusals], idle)
    if idle:
        return _nothing(dockerfile, facts, "the image holds nothing that only the build needs", refusals)
    return _stopped(dockerfile, facts, [("", known)] if known else refusals)


def _assumed(need: Need) -> Diagnostic:
    return Diagnostic("MSB220", "warning", f"{need.why}; the slim variant is assumed to be enough for it", None,
                      "if it starts a program that only the full image has, install that program's package in the Dockerfile")  # fmt: skip


def _secret(found: tuple[int, str]) -> Diagnostic:
    line, name = found
    return Diagnostic("MSB221", "warning", f"{name} looks like a secret, and ENV leaves it in the image for all to read, as it did before", line,
                      "give it to the build by RUN --mount=type=secret, to the container when it starts")  # fmt: skip


def _open(need: Need) -> Diagnostic:
    return Diagnostic("MSB121", "warning", f"{need.why}: if that is a program of the distribution, its package must be named", None, "packages: --package NAME")


def _floors(facts: Facts, scene: Scene, keeping: Keeping, needs: Needs, options: Options) -> Iterator[Floor | str]:
    """The bases to try, the smallest first."""
    compiled = all_compiled(facts)
    static = compiled and all_static(facts, scene, keeping, wanted=True)
    as_it_is = compiled and all_static(facts, scene, keeping, wanted=False)
    bare = floors.scratch(facts)
    if options.base in ("auto", "scratch"):
        yield bare
    if options.base == "distroless" or (options.base == "auto" and isinstance(bare, str)):
        yield floors.distroless(facts, static=static)
    if options.base in ("auto", "slim"):
        running = {n.name for n in needs.needs if n.kind == "interpreter"}
        idle = needs.alone and facts.base is not None and facts.base.language is not None and facts.base.language not in running
        yield from floors.slims(facts, compiled=compiled, static=as_it_is, idle=idle)
    if options.base == "auto" and facts.base is None and compiled and not facts.after_stages:
        yield floors.same(facts)
    if options.base == "auto":
        yield floors.whole()
    if options.base == "alpine":
        yield floors.alpine(facts, static=as_it_is)
    if options.base not in ("auto", "scratch", "distroless", "slim", "alpine"):
        yield floors.named_image(options.base, facts, static=as_it_is)


def _prune(draft: Draft, facts: Facts, scene: Scene, keeping: Keeping) -> None:
    """Let each language take away what only its build needed, unless nothing of what it made goes on."""
    if draft.floor.idle:
        draft.pruned.extend(_idle_interpreter(facts, scene, keeping))
    found: dict[str, Prune] = {}
    for name in facts.ecosystems:
        ecosystem = named(name)
        if ecosystem is not None and not _left_behind(name, facts, keeping) and (pruned := ecosystem.prune(facts, scene, carried=draft.floor.way == "carry")) is not None:
            found[name] = pruned
    for name, pruned in found.items():
        if any(name in other.instead for by, other in found.items() if by != name):
            continue
        draft.pruned.extend(pruned.steps)
        draft.shrinks |= pruned.gains
        if pruned.clears:
            draft.steps.insert(0, Run(pruned.clears, why="its base's own, of which the builder has other versions"))


def _idle_interpreter(facts: Facts, scene: Scene, keeping: Keeping) -> Iterator[Step]:
    """Take the programs of the base's own language, which nothing runs, out of folders that go on to a base without it."""
    owner = named(facts.base.language) if facts.base is not None and facts.base.language is not None else None
    kit = owner.interpreter(scene) if owner is not None else None
    prefix = facts.base.prefix if facts.base is not None else None
    if owner is None or kit is None or prefix is None:
        return
    programs = (*kit.programs.values(), *(p for part in kit.extras.values() for p in part.programs.values()))
    paths = [p for p in dict.fromkeys(programs) if below(p, prefix) and keeping.covers(p)]
    if paths:
        if not is_root(facts.final.user):
            yield Setting("USER", "root", why="it removes what root installed")
        yield Run((f"rm -f {' '.join(paths)}",), note=f"Nothing that runs needs {owner.name}", why="the base of the runtime stage has none")


def _left_behind(language: str, facts: Facts, keeping: Keeping) -> bool:
    """Whether all that commands of a language wrote is out of the container's reach."""
    mine = [w for line in facts.lines for u in line.units for e in u.effects if e.owner == language for w in (*e.writes, *(p.path for p in e.products))]
    unread = {path for path, why in keeping.dropped if why == UNREAD}
    return bool(mine) and bool(unread) and all(covered(path, unread) for path in mine)


def _split(dockerfile: Dockerfile, facts: Facts, scene: Scene, draft: Draft, builder: str,
           refusals: list[tuple[str, tuple[Blocker, ...]]], options: Options) -> Decision:  # fmt: skip
    head = facts.lines[0].instruction
    nonroot = _unprivileged(draft, facts) if options.nonroot else ()
    runtime = Stage(name=head.args[2] if len(head.args) == 3 else None, base=draft.floor.reference, steps=tuple(_tidy(draft.steps, dockerfile.newline)),
                    platform=head.flag("platform") if draft.floor.image else None)  # fmt: skip
    pin = floors.builder_reference(facts, draft.floor, static=draft.static)
    if pin is not None:
        draft.fates[head.line, None] = Fate("builder", f"pinned to {pin}, so that builder and runtime stage stay on one release")
    caches = cache_mounts(facts, scene) if options.cache_mounts else {}
    result = BuildPlan.make(
        preamble=stages_before(dockerfile, facts),
        stages=(builder_stage(dockerfile, facts, builder, draft.pruned, draft.appended, draft.edits, pin, caches), *_parts(draft, head), runtime),
        trailing=dockerfile.trailing,
        newline=dockerfile.newline,
        escape=dockerfile.escape,
        prefix=dockerfile.prefix,
        base=base_report(draft, refusals),
    )
    found = (*_explained(refusals), *nonroot, *map(_secret, secrets(tuple(line.instruction for line in facts.lines))))
    sizes = Sizes.make(before_mb=facts.base.size_mb if facts.base else None, after_mb=draft.size_mb)
    return Decision(result, ledger(dockerfile, facts, draft.fates), found, sizes)


def _parts(draft: Draft, head: Instruction) -> Iterator[Stage]:
    """The stage that makes what comes from another image than the builder's, where there is one."""
    if draft.parts is not None:
        yield replace(draft.parts, platform=head.flag("platform"))


#: the unprivileged user of distroless images (GoogleContainerTools/distroless, common/variables.bzl), by number: it need not exist
_NONROOT = "65532:65532"


def _unprivileged(draft: Draft, facts: Facts) -> tuple[Diagnostic, ...]:
    """--nonroot: a USER where the container would run as root; what it then cannot do is the user's to know."""
    if not is_root(facts.final.user):
        return (Diagnostic("MSB211", "info", f"--nonroot changes nothing: it runs as {facts.final.user} already"),)
    calls = [call for root in facts.roots for call in root.calls if root.kind == "start"]
    lowered = next((call for call in calls if lowers(call.name)), None)
    if lowered is not None and not any(call.name in ("id", "whoami") for call in calls):
        raise Refused(f"--nonroot cannot be had soundly: the container starts {lowered.name}, which only root may", line=lowered.line or None,
                      hint="it gives up being root by itself")  # fmt: skip
    keywords = {line.instruction.line: line.instruction.keyword for line in facts.lines}
    at = len(draft.steps)  # after all that runs, copies or names a user
    while at and (isinstance(step := draft.steps[at - 1], Start) or (isinstance(step, Source) and keywords.get(step.line) in MOVED)):
        at -= 1
    at = next((i for i, s in enumerate(draft.steps) if i >= at and isinstance(s, Source) and keywords.get(s.line) in ("CMD", "ENTRYPOINT")), len(draft.steps))
    draft.steps.insert(at, Setting("USER", _NONROOT, why="--nonroot"))
    return (Diagnostic("MSB210", "warning", f"runs as {_NONROOT} because of --nonroot: a deliberate departure from the original", None,
                       "folders that it writes to must belong to that user; mount them, or chown them"),)  # fmt: skip


def _tidy(steps: list[Step], newline: str) -> Iterator[Step]:
    """Comments and text of moved lines end in one newline."""
    for step in steps:
        if isinstance(step, Source) and not step.text.endswith(("\n", "\r")):
            yield Source(step.text + newline, step.line, step.why)
        else:
            yield step


def _explained(refusals: list[tuple[str, tuple[Blocker, ...]]]) -> Iterator[Diagnostic]:
    for reference, blockers in refusals:
        for blocker in blockers[:1]:
            where = f"{reference} was not possible: " if reference else ""
            yield Diagnostic("MSB200", "info", where + blocker.reason, blocker.line)


def _leave(dockerfile: Dockerfile, code: str, reason: str, facts: Facts, line: int | None = None) -> Decision:
    return Decision(None, kept_ledger(dockerfile, reason), (Diagnostic(code, "info", f"left as it is: {reason}", line),))


def _nothing(dockerfile: Dockerfile, facts: Facts, reason: str, refusals: list[tuple[str, tuple[Blocker, ...]]] | None = None) -> Decision:
    smaller = smaller_base(facts)
    hint = f"{smaller} is a smaller image of the same version; what it lacks is not checked here" if smaller else ""
    diagnostic = Diagnostic("MSB100", "info", f"nothing to split: {reason}", None, hint)
    return Decision(None, kept_ledger(dockerfile, reason), (diagnostic, *_explained(refusals or [])))


def _stopped(dockerfile: Dockerfile, facts: Facts, refusals: list[tuple[str, tuple[Blocker, ...]]]) -> Decision:
    """Left as it is because nothing smaller is proven: the blockers of the last way tried count, since it asks the least."""
    blockers = refusals[-1][1] if refusals else ()
    first = next((b for b in blockers if b.line is not None), blockers[0] if blockers else Blocker(None, "no smaller base is known"))
    code = "MSB101" if first.line is not None else "MSB102"
    rest = tuple(Diagnostic("MSB200", "info", b.reason, b.line) for b in blockers if b is not first)
    hint = f"msbgen does not know the image {facts.base_reference}; --like IMAGE says what it is like" if facts.base is None else ""
    return Decision(None, kept_ledger(dockerfile, first.reason), (Diagnostic(code, "info", f"left as it is: {first.reason}", first.line, hint), *rest))


def _refused(base: str, refusals: list[tuple[str, tuple[Blocker, ...]]], idle: bool) -> Refused:
    blockers = [b for _, found in refusals for b in found]
    if not blockers:
        reason = "nothing would be gained" if idle else "no such base is known"
        return Refused(f"--base {base}: {reason}")
    texts = [f"line {b.line}: {b.reason}" if b.line else b.reason for b in blockers]
    return Refused(f"--base {base} cannot be had soundly: " + "; ".join(dict.fromkeys(texts)), line=blockers[0].line, hint="try --base auto")


def _windows(facts: Facts) -> str | None:
    if facts.base is not None and facts.base.os == "windows":
        return f"{facts.base_reference} is a Windows image"
    shell = facts.final.shell[0].lower() if facts.final.shell else ""
    if any(word in shell for word in ("powershell", "pwsh", "cmd")):
        return f"its SHELL is {facts.final.shell[0]}"
    return None


def _one_architecture(facts: Facts) -> str | None:
    """Why the base, which people say is like another image, has no counterpart: it is of one architecture, and what that image's name stands for is of
    whoever builds."""
    namespace = facts.base_reference.split("/", 1)[0] if "/" in facts.base_reference else ""
    if not facts.like or namespace not in system().architectures:
        return None
    return f"{facts.base_reference} is of one architecture by its name, and other images would be of that of whoever builds"


def _starts(facts: Facts) -> bool:
    """Whether the Dockerfile says what runs, or its base starts a server that answers requests by itself."""
    if not facts.entrypoint and not facts.cmd:
        return False
    own = any(line.instruction.keyword in ("CMD", "ENTRYPOINT") for line in facts.lines)
    return own or any(call.name in e.services for root in facts.roots if root.kind == "start" for call in root.calls for e in claimants(call.name))
