"""The words of a dotnet command: options in the spellings of System.CommandLine and of MSBuild, properties, and the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from msbgen.ecosystems.dotnet.table import tools
from msbgen.model.facts import Call

__all__ = ["Given", "parse", "words_of"]

#: stands for the value of a property that is not known
_UNKNOWN = "\0"

_PROPERTY = frozenset({"-p", "--property", "-property"})
_TRUTH = {"true": True, "false": False}
#: options whose value is true where none follows
_OPTIONAL = frozenset({"--self-contained", "--sc"})


@dataclass(frozen=True, slots=True)
class Given:
    """`options` in order; `properties` are MSBuild's, by their name in lower case; None is a value that is not known. `lost`: a word
    that is not known may be any of these."""

    options: tuple[tuple[str, str | None], ...]
    properties: Mapping[str, str | None]
    operands: tuple[str, ...]
    lost: bool

    def has(self, *names: str) -> bool:
        return any(name in names for name, _ in self.options)

    def value(self, *names: str) -> str | None:
        """The last value of one of the options; None where none is given, or it is not known."""
        return next((v for n, v in reversed(self.options) if n in names), None)

    def truth(self, name: str) -> bool | None:
        """What a property that is true or false is set to here; None where it is not, or not known."""
        value = self.properties.get(name.lower())
        return _TRUTH.get(value.lower()) if value is not None else None


def words_of(call: Call) -> tuple[str | None, ...]:
    """The words after `dotnet`; of a property whose value is not known, its name is."""
    words = call.operands
    texts = [w.text.strip("\"'") for w in call.command.words][-len(words) :] if words else []
    if len(texts) != len(words):
        return words
    found: list[str | None] = []
    for word, text in zip(words, texts, strict=True):
        name, given, _ = text.partition("=")
        known = word is None and given and "$" not in name and _split(name)[0] == "-p"
        found.append(f"{name}={_UNKNOWN}" if known else word)
    return tuple(found)


def parse(words: tuple[str | None, ...]) -> Given:
    """Split the words that follow a command's name."""
    options: list[tuple[str, str | None]] = []
    properties: dict[str, str | None] = {}
    operands: list[str] = []
    lost = False
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word is None:
            lost = True
            continue
        if word == "--":
            break  # what follows is the program's
        name, value = _split(word)
        if name is None:
            operands.append(word)
            continue
        if value is None and name in tools()["valued"]:
            value = words[at] if at < len(words) else ""
            at += 1
            if value is None and name in _PROPERTY:
                lost = True
        elif value is None and name in _OPTIONAL and at < len(words) and (words[at] or "").lower() in _TRUTH:
            value = words[at]
            at += 1
        elif value is None:
            value = ""
        if name in _PROPERTY:
            _assign(value or "", properties)
        else:
            options.append((name, value))
    return Given(tuple(options), properties, tuple(operands), lost)


def _split(word: str) -> tuple[str | None, str | None]:
    """The option's name and the value joined to it by a colon or an equals sign; no name for an operand."""
    if word.startswith("-") and len(word) > 1:
        name, given, value = _joined(word)
        if name.lower() in ("-property", "-p"):
            name = "-p"
        elif not name.startswith("--") and len(name) > 2:
            name = name.lower()
        return name, value if given else None
    if word.startswith("/"):
        name, given, value = _joined(word[1:])
        if name.lower() in tools()["switches"] and "/" not in name:
            plain = name.lower()
            return ("-p" if plain in ("p", "property") else "-" + plain), value if given else ""
    return None, None


def _joined(word: str) -> tuple[str, bool, str]:
    at = min((i for i in (word.find(":"), word.find("=")) if i > 0), default=-1)
    return (word, False, "") if at < 0 else (word[:at], True, word[at + 1 :])


def _assign(text: str, properties: dict[str, str | None]) -> None:
    """NAME=VALUE, several of them apart by semicolons."""
    for part in text.split(";"):
        name, given, value = part.partition("=")
        if given:
            properties[name.strip().lower()] = None if value == _UNKNOWN else value.strip().strip('"')
