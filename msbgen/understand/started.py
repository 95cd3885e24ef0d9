"""Whose program a command of the running container is: by what made it, before its name counts."""

from __future__ import annotations

from collections.abc import Iterable

from msbgen.data.portable import portable
from msbgen.ecosystems import Ecosystem, claimants, named
from msbgen.model.facts import Call, Facts, Product
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.commands import is_common
from msbgen.understand.paths import join
from msbgen.understand.wrappers import is_wrapper

__all__ = ["BUILTINS", "languages_of", "made_by", "maker_of", "ordinary", "prompts", "starts_its_words"]

#: what a shell does itself (IEEE Std 1003.1-2017, 2.14, dash(1) and bash(1); `time` is a word of bash's grammar). Those of bash that may be
#: the name of a program, too, are left out
BUILTINS = frozenset(
    ": . [ alias bg break cd command continue echo eval exec exit export false fg getopts hash jobs kill local printf pwd read readonly return "
    "set shift test time times trap true type ulimit umask unalias unset wait source declare shopt pushd popd let builtin "
    "caller compgen dirs disown mapfile readarray typeset".split()
)


def made_by(call: Call, products: Iterable[Product]) -> Ecosystem | None:
    """The language whose build command made the program: at the path that is called, or of the name that is looked up in PATH."""
    program = call.argv[0] if call.argv else None
    if not program:
        return None
    path = join(call.cwd, program) if "/" in program else None
    for product in products:
        if product.kind == "program" and (product.path == path or (path is None and product.path.rsplit("/", 1)[-1] == program)):
            return named(product.owner)
    return None


def maker_of(call: Call, facts: Facts) -> Ecosystem | None:
    """The same, of all products of a stage."""
    return made_by(call, (p for line in facts.lines for unit in line.units for effect in unit.effects for p in effect.products))


def languages_of(call: Call, facts: Facts) -> tuple[Ecosystem, ...]:
    """The languages that explain a command: its maker alone, or those that claim its name."""
    maker = maker_of(call, facts)
    return claimants(call.name) if maker is None else (maker,)


def ordinary(call: Call) -> bool:
    """Whether it is a command of the shell or of a distribution's plainest, or a wrapper, whose inner command is a call of its own:
    none that starts other programs of its own accord."""
    name = call.name or ""
    return (bool(call.argv) and call.argv[0] in BUILTINS) or name in SHELLS or is_wrapper(name) or is_common(name) or portable(name) is not None


def starts_its_words(program: str) -> bool:
    """Whether a program is a shell, or a wrapper such as env or timeout: what it starts stands behind its name, not in it."""
    name = program.rsplit("/", 1)[-1]
    return name in SHELLS or is_wrapper(name)


def prompts(calls: Iterable[Call]) -> bool:
    """Whether what is started is a shell that waits for somebody to type, and nothing else: `bash`, `exec bash -l`, `tini -- sh`."""
    waits = False
    for call in calls:
        words = call.operands
        if call.name in SHELLS and call.source is None and all(w in ("-i", "-l", "-il", "-li", "--login") for w in words):
            waits = True
        elif not (call.argv and call.argv[0] == "exec" or is_wrapper(call.name or "") or (call.name in SHELLS and len(words) == 2 and words[0] == "-c")):
            return False
    return waits
