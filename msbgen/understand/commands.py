"""Effects of common commands, from the table data/commands.toml. Languages' own commands are theirs (ecosystems/)."""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources
from typing import Any

from msbgen.model.facts import Call, Effect
from msbgen.model.ledger import Evidence
from msbgen.model.record import record
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.operands import absolute, inside, patterns
from msbgen.understand.paths import join
from msbgen.understand.special import MAKES, QUIET, SPECIAL, handed_on
from msbgen.understand.state import resolve

__all__ = ["common_effect", "is_common", "makes_user", "redirected", "tar_words", "transfer", "words_of"]

#: where redirected output is no file of the image
_NOWHERE = ("/dev/", "/proc/")


@record(frozen=True, slots=True)
class _Row:
    role: Any
    writes: str
    removes: str
    outputs: tuple[str, ...]
    valued: frozenset[str]
    names_remote: tuple[str, ...]
    names_remote_unless: tuple[str, ...]
    system: tuple[str, ...]
    folders: str
    changes: str
    scratch: tuple[str, ...]
    leaves: tuple[str, ...]
    makes: str | None
    long: bool
    query: bool
    unknown: tuple[str, ...]


@cache
def _table() -> dict[str, _Row]:
    text = resources.files("msbgen.data").joinpath("commands.toml").read_text()
    return {name: _row(values) for name, values in tomllib.loads(text)["commands"].items()}


def _row(values: dict[str, Any]) -> _Row:
    return _Row(
        role=values["role"],
        writes=values.get("writes", "none"),
        removes=values.get("removes", "none"),
        outputs=tuple(values.get("outputs", ())),
        valued=frozenset(values.get("valued", ())),
        names_remote=tuple(values.get("names_remote", ())),
        names_remote_unless=tuple(values.get("names_remote_unless", ())),
        system=tuple(values.get("system", ())),
        folders=values.get("folders", "none"),
        changes=values.get("changes", "none"),
        scratch=tuple(values.get("scratch", ())),
        leaves=tuple(values.get("leaves", ())),
        makes=values.get("makes"),
        long=values.get("long", False),
        query=values.get("query", False),
        unknown=tuple(values.get("unknown", ())),
    )


def words_of(call: Call) -> Arguments:
    """The words of a command, by what the table says of its options."""
    row = _table().get(call.name or "")
    return parse(call.operands, row.valued, clusters=not row.long) if row is not None else parse(call.operands)


def makes_user(name: str | None) -> bool:
    """Whether the command adds a user, whose home folder may come with it."""
    row = _table().get(name or "")
    return row is not None and row.makes == "user"


def is_common(name: str) -> bool:
    """Whether the table has a row for a command."""
    return name in SPECIAL or name in _table()


def common_effect(call: Call, is_folder: Callable[[str], bool] = lambda path: False) -> Effect | None:
    """What the table says of a command; None when it has no row. `is_folder` tells folders that are known to be there."""
    name = call.name
    if name is None:
        return None
    special = _tar if name == "tar" else SPECIAL.get(name)
    found = special(call) if special is not None else None
    if found is not None:
        return found
    row = _table().get(name)
    if row is None:
        return None
    words = _tar_style(call) if name == "tar" else call.operands
    arguments = parse(words, row.valued, clusters=not row.long)
    if name == "install" and arguments.has("-d", "--directory"):
        row = replace(row, role="runtime", writes="none", folders="operands")

    if row.changes == "rest" and arguments.has("--reference"):  # in the place of the owner or mode
        row = replace(row, changes="operands")

    def there(path: str) -> bool:
        full = join(call.cwd, path)
        return full is not None and is_folder(full)

    if name == "sort" and arguments.has("-o", "--output"):
        row = replace(row, role="build")
    writes, lost = absolute(_named(row, arguments, there), call.cwd)
    folders, made_lost = absolute(list(_operands(row.folders, arguments, row, there)), call.cwd)
    changes, changed_lost = absolute(list(_operands(row.changes, arguments, row, there)), call.cwd)
    removed = patterns(_removed(row, arguments), call.cwd)
    lost = lost or made_lost or changed_lost
    return Effect(
        role=row.role,
        reason="which files it writes or changes depends on a value that is not known" if lost else _REASONS[row.role],
        evidence=(Evidence("commands.toml", f"{name}: {row.role}"),),
        writes=(*writes, *row.leaves),
        folders=folders,
        changes=changes,
        system=row.system,
        removes=removed,
        scratch=row.scratch,
        anywhere=lost,
        programs=(name,),
        may_remove=_doubtful(call, row.removes) if row.removes != "none" else (),
    )


def _doubtful(call: Call, which: str) -> tuple[str, ...]:
    """Patterns of what a command may remove by operands that are known in part, or not at all."""
    partly = tuple(_partly_known(call))
    words = call.operands if which == "operands" and call.name != "mv" else call.operands[:-1]
    if sum(w is None for w in words) <= len(partly):
        return patterns(partly, call.cwd)
    return (*patterns(partly, call.cwd), *(handed_on(call) or ("/*",)))


