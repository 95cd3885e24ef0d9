"""The way of the data, from text to a checked result: read → understand → plan → render → check."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msbgen.check import check
from msbgen.data.images import Image, lookup
from msbgen.diagnostics import Diagnostic
from msbgen.errors import CheckFailed, Refused, UsageError
from msbgen.model.conversion import Conversion, Options
from msbgen.model.dockerfile import Dockerfile
from msbgen.model.facts import Facts, Need
from msbgen.model.plan import BuildPlan
from msbgen.plan import Decision, plan
from msbgen.read import read, validate
from msbgen.read.image import parse
from msbgen.render import render
from msbgen.understand import Context, Scene, understand

if TYPE_CHECKING:  # `convert` does not wait for them
    from msbgen.model.project import ProjectSpec

__all__ = ["convert", "new"]


def convert(data: bytes | str, *, context: Path | None = None, options: Options | None = None, dockerfile: Path | None = None) -> Conversion:
    """Turn a single-stage Dockerfile into an equivalent multi-stage one, or leave it as it is and say why.

    Args:
        data: the Dockerfile.
        context: the build context, as evidence; without it more is kept, or less is split.
        options: how; see `Options`.
        dockerfile: where the Dockerfile lies, for a .dockerignore of its own.

    Raises:
        DockerfileSyntaxError: BuildKit would reject the text.
        Refused: the base that was asked for cannot be had soundly.
        UsageError: `options.like` is an image that no table knows, or the base needs no such word.
        CheckFailed: the result failed msbgen's own checks (a bug).
    """
    options = options or Options.make()
    original = read(data)
    validate(original)
    seen = Context(context, dockerfile) if context is not None else None
    like = _like(options)
    facts, scene = understand(original, seen, like=like)
    if like is not None and not facts.like:
        raise UsageError(f"--like: {facts.base_reference} is known already, or an earlier stage")
    decision = plan(original, facts, scene, options, varied=lambda: understand(original, seen, otherwise=scene, like=like))
    if decision.plan is None:
        return Conversion.make(dockerfile=original.text, changed=False, plan=None, ledger=decision.ledger, diagnostics=decision.diagnostics)
    text = render(decision.plan, Path(options.templates) if options.templates else None)
    try:
        _stable(check(original, facts, text, decision.ledger, seen, nonroot=options.nonroot, like=like), options)
    except CheckFailed as error:
        if options.templates is None:
            raise
        raise UsageError(f"with the templates of {options.templates}: {error.message}", hint="try without --templates") from error
    return Conversion.make(dockerfile=text, changed=True, plan=decision.plan, ledger=decision.ledger, diagnostics=decision.diagnostics,
                           sizes=decision.sizes)  # fmt: skip


def _like(options: Options) -> Image | None:
    """The image that people say the base is like. Raises UsageError where no table knows it."""
    if options.like is None:
        return None
    reference = parse(options.like)
    found = lookup(reference.familiar_name, reference.tag, digest=reference.digest)
    if found is None:
        raise UsageError(f"--like {options.like}: no row of the tables is for this image", hint="describe the base in a file of your own: --tables FILE")
    return found


def _stable(result: tuple[Dockerfile, Facts, Scene], options: Options, asked: tuple[Need, ...] = ()) -> None:
    """Converting the result, which was read and understood, again must change nothing."""
    if not _is_stable(result, options, asked):
        raise CheckFailed("converting the result again would change it")


def _is_stable(result: tuple[Dockerfile, Facts, Scene], options: Options, asked: tuple[Need, ...] = ()) -> bool:
    return plan(*result, options.model_copy(update={"base": "auto"}), asked=asked).plan is None


def _understood(text: str, seen: Context | None) -> tuple[Dockerfile, Facts, Scene]:
    written = read(text)
    return written, *understand(written, seen)


def new(spec: ProjectSpec, *, context: Path | None = None, templates: Path | None = None, dockerignore: str | None = None) -> Conversion:
    """Write a Dockerfile for a project. What the description leaves open is read from the project's files.

    Args:
        spec: the project.
        context: its folder; without it only what the description says is known, so that more is kept.
        templates: a folder of templates that replace msbgen's by name.
        dockerignore: the text of a .dockerignore that will stand in the folder; without it the one that is there counts.

    Raises:
        UsageError: the description cannot be used; the message begins with the field.
        Refused: the base that was asked for cannot be had soundly.
        CheckFailed: the result failed msbgen's own checks (a bug).
    """
    from msbgen.scaffold import RESULTS, completed, finish, needs
    from msbgen.scaffold.detect import language
    from msbgen.scaffold.finish import ledger
    from msbgen.scaffold.readable import unreadable

    seen = Context(context, without=RESULTS, ignore=dockerignore) if context is not None else None
    whole, described = completed(spec, seen)
    blueprint = language(whole.lang).blueprint(whole, seen)
    single = BuildPlan.make(stages=(blueprint,))
    text = render(single)
    draft = read(text)
    validate(draft)
    facts, scene = understand(draft, seen)
    options = Options.make(base=whole.base)
    try:
        decision = plan(draft, facts, scene, options, fresh=True, asked=needs(whole))
    except Refused as error:
        reason = _quoting(error.message, draft)
        if facts.base is None or facts.base.kind != whole.base:
            raise Refused(reason, hint=error.hint) from None
        decision = Decision(None, (), (Diagnostic("MSB120", "info", reason),))  # what was asked for is what it stands on
    told = tuple(Diagnostic("MSB121", "warning", warning) for warning in described.warnings)
    closed = unreadable(seen) if seen is not None and whole.nonroot and language(whole.lang).interpreted else ()
    if closed:
        told += (Diagnostic("MSB121", "warning", f"{closed[0]} can be read by its owner only, so not by the user that the container runs as"
                            + (f"; so it is with {len(closed) - 1} more" if len(closed) > 1 else ""), None, "chmod -R o+rX them"),)  # fmt: skip
    if decision.plan is None:
        result = single
        told += tuple(Diagnostic("MSB120", "info", f"one stage: {_placed(d, draft)}") for d in decision.diagnostics[:1])
    else:
        result = finish(decision.plan, blueprint, draft)
        told += tuple(Diagnostic(d.code, d.severity, _placed(d, draft), None, d.hint) for d in decision.diagnostics)
    text = render(result, templates)
    if decision.plan is not None:
        written = check(draft, facts, text, decision.ledger, seen, nonroot=False)
    else:
        written = _understood(text, seen)
    _stable(written, options, needs(whole))
    if whole.packages and not _is_stable(written, options):
        told += (Diagnostic("MSB121", "warning", f"`convert` would take a package for a tool of the build: {', '.join(whole.packages)}"),)
    decided = {field: says for field, says in described.why.items() if getattr(whole, field) == described.values[field]}
    entries = ledger(result, read(text), decided) if templates is None else ()
    return Conversion.make(dockerfile=text, changed=True, plan=result, ledger=entries, diagnostics=told, sizes=decision.sizes)


def _placed(diagnostic: Diagnostic, draft: Dockerfile) -> str:
    """A diagnostic's message, its line quoted: the Dockerfile that it speaks of is never shown."""
    said = diagnostic.message.removeprefix("left as it is: ").removeprefix("nothing to split: ")
    return said if diagnostic.line is None else _quoting(f"line {diagnostic.line}: {said}", draft)


def _quoting(message: str, draft: Dockerfile) -> str:
    for instruction in draft.instructions:
        message = message.replace(f"line {instruction.line}: ", f"`{' '.join(instruction.raw.split())}`: ")
    return message
