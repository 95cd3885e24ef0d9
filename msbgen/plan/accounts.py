"""Accounts that a runtime stage makes again: the files that come from the builder carry the numbers that the accounts have there.

`addgroup --system` and its like take the next free number, and which is free depends on the packages that are installed: a full image has
the group _ssh where the slim one has none. Ordinary users are numbered from 1000 on, where no package makes any (Debian Policy 9.2.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msbgen.model.facts import Call, Facts, Line
from msbgen.model.plan import Copy, Run, Step
from msbgen.plan.kept import Keeping
from msbgen.understand.commands import makes_user, words_of
from msbgen.understand.homes import is_root
from msbgen.understand.paths import below

__all__ = ["renumbered"]

_GROUPS = ("addgroup", "groupadd")
_OWNERS = frozenset({"chown", "chgrp", "install"})
#: where the builder's tables of accounts lie while they are read
_TABLES = "/accounts"


def renumbered(line: Line, facts: Facts, keeping: Keeping, owners: Mapping[str, str], repeated: set[tuple[int, int]], builder: str) -> Iterator[Step]:
    """Steps that give the system accounts which a RUN makes again the numbers that they have in the builder; none where it gives them
    numbers, or where no file of the builder is theirs. `owners`: kept paths whose owner COPY gives by name."""
    calls = [c for u in line.units if (u.line, u.part) in repeated for c in u.calls]
    users = [name for c in calls if makes_user(c.name) and (name := _numberless(c)) is not None]
    groups = [name for c in calls if c.name in _GROUPS and (name := _numberless(c)) is not None]
    if not (users or groups) or not _theirs(facts, keeping, owners, repeated):
        return
    yield Copy(("/etc/passwd", "/etc/group"), _TABLES + "/", builder, note="Accounts have the numbers of the builder, as the files that come from there", why="the numbers of accounts")
    commands = []
    homes = [name for c in calls if makes_user(c.name) and _makes_home(c) and (name := _numberless(c)) is not None]
    if homes:
        commands.append(f'for name in {" ".join(dict.fromkeys(homes))}; do home=$(grep "^$name:" /etc/passwd | cut -d: -f6); [ "$(stat -c %U "$home")" != "$name" ]'
                        f' || chown -R "$(grep "^$name:" {_TABLES}/passwd | cut -d: -f3,4)" "$home"; done')  # fmt: skip
    if users:
        commands.extend(_rewritten("passwd", users, "$3 = id[$1]; $4 = group[$1]"))
    commands.extend(_rewritten("group", [*groups, *users], "$3 = id[$1]"))
    yield Run((*commands, f"rm -r {_TABLES}"), why="which number is free depends on the packages that are there")


def _rewritten(table: str, names: list[str], change: str) -> Iterator[str]:
    told = "NR == FNR { id[$1] = $3; group[$1] = $4; next }"
    ours = "|".join(dict.fromkeys(names))
    yield f"awk -F: -v OFS=: '{told} /^({ours}):/ {{ {change} }} 1' {_TABLES}/{table} /etc/{table} > {_TABLES}/new"
    yield f"cat {_TABLES}/new > /etc/{table}"


def _makes_home(call: Call) -> bool:
    given = words_of(call)
    return given.has("-m", "--create-home") if call.name == "useradd" else not given.has("-H", "--no-create-home")


def _numberless(call: Call) -> str | None:
    """The name of a system account that a command makes with a number that the command chooses itself."""
    given = words_of(call)
    if not given.has("-r", "-S", "--system") or given.has("-u", "--uid") or (call.name in _GROUPS and given.has("-g", "--gid")):
        return None
    at = -1 if call.name in ("useradd", "groupadd") else 0
    name = given.operands[at] if given.operands else None
    return name if name is not None and name.replace("-", "").replace("_", "").isalnum() else None


def _theirs(facts: Facts, keeping: Keeping, owners: Mapping[str, str], repeated: set[tuple[int, int]]) -> bool:
    """Whether files that come from the builder may belong to other accounts than root, by number."""
    kept = [k.path for k in keeping.paths if k.path not in owners]

    def comes(path: str) -> bool:
        return any(below(path, k) or below(k, path) for k in kept)

    for line in facts.lines:
        if line.placed is not None and line.placed.chown and not is_root(line.placed.chown) and comes(line.placed.dest):
            return True
        for unit in line.units:
            for call, effect in zip(unit.calls, unit.effects, strict=True):
                again = (unit.line, unit.part) in repeated
                changed = effect.changes if call.name in _OWNERS else ()
                written = (*effect.writes, *(p.path for p in effect.products)) if (line.state.user and not is_root(line.state.user)) or call.name == "install" else ()
                if any(comes(p) for p in (*changed, *written)) or (not again and any(p not in owners for p in changed)):
                    return True
    return False
