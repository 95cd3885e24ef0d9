"""What a `make` command runs: the recipes of its targets, in their order (GNU make manual 4.4, "Rules", "Recipes", "Options")."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping

from msbgen.model.facts import Call
from msbgen.model.record import record
from msbgen.understand.arguments import parse
from msbgen.understand.makefile import Makefile
from msbgen.understand.paths import join
from msbgen.understand.scene import Scene

__all__ = ["Recipe", "recipes", "run"]

#: the names that make looks for, in this order
_NAMES = ("GNUmakefile", "makefile", "Makefile")
_VALUED = ("-C", "--directory", "-f", "--file", "--makefile", "-I", "--include-dir", "-j", "--jobs", "-l", "-o", "--old-file", "-W", "--what-if")
#: options under which it runs something else than the recipes, or other recipes
_OTHER = ("-n", "--just-print", "--dry-run", "-t", "--touch", "-q", "--question", "-p", "-e", "--environment-overrides", "-E", "--eval", "-o", "-W", "-i", "-k")


@record(frozen=True, slots=True)
class Recipe:
    """One line of a recipe, which a shell of its own runs in `cwd`. `maybe`: it may fail unseen. `env` is what make adds."""

    text: str
    cwd: str
    maybe: bool
    env: Mapping[str, str | None]


def recipes(call: Call, scene: Scene) -> tuple[Recipe, ...] | str:
    """What a call of make runs, or why that is not known."""
    given = parse(_with_optional_jobs(call.operands), _VALUED)
    if any(w is None for w in call.operands) or given.has(*_OTHER):
        return "what make is told to do is not known"
    folder = call.cwd
    for moved in given.values("-C", "--directory"):
        folder = join(folder, moved or ".")
    if folder is None:
        return "the folder that make runs in is not known"
    named = given.values("-f", "--file", "--makefile")
    texts = [scene.read(join(folder, n or "") or "") for n in named] or [next((t for n in _NAMES if (t := scene.read(posixpath.join(folder, n))) is not None), None)]
    text = texts[0]
    if len(texts) != 1 or text is None:
        return f"the makefile in {folder} is not in the build context"
    words = [w for w in given.operands if w is not None]
    variables = dict(w.partition("=")[::2] for w in words if "=" in w)
    makefile = Makefile(text, variables, call.env, folder)
    return run(makefile, tuple(w for w in words if "=" not in w), folder, lambda name: _exists(join(folder, name), scene))


def _with_optional_jobs(words: tuple[str | None, ...]) -> tuple[str | None, ...]:
    """-j may stand alone: a following word counts as its number only if it is one."""
    out: list[str | None] = []
    for at, word in enumerate(words):
        following = words[at + 1] if at + 1 < len(words) else None
        if word in ("-j", "--jobs") and not (following or "").isdigit():
            continue
        out.append(word)
    return tuple(out)


def _exists(path: str | None, scene: Scene) -> bool:
    """Whether the context put something at an image path."""
    return path is not None and scene.source_of(path) is not None


def run(makefile: Makefile, goals: tuple[str, ...], cwd: str, exists: Callable[[str], bool]) -> tuple[Recipe, ...] | str:
    """The lines that making the goals runs; `exists` tells whether a file is there before."""
    found: list[Recipe] = []
    done: set[str] = set()
    wanted = goals or ((makefile.first,) if makefile.first else ())
    why = makefile.opaque or (None if wanted else "the makefile has no target")
    for goal in wanted:
        why = why or _target(goal, makefile, cwd, exists, done, found)
    return why or tuple(found)


def _target(target: str, makefile: Makefile, cwd: str, exists: Callable[[str], bool], done: set[str], found: list[Recipe]) -> str | None:
    """Append what making a target runs; the reason where it is not known."""
    if target in done:
        return None
    done.add(target)
    rule = makefile.rules.get(target)
    if rule is None:
        return None if exists(target) else f"the makefile has no plain rule for {target}"
    if rule.opaque:
        return rule.opaque
    needed = makefile.value(" ".join(rule.prerequisites))
    if needed is None:
        return f"what the makefile's target {target} depends on is not known"
    names = [n for n in needed.split() if n != "|"]
    for name in names:
        why = _target(name, makefile, cwd, exists, done, found)
        if why is not None:
            return why
    if rule.lines and target not in makefile.phony and exists(target):
        return f"whether the makefile's target {target} is up to date is not known"
    env = makefile.exports()
    automatic = {"@": target, "<": names[0] if names else "", "^": " ".join(dict.fromkeys(names)), "+": " ".join(names), "?": " ".join(names)}
    for line in rule.lines:
        expanded = makefile.value(line, automatic) or ""
        text = expanded.lstrip(" \t@+-")
        if text:
            found.append(Recipe(text, cwd, "-" in expanded[: len(expanded) - len(text)], env))
    return None
