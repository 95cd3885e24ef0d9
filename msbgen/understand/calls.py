"""Simple commands at their places: words resolved, the folder followed through `cd`, variables through assignments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from msbgen.data.system import system
from msbgen.model.facts import Call
from msbgen.model.shell import Command, Compound, Node, Pipeline, Script, Word
from msbgen.model.variables import Variables
from msbgen.read.shell import parse
from msbgen.understand.paths import join
from msbgen.understand.state import resolve
from msbgen.understand.wrappers import inner

__all__ = ["Place", "calls_of", "sourced"]

#: wrappers that run a command in the same place, as the same user
_WRAPPERS = frozenset("exec command env nice nohup time eatmydata builtin sudo xargs timeout setsid stdbuf ionice flock".split())
#: builtins that set variables by their operands
_EXPORTS = ("export", "readonly", "declare", "local", "typeset")
#: more calls of functions than this are not followed: one that calls another twice, and that the next, would never end
_MOST_FUNCTIONS = 500
#: more lists of positional parameters than this are not told apart
_MOST_LISTS = 8
#: options with which a wrapper of these runs it as another user
_OTHER_USER = ("-u", "-g", "--user", "--group")


@dataclass
class Place:
    """Where a shell stands while it goes through a script. `values` are its variables, None for an unknown value."""

    values: Variables
    cwd: str | None
    user: str | None
    line: int
    mounts: tuple[str, ...] = ()
    #: variables that this shell itself has set
    sets: set[str] = field(default_factory=set)
    #: the positional parameters, None where they are not known
    arguments: tuple[str | None, ...] | None = None
    #: what they may be instead, where a branch set others
    others: tuple[tuple[str | None, ...], ...] = ()
    #: whether a wrapper's call is left out in favour of what it starts; else it stands for both (`wrappers.inner`)
    unwraps: bool = True
    #: whether the shell expands braces, as bash does and POSIX does not ask for
    braces: bool = False
    #: the shell's functions, None for one that may have several bodies; only what a container starts follows them
    functions: dict[str, Script | None] = field(default_factory=dict)
    #: the functions that are being run, and how many calls of functions were followed so far
    running: tuple[str, ...] = ()
    followed: list[None] = field(default_factory=list)

    def inner(self) -> Place:
        """The same for a subshell: what it changes is gone afterwards."""
        return replace(self, values=self.values.copy(), sets=set(self.sets), functions=self.functions.copy())


def calls_of(script: Script, place: Place) -> Iterator[Call]:
    """All simple commands of a script in the order written, substitutions first; `place` moves along."""
    for item in script.items:
        yield from _node(item.node, place)


def _node(node: Node, place: Place) -> Iterator[Call]:
    if isinstance(node, Command):
        yield from _command(node, place)
    elif isinstance(node, Pipeline):
        source: Call | None = None
        for part in node.parts:
            calls = list(_node(part, place.inner() if len(node.parts) > 1 else place))
            if source is not None:
                calls = [replace(call, source=source) for call in calls]
            yield from calls
            source = calls[-1] if calls else None
    else:
        yield from _compound(node, place)


def _compound(node: Compound, place: Place) -> Iterator[Call]:
    for word in (*node.head, *(r.target for r in node.redirects)):
        yield from _substitutions(word, place)
    if node.redirects:
        bare = Command(words=(), redirects=node.redirects, span=node.span)
        yield Call((), place.values.copy(), place.cwd, place.user, _line(bare, place), bare, place.mounts)
    if node.variable is not None:  # of a for: it has several values in turn
        place.values[node.variable] = None
    if node.kind in ("subshell", "group"):
        inner = place.inner() if node.kind == "subshell" else place
        for body in node.bodies:
            yield from calls_of(body, inner)
        return
    if node.kind == "function" and not place.unwraps:
        if node.head and node.head[0].value and node.bodies:
            place.functions[node.head[0].value] = node.bodies[0]
        return
    before = place.cwd
    lists = [place.arguments, *place.others]
    for body in node.bodies:  # any of them may run, or none: what they set is then unknown
        inner = place.inner()
        if node.kind == "function":
            inner.arguments = None  # those of whoever calls it
            yield from calls_of(body, inner)
            continue
        yield from calls_of(body, inner)
        for name in inner.sets - place.sets:
            place.values[name] = None
            place.sets.add(name)
        looped = node.kind in ("for", "while", "until") and inner.arguments != place.arguments  # and more often than once
        lists.extend((None if looped else inner.arguments, *inner.others))
        for name, known in inner.functions.items():
            if place.functions.get(name) is not known:
                place.functions[name] = None
        if inner.cwd != before:
            place.cwd = None
    _either(lists, place)


def _either(lists: list[tuple[str | None, ...] | None], place: Place) -> None:
    """Any of these lists may be the positional parameters from now on; too many of them, or one that is not known, and none is."""
    known = [each for each in dict.fromkeys(lists) if each is not None]
    if len(known) < len(set(lists)) or len(known) > _MOST_LISTS:
        place.arguments, place.others = None, ()
    elif known:
        place.arguments, place.others = known[0], tuple(known[1:])


def _each(command: Command, place: Place) -> Iterator[Call]:
    """The calls of a command with each list that the positional parameters may be."""
    every, values, cwd = [place.arguments, *place.others], place.values, place.cwd
    lists: list[tuple[str | None, ...] | None] = []
    found: list[tuple[Variables, str | None]] = []
    for arguments in every:
        place.arguments, place.others = arguments, ()
        place.values, place.cwd = values.copy(), cwd
        yield from _command(command, place)
        lists.extend((place.arguments, *place.others))
        found.append((place.values, place.cwd))
    names = {name for each, _ in found for name in each}
    place.values = {name: first if all(each.get(name, "") == first for each, _ in found) else None for name in names for first in (found[0][0].get(name, ""),)}
    place.cwd = cwd if all(folder == cwd for _, folder in found) else None
    _either(lists, place)


def _uses_arguments(command: Command) -> bool:
    words = (*command.words, *(w for _, w in command.assignments))
    return command.name in ("set", "shift") or any(w.text in _ALL or any(n.isdigit() or n in "#@*" for n in w.variables) for w in words)


def _command(command: Command, place: Place) -> Iterator[Call]:
    if place.others and _uses_arguments(command):
        yield from _each(command, place)
        return
    for word in (*command.words, *(w for _, w in command.assignments), *(r.target for r in command.redirects)):
        yield from _substitutions(word, place)
    own: dict[str, str | None] = {name: _one(word, place) for name, word in command.assignments}
    if not command.words:
        place.values.update(own)
        place.sets.update(own)
        if command.redirects:
            yield Call((), place.values.copy(), place.cwd, place.user, _line(command, place), command, place.mounts)
        return
    argv = tuple(value for word in command.words for value in _fields(word, place))
    if not argv:
        return  # `"$@"` without arguments
    env = place.values.copy()
    env.update(own)
    while place.unwraps and argv and argv[0] in _WRAPPERS and not _other_user(argv):
        started = next(inner(argv), None)
        if started is None:
            break
        if started.text is not None:
            yield from calls_of(parse(started.text), place.inner())
            return
        env.update(started.env)
        argv = started.argv or (None,)
    if argv[0] in place.functions:
        yield from _function(argv, command, place)
        return
    yield Call(argv, env, place.cwd, place.user, _line(command, place), command, place.mounts)
    _move(argv, place)
    if argv and argv[0] in _EXPORTS and None in argv:
        for word in command.words:  # `export A=$(date)`: it is set, and to what is not known
            name, given, _ = word.text.partition("=")
            if given and name.isidentifier() and not any(w is not None and w.startswith(name + "=") for w in argv):
                place.values[name] = None
                place.sets.add(name)


def _function(argv: tuple[str | None, ...], command: Command, place: Place) -> Iterator[Call]:
    """The calls of a function's body, which runs in the shell that calls it, with parameters of its own."""
    name = argv[0] or ""
    body = place.functions[name]
    place.followed.append(None)
    if body is None or name in place.running or len(place.followed) > _MOST_FUNCTIONS:
        yield Call((None,), place.values.copy(), place.cwd, place.user, _line(command, place), command, place.mounts)
        return
    arguments, others, running = place.arguments, place.others, place.running
    place.arguments, place.others, place.running = argv[1:], (), (*running, name)
    yield from calls_of(body, place)
    place.arguments, place.others, place.running = arguments, others, running


