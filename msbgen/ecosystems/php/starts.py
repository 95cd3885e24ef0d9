"""Which programs a PHP source starts: exec and its like, backquotes, proc_open, Symfony's Process (php.net/manual/en/ref.exec.php)."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.lexing import Token
from msbgen.ecosystems.php.lexer import tokens
from msbgen.read.shell import parse
from msbgen.understand.calls import Place, calls_of
from msbgen.understand.started import BUILTINS, starts_its_words

__all__ = ["started"]

_FUNCTIONS = frozenset({"exec", "shell_exec", "system", "passthru", "proc_open", "popen", "pcntl_exec"})
#: classes whose constructor, or static method, is given a command
_CLASSES = frozenset({"Process", "PhpExecutableFinder", "ExecutableFinder"})
_METHODS = frozenset({"fromShellCommandline", "run", "start", "command", "path", "pipe"})
_WORDS = (*_FUNCTIONS, *_CLASSES, "`")


def started(text: str) -> Iterator[str | None]:
    """The programs, by name; None for one that is not told, as behind a shell or a wrapper such as env."""
    yield from (None if name is None or starts_its_words(name) else name for name in _named(text))


def _named(text: str) -> Iterator[str | None]:
    if not any(word in text for word in _WORDS):
        return
    every = list(tokens(text))
    for at, token in enumerate(every):
        before = every[at - 1].text if at else ""
        rest = every[at + 1 : at + 4]
        if token.kind == "command":
            yield from _programs(token)
        elif token.kind != "name":
            continue
        elif token.text.lower() in _FUNCTIONS and before not in ("->", "::", "function", "new", "const") and rest[:1] and rest[0].text == "(":
            if token.text.lower() == "pcntl_exec" and len(rest) > 1 and rest[1].kind == "string" and rest[1].whole:
                yield rest[1].text
            else:
                yield from _given(rest[1:])
        elif token.text.rsplit("\\", 1)[-1] == "Process" and rest[:1]:
            if before == "new" and rest[0].text == "(":
                yield from _given(rest[1:])
            elif rest[0].text == "::" and len(rest) > 1 and rest[1].text in _METHODS:
                yield from _given(every[at + 4 : at + 6])
        elif token.text.rsplit("\\", 1)[-1] == "ExecutableFinder" and before == "new":
            yield None


def _given(rest: list[Token]) -> Iterator[str | None]:
    """What stands first among the operands: a string, or an array that begins with one."""
    for token in rest:
        if token.kind == "string":
            if rest[0].text == "[" and token.whole:
                yield token.text
            else:
                yield from _programs(token)
            return
        if token.text == "PHP_BINARY":
            yield "php"
            return
        if token.text != "[":
            break
    yield None


def _programs(token: Token) -> Iterator[str | None]:
    """The programs of a command line for the shell. Values after the program's name do not matter."""
    text = token.text.replace("{$", "$").replace("\\", "")
    script = parse(text.strip())
    found = [] if script.opaque else list(calls_of(script, Place({}, "/", None, 0)))
    if not found:
        yield None
    for call in found:
        words = call.command.words
        if call.name is None or (words and "$" in words[0].text):
            yield None
        elif call.name not in BUILTINS:
            yield call.argv[0]
