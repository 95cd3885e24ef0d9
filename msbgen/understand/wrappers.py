"""Programs that only start another one: which words of their command line are that program's."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.model.record import record

__all__ = ["Inner", "inner", "is_wrapper"]


@record(frozen=True, slots=True)
class Inner:
    """What a wrapper starts: `argv` in exec form, or `text` that it gives to a shell; both None where that cannot be known.
    `env` holds the assignments that stand before the program."""

    argv: tuple[str | None, ...] | None = None
    text: str | None = None
    env: tuple[tuple[str, str], ...] = ()


@record(frozen=True, slots=True)
class _Row:
    """`own` operands stand before the program; `valued` options take the next word; `text` options take a text for the shell;
    `lone` options mean that it starts nothing, `odd` ones that the program runs in another place. `assigns`: NAME=VALUE may stand before the program. `more`: it appends operands
    that only the run knows."""

    own: int = 0
    valued: frozenset[str] = frozenset()
    text: frozenset[str] = frozenset()
    lone: frozenset[str] = frozenset()
    odd: frozenset[str] = frozenset()
    assigns: bool = False
    more: bool = False


def _row(own: int = 0, valued: str = "", *, text: str = "", lone: str = "", odd: str = "", assigns: bool = False, more: bool = False) -> _Row:
    return _Row(own, frozenset(valued.split()), frozenset(text.split()), frozenset(lone.split()), frozenset(odd.split()), assigns, more)


#: Sources: the POSIX shell's builtins (IEEE Std 1003.1-2017), coreutils 9.1, findutils 4.9, util-linux 2.38, shadow 4.13, sudo 1.9.13,
#: tini 0.19, dumb-init 1.2.5, gosu 1.14, su-exec 0.2, catatonit 0.1, eatmydata 130, and docker-library's entrypoints, which end in
#: exec "$@". Checked 2026-11-24.
_ROWS = {
    "builtin": _row(),
    "catatonit": _row(),
    "chroot": _row(1),
    "chrt": _row(1),
    "command": _row(lone="-v -V"),
    "docker-entrypoint.sh": _row(),
    "dumb-init": _row(valued="-r --rewrite"),
    "eatmydata": _row(),
    "env": _row(valued="-u --unset", odd="-C --chdir -S --split-string", assigns=True),
    "exec": _row(valued="-a"),
    "flock": _row(1, "-w --wait --timeout -E --conflict-exit-code", text="-c --command"),
    "gosu": _row(1),
    "ionice": _row(valued="-c --class -n --classdata", lone="-p"),
    "nice": _row(valued="-n --adjustment"),
    "nohup": _row(),
    "setarch": _row(1),
    "setsid": _row(),
    "stdbuf": _row(valued="-i -o -e --input --output --error"),
    "su": _row(1, valued="-g -G -s -w --group --shell", text="-c --command --session-command"),
    "su-exec": _row(1),
    "sudo": _row(valued="-u -g -h -p -C -r -t -T -U --user --group --host --prompt", lone="-l -v", odd="-D -R --chdir --chroot", assigns=True),
    "taskset": _row(1, lone="-p"),
    "time": _row(valued="-f -o --format --output"),
    "timeout": _row(1, "-s -k --signal --kill-after"),
    "tini": _row(valued="-p -e"),
    "watch": _row(valued="-n --interval"),
    "xargs": _row(valued="-a -d -E -I -L -n -P -s --arg-file --delimiter --max-args --max-lines --max-procs --replace", more=True),
}


def is_wrapper(name: str | None) -> bool:
    """Whether a program only starts another one."""
    return name in _ROWS


def inner(argv: tuple[str | None, ...]) -> Iterator[Inner]:
    """What a command line starts by way of a wrapper; nothing where it is no wrapper, or starts nothing else."""
    name = (argv[0] or "").rsplit("/", 1)[-1] if argv else ""
    if name == "find":
        yield from _found(argv)
        return
    row = _ROWS.get(name)
    if row is None:
        return
    rest = list(argv[1:])
    text: str | None = None
    own = row.own
    while rest and (word := rest[0]) is not None:
        if word == "--":
            rest.pop(0)
            if not own:
                break
        elif word.startswith("-") and word != "-" or row.text and word in row.text:
            rest.pop(0)
            option, given, value = word.partition("=")
            if option in row.lone:
                return
            if option in row.odd or word[:2] in row.odd:
                yield Inner()
                return
            if option in row.text or (word[:2] in row.text and not word.startswith("--")):
                text = value if given else word[2:] or (rest.pop(0) if rest else None)
                if text is None:
                    yield Inner()
                    return
            elif option in row.valued and not given and rest:
                rest.pop(0)
        elif own:
            rest.pop(0)
            own -= 1
        else:
            break
    if text is not None:
        yield Inner(text=text)
        return
    if own and rest:
        yield Inner()
        return
    env = []
    while row.assigns and rest and (word := rest[0]) and "=" in word.split("/")[0]:
        variable, _, value = word.partition("=")
        env.append((variable, value))
        rest.pop(0)
    if not rest or name == "su":  # su without -c starts a login shell
        return
    if name == "watch":
        words = [w for w in rest if w is not None]
        yield Inner(text=" ".join(words)) if len(words) == len(rest) else Inner()
        return
    yield Inner((*rest, None) if row.more else tuple(rest), env=tuple(env))


def _found(argv: tuple[str | None, ...]) -> Iterator[Inner]:
    """The commands of find's -exec and its like, each up to its `;` or `+`."""
    words = list(argv[1:])
    for at, word in enumerate(words):
        if word in ("-exec", "-execdir", "-ok", "-okdir"):
            command: list[str | None] = []
            for each in words[at + 1 :]:
                if each in (";", "+"):
                    break
                command.append(None if each is not None and "{}" in each else each)
            if command:
                yield Inner(tuple(command))
