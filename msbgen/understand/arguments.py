"""Options and operands of a command line, by the conventions of getopt."""

from __future__ import annotations

from collections.abc import Collection

from msbgen.model.record import record

__all__ = ["Arguments", "leading_options", "parse"]


@record(frozen=True, slots=True)
class Arguments:
    """`options` in order, each with its value ("" for a flag); `operands` the rest. None stands for an unknown word."""

    options: tuple[tuple[str, str | None], ...]
    operands: tuple[str | None, ...]

    def has(self, *names: str) -> bool:
        return any(name in names for name, _ in self.options)

    def value(self, *names: str) -> str | None:
        """The last value given to one of the options; None when none is given or it cannot be known."""
        return next((v for n, v in reversed(self.options) if n in names), None)

    def values(self, *names: str) -> tuple[str | None, ...]:
        return tuple(v for n, v in self.options if n in names)


def parse(words: tuple[str | None, ...], valued: Collection[str] = (), *, clusters: bool = True) -> Arguments:
    """Split words into options and operands.

    `valued` names options that take a value in the next word ("-o", "--output"); `--name=value` needs no naming. With
    `clusters`, `-xvf` counts as -x -v -f, and a valued letter ends the cluster with its value (`-ofile`).
    """
    options: list[tuple[str, str | None]] = []
    operands: list[str | None] = []
    at = 0
    while at < len(words):
        word = words[at]
        at += 1
        if word is None or word == "-" or not word.startswith("-"):
            operands.append(word)
        elif word == "--":
            operands.extend(words[at:])
            break
        elif word.startswith("--") or not clusters:
            name, given, value = word.partition("=")
            if given:
                options.append((name, value))
            elif word in valued and at < len(words):
                options.append((word, words[at]))
                at += 1
            else:
                options.append((word, ""))
        else:
            for index, letter in enumerate(word[1:], 1):
                name = "-" + letter
                if name in valued:
                    rest = word[index + 1 :]
                    if rest:
                        options.append((name, rest))
                    elif at < len(words):
                        options.append((name, words[at]))
                        at += 1
                    else:
                        options.append((name, None))
                    break
                options.append((name, ""))
    return Arguments(tuple(options), tuple(operands))


def leading_options(words: tuple[str | None, ...], valued: Collection[str]) -> int:
    """How many words at the start are options with their values."""
    at = 0
    while at < len(words):
        word = words[at]
        if word is None or not word.startswith("-"):
            break
        at += 2 if word in valued else 1
    return min(at, len(words))