def _other_user(argv: tuple[str | None, ...]) -> bool:
    return argv[0] == "sudo" and any(w is not None and w.startswith(_OTHER_USER) for w in argv[1:])


def _move(argv: tuple[str | None, ...], place: Place) -> None:
    """What a builtin changes in the shell itself."""
    if not argv:
        return
    if argv[0] in ("cd", "pushd"):
        targets: list[str | None] = [a for a in argv[1:] if a is None or not a.startswith("-")]
        target = targets[0] if targets else place.values.get("HOME")
        place.cwd = None if target is None else join(place.cwd, target)
    elif argv[0] == "popd":
        place.cwd = None
    elif argv[0] in _EXPORTS:
        for word in argv[1:]:
            if word and "=" in word:
                name, _, value = word.partition("=")
                place.values[name] = value
                place.sets.add(name)
    elif argv[0] in ("set", "shift"):
        place.arguments = _shifted(argv, place.arguments)
    elif argv[0] in (".", "source"):
        for name, known in sourced(argv, place.values, place.cwd).items():
            place.values[name] = known
            place.sets.add(name)
    elif argv[0] in ("read", "unset", "eval"):
        for given in argv[1:]:
            if given and given.isidentifier():
                place.values[given] = None
                place.sets.add(given)


def sourced(argv: tuple[str | None, ...], values: Mapping[str, str | None], cwd: str | None) -> Mapping[str, str | None]:
    """What `. FILE` sets in the shell, where a language knows the file (a virtual environment's `activate`)."""
    from msbgen.ecosystems import registered  # late: the languages build on this package

    path = join(cwd, argv[1]) if len(argv) > 1 and argv[1] else None
    if path is None:
        return {}
    if path in system().release_files:
        return dict.fromkeys(system().release_sets)
    return next((set_ for e in registered() if (set_ := e.sourced(path, values)) is not None), {})


