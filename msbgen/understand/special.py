"""Effects of common commands whose operands follow rules of their own, which no row of the table can say."""

from __future__ import annotations

import posixpath
from collections.abc import Callable

from msbgen.model.facts import Call, Effect
from msbgen.understand.administration import ADMINISTRATION
from msbgen.understand.arguments import parse
from msbgen.understand.operands import absolute, inside, patterns
from msbgen.understand.paths import join
from msbgen.understand.sed import written_by

__all__ = ["MAKES", "QUIET", "SPECIAL", "handed_on"]

MAKES = "it fetches or makes files; what matters is what it leaves"
QUIET = "it changes no file that is needed"


def _sed(call: Call) -> Effect:
    """sed writes only with -i; its first operand is the script unless -e or -f gave one."""
    in_place = any(w is not None and _edits(w) for w in call.operands)
    arguments = parse(call.operands, ("-e", "-f", "--expression", "--file", "-l"), clusters=False)
    files = arguments.operands if arguments.has("-e", "-f", "--expression", "--file") else arguments.operands[1:]
    writes, lost = absolute(list(files), call.cwd) if in_place else ((), False)
    scripts = arguments.values("-e", "--expression") if arguments.has("-e", "-f", "--expression", "--file") else arguments.operands[:1]
    for script in scripts:
        told = written_by(script) if script is not None else ()
        made, more_lost = absolute(list(told), call.cwd) if told is not None else ((), True)
        writes, lost = (*writes, *made), lost or more_lost
    return Effect("runtime" if writes or lost else "state", "it edits files in place" if in_place else "it writes files" if writes or lost else QUIET,
                  writes=writes, anywhere=lost, programs=("sed",))  # fmt: skip


def _edits(word: str) -> bool:
    """Whether an option of sed means that files are edited: -i, --in-place, or -i behind others that take no value (-ri, -Ei.bak)."""
    return word.startswith("--in-place") or (word.startswith("-") and not word.startswith("--") and word.lstrip("-nrEsuz").startswith("i"))


def _find(call: Call) -> Effect:
    """find may delete, or run a command on what it finds; that command's effect is limited to where find looks."""
    words = call.operands
    places = []
    for word in words:
        if word is not None and word.startswith(("-", "(", "!")):
            break
        places.append(word)
    acts = any(w in ("-exec", "-execdir", "-ok", "-delete") for w in words)
    found, lost = absolute(list(places or ["."]), call.cwd)
    every = {words[at + 1] for at, word in enumerate(words[:-1]) if word in ("-exec", "-execdir", "-ok")}
    ran = next(iter(every)) if len(every) == 1 else None
    deletes = every <= {"rm", "rmdir"} and ("-delete" in words or bool(every))
    if not acts or (every and every <= {"ls", "grep", "cat", "ldd", "file", "echo"}):
        return Effect("state", QUIET, programs=("find",))
    if deletes:
        return Effect("state", "it deletes files that it finds", may_remove=_sought(words, found), programs=("find",))
    harmless = ran in ("chmod", "chown", "chgrp", "sed", "strip", "touch", "dos2unix")
    return Effect("runtime" if harmless else "unknown", "it changes files that it finds", writes=found,
                  anywhere=lost or not harmless, programs=("find",))  # fmt: skip


def _sought(words: tuple[str | None, ...], places: tuple[str, ...]) -> tuple[str, ...]:
    """Patterns of what find may find."""
    names = [words[at + 1] for at, word in enumerate(words[:-1]) if word in ("-name", "-path")]
    return tuple(f"{place.rstrip('/')}/*{(name or '').removeprefix('./').lstrip('*')}" for place in places for name in names or [""] if "-empty" not in words)


def handed_on(call: Call) -> tuple[str, ...] | None:
    """Patterns of the paths that xargs hands to a command: what a find before it may find; None where that is not known."""
    source = call.source
    while source is not None and source.name in ("sort", "uniq", "grep", "egrep", "head", "tail"):
        source = source.source
    if source is None or source.name != "find":
        return None
    places = []
    for word in source.operands:
        if word is None or word.startswith(("-", "(", "!")):
            break
        places.append(word)
    found, lost = absolute(list(places or ["."]), source.cwd)
    return None if lost else _sought(source.operands, found)


def _git(call: Call) -> Effect:
    """git clone writes its folder; everything else works in the repository it runs in."""
    valued = ("-b", "--branch", "--depth", "-o", "--origin", "-c", "--config", "--reference", "-j", "--jobs", "-C", "--filter", "-f", "--file")
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
        writes, lost = absolute([named], base)
        return Effect("build", "it fetches sources", writes=writes, anywhere=lost, programs=("git",))
    if verb == "config" and arguments.has("-l", "--list", "--get", "--get-all", "--get-regexp"):
        return Effect("state", QUIET, programs=("git",))
    if verb == "config" and arguments.has("--global", "--system"):
        home = call.env.get("HOME")
        mine = f"{home.rstrip('/')}/.gitconfig" if home is not None else None
        files, lost = absolute(["/etc/gitconfig" if arguments.has("--system") else mine], call.cwd)
        return Effect("build", "it sets up git", settings=tuple(("git", file) for file in files), anywhere=lost, programs=("git",))
    if verb == "config":
        file = arguments.value("-f", "--file")
        writes, lost = absolute([file or "."], base)
        return Effect("build", "it sets up a repository", writes=writes, anywhere=lost, programs=("git",))
    if verb in ("checkout", "submodule", "reset", "apply", "pull", "fetch", "init", "lfs", "switch", "clean", "am", "cherry-pick", "merge"):
        return Effect("build", "it works in a repository", writes=(base,) if base else (), anywhere=base is None, programs=("git",))
    if verb in ("describe", "rev-parse", "log", "status", "show", "--version", "ls-remote", "diff"):
        return Effect("state", QUIET, programs=("git",))
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
        return Effect("state", QUIET, programs=(call.name or "",))
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
    writes, lost = absolute(made, call.cwd)
    removes = () if given.has("-k", "--keep") else patterns(given.operands, call.cwd)
    return Effect("build", "it packs or unpacks files", writes=writes, removes=removes, anywhere=lost, programs=(call.name or "",))


