"""One-liners of perl that only replace text in files."""

from __future__ import annotations

__all__ = ["only_replaces"]

_PAIRS = {"{": "}", "(": ")", "[": "]", "<": ">"}
#: flags of s/// and tr/// but e, which makes code of the replacement (perlop(1), "Quote-Like Operators")
_FLAGS = frozenset("gimsxcdro")
#: what has code in it evaluated: dereferences of blocks, code in patterns (perlop(1), perlre(1))
_CODE = ("@{", "${", "(?{", "(??{")


def only_replaces(code: str) -> bool:
    """Whether the code is s/…/…/ and tr/…/…/ alone, one or several, with nothing in them that perl would run."""
    rest = code.strip()
    while rest:
        name = next((n for n in ("tr", "s", "y") if rest.startswith(n)), "")
        mark = rest[len(name) : len(name) + 1]
        if not name or not mark or mark.isalnum() or mark.isspace() or mark in "'_;=":
            return False
        at = len(name)
        first, at = _piece(rest, at + 1, mark)
        if mark in _PAIRS:
            at += len(rest[at:]) - len(rest[at:].lstrip())
            mark = rest[at : at + 1]
            at += 1
        second, at = _piece(rest, at, mark)
        flags = rest[at:].partition(";")[0].strip()
        if at > len(rest) or not mark or not _FLAGS.issuperset(flags) or not _plain(first) or not _plain(second):
            return False
        rest = rest[at:].partition(";")[2].strip()
    return bool(code.strip())


def _piece(text: str, at: int, mark: str) -> tuple[str, int]:
    """What stands from here to the mark that ends it, and the index after that: beyond the text where none does."""
    close = _PAIRS.get(mark, mark)
    start, depth = at, 1
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        depth += (text[at] == mark != close) - (text[at] == close)
        at += 1
        if not depth:
            return text[start : at - 1], at
    return text[start:], len(text) + 1


def _plain(piece: str) -> bool:
    """Whether variables in it are whole or have a plain word as their key: $ENV{HOME}, $1."""
    if any(mark in piece for mark in _CODE):
        return False
    for part in piece.split("$")[1:]:
        end = next((i for i, c in enumerate(part) if not (c.isalnum() or c == "_")), len(part))
        if part[end : end + 1] in ("{", "[") and end:
            key = part[end + 1 :].partition(_PAIRS[part[end]])[0]
            if not key.replace("_", "").isalnum():
                return False
    return True