def _substitutions(word: Word, place: Place) -> Iterator[Call]:
    for script in word.substitutions:
        yield from calls_of(script, place.inner())


def _shifted(argv: tuple[str | None, ...], before: tuple[str | None, ...] | None) -> tuple[str | None, ...] | None:
    """The positional parameters after `set` or `shift`."""
    words = argv[1:]
    if argv[0] == "shift":
        count = int(words[0]) if words and words[0] and words[0].isdigit() else None if words else 1
        return None if before is None or count is None or count > len(before) else before[count:]
    if "--" in words:
        return words[words.index("--") + 1 :]
    return before if all(w is not None and (w.startswith(("-", "+")) or _names_option(words, at)) for at, w in enumerate(words)) else None


def _names_option(words: tuple[str | None, ...], at: int) -> bool:
    """Whether a word is the name that an `o` before it asks for: `set -o pipefail`, `set -euo pipefail`."""
    before = words[at - 1] if at else None
    return before is not None and before.startswith(("-", "+")) and not before.startswith("--") and before.endswith("o")


def _fields(word: Word, place: Place) -> tuple[str | None, ...]:
    """The words that a word becomes once its values are split at blanks, as those outside of quotes are (IEEE Std 1003.1-2017, 2.6.5):
    none at all for an empty one."""
    values = _values(word, place)
    if not word.variables or word.substitutions or word.text in _ALL or any(c in word.text for c in "'\"\\"):
        return values
    return tuple(field for value in values for field in ((None,) if value is None else value.split()))


