"""The way of the data, from text to a checked result: read → understand → plan → render → check."""

from __future__ import annotations

from pathlib import Path

from msbgen.check import check
from msbgen.errors import CheckFailed
from msbgen.model.conversion import Conversion, Options
from msbgen.plan import plan
from msbgen.read import read, validate
from msbgen.render import render
from msbgen.understand import Context, understand

__all__ = ["convert"]


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
        CheckFailed: the result failed msbgen's own checks (a bug).
    """
    options = options or Options.make()
    original = read(data)
    validate(original)
    seen = Context(context, dockerfile) if context is not None else None
    facts, scene = understand(original, seen)
    decision = plan(original, facts, scene, options)
    if decision.plan is None:
        return Conversion.make(dockerfile=original.text, changed=False, plan=None, ledger=decision.ledger, diagnostics=decision.diagnostics)
    text = render(decision.plan, Path(options.templates) if options.templates else None)
    check(original, facts, text, decision.ledger, seen, nonroot=options.nonroot)
    _stable(text, seen, options)
    return Conversion.make(dockerfile=text, changed=True, plan=decision.plan, ledger=decision.ledger, diagnostics=decision.diagnostics,
                           sizes=decision.sizes)  # fmt: skip


def _stable(text: str, seen: Context | None, options: Options) -> None:
    """Converting the result again must change nothing."""
    again = read(text)
    facts, scene = understand(again, seen)
    decision = plan(again, facts, scene, options.model_copy(update={"base": "auto"}))
    if decision.plan is not None:
        raise CheckFailed("converting the result again would change it")


