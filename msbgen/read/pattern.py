"""The patterns of `${name#pattern}` and its kin: `*`, `?` and literal characters, matched in linear time.

BuildKit turns them into regular expressions; walking the states side by side gives the same matches (leftmost, then
longest or shortest) without the exponential time that backtracking can take.
"""

from __future__ import annotations

from collections.abc import Sequence

_ANY = "?"
_STAR = "*"

#: (is it special, character)
Token = tuple[bool, str]


def parse_pattern(text: str) -> list[Token]:
    """Tokens of a pattern. Raises ValueError for an escape that BuildKit does not know."""
    tokens: list[Token] = []
    at = 0
    while at < len(text):
        char = text[at]
        at += 1
        if char in (_ANY, _STAR):
            tokens.append((True, char))
        elif char != "\\":
            tokens.append((False, char))
        elif text[at : at + 1] not in ("}", "/"):
            # those two are escaped for ${…} and the escape is no part of the pattern
            escaped = text[at : at + 1]
            if escaped not in ("*", "?", "\\"):
                raise ValueError(f"invalid escape '\\{escaped}'")
            tokens.append((False, escaped))
            at += 1
    return tokens


def search(
    tokens: Sequence[Token], value: str, start: int = 0, *, anchored: bool, longest: bool
) -> tuple[int, int] | None:
    """The leftmost match at or after `start` (at `start` only, if `anchored`), as (start, end), or None.

    `*` and `?` do not match a newline.
    """
    final = len(tokens)
    best: tuple[int, int] | None = None
    states: dict[int, int] = {}  # token that is next → where that match began, the leftmost
    for at in range(start, len(value) + 1):
        if best is None and (at == start or not anchored):
            _enter(states, tokens, 0, at)
        began = states.get(final)
        if began is not None and (best is None or began <= best[0]):
            best = (began, at)
            if not longest:
                return best
        if at == len(value):
            break
        char = value[at]
        following: dict[int, int] = {}
        for state, origin in states.items():
            if state == final or (best is not None and origin > best[0]):
                continue
            special, wanted = tokens[state]
            if special and char != "\n":
                _enter(following, tokens, state if wanted == _STAR else state + 1, origin)
            elif not special and char == wanted:
                _enter(following, tokens, state + 1, origin)
        states = following
        if not states and (anchored or best is not None):
            break
    return best


def _enter(states: dict[int, int], tokens: Sequence[Token], state: int, origin: int) -> None:
    """Adds a state, and those reachable by letting each `*` match nothing."""
    while True:
        if origin >= states.get(state, origin + 1):
            return
        states[state] = origin
        if state == len(tokens) or tokens[state] != (True, _STAR):
            return
        state += 1


def without_prefix(pattern: str, value: str, *, longest: bool) -> str:
    found = search(parse_pattern(pattern), value, anchored=True, longest=longest)
    return value[found[1] :] if found else value


def without_suffix(pattern: str, value: str, *, longest: bool) -> str:
    backwards = value[::-1]
    found = search(parse_pattern(_backwards(pattern)), backwards, anchored=True, longest=longest)
    return backwards[found[1] :][::-1] if found else value


def _backwards(pattern: str) -> str:
    """The pattern reversed, each escape still before what it escapes; one at the very end comes first, as in BuildKit."""
    units: list[str] = []
    at = 0
    while at < len(pattern):
        width = 2 if pattern[at] == "\\" else 1
        units.append(pattern[at : at + width])
        at += width
    return "".join(reversed(units))


def replace(pattern: str, value: str, replacement: str, *, every: bool) -> str:
    """`${name/pattern/replacement}`, with `//` for every match.

    For every match Go reads the replacement as a template, in which `$0` is the match and `$name` is empty.
    """
    tokens = parse_pattern(pattern)
    parts: list[str] = []
    copied = at = 0
    while at <= len(value):
        found = search(tokens, value, at, anchored=False, longest=True)
        if found is None:
            break
        start, end = found
        parts.append(value[copied:start])
        if end > copied or start == 0:  # an empty match right after another one does not count
            parts.append(_template(replacement, value[start:end]) if every else replacement)
        copied = end
        if not every:
            break
        at = max(end, at + 1)
    return "".join(parts) + value[copied:]


def _template(template: str, match: str) -> str:
    parts: list[str] = []
    rest = template
    while True:
        before, dollar, rest = rest.partition("$")
        parts.append(before)
        if not dollar:
            return "".join(parts)
        if rest.startswith("$"):
            parts.append("$")
            rest = rest[1:]
            continue
        braced = rest.startswith("{")
        end = start = int(braced)
        while end < len(rest) and (rest[end].isalpha() or rest[end].isdecimal() or rest[end] == "_"):
            end += 1
        name = rest[start:end]
        if not name or (braced and not rest.startswith("}", end)):
            parts.append("$")
            continue
        parts.append(match if name == "0" else "")
        rest = rest[end + braced :]