def _values(word: Word, place: Place) -> tuple[str | None, ...]:
    """The words that a word becomes: all arguments for "$@", each form of {a,b} in bash, else one."""
    if place.braces and "{" in word.text:
        outside = _unquoted(word.text)
        if outside == word.text and not word.substitutions and "${" not in outside:
            return _braced(outside, place.values)
        if "{" in outside.replace("${", "") and ("," in outside or ".." in outside):
            return (None,)
    if word.text in _ALL and place.arguments is not None:
        return place.arguments
    if place.arguments is not None and any(name.isdigit() or name == "#" for name in word.variables):
        values = place.values.copy()
        values.update((n, values.get("0") if n == "0" else "") for n in word.variables if n.isdigit())
        values.update((str(at), value) for at, value in enumerate(place.arguments, 1))
        values["#"] = str(len(place.arguments))
        return (_word(word, values),)
    return (_word(word, place.values),)


def _unquoted(text: str) -> str:
    """What of a word's text stands outside of quotes."""
    found, quote, at = [], "", 0
    while at < len(text):
        c = text[at]
        if c == "\\" and quote != "'":
            at += 2
            continue
        if quote:
            quote = "" if c == quote else quote
        elif c in "'\"":
            quote = c
        else:
            found.append(c)
        at += 1
    return "".join(found)


#: so many words at most are made of one word with braces: nobody writes more on purpose, and ten braces of ten make 10 ** 10
_MOST_FORMS = 10_000


def _braced(text: str, values: Mapping[str, str | None]) -> tuple[str | None, ...]:
    """The forms of an unquoted word with braces (bash(1), "Brace Expansion"); one unknown word for what is not followed here."""
    found: list[str | None] = []
    waiting = [text]
    while waiting:
        given = waiting.pop()
        forms = _alternatives(given)
        if len(forms) > 1:
            waiting += reversed(forms)
        elif len(found) == _MOST_FORMS:
            return (None,)
        else:
            found += (resolve(form, values, "\\") for form in forms) if forms else (None,)
    return tuple(found)


def _alternatives(text: str) -> list[str]:
    """The words that the first braces make, the word itself where they make no others; none for a sequence such as {1..3}."""
    start = text.find("{")
    depth, parts, last = 0, [], start + 1
    for at in range(start, len(text)) if start >= 0 else ():
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        if depth == 0 or depth == 1 and text[at] == ",":
            parts.append(text[last:at])
            last = at + 1
        if depth == 0:
            if len(parts) == 1:
                return [] if ".." in parts[0] else [text]
            return [text[:start] + part + text[last:] for part in parts]
    return [text]


def _one(word: Word, place: Place) -> str | None:
    """The value of a word that stays one, as in an assignment."""
    values = _values(word, place)
    return values[0] if len(values) == 1 else None


#: forms of "all arguments, each a word of its own"; without quotes each would be split at blanks, which file names rarely hold
_ALL = frozenset({'"$@"', '"${@}"', "$@", "${@}"})


def _word(word: Word, values: Mapping[str, str | None]) -> str | None:
    """The value of a word, a glob's text kept as it is; None when it cannot be known."""
    if word.value is not None:
        return word.value
    if word.substitutions:
        text = word.substituted(_temporary)
        return None if text is None else resolve(text, values, "\\")
    if word.text.startswith("~"):
        home = values.get("HOME") or "/root"
        return home + word.text[1:] if word.text[1:2] in ("", "/") and "$" not in word.text else None
    return resolve(word.text, values, "\\")


#: a file or folder that mktemp makes: its name is not known, but where it lies is
_TEMPORARY = "/tmp/tmp.mktemp"


def _temporary(script: Script) -> str | None:
    """The path that `mktemp` or `mktemp -d` prints; None for any other script."""
    command = script.items[0].node if len(script.items) == 1 else None
    if not isinstance(command, Command) or command.redirects or command.assignments or command.name != "mktemp":
        return None
    return _TEMPORARY if all(word.value in ("-d", "--directory", "-q") for word in command.words[1:]) else None


def _line(command: Command, place: Place) -> int:
    return command.span.line if command.span else place.line
