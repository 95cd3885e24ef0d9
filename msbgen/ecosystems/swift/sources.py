"""A Swift source: which programs it starts, and whether it loads libraries by their names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from msbgen.ecosystems.lexing import Grammar, Token, nested

__all__ = ["UNKNOWN", "Source", "read", "tokens"]

UNKNOWN = ""
"""stands for a program whose name the text does not tell"""
#: functions of the C library that start programs or load libraries, and modules that do
_LOUD = frozenset("dlopen dlmopen popen posix_spawn posix_spawnp execv execve execvp execl PythonKit Subprocess ShellOut SwiftShell".split())


@dataclass(frozen=True, slots=True)
class Source:
    """`programs` are those that it starts, UNKNOWN for one that it does not name; `loud` is the name that may do anything of the kind."""

    programs: tuple[str, ...]
    loud: str | None


@lru_cache(maxsize=512)
def read(text: str) -> Source:
    """What a source's text tells."""
    every = list(tokens(text))
    loud = next((t.text for at, t in enumerate(every) if t.kind == "name" and (t.text in _LOUD or (t.text == "system" and _called(every, at)))), None)
    processes = any(t.text == "Process" and (_called(every, at) or [n.text for n in every[at + 1 : at + 3]] == [".", "run"]) for at, t in enumerate(every))
    programs = (tuple(dict.fromkeys(_programs(every))) or (UNKNOWN,)) if processes else ()
    return Source(programs, loud)


def _called(every: list[Token], at: int) -> bool:
    before = every[at - 1].text if at else ""
    return at + 1 < len(every) and every[at + 1].text == "(" and before not in (".", "func")


def _programs(every: list[Token]) -> Iterator[str]:
    """The programs that Foundation's Process is given: executableURL, launchPath, or the first argument of run."""
    for at, token in enumerate(every):
        following = every[at + 1 : at + 12]
        assigned = token.text in ("executableURL", "launchPath") and following and following[0].text == "="
        if not assigned and not (token.text == "run" and at >= 2 and every[at - 1].text == "." and every[at - 2].text == "Process"):
            continue
        end = next((i for i, t in enumerate(following) if t.text in (")", ",") or (t.kind == "name" and i and following[i - 1].text not in (".", "=", "(", ":") and following[i - 1].kind != "name")), len(following))
        named = next((t for t in following[:end] if t.kind == "string"), None)
        shell = named is not None and named.text.rpartition("/")[2] in ("sh", "bash", "env")
        yield named.text if named is not None and named.whole and not shell and named.text.strip() else UNKNOWN


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order, strings without their quotes; comments are left out."""
    return _GRAMMAR.tokens(text)


def _string(text: str, at: int) -> tuple[Token, int]:
    """The string that begins here, and where it ends: plain, of several lines, or with number signs around it."""
    hashes = 0
    while text[at + hashes] == "#":
        hashes += 1
    begin = at + hashes
    quote = '"""' if text.startswith('"""', begin) else '"'
    close = quote + "#" * hashes
    escape = "\\" + "#" * hashes
    end = begin + len(quote)
    while end < len(text) and not text.startswith(close, end):
        if text.startswith(escape + "(", end):
            end = _interpolation(text, end + len(escape))
        elif text.startswith(escape, end):
            end += len(escape) + 1
        else:
            end += 1
    inner = text[begin + len(quote) : end]
    return Token("string", inner, escape + "(" not in inner), min(len(text), end + len(close))


def _interpolation(text: str, at: int) -> int:
    """After the parenthesis that closes the one here; strings in it may hold others."""
    depth = 0
    while at < len(text):
        if text[at] == '"':
            at = _string(text, at)[1]
            continue
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        at += 1
        if not depth:
            return at
    return at


#: The Swift Programming Language, "Lexical Structure"
_GRAMMAR = Grammar(
    r"""
    \s+|//[^\n]*
  | (?P<comment>/\*)
  | (?P<quote>\#*")
  | (?P<name>[^\W\d]\w*)
  | (?P<symbol>.)
    """,
    comment=nested("/*", "*/"),
    quote=lambda found: _string(found.string, found.start()),
)
