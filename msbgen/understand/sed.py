"""What a sed script writes beside its output: the commands w and W, the flag w of s, and e (GNU sed 4.9 manual, "Commands")."""

from __future__ import annotations

__all__ = ["written_by"]

#: commands that end where they stand, and those whose text goes to the line's end
_PLAIN = frozenset("dDgGhHnNpPxlqQz=F")
_TO_THE_END = frozenset("aicrRbtTv:#")


def written_by(script: str) -> tuple[str, ...] | None:
    """The files that a script writes; None where it runs programs, or cannot be read."""
    found: list[str] = []
    at = 0
    while at < len(script):
        at = _addressed(script, at)
        if at < 0:
            return None
        if at >= len(script):
            break
        command, at = script[at], at + 1
        if command in _PLAIN or command in "{}":
            continue
        if command in _TO_THE_END:
            at = _line_end(script, at, continued=command in "aic", short=command in "btT")
        elif command in "wW":
            end = _line_end(script, at)
            found.append(script[at:end].strip())
            at = end
        elif command in "sy":
            at = _delimited(script, at, script[at : at + 1], 2)
            if at < 0:
                return None
            while at < len(script) and script[at] not in ";}\n":
                if script[at] == "e":
                    return None
                if script[at] == "w":
                    end = _line_end(script, at)
                    found.append(script[at + 1 : end].strip())
                    at = end
                    break
                at += 1
        else:
            return None
    return tuple(f for f in found if f not in ("/dev/stdout", "/dev/stderr"))


def _addressed(script: str, at: int) -> int:
    """The offset of the next command, behind blanks, separators and its addresses; -1 where an address does not end."""
    while at < len(script):
        c = script[at]
        if c.isspace() or c in ";,!~+$" or c.isdigit():
            at += 1
        elif c in "/\\":
            at += c == "\\"
            at = _delimited(script, at, script[at : at + 1], 1)
            if at < 0:
                return -1
            while at < len(script) and script[at] in "IM":
                at += 1
        else:
            return at
    return at


def _delimited(script: str, at: int, mark: str, times: int) -> int:
    """The offset behind as many parts as are asked for, each ended by `mark`; `at` is that of the first mark. -1 where one is missing."""
    at += 1
    inside = False
    while times:
        if at >= len(script) or not mark:
            return -1
        c = script[at]
        if c == "\\":
            at += 1
        elif c == "[" and mark != "[":
            inside = inside or "]" in script[at + 2 :].split(mark + mark)[0]
        elif c == "]":
            inside = False
        elif c == mark and not inside:
            times -= 1
        at += 1
    return at


def _line_end(script: str, at: int, *, continued: bool = False, short: bool = False) -> int:
    """Where a command's text ends: at the line's end; of a, i and c not after a backslash; of labels also at a semicolon."""
    while at < len(script):
        if script[at] == "\n" and not (continued and script[at - 1] == "\\"):
            return at
        if short and script[at] in ";}":
            return at
        at += 1
    return at
