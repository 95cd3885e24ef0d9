"""Which programs a Go file starts, and which files of the system it names, as far as its text tells."""

from __future__ import annotations

from collections.abc import Iterator

from msbgen.ecosystems.go.header import Header, arguments, selected
from msbgen.ecosystems.go.lexer import Token, tokens, unquoted
from msbgen.ecosystems.go.sources import Source
from msbgen.model.shell import Command, Script
from msbgen.read.shell import parse
from msbgen.read.shell_instruction import SHELLS
from msbgen.understand.started import BUILTINS
from msbgen.understand.wrappers import inner

__all__ = ["UNKNOWN", "in_c", "locals_of", "paths", "programs", "starts", "uses"]

#: stands for a program whose name the text does not tell
UNKNOWN = ""
#: function of os/exec → which of its arguments names the program
_EXEC = {"Command": 0, "CommandContext": 1, "LookPath": 0}
#: what else of os/exec starts nothing by itself
_HARMLESS = frozenset({"Cmd", "ErrDot", "ErrNotFound", "ErrWaitDelay", "Error", "ExitError"})
#: package → names with which a program starts another
_OTHERS = {
    "os": frozenset({"StartProcess"}),
    "syscall": frozenset({"Exec", "ForkExec", "StartProcess", "SYS_EXECVE", "SYS_EXECVEAT"}),
    "golang.org/x/sys/unix": frozenset({"Exec", "SYS_EXECVE", "SYS_EXECVEAT"}),
}
#: functions of C that start programs or load libraries by name (POSIX.1-2017, exec, posix_spawn, system, popen, dlopen)
_IN_C = ("dlopen", "system(", "popen(", "posix_spawn", "execv", "execl", "fexecve", "wordexp(")
#: packages that start programs, or load libraries, in ways that are not looked into. The plugins that package plugin loads are
#: built with the program, so they are products of the same Dockerfile.
_PACKAGES = frozenset({"golang.org/x/sys/execabs", "github.com/ebitengine/purego"})
_SYSTEM = ("/etc/", "/usr/", "/lib/")
#: a longer text is no path (PATH_MAX is 4096, but people write short ones)
_LONGEST = 200
#: Linux: the running program itself (proc(5))
_SELF = "/proc/self/exe"


def uses(source: Source, package: str, names: frozenset[str]) -> bool:
    """Whether a file takes one of these names from a package that it imports."""
    head, text = source.header, source.text
    if head is None or text is None:
        return True
    local = locals_of(head, package)
    if "." in local:
        return True
    return bool(local) and any(n in text for n in names) and any((a, n) in selected(text) for a in local for n in names)


def locals_of(head: Header, package: str) -> set[str]:
    """The names by which a file knows a package."""
    return {i.local for i in head.imports if i.path == package and i.name != "_"}


def starts(source: Source) -> str | None:
    """Why a file may start programs that `programs` does not tell."""
    head = source.header
    if head is None:
        return f"{source.origin} cannot be read"
    package = next((i.path for i in head.imports if i.path in _PACKAGES), None)
    if package is not None:
        return f"{source.origin} imports {package}"
    if any(package in head.paths and uses(source, package, names) for package, names in _OTHERS.items()):
        return f"{source.origin} may start another program"
    if head.cgo and source.text is not None and in_c(source.text):
        return f"{source.origin} may start another program, or load a library, by way of C"
    return None


def in_c(text: str) -> bool:
    """Whether C code, or what Go calls of it, may start a program or load a library by name."""
    return any(word in text for word in _IN_C)


def programs(source: Source) -> Iterator[str]:
    """The names of the programs that a file starts through os/exec, itself left out; UNKNOWN for one that is not literal."""
    head, text = source.header, source.text
    if head is None or text is None or "os/exec" not in head.paths:
        return
    for local in locals_of(head, "os/exec"):
        if local == "." or any(a == local and n not in _EXEC and n not in _HARMLESS for a, n in selected(text)) or _literal_cmd(text, local):
            yield UNKNOWN
            continue
        for function, number in _EXEC.items():
            for given in arguments(text, local, function):
                if given is None or len(given) <= number:
                    yield UNKNOWN
                else:
                    yield from _named(given[number:], head)


def paths(source: Source) -> Iterator[str]:
    """Absolute paths in string literals that name a file, or a folder that is no top one, of the system's own folders (FHS 3.0)."""
    text = source.text
    if text is None or not any(folder in text for folder in _SYSTEM):
        return
    for token in tokens(text):
        value = unquoted(token.text) if token.kind == "string" and len(token.text) < _LONGEST else None
        if value is not None and value.startswith(_SYSTEM) and not any(c in value for c in " \t\n%*?[{$'\"<>|;&()\\:"):
            plain = value.rstrip("/")
            if "//" not in plain and "/.." not in plain and plain.count("/") >= (2 if plain.startswith("/etc/") else 3):
                yield plain


def _literal_cmd(text: str, local: str) -> bool:
    """Whether the file has an exec.Cmd of its own, which it fills in itself: the type by value, other than behind a pointer."""
    before: list[str] = []
    for token in tokens(text):
        if token.kind == "comment":
            continue
        before = [*before[-3:], token.text]
        if before[-3:] == [local, ".", "Cmd"] and before[0] != "*":
            return True
    return False


def _named(given: tuple[tuple[Token, ...], ...], head: Header) -> Iterator[str]:
    """The program of a call, given the arguments from its name on; of a shell also those that its text names."""
    name = _text(given[0])
    if name is None:
        if not _is_self(given[0], head):
            yield UNKNOWN
        return
    if name == _SELF:
        return
    yield from _of_argv((name or None, *map(_text, given[1:])))


def _of_argv(argv: tuple[str | None, ...]) -> Iterator[str]:
    """The program of a command line, and those that it starts in turn: the text of a shell, what a wrapper is given."""
    name = argv[0] if argv else None
    yield name or UNKNOWN
    if not name:
        return
    if name.rsplit("/", 1)[-1] in SHELLS:
        words = argv[1:]
        if len(words) >= 2 and words[0] == "-c" and words[1] is not None:
            yield from _of_script(parse(words[1]))
        elif words:
            yield UNKNOWN
    for started in inner(argv):
        if started.text is not None:
            yield from _of_script(parse(started.text))
        else:
            yield from _of_argv(started.argv or ())


def _text(argument: tuple[Token, ...]) -> str | None:
    return unquoted(argument[0].text) if len(argument) == 1 and argument[0].kind == "string" else None


def _is_self(argument: tuple[Token, ...], head: Header) -> bool:
    """os.Args[0]: the program starts itself again."""
    words = [t.text for t in argument]
    return len(words) == 6 and words[0] in locals_of(head, "os") and words[1:] == [".", "Args", "[", "0", "]"]


def _of_script(script: Script) -> Iterator[str]:
    """The commands of a plain list of simple commands; anything more is not followed."""
    if script.opaque:
        yield UNKNOWN
    for item in script.items:
        plain = isinstance(item.node, Command) and item.node.words and not any(w.substitutions for w in item.node.words)
        if not plain or not isinstance(item.node, Command):
            yield UNKNOWN
        elif item.node.name not in BUILTINS or item.node.name in ("exec", "command", "eval", ".", "source", "trap"):
            yield from (n for n in _of_argv(tuple(w.value for w in item.node.words)) if n not in ("exec", "command"))
