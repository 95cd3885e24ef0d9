"""A makefile's variables and rules, as far as a plain makefile tells.

Source: GNU make manual 4.4, "How Variables Get Their Values", "Rules", "Writing Makefiles". A construct that is not read here (a
function, a condition, a pattern) makes what depends on it unknown; it is never guessed.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msbgen.read.shell_instruction import SHELLS

__all__ = ["UNKNOWN", "Makefile", "Rule"]

#: stands in a recipe's text for a value that is not known: a substitution of which the shell's reader knows nothing either
UNKNOWN = "$(:)"
#: variables that make defines itself (GNU make manual, "Implicit Variables"), as far as recipes of their own use them
_BUILT_IN = {"MAKE": "make", "RM": "rm -f", "CC": "cc", "CXX": "g++", "AR": "ar", "AS": "as", "SHELL": "/bin/sh"}
_CONDITIONS = ("ifeq", "ifneq", "ifdef", "ifndef")
#: directives that bring in, or compute, what is not read here
_OPAQUE = ("include", "-include", "sinclude", "load", "define", "vpath", "undefine")
#: variables that change how the rest is read or run
_GOVERNING = (".RECIPEPREFIX", ".SHELLFLAGS", "MAKEFLAGS", "VPATH", ".DEFAULT_GOAL")
#: a variable that names itself ends somewhere
_DEEPEST = 20


@dataclass
class Rule:
    """A target's prerequisites and recipe, not yet expanded; `opaque` says why they are not known."""

    prerequisites: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    opaque: str | None = None


class Makefile:
    """`given` are variables of make's command line, `env` those of its environment, `cwd` the folder that it runs in.

    `opaque` says why nothing of the file is known; `first` is the target that is made when none is named.
    """

    def __init__(self, text: str, given: Mapping[str, str], env: Mapping[str, str | None], cwd: str) -> None:
        self.rules: dict[str, Rule] = {}
        self.phony: set[str] = set()
        self.first: str | None = None
        self.opaque: str | None = None
        self._given, self._env, self._cwd = given, env, cwd
        self._variables: dict[str, str | None] = {}
        self._exported: set[str] = set()
        self._exports_all = False
        self._read(text)

    def value(self, text: str, automatic: Mapping[str, str] | None = None, depth: int = 0) -> str | None:
        """Text with its variables replaced; None where one is not known. In a recipe (`automatic` given) UNKNOWN stands for such a one."""
        out: list[str] = []
        at = 0
        while (sign := text.find("$", at)) >= 0 and sign + 1 < len(text):
            out.append(text[at:sign])
            if text[sign + 1] == "$":
                out.append("$")
                at = sign + 2
                continue
            name, at = _reference(text, sign + 1)
            found = self._of(name, automatic or {}, depth)
            if found is None and automatic is None:
                return None
            out.append(UNKNOWN if found is None else found)
        return "".join(out) + text[at:]

    def exports(self) -> dict[str, str | None]:
        """What make adds to the environment of recipes: exported variables, those of its command line, and those that came from
        outside, with the makefile's values."""
        own = {n for n in self._variables if self._exports_all or n in self._exported or n in self._env}
        return {name: self._of(name, {}, 0) for name in {*own, *self._given}}

    def _of(self, name: str | None, automatic: Mapping[str, str], depth: int) -> str | None:
        if name is None or depth > _DEEPEST:
            return None
        if name in automatic:
            return automatic[name]
        if len(name) == 2 and name[1] in "DF" and name[0] in automatic:
            words = automatic[name[0]].split()
            return " ".join((posixpath.dirname(w) or ".") if name[1] == "D" else posixpath.basename(w) for w in words)
        if name == "CURDIR":
            return self._cwd
        if name in self._given:
            return self._given[name]
        if name in self._variables:
            text = self._variables[name]
            return None if text is None else self.value(text, None, depth + 1)
        if name in self._env:
            return self._env[name]
        return None if name.startswith("MAKE") and name != "MAKE" else _BUILT_IN.get(name, "")

    def _stop(self, why: str) -> None:
        self.opaque = self.opaque or why

    def _read(self, text: str) -> None:
        rules: list[Rule] = []
        conditions = 0
        for line, of_recipe in _lines(text):
            if of_recipe and rules:
                for rule in rules:
                    rule.lines.append(line)
                    if conditions:
                        rule.opaque = "a recipe of the makefile depends on a condition"
                continue
            plain = _uncommented(line).strip()
            word = plain.split(None, 1)[0] if plain else ""
            if word in _CONDITIONS:
                conditions += 1
            elif word == "endif":
                conditions -= 1
            elif word in _OPAQUE:
                self._stop(f"the makefile uses {word}")
            elif word and word != "else":
                rules = self._statement(plain, bool(conditions))

    def _statement(self, line: str, conditional: bool) -> list[Rule]:
        """Read an assignment, an export or a rule; give the rules whose recipe follows."""
        word, _, rest = line.partition(" ")
        rest = rest.strip()
        if word == "unexport":
            return []
        if word == "export" and _assignment(rest) is None:
            self._exported.update(rest.split())
            self._exports_all |= not rest
            return []
        if word in ("export", "override", "private") and (assigned := _assignment(rest)) is not None:
            if word == "export":
                self._exported.add(assigned[0])
            self._assign(*assigned, conditional)
        elif (assigned := _assignment(line)) is not None:
            self._assign(*assigned, conditional)
        else:
            return self._rule(line, conditional)
        return []

    def _assign(self, name: str, operator: str, value: str, conditional: bool) -> None:
        if name in _GOVERNING or (name == "SHELL" and posixpath.basename(value) not in SHELLS):
            self._stop(f"the makefile sets {name}")
        if operator == "?=" and (name in self._variables or name in self._env):
            return
        known: str | None = value
        if operator == "!=":
            known = None
        elif operator.endswith(":="):
            now = self.value(value)
            known = None if now is None else now.replace("$", "$$")
        elif operator == "+=" and name in self._variables:
            before = self._variables[name]
            known = None if before is None else f"{before} {value}".strip()
        elif operator == "+=" and self._env.get(name, ""):
            known = f"{self._env[name]} {value}"
        self._variables[name] = None if conditional else known

    def _rule(self, line: str, conditional: bool) -> list[Rule]:
        head, colon, rest = line.partition(":")
        targets = self.value(head)
        if not colon or targets is None:
            self._stop(f"the makefile's line `{line}` is not understood")
            return []
        rest, semicolon, recipe = rest.partition(";")
        names = targets.split()
        if names == [".PHONY"]:
            self.phony.update((self.value(rest) or "").split())
            return []
        if ".ONESHELL" in names:
            self._stop("the makefile uses .ONESHELL")
        if any("%" in n for n in names) or (names and names[0].startswith(".") and "/" not in names[0]):
            return [Rule()]  # patterns, suffixes and special targets: nothing that is named, but a recipe may follow
        why = None
        if rest.startswith(":") or "&" in names:
            why = "a rule of the makefile has several recipes or targets"
        elif ":" in rest or _assignment(rest) is not None:
            why = "a rule of the makefile has variables or patterns of its own"
        elif conditional:
            why = "a rule of the makefile depends on a condition"
        found = []
        for name in names:
            rule = self.rules.setdefault(name, Rule())
            rule.opaque = rule.opaque or why
            rule.prerequisites.append(rest)
            if semicolon:
                rule.lines.append(recipe.strip())
            self.first = self.first or name
            found.append(rule)
        return found


