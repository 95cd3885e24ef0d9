"""Which programs a Ruby source starts: Kernel's system, exec, spawn and backquotes, IO.popen, Open3, PTY (docs.ruby-lang.org, Ruby 3.3)."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.lexing import Token
from msbgen.ecosystems.ruby.lexer import tokens
from msbgen.read.shell import parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.started import BUILTINS, starts_its_words

__all__ = ["started"]

_KERNEL = frozenset({"system", "exec", "spawn"})
_OWNED = {
    "Kernel": _KERNEL, "Process": frozenset({"spawn", "exec"}), "IO": frozenset({"popen"}), "PTY": frozenset({"spawn", "getpty"}),
    "Open3": frozenset({"capture2", "capture2e", "capture3", "popen2", "popen2e", "popen3", "pipeline", "pipeline_r", "pipeline_rw", "pipeline_start", "pipeline_w"}),
}  # fmt: skip
#: gems that start what they are told
_GEMS = ("Terrapin", "Cocaine", "TTY", "POSIX")
_WORDS = (*_KERNEL, "`", "%x", "popen", "Open3", "PTY", *_GEMS)


def started(text: str) -> Iterator[str | None]:
    """The programs, by name; None for one that is not told, as behind a shell or a wrapper such as env."""
    yield from (None if name is None or starts_its_words(name) else name for name in _named(text))


def _named(text: str) -> Iterator[str | None]:
    if not any(word in text for word in _WORDS):
        return
    every = list(tokens(text))
    for at, token in enumerate(every):
        if token.kind == "command":
            yield from _programs(token)
            continue
        if token.kind != "name":
            continue
        before = every[at - 1] if at else None
        owner = every[at - 2].text if before is not None and before.text == "." and at > 1 else None
        if token.text in _KERNEL and owner is None and not (before is not None and before.text in ("def", ":", "alias", "&")):
            rest = every[at + 1 : at + 4]
            if rest and rest[0].text == ":":
                continue  # a key of a hash
            yield from _given(rest)
        elif owner in _OWNED and token.text in _OWNED[owner]:
            yield from _given(every[at + 1 : at + 4])
        elif token.text in _GEMS and [t.text for t in every[at + 1 : at + 4]] in ([":", ":", "CommandLine"], [":", ":", "Command"], [":", ":", "Spawn"]):
            yield None


def _given(rest: list[Token]) -> Iterator[str | None]:
    """What stands first among the operands: a string, or an array that begins with one."""
    for token in rest:
        if token.kind == "string":
            if len(rest) > 1 and rest[-1].text == "," and token.whole:
                yield token.text
            else:
                yield from _programs(token)
            return
        if token.text not in ("(", "["):
            break
    yield None


def _programs(token: Token) -> Iterator[str | None]:
    """The programs of a command line for the shell. Values after the program's name do not matter."""
    text = token.text
    while "#{" in text:
        before, _, rest = text.partition("#{")
        if not before.strip() or any(c in before for c in "|;&(`$"):
            yield None
            return
        text = before + "x" + rest.partition("}")[2]
    script = parse(text.strip())
    found = [] if script.opaque else list(calls_of(script, Place({}, "/", None, 0)))
    if not found:
        yield None
    for call in found:
        if call.name is None:
            yield None
        elif call.name not in BUILTINS:
            yield call.argv[0]
