"""Variables and quotes of a Dockerfile's own strings, expanded as BuildKit expands them.

`$a ${a} ${a:-x} ${a-x} ${a:+x} ${a+x} ${a:?x} ${a?x} ${a#p} ${a##p} ${a%p} ${a%%p} ${a/p/r} ${a//p/r}`, single and double
quotes, and the escape character. It is not a shell's expansion, and not for RUN's shell text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msbgen.read.lexer import Lexer

__all__ = ["expand", "names"]


def expand(text: str, lookup: Mapping[str, str], escape: str = "\\") -> str:
    """`text` with variables from `lookup` and without its quotes: what BuildKit puts in place of a word.

    Raises `ExpansionError` for text that BuildKit rejects: a quote or brace that is not closed, a modifier that it does
    not know, `${name:?message}` without a value.
    """
    if not ("$" in text or "'" in text or '"' in text or escape in text):
        return text.removeprefix("\ufeff")
    return Lexer(text, lookup, escape).run()[0]


@lru_cache(maxsize=1024)  # each text is asked about for each of the passes, and by several parts of the plan
def names(text: str, escape: str = "\\") -> tuple[str, ...]:
    """The variables that expanding `text` reads, each once, in order; also those in words that end up unused.

    Raises `ExpansionError` for text that cannot be expanded whatever the values.
    """
    if "$" not in text:
        return ()
    seen = _Recorder()
    Lexer(text, seen, escape).run()
    return tuple(seen.names)


class _Recorder(Mapping[str, str]):
    """A lookup in which every variable is set, and which remembers what it was asked for."""

    def __init__(self) -> None:
        self.names: dict[str, None] = {}

    def __getitem__(self, name: str) -> str:
        self.names[name] = None
        return "x"

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
