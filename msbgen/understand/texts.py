"""Files that lines write or edit as text, such as a script that the container then starts: what they say, where that is known."""

from __future__ import annotations

from msbgen.model.dockerfile import Heredoc
from msbgen.model.facts import Call, Placed
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["note_inline", "note_text"]

#: programs whose output is text that a line made up or edited; others fetch or unpack what somebody else made
_WRITERS = frozenset("echo printf cat sed tee awk gawk mawk envsubst tr cut head tail grep make gmake sh bash dash ash perl python python3".split())
#: sed's scripts that take away the carriage returns of another system, of which no shell asks anything
_ENDINGS = frozenset({r"s/\r//", r"s/\r//g", r"s/\r$//", r"s/\r$//g", r"s/\x0D$//", r"s/^M$//", r"s/^\xEF\xBB\xBF//", r"1s/^\xEF\xBB\xBF//"})
#: of printf's format (IEEE Std 1003.1-2017, "File Format Notation")
_ESCAPES = {"\\n": "\n", "\\t": "\t", "\\\\": "\\", '\\"': '"', "%%": "%"}


def note_text(call: Call, files: tuple[str, ...], written: tuple[str, ...], scene: Scene) -> None:
    """Note what a command leaves in the files that its output goes to, and that it writes others of those it names: `written`."""
    if call.argv and call.name not in _WRITERS:
        return
    if call.name == "sed":
        scripts = {w for w in call.operands if w is not None and w.lstrip("1").startswith("s/")}
        if scripts and scripts <= _ENDINGS:
            return
    if call.name == "cat" and call.operands:  # of what somebody else made, maybe
        if len(call.operands) == len(files) == 1 and call.operands[0] and (source := join(call.cwd, call.operands[0])):
            scene.moves(source, files[0])
        return
    outputs = [r.op for r in call.command.redirects if r.op in (">", ">>", ">|", "&>", "&>>")]
    said = _said(call) if len(outputs) == 1 else None
    for path in files:
        before = scene.texts[path] if path in scene.texts else scene.read(path)
        if outputs == [">>"]:
            scene.texts[path] = None if said is None or (before is None and path in scene.texts) else (before or "") + said
        else:
            scene.texts[path] = said if before is None and path not in scene.texts else None  # of two that write it a condition may choose
    for path in written:
        if path not in files and path not in scene.made:
            scene.texts[path] = None


def note_inline(placed: Placed, heredocs: tuple[Heredoc, ...], scene: Scene) -> None:
    """Note the files that a COPY brings as heredocs."""
    for heredoc in heredocs:
        path = join(placed.dest, heredoc.name) if placed.into else placed.dest
        plain = not heredoc.expand or not any(c in heredoc.content for c in "$\\")
        if path is not None:
            scene.texts[path] = heredoc.content if plain else None


def _said(call: Call) -> str | None:
    """What a command prints; None where that is not known."""
    words = [w for w in call.operands if w is not None]
    if call.name == "cat":
        bodies = [r.target.value for r in call.command.redirects if r.op == "<<"]
        return bodies[0] if len(bodies) == 1 and not call.operands else None
    if len(words) < len(call.operands) or not words:
        return None
    if call.name == "echo":
        ended = words[0] != "-n"
        if words[0].startswith("-") and ended or any("\\" in w for w in words):  # shells differ in these
            return None
        return " ".join(words if ended else words[1:]) + "\n" * ended
    if call.name == "printf":
        return _printed(*words)
    return None


def _printed(form: str, *values: str) -> str | None:
    """What printf makes of a format that takes nothing, or each of its arguments as it is."""
    if form.startswith("-"):
        return None
    if parts := form.split("%s", 1) if values else []:
        before, after = (_plain(p) for p in (parts[0], parts[1] if len(parts) > 1 else "%"))
        return None if before is None or after is None else "".join(before + value + after for value in values)
    return _plain(form)


def _plain(form: str) -> str | None:
    """A format without arguments."""
    found = []
    at = 0
    while at < len(form):
        piece = form[at : at + 2]
        if form[at] in "\\%":
            if piece not in _ESCAPES:
                return None
            found.append(_ESCAPES[piece])
            at += 2
        else:
            found.append(form[at])
            at += 1
    return "".join(found)
