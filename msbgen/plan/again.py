"""Commands that run a second time, in the runtime stage: whether what they read is there, too."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.model.facts import Call, Facts, Line, Need, Unit
from msbgen.model.ledger import Evidence
from msbgen.plan.kept import Keeping
from msbgen.understand.paths import below, covered, join
from msbgen.understand.started import BUILTINS

__all__ = ["first_to_change", "follows", "foreign_option", "prepared", "programs", "reads_builder"]

#: programs that tell of the system, whatever their operands
_TELL = frozenset("echo printf true false : id getent uname dpkg arch whoami nproc date hostname getconf seq".split())
#: programs whose first operand is no file
_FIRST = frozenset({"grep", "egrep", "sed", "awk", "tr"})
#: operators of test(1)
_OPERATORS = frozenset("[ ] ! = == != -a -o -n -z -e -f -d -r -w -x -s -L -h -eq -ne -gt -ge -lt -le".split())
#: where every system has files of its own
_SYSTEM = ("/etc", "/dev", "/proc", "/sys")
#: letters of options that coreutils and BusyBox 1.36 both know
_SHARED = {
    "chgrp": "Rhv", "chmod": "Rv", "chown": "Rhv", "cp": "adfipRrLPv", "ln": "sfnbSTv", "mkdir": "pmv", "mv": "fiv", "rm": "rRfiv", "rmdir": "p", "touch": "cdrt",
}  # fmt: skip
#: mounts that bring nothing
_EMPTY_MOUNTS = ("type=cache", "type=tmpfs")


def reads_builder(unit: Unit, line: Line, keeping: Keeping) -> str | None:
    """What a unit reads that only the builder has: a mount, a file that is not kept; None where it reads nothing of the kind."""
    mounts = [f.value or "" for f in line.instruction.flags if f.name == "mount"]
    if any(not any(kind in mount for kind in _EMPTY_MOUNTS) for mount in mounts):
        return "a mount"
    for call, effect in zip(unit.calls, unit.effects, strict=False):
        for redirect in call.command.redirects:
            if redirect.op == "<" and not _there(join(call.cwd, redirect.target.value or "") or "", keeping):
                return redirect.target.text
        for word in call.operands:
            if word and word.startswith("--reference=") and not _there(join(call.cwd, word.partition("=")[2]) or "", keeping):
                return word
        if effect.role == "state" and call.name not in _TELL:
            for path in _operands(call):
                if not _there(join(call.cwd, path) or "", keeping):
                    return path
    return None


def _operands(call: Call) -> Iterator[str]:
    """The words of a command that may name files it reads."""
    words = [w for w in call.operands if w is None or not w.startswith("-")]
    if call.name in BUILTINS and call.name not in ("[", "test", ".", "source", "read"):
        return
    if call.name in ("[", "test"):
        tests = {w for w in call.operands if w in ("-e", "-f", "-d", "-r", "-w", "-x", "-s", "-L", "-h")}
        words = [w for w in words if w not in _OPERATORS] if tests else []
    elif call.name in _FIRST:
        words = words[1:]
    yield from (w or "" for w in words)


def _there(path: str, keeping: Keeping) -> bool:
    return covered(path, _SYSTEM) or keeping.holds(path)


def prepared(units: tuple[Unit, ...], again: set[int]) -> set[int]:
    """The parts of a RUN that must run again for the sake of others: they set variables that those read, or the mask of new files."""
    found = set(again)
    for at in range(len(units) - 1, -1, -1):
        later = [u for u in units[at + 1 :] if u.part in found]
        sets = any(units[at].sets & u.reads for u in later)
        masks = later and any(c.name == "umask" for c in units[at].calls)
        if sets or masks:
            found.add(units[at].part)
    return found


def follows(unit: Unit, units: tuple[Unit, ...], again: set[int]) -> bool:
    """Whether a unit changes owners, modes or capabilities after one that is run again changed those of the same files."""
    mine = [p for e in unit.effects for p in e.changes]
    for at, other in enumerate(units):
        if other is unit:
            return False
        if at in again and any(below(p, q) or below(q, p) for e in other.effects for q in e.changes for p in mine):
            return True
    return False


def programs(unit: Unit) -> Iterator[Need]:
    """The programs that a unit runs, as needs of the runtime stage."""
    for call in unit.calls:
        if call.name is not None and call.name not in BUILTINS:
            yield Need("program", call.argv[0] or call.name, "a line that runs again starts it", (Evidence(f"line {unit.line}", unit.text),))


def foreign_option(unit: Unit) -> str | None:
    """An option of a common command that coreutils has and BusyBox may not; None where there is none."""
    for call in unit.calls:
        known = _SHARED.get(call.name or "")
        for word in call.operands if known is not None else ():
            if word is not None and word.startswith("-") and (word.startswith("--") or not set(word[1:]) <= set(known or "")) and word not in ("-", "--"):
                return f"{call.name} {word}"
    return None


def first_to_change(facts: Facts, unit: Unit) -> bool:
    """Whether no line before a unit brought, installed or removed anything: a program that it runs is the base's own, or in neither stage."""
    for line in facts.lines:
        for other in line.units:
            if other is unit:
                return True
            if any(e.install or e.anywhere or e.writes or e.products or e.links or e.removes or e.may_remove or e.role == "unknown" for e in other.effects):
                return False
        if line.placed is not None or line.opaque is not None:
            return False
    return False