def _partly_known(call: Call) -> Iterator[str]:
    """The operands that are known in part, a star for the rest: `/data/$x` is something in /data."""
    words = call.command.words[-len(call.argv) :]
    if len(words) != len(call.argv) or any(w.value is not None and w.value != v for w, v in zip(words, call.argv, strict=True)):
        return  # a wrapper's words, to which it adds others
    for word, value in zip(words[1:], call.operands[-len(words) + 1 :], strict=False):
        if value is None and not word.text.startswith(("$", '"$', "-", "`", '"`')) and len(word.spots) >= min(1, len(word.substitutions)):
            text = word.text[: word.spots[0][0]].lstrip('"') + "*" if word.spots else word.text
            pattern = resolve(text, {name: "*" if known is None else known for name, known in call.env.items()}, "\\")
            if pattern:
                yield pattern


_REASONS = {
    "build": MAKES,
    "runtime": "it prepares the container itself",
    "state": QUIET,
}


def redirected(call: Call) -> tuple[tuple[str, ...], bool]:
    """The files that a command's output goes to, and whether one of them cannot be known."""
    found: list[str] = []
    lost = False
    for redirect in call.command.redirects:
        if redirect.op not in (">", ">>", ">|", "&>", "&>>"):
            continue
        target = redirect.target.value
        if target is None and not redirect.target.substitutions:
            text = redirect.target.text
            home = call.env.get("HOME")
            if not text.startswith("~"):
                target = resolve(text, call.env, "\\")
            elif text[1:2] in ("", "/") and home is not None:  # of another user it is not known
                target = resolve(text[1:], call.env, "\\")
                target = None if target is None else home + target
        if target is None:
            lost = True
        elif not target.startswith(_NOWHERE) and not target.isdigit():
            path = join(call.cwd, target)
            lost |= path is None
            found.extend([path] if path else [])
    return tuple(found), lost


def _named(row: _Row, arguments: Arguments, is_folder: Callable[[str], bool]) -> list[str | None]:
    """The words that name what is written."""
    found: list[str | None] = list(arguments.values(*row.outputs)) if row.outputs else []
    has_output = any(v not in (None, "-") for v in found)
    found = [v for v in found if v != "-"]
    if row.writes == "cwd":
        if not has_output:
            found.append(".")
    else:
        found.extend(_operands(row.writes, arguments, row, is_folder))
    remote = (row.names_remote and arguments.has(*row.names_remote)) or (
        row.names_remote_unless and not arguments.has(*row.names_remote_unless)
    )
    if remote:
        for operand in arguments.operands:
            plain = operand if operand is None or row.query else operand.split("?")[0]
            found.append(None if plain is None else posixpath.basename(plain.rstrip("/")) or ".")
    if row.unknown and arguments.has(*row.unknown):
        found.append(None)
    return found


def _operands(which: str, arguments: Arguments, row: _Row, is_folder: Callable[[str], bool]) -> tuple[str | None, ...]:
    if which == "operands":
        return arguments.operands
    if which == "rest":
        return arguments.operands[1:]
    if which == "last":
        sources, dest, into = transfer(arguments, is_folder) if "-t" in row.valued else (arguments.operands[:-1], arguments.operands[-1], False)
        if arguments.has("--parents"):  # of cp: the sources' whole paths below the destination
            return tuple(None if s is None or dest is None else posixpath.join(dest, s.strip("/")) for s in sources)
        return () if not sources else inside(dest, sources) if into else (dest,)
    return ()


def transfer(arguments: Arguments, is_folder: Callable[[str], bool]) -> tuple[tuple[str | None, ...], str | None, bool]:
    """Sources and destination of cp, mv or install, and whether the destination is a folder that the sources go into."""
    target = arguments.value("-t", "--target-directory")
    if target is not None:
        return arguments.operands, target, True
    if len(arguments.operands) < 2:
        return (), None, False
    *sources, dest = arguments.operands
    into = dest is not None and (dest.endswith("/") or len(sources) > 1 or is_folder(dest))
    return tuple(sources), dest, into and not arguments.has("-T", "--no-target-directory")


def _removed(row: _Row, arguments: Arguments) -> tuple[str | None, ...]:
    """What goes away: all operands, or all but the last for mv."""
    if row.removes == "none":
        return ()
    return arguments.operands[:-1] if row.writes == "last" else arguments.operands


def tar_words(call: Call) -> Arguments:
    """The words of tar, whatever their style."""
    return parse(_tar_style(call), _table()["tar"].valued)


def _tar_style(call: Call) -> tuple[str | None, ...]:
    """`tar xzf a.tgz` without a dash means `tar -xzf a.tgz`."""
    words = call.operands
    first = words[0] if words else None
    return ("-" + first, *words[1:]) if first and not first.startswith("-") else words


def _tar(call: Call) -> Effect | None:
    """tar writes an archive, or unpacks one (which the table tells)."""
    given = tar_words(call)
    if not given.has("-c", "-r", "-u", "-A", "--create", "--append", "--update", "--concatenate", "--catenate"):
        return None
    archive = given.values("-f", "--file")
    writes, lost = absolute([w for w in archive if w != "-"], call.cwd)
    return Effect("build", "it makes an archive", writes=writes, anywhere=lost or given.has("--remove-files"), programs=("tar",))
