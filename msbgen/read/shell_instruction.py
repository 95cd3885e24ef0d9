"""The shell text of instructions and of script files."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from msbgen.model.dockerfile import Heredoc, Instruction
from msbgen.model.shell import Command, Item, Script, Word
from msbgen.model.source import Span
from msbgen.read.shell import opaque, parse
from msbgen.read.shell_words import Origin

__all__ = ["SHELLS", "inner_script", "is_shell", "parse_file", "program", "script_of"]

#: names of the shells whose language is read here
SHELLS = frozenset(["sh", "bash", "dash", "ash"])
_KEYWORDS = frozenset(["RUN", "CMD", "ENTRYPOINT", "HEALTHCHECK"])

#: Runs of characters: (offset in the script, offset in what it came from), in order.
_Pieces = Sequence[tuple[int, int]]


def script_of(instruction: Instruction, shell: Sequence[str] = ("/bin/sh", "-c")) -> Script:
    """What RUN, CMD, ENTRYPOINT or HEALTHCHECK runs, with spans in the Dockerfile; for ONBUILD, its trigger.

    `shell` is the SHELL in force. A heredoc RUN gives the body, `["sh", "-c", "…"]` and `RUN <<EOF bash` what that
    shell runs, any other exec form one command of literal words. What no shell runs, or an unknown one, is opaque.
    """
    instruction = instruction.trigger or instruction
    args, value = instruction.args, instruction.value
    if instruction.keyword not in _KEYWORDS:
        return opaque(value, f"{instruction.keyword} runs no command")
    if instruction.keyword == "HEALTHCHECK":
        if not args or args[0].upper() != "CMD":
            return opaque(value, "HEALTHCHECK NONE runs no command")
        args = args[1:]
    if instruction.json:
        return _exec_form(instruction, args)
    if not is_shell(shell):
        return opaque(value, f"run by {program(shell) or 'an unknown shell'}, not by a shell that msbgen reads")
    if instruction.keyword == "RUN" and instruction.heredocs:
        return _heredoc_form(instruction)
    text = args[0] if args else ""
    begin = max(0, value.find(text))
    return parse(text, _origin(instruction, _composed([(0, begin)], instruction.offsets)))


def parse_file(text: str) -> tuple[tuple[str, ...] | None, Script]:
    """A script file: the interpreter of its `#!` line as the kernel splits it (None without one), and the script.

    It is opaque where no POSIX shell runs it, or where the kernel cannot: a `#!` line that ends in a carriage return or
    stands after a byte-order mark.
    """
    if text.startswith("\ufeff#!"):
        return None, opaque(text, "a byte-order mark before #!: the kernel does not see its interpreter")
    if not text.startswith("#!"):
        return None, parse(text)
    first, _, rest = text[2:].split("\n", 1)[0].strip(" \t").partition(" ")
    if "\t" in first:
        first, _, rest = text[2:].split("\n", 1)[0].strip(" \t").partition("\t")
    interpreter = (first, rest.strip(" \t")) if rest.strip(" \t") else (first,)
    if text.split("\n", 1)[0].endswith("\r"):
        return interpreter, opaque(text, f"its #! line ends in a carriage return, so no {first!r} is found")
    if not is_shell(interpreter):
        return interpreter, opaque(text, f"run by {program(interpreter) or 'nothing'}, not by a shell")
    return interpreter, parse(text)


def program(argv: Sequence[str]) -> str:
    """The name of the program that `argv` starts, without its folder; what `env` starts for `env`."""
    if not argv:
        return ""
    name = argv[0].rpartition("/")[2]
    if name != "env":
        return name
    rest = [word for arg in argv[1:] for word in arg.split()]
    while rest and (rest[0].startswith("-") or "=" in rest[0]):
        rest = rest[1:]
    return rest[0].rpartition("/")[2] if rest else name


def is_shell(argv: Sequence[str]) -> bool:
    """Whether `argv` starts a shell whose language msbgen reads."""
    return program(argv) in SHELLS


def inner_script(argv: Sequence[str]) -> int | None:
    """The index in `argv` of the script of `sh -c SCRIPT`, past options such as `-ex` and `-o pipefail`."""
    if not argv or argv[0].rpartition("/")[2] not in SHELLS:
        return None
    command, at = _options(argv)
    return at if command and at < len(argv) else None


def _options(argv: Sequence[str]) -> tuple[bool, int]:
    """Whether a shell's options hold `-c`, and the index of the first argument after them."""
    command = False
    at = 1
    while at < len(argv) and argv[at][:1] in {"-", "+"} and len(argv[at]) > 1:
        option = argv[at]
        if not option.startswith("--"):
            command |= "c" in option and option[0] == "-"
            at += option.count("o") + option.count("O")
        at += 1
    return command, at


def _heredoc_form(instruction: Instruction) -> Script:
    first = instruction.heredocs[0]
    line = instruction.args[0]
    if len(instruction.heredocs) == 1 and _is_operator(line, first):
        return _body(instruction, first)
    text = line
    pieces = _composed([(0, max(0, instruction.value.find(line)))], instruction.offsets)
    for heredoc in instruction.heredocs:
        pieces.append((len(text) + 1, heredoc.span.start))
        text += "\n" + heredoc.content + heredoc.name
    origin = _origin(instruction, pieces)
    return _read_by_shell(instruction, parse(text, origin))


