"""Projects of mix and rebar3, and what is understood of a Dockerfile beside them."""

from __future__ import annotations

from pathlib import Path

from msbgen import Options, convert
from msbgen.model.facts import Effect
from tests.understand.helpers import facts_of

__all__ = ["ERLANG", "LOCK", "MIX", "effect", "result"]

MIX = 'defmodule Shop.MixProject do\n  use Mix.Project\n  def project, do: [app: :shop, version: "1.0.0", {}]\nend\n'
LOCK = '%{\n  "jason": {:hex, :jason, "1.4.4", "b92", [:mix], [], "hexpm", "c5e"},\n}\n'
ERLANG = '{relx, [{release, {clock, "0.1.0"}, [clock]}, {mode, dev}]}.\n{profiles, [{prod, [{relx, [{mode, prod}]}]}]}.\n'


def effect(command: str, context: Path | None = None, *, base: str = "elixir:1.16", settle: bool = True) -> Effect:
    """The effect of the last command of a RUN; without `settle` as the language says it, before names below folders are looked for."""
    facts, scene = facts_of(f"FROM {base}\nWORKDIR /app\nCOPY . .\nRUN {command}\n", context)
    unit = facts.lines[-1].units[-1]
    if settle:
        return unit.effects[-1]
    from msbgen.ecosystems.elixir.effects import effect as told

    found = told(unit.calls[-1], scene)
    assert found is not None
    return found


def result(dockerfile: str, context: Path | None = None) -> tuple[str, list[str]]:
    """The runtime stage of the result (the whole text where it is left as it is) and the messages."""
    made = convert(dockerfile, context=context, options=Options.make())
    text = made.dockerfile[made.dockerfile.rindex("\nFROM ") + 1 :] if made.changed and "\nFROM " in made.dockerfile else made.dockerfile
    return text, [d.message for d in made.diagnostics]