def _reference(text: str, at: int) -> tuple[str | None, int]:
    """The name after a dollar sign (None for a function or a computed name), and where the text goes on."""
    opening = text[at]
    if opening not in "({":
        return opening, at + 1
    closing = ")" if opening == "(" else "}"
    depth, end = 1, at + 1
    while end < len(text) and depth:
        depth += (text[end] == opening) - (text[end] == closing)
        end += 1
    name = text[at + 1 : end - 1]
    plain = depth == 0 and name and not any(c in name for c in " \t$,:")
    return (name if plain else None), end


def _assignment(line: str) -> tuple[str, str, str] | None:
    """(name, operator, value) of an assignment; None for any other line."""
    at = line.find("=")
    if at <= 0:
        return None
    head, operator = line[:at], "="
    for sign in (":::", "::", ":", "?", "+", "!"):
        if head.endswith(sign):
            head, operator = head[: -len(sign)], f"{sign}="
            break
    name = head.strip()
    if not name or any(c in name for c in " \t:#=$"):
        return None
    return name, operator, line[at + 1 :].strip()


def _lines(text: str) -> Iterator[tuple[str, bool]]:
    """Logical lines, and whether each belongs to a recipe (it starts with a tab)."""
    pending: str | None = None
    of_recipe = False
    for raw in text.splitlines():
        if pending is None:
            of_recipe, line = raw.startswith("\t"), raw.removeprefix("\t")
        else:
            line = f"{pending}\n{raw.removeprefix(chr(9))}" if of_recipe else f"{pending[:-1].rstrip()} {raw.strip()}"
        if (len(line) - len(line.rstrip("\\"))) % 2:
            pending = line
            continue
        pending = None
        yield line, of_recipe
    if pending is not None:
        yield pending, of_recipe


def _uncommented(line: str) -> str:
    at = line.find("#")
    while at > 0 and line[at - 1] == "\\":
        at = line.find("#", at + 1)
    return line if at < 0 else line[:at]