def _is_operator(line: str, heredoc: Heredoc) -> bool:
    """Whether the line is the heredoc's operator and nothing else: BuildKit then runs the body."""
    rest = line.strip().lstrip("0123456789")
    if not rest.startswith("<<"):
        return False
    delimiter = rest[2:].removeprefix("-").strip()
    return heredoc.name in {delimiter, delimiter.replace('"', "").replace("'", "")}


def _chomped(heredoc: Heredoc) -> tuple[str, list[tuple[int, int]]]:
    """The body without the tabs that `<<-` strips, and where its characters stand in the Dockerfile."""
    text = ""
    pieces: list[tuple[int, int]] = []
    at = heredoc.span.start
    for line in heredoc.content.splitlines(keepends=True) if heredoc.chomp else [heredoc.content]:
        kept = line.lstrip("\t") if heredoc.chomp else line
        pieces.append((len(text), at + len(line) - len(kept)))
        text += kept
        at += len(line)
    return text, pieces


def _body(instruction: Instruction, heredoc: Heredoc) -> Script:
    """A heredoc that is the whole RUN: BuildKit runs its body, as a file where it begins with `#!`."""
    text, pieces = _chomped(heredoc)
    if text.startswith("#!"):
        script = parse_file(text)[1]
        if script.opaque:
            return script
    return parse(text, _origin(instruction, pieces))


def _read_by_shell(instruction: Instruction, script: Script) -> Script:
    """What `bash` reads in `RUN <<EOF bash`; any other script as it is."""
    if len(script.items) != 1 or script.background or len(instruction.heredocs) != 1:
        return script
    node = script.items[0].node
    if not isinstance(node, Command) or node.assignments or len(node.redirects) != 1 or not node.words:
        return script
    redirect = node.redirects[0]
    argv = [word.value for word in node.words]
    text, pieces = _chomped(instruction.heredocs[0])
    if redirect.op != "<<" or redirect.fd or redirect.target.value != text or None in argv:
        return script
    known = [value for value in argv if value is not None]
    if not is_shell(known[:1]) or _options(known) != (False, len(known)):
        return script
    return parse(text, _origin(instruction, pieces))


def _exec_form(instruction: Instruction, args: Sequence[str]) -> Script:
    strings = _json_strings(instruction.value)
    at = inner_script(args)
    if at is not None:
        return parse(args[at], _origin(instruction, _composed(strings[at], instruction.offsets), escaped=True))
    words = []
    for arg, pieces in zip(args, strings, strict=True):
        origin = _origin(instruction, _composed(pieces, instruction.offsets), escaped=True)
        words.append(Word(arg, arg, span=origin(0, len(arg))))
    if not words:
        return Script(instruction.value, ())
    whole = _origin(instruction, instruction.offsets)(0, len(instruction.value))
    return Script(instruction.value, (Item("", Command(tuple(words), span=whole), whole),))


def _json_strings(value: str) -> list[list[tuple[int, int]]]:
    """For each string of a JSON list, the pieces that map its characters to `value`."""
    found: list[list[tuple[int, int]]] = []
    at = value.find('"', value.find("["))
    while at >= 0:
        at += 1
        pieces = [(0, at)]
        length = 0
        while value[at] != '"':
            step = 1
            if value[at] == "\\":
                step = 6 if value[at + 1] == "u" else 2
                if (
                    value[at + 2 : at + 4].lower() in {"d8", "d9", "da", "db"}
                    and value[at + 6 : at + 8] == "\\u"
                    and step == 6
                ):
                    step = 12
            length += 1
            at += step
            if step > 1:
                pieces.append((length, at))
        found.append(pieces)
        at = value.find('"', at + 1)
    return found


def _composed(pieces: _Pieces, outer: _Pieces) -> list[tuple[int, int]]:
    """Pieces that map into a value, made to map into what the value's own pieces map to."""
    starts = [start for start, _ in outer]
    result: list[tuple[int, int]] = []
    for number, (here, there) in enumerate(pieces):
        end = pieces[number + 1][0] if number + 1 < len(pieces) else None
        at = max(0, bisect_right(starts, there) - 1)
        if not outer:
            continue
        result.append((here, outer[at][1] + there - outer[at][0]))
        for start, target in outer[at + 1 :]:
            offset = here + start - there
            if end is not None and offset >= end:
                break
            result.append((offset, target))
    return result


def _origin(instruction: Instruction, pieces: _Pieces, *, escaped: bool = False) -> Origin:
    """Spans in the Dockerfile for ranges of a text whose characters came from `pieces`.

    A range ends with its last character, before a continuation; in `escaped` text, where a character may be written as
    several, it ends where the next one begins.
    """
    span, raw = instruction.span, instruction.raw
    starts = [here for here, _ in pieces]
    lines = [span.start - span.column + 1]
    at = raw.find("\n")
    while at >= 0:
        lines.append(span.start + at + 1)
        at = raw.find("\n", at + 1)

    def place(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        return pieces[number][1] + offset - starts[number]

    def origin(start: int, end: int) -> Span:
        if not starts:
            return span
        number = max(0, bisect_right(starts, start) - 1)
        first = pieces[number][1] + start - starts[number]
        last = first if end <= start else place(end) if escaped else place(end - 1) + 1
        line = bisect_right(lines, first)
        ending = line if line == len(lines) or last <= lines[line] else bisect_right(lines, last - 1)
        return Span(first, last, span.line + line - 1, span.line + ending - 1, first - lines[line - 1] + 1)

    return origin
