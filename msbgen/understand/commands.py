"""Effects of common commands, from the table data/commands.toml. Languages' own commands are theirs (ecosystems/)."""

from __future__ import annotations

import posixpath
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

from msbgen.model.facts import Call, Effect
from msbgen.model.ledger import Evidence
from msbgen.understand.arguments import Arguments, parse
from msbgen.understand.paths import join
from msbgen.understand.state import resolve

__all__ = ["common_effect", "is_common", "makes_user", "redirected", "transfer"]

#: where redirected output is no file of the image
_NOWHERE = ("/dev/", "/proc/")


@dataclass(frozen=True, slots=True)
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
        makes=values.get("makes"),
        long=values.get("long", False),
        query=values.get("query", False),
        unknown=tuple(values.get("unknown", ())),
    )


def makes_user(name: str | None) -> bool:
    """Whether the command adds a user, whose home folder may come with it."""
    row = _table().get(name or "")
    return row is not None and row.makes == "user"


def is_common(name: str) -> bool:
    """Whether the table has a row for a command."""
    return name in _SPECIAL or name in _table()


def common_effect(call: Call, is_folder: Callable[[str], bool] = lambda path: False) -> Effect | None:
    """What the table says of a command; None when it has no row. `is_folder` tells folders that are known to be there."""
    if call.name is None:
        return None
    special = _SPECIAL.get(call.name)
    found = special(call) if special is not None else None
    if found is not None:
        return found
    row = _table().get(call.name)
    if row is None:
        return None
    words = _tar_style(call) if call.name == "tar" else call.operands
    arguments = parse(words, row.valued, clusters=not row.long)
    if call.name == "install" and arguments.has("-d", "--directory"):
        row = replace(row, role="runtime", writes="none", folders="operands")

    if row.changes == "rest" and arguments.has("--reference"):  # in the place of the owner or mode
        row = replace(row, changes="operands")

    def there(path: str) -> bool:
        full = join(call.cwd, path)
        return full is not None and is_folder(full)

    if call.name == "sort" and arguments.has("-o", "--output"):
        row = replace(row, role="build")
    writes, lost = _absolute(_named(row, arguments, there), call.cwd)
    folders, made_lost = _absolute(list(_operands(row.folders, arguments, row, there)), call.cwd)
    changes, changed_lost = _absolute(list(_operands(row.changes, arguments, row, there)), call.cwd)
    removed = _patterns(_removed(row, arguments), call.cwd)
    lost = lost or made_lost or changed_lost
    return Effect(
        role=row.role,
        reason="which files it writes or changes depends on a value that is not known" if lost else _REASONS[row.role],
        evidence=(Evidence("commands.toml", f"{call.name}: {row.role}"),),
        writes=writes,
        folders=folders,
        changes=changes,
        system=row.system,
        removes=removed,
        scratch=row.scratch,
        anywhere=lost,
        programs=(call.name,),
        may_remove=_patterns(tuple(_partly_known(call)), call.cwd) if row.removes != "none" else (),
    )


def _partly_known(call: Call) -> Iterator[str]:
    """The operands that are known in part, a star for the rest: `/data/$x` is something in /data."""
    words = call.command.words[-len(call.argv) :]
    if len(words) != len(call.argv):
        return
    for word, value in zip(words[1:], call.operands[-len(words) + 1 :], strict=False):
        if value is None and not word.substitutions and not word.text.startswith(("$", '"$', "-")):
            pattern = resolve(word.text, {name: "*" if known is None else known for name, known in call.env.items()}, "\\")
            if pattern:
                yield pattern


_REASONS = {
    "build": "it fetches or makes files; what matters is what it leaves",
    "runtime": "it prepares the container itself",
    "state": "it changes no file that is needed",
}


