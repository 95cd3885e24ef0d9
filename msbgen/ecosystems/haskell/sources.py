"""A Haskell source: which modules it imports, which programs it starts, which functions of C it names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from msbgen.ecosystems.lexing import Grammar, Token, nested

__all__ = ["UNKNOWN", "Source", "read", "tokens"]

UNKNOWN = ""
"""stands for a program whose name the text does not tell"""
#: functions that start the program that their first argument names (packages process, typed-process and unix)
_PROGRAMS = frozenset("proc readProcess readProcessWithExitCode callProcess spawnProcess rawSystem executeFile".split())
#: those that run a command line of the shell
_LINES = frozenset("system shell callCommand spawnCommand readShell shelly".split())
_MODULES = ("System.Process", "System.Cmd", "System.Posix.Process", "Turtle", "Shelly", "Shh", "Data.Conduit.Process", "UnliftIO.Process", "RIO.Process", "System.IO.Streams.Process")
#: functions of C with which a program starts another or loads a library
_FOREIGN = frozenset("system popen dlopen execl execle execlp execv execve execvp posix_spawn posix_spawnp".split())


@dataclass(frozen=True, slots=True)
class Source:
    """`programs` are those that it starts, UNKNOWN for one that it does not name; `foreign` says that it calls C to do so."""

    imports: tuple[str, ...]
    programs: tuple[str, ...]
    foreign: bool


@lru_cache(maxsize=512)
def read(text: str) -> Source:
    """What a source's text tells."""
    every = list(tokens(text))
    imports = tuple(dict.fromkeys(_imports(every)))
    programs: tuple[str, ...] = ()
    if any(m == each or m.startswith(each + ".") for m in imports for each in _MODULES):
        programs = tuple(dict.fromkeys(_programs(every))) or (UNKNOWN,)
    foreign = any(t.text == "foreign" for t in every) and any(w in _FOREIGN for t in every if t.kind in ("string", "name") for w in t.text.split())
    return Source(imports, programs, foreign)


def _imports(every: list[Token]) -> Iterator[str]:
    for at, token in enumerate(every):
        if token.kind == "name" and token.text == "import":
            name = next((t.text for t in every[at + 1 : at + 6] if t.kind == "name" and t.text[0].isupper()), None)
            if name is not None:
                yield name


def _programs(every: list[Token]) -> Iterator[str]:
    for at, token in enumerate(every):
        if token.kind != "name":
            continue
        name = token.text.rpartition(".")[2]
        following = every[at + 1] if at + 1 < len(every) else None
        if name in _PROGRAMS and following is not None and following.text not in (",", ")", "::"):
            yield following.text if following.kind == "string" and following.text.strip() else UNKNOWN
        elif name in _LINES and following is not None and following.text not in (",", ")", "::"):
            yield UNKNOWN


#: Haskell 2010 report, chapter 2; names keep their qualifiers, and two dashes may begin an operator (-->)
_GRAMMAR = Grammar(
    r"""
    \s+|--(?!-*[!\#$%&*+./<=>?@\\^|~:])[^\n]*
  | (?P<comment>\{-)
  | "(?P<string>(?:[^"\\]|\\.?)*)(?:"|\Z)
  | '(?:\\.?[^']*(?:'|\Z)|.')
  | (?P<name>[^\W\d](?:[\w']|(?<=[^\W_])\.(?=[^\W\d_]))*)
  | (?P<symbol>.)
    """,
    comment=nested("{-", "-}"),
)


def tokens(text: str) -> Iterator[Token]:
    """All tokens in order, strings without their quotes; comments and characters are left out."""
    return _GRAMMAR.tokens(text)