def _uniq(call: Call) -> Effect:
    """uniq INPUT OUTPUT; without a second operand it only prints."""
    given = parse(call.operands, ("-f", "-s", "-w", "--skip-fields", "--skip-chars", "--check-chars"))
    writes, lost = absolute(list(given.operands[1:]), call.cwd)
    return Effect("build" if writes or lost else "state", MAKES if writes or lost else QUIET, writes=writes, anywhere=lost, programs=("uniq",))


def _awk(call: Call) -> Effect:
    """awk prints, unless its program sends the output to a file or to another program, or edits in place."""
    texts = [w for w in call.operands if w is not None]
    outside = ["".join(text.replace('\\"', "").split('"')[::2]) for text in texts]  # of awk's own strings
    statements = [part for text in outside for part in text.replace("}", ";").replace("\n", ";").split(";")]
    sends = any("print" in s and (">" in s.split("print", 1)[1] or "|" in s.split("print", 1)[1]) for s in statements)
    elsewhere = any(t in ("inplace", "-iinplace", "--include=inplace") or t.startswith(("-f", "--file")) for t in texts)  # or its program is in a file
    if sends or elsewhere or any("getline" in t and "|" in t or not _only_tests(t) for t in texts):
        return Effect("unknown", "its program may write files or start others", anywhere=True, programs=("awk",))
    return Effect("state", QUIET, programs=("awk",))


def _only_tests(text: str) -> bool:
    """Whether every command that an awk program hands to system() asks only for a file: `system("[ -e /lib/" $1 " ]")`. A shell reads
    that text, so it must hold nothing that starts another command; what a field puts into it is a word (of scanelf, find or the like)."""
    for rest in text.split("system")[1:]:
        opened = rest.lstrip()
        if not opened.startswith("("):
            return False
        inside, closed, _ = opened[1:].partition(")")
        words = inside.split('"')
        asked = "".join(words[1::2])
        if not closed or len(words) % 2 == 0 or words[0].strip() or not asked.startswith(("[ ", "test ")) or any(c in asked for c in ";|&<>`$(\\\n"):
            return False
        if any(c not in "$" and not c.isalnum() and not c.isspace() for between in words[::2] for c in between):
            return False
    return True


def _divert(call: Call) -> Effect:
    """dpkg-divert only notes something, unless it renames the file."""
    if "--rename" in call.operands:
        return Effect("unknown", "it moves a file of a package", anywhere=True, programs=("dpkg-divert",))
    return Effect("state", QUIET, programs=("dpkg-divert",))


def _ln(call: Call) -> Effect:
    """ln -s makes a link, which must stay one; without -s it makes a second name for a file."""
    given = parse(call.operands, ("-t", "--target-directory", "-S", "--suffix"))
    target = given.value("-t", "--target-directory")
    words: tuple[str | None, ...]
    if target is not None:
        words = inside(target, given.operands)
    elif len(given.operands) == 1:
        words = inside(".", given.operands)
    else:
        *sources, dest = given.operands or (None,)
        into = dest is not None and (dest.endswith("/") or len(sources) > 1 or dest in _FOLDERS) and not given.has("-T", "-n")
        words = inside(dest, tuple(sources)) if into else (dest,)
    found, lost = absolute(list(words), call.cwd)
    if given.has("-s", "--symbolic"):
        places = given.operands if target is not None or len(given.operands) < 2 else given.operands[:-1]
        base = posixpath.dirname(found[0]) if len(found) == 1 else None  # a relative one starts from the link
        targets = tuple(path for word in places if word is not None and (path := join(base, word)))
        return Effect("runtime", "where it makes a link depends on a value that is not known" if lost else "it makes a link", links=found, targets=targets, anywhere=lost, programs=("ln",))
    return Effect("build", "it makes another name for a file", writes=found, anywhere=lost, programs=("ln",))


#: folders that every image has, so that a link "to" one of them goes into it (Filesystem Hierarchy Standard 3.0)
_FOLDERS = frozenset({"/bin", "/sbin", "/lib", "/usr/bin", "/usr/sbin", "/usr/lib", "/usr/local/bin", "/usr/local/sbin", "/usr/local/lib", "/etc", "/opt", "."})

SPECIAL: dict[str, Callable[[Call], Effect | None]] = {
    **ADMINISTRATION, "sed": _sed, "find": _find, "git": _git, "ln": _ln, "uniq": _uniq, "awk": _awk, "gawk": _awk, "mawk": _awk, "dpkg-divert": _divert,
    **dict.fromkeys((*_PACKERS, *_UNPACKERS), _packs),
}  # fmt: skip