def redirected(call: Call) -> tuple[tuple[str, ...], bool]:
    """The files that a command's output goes to, and whether one of them cannot be known."""
    found: list[str] = []
    lost = False
    for redirect in call.command.redirects:
        if redirect.op not in (">", ">>", ">|", "&>", "&>>"):
            continue
        target = redirect.target.value
        if target is None:
            target = resolve(redirect.target.text, call.env, "\\") if not redirect.target.substitutions else None
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
        return () if not sources else _inside(dest, sources) if into else (dest,)
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


def _inside(folder: str | None, sources: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """Where files go that are put into a folder; the folder itself when their names are not known."""
    if folder is None or any(s is None or any(c in s for c in "*?[") or posixpath.basename(s.rstrip("/")) in ("", ".", "..") for s in sources):
        return (folder,)
    return tuple(posixpath.join(folder, posixpath.basename((s or "").rstrip("/"))) for s in sources)


def _absolute(words: list[str | None], cwd: str | None) -> tuple[tuple[str, ...], bool]:
    """Absolute paths; a glob stands for the folder that it looks in. The second value: whether a word was lost."""
    found = []
    lost = False
    for word in words:
        if word is None:
            lost = True
            continue
        plain = word
        if any(c in plain for c in "*?["):
            kept = []
            for part in plain.split("/"):
                if any(c in part for c in "*?["):
                    break
                kept.append(part)
            plain = "/".join(kept) or ("/" if word.startswith("/") else ".")
        path = join(cwd, plain)
        if path is None:
            lost = True
        else:
            found.append(path)
    return tuple(dict.fromkeys(found)), lost


def _removed(row: _Row, arguments: Arguments) -> tuple[str | None, ...]:
    """What goes away: all operands, or all but the last for mv."""
    if row.removes == "none":
        return ()
    return arguments.operands[:-1] if row.writes == "last" else arguments.operands


def _patterns(words: tuple[str | None, ...], cwd: str | None) -> tuple[str, ...]:
    """Absolute paths, globs kept as they are."""
    return tuple(p for p in (join(cwd, w) for w in words if w) if p)


def _tar_style(call: Call) -> tuple[str | None, ...]:
    """`tar xzf a.tgz` without a dash means `tar -xzf a.tgz`."""
    words = call.operands
    first = words[0] if words else None
    return ("-" + first, *words[1:]) if first and not first.startswith("-") else words


def _sed(call: Call) -> Effect:
    """sed writes only with -i; its first operand is the script unless -e or -f gave one."""
    in_place = any(w and w.startswith(("-i", "--in-place")) for w in call.operands)
    arguments = parse(call.operands, ("-e", "-f", "--expression", "--file", "-l"), clusters=False)
    files = arguments.operands if arguments.has("-e", "-f", "--expression", "--file") else arguments.operands[1:]
    writes, lost = _absolute(list(files), call.cwd) if in_place else ((), False)
    return Effect("runtime" if in_place else "state", "it edits files in place" if in_place else _REASONS["state"],
                  writes=writes, anywhere=lost, programs=("sed",))  # fmt: skip


def _find(call: Call) -> Effect:
    """find may delete, or run a command on what it finds; that command's effect is limited to where find looks."""
    words = call.operands
    places = []
    for word in words:
        if word is not None and word.startswith(("-", "(", "!")):
            break
        places.append(word)
    acts = any(w in ("-exec", "-execdir", "-ok", "-delete") for w in words)
    found, lost = _absolute(list(places or ["."]), call.cwd)
    every = {words[at + 1] for at, word in enumerate(words[:-1]) if word in ("-exec", "-execdir", "-ok")}
    ran = next(iter(every)) if len(every) == 1 else None
    deletes = every <= {"rm", "rmdir"} and ("-delete" in words or bool(every))
    if not acts or (every and every <= {"ls", "grep", "cat", "ldd", "file", "echo"}):
        return Effect("state", _REASONS["state"], programs=("find",))
    if deletes:
        names = [words[at + 1] for at, word in enumerate(words[:-1]) if word in ("-name", "-path")]
        patterns = tuple(f"{place.rstrip('/')}/*{(name or '').removeprefix('./').lstrip('*')}" for place in found for name in names or [""] if "-empty" not in words)
        return Effect("state", "it deletes files that it finds", may_remove=patterns, programs=("find",))
    harmless = ran in ("chmod", "chown", "chgrp", "sed", "strip", "touch", "dos2unix")
    return Effect("runtime" if harmless else "unknown", "it changes files that it finds", writes=found,
                  anywhere=lost or not harmless, programs=("find",))  # fmt: skip


def _git(call: Call) -> Effect:
    """git clone writes its folder; everything else works in the repository it runs in."""
    valued = ("-b", "--branch", "--depth", "-o", "--origin", "-c", "--config", "--reference", "-j", "--jobs", "-C", "--filter")
    arguments = parse(call.operands, valued, clusters=False)
    operands = arguments.operands
    verb = operands[0] if operands else None
    base = call.cwd
    if arguments.value("-C"):
        base = join(call.cwd, arguments.value("-C") or ".")
    if verb == "clone" and len(operands) > 1:
        named: str | None
        if len(operands) > 2:
            named = operands[2]
        else:
            url = operands[1]
            named = None if url is None else posixpath.basename(url.rstrip("/")).removesuffix(".git")
        writes, lost = _absolute([named], base)
        return Effect("build", "it fetches sources", writes=writes, anywhere=lost, programs=("git",))
    if verb == "config":
        return Effect("build", "it sets up git", scratch=("/root/.gitconfig", "/etc/gitconfig"), programs=("git",))
    if verb in ("checkout", "submodule", "reset", "apply", "pull", "fetch", "init", "lfs", "switch", "clean", "am", "cherry-pick", "merge"):
        return Effect("build", "it works in a repository", writes=(base,) if base else (), anywhere=base is None, programs=("git",))
    if verb in ("describe", "rev-parse", "log", "status", "show", "--version", "ls-remote", "diff"):
        return Effect("state", _REASONS["state"], programs=("git",))
    return Effect("unknown", "what this git command writes is not known", anywhere=True, programs=("git",))


#: packers: the suffix of what they make (gzip 1.12, bzip2 1.0.8, xz-utils 5.4 of Debian 12)
_PACKERS = {"gzip": ".gz", "bzip2": ".bz2", "xz": ".xz", "lzma": ".lzma"}
_UNPACKERS = {"gunzip": ".gz", "bunzip2": ".bz2", "unxz": ".xz", "unlzma": ".lzma"}
#: suffixes that the unpackers replace by another one
_SHORT = {".tgz": ".tar", ".taz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}


def _packs(call: Call) -> Effect:
    """gzip and its like put another file in the place of each operand."""
    given = parse(call.operands, ("-S", "--suffix", "-T", "--threads", "-b"))
    if given.has("-c", "--stdout", "--to-stdout", "-t", "--test", "-l", "--list") or not given.operands:
        return Effect("state", _REASONS["state"], programs=(call.name or "",))
    unpacks = call.name in _UNPACKERS or given.has("-d", "--decompress", "--uncompress")
    suffix = (_PACKERS | _UNPACKERS).get(call.name or "", "")
    made: list[str | None] = []
    for word in given.operands:
        if word is None or given.has("-r", "--recursive", "-S", "--suffix") or any(c in word for c in "*?["):
            made.append(None)
        elif not unpacks:
            made.append(word + suffix)
        else:
            stem, end = posixpath.splitext(word)
            made.append(stem + _SHORT[end] if end in _SHORT else stem if end == suffix else None)
    writes, lost = _absolute(made, call.cwd)
    removes = () if given.has("-k", "--keep") else _patterns(given.operands, call.cwd)
    return Effect("build", "it packs or unpacks files", writes=writes, removes=removes, anywhere=lost, programs=(call.name or "",))


def _tar(call: Call) -> Effect | None:
    """tar writes an archive, or unpacks one (which the table tells)."""
    given = parse(_tar_style(call), _table()["tar"].valued)
    if not given.has("-c", "-r", "-u", "-A", "--create", "--append", "--update", "--concatenate", "--catenate"):
        return None
    archive = given.values("-f", "--file")
    writes, lost = _absolute([w for w in archive if w != "-"], call.cwd)
    return Effect("build", "it makes an archive", writes=writes, anywhere=lost or given.has("--remove-files"), programs=("tar",))


def _uniq(call: Call) -> Effect:
    """uniq INPUT OUTPUT; without a second operand it only prints."""
    given = parse(call.operands, ("-f", "-s", "-w", "--skip-fields", "--skip-chars", "--check-chars"))
    writes, lost = _absolute(list(given.operands[1:]), call.cwd)
    return Effect("build" if writes or lost else "state", _REASONS["build" if writes or lost else "state"], writes=writes, anywhere=lost, programs=("uniq",))


def _awk(call: Call) -> Effect:
    """awk prints, unless its program sends the output to a file or to another program, or edits in place."""
    texts = [w for w in call.operands if w is not None]
    outside = ["".join(text.replace('\\"', "").split('"')[::2]) for text in texts]  # of awk's own strings
    statements = [part for text in outside for part in text.replace("}", ";").replace("\n", ";").split(";")]
    sends = any("print" in s and (">" in s.split("print", 1)[1] or "|" in s.split("print", 1)[1]) for s in statements)
    if sends or any("system(" in t or t == "inplace" for t in texts):
        return Effect("unknown", "its program may write files or start others", anywhere=True, programs=("awk",))
    return Effect("state", _REASONS["state"], programs=("awk",))


def _divert(call: Call) -> Effect:
    """dpkg-divert only notes something, unless it renames the file."""
    if "--rename" in call.operands:
        return Effect("unknown", "it moves a file of a package", anywhere=True, programs=("dpkg-divert",))
    return Effect("state", _REASONS["state"], programs=("dpkg-divert",))


def _ln(call: Call) -> Effect:
    """ln -s makes a link, which must stay one; without -s it makes a second name for a file."""
    given = parse(call.operands, ("-t", "--target-directory", "-S", "--suffix"))
    target = given.value("-t", "--target-directory")
    words: tuple[str | None, ...]
    if target is not None:
        words = _inside(target, given.operands)
    elif len(given.operands) == 1:
        words = _inside(".", given.operands)
    else:
        *sources, dest = given.operands or (None,)
        into = dest is not None and (dest.endswith("/") or len(sources) > 1 or dest in _FOLDERS) and not given.has("-T", "-n")
        words = _inside(dest, tuple(sources)) if into else (dest,)
    found, lost = _absolute(list(words), call.cwd)
    if given.has("-s", "--symbolic"):
        places = given.operands if target is not None or len(given.operands) < 2 else given.operands[:-1]
        base = posixpath.dirname(found[0]) if len(found) == 1 else None  # a relative one starts from the link
        targets = tuple(path for word in places if word is not None and (path := join(base, word)))
        return Effect("runtime", "it makes a link", links=found, targets=targets, anywhere=lost, programs=("ln",))
    return Effect("build", "it makes another name for a file", writes=found, anywhere=lost, programs=("ln",))


#: folders that every image has, so that a link "to" one of them goes into it (Filesystem Hierarchy Standard 3.0)
_FOLDERS = frozenset({"/bin", "/sbin", "/lib", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local/bin", "/usr/local/sbin", "/usr/local/lib", "/etc", "/opt", "."})

_SPECIAL: dict[str, Callable[[Call], Effect | None]] = {
    "sed": _sed, "find": _find, "git": _git, "ln": _ln, "tar": _tar, "uniq": _uniq, "awk": _awk, "gawk": _awk, "mawk": _awk, "dpkg-divert": _divert,
    **dict.fromkeys((*_PACKERS, *_UNPACKERS), _packs),
}  # fmt: skip
