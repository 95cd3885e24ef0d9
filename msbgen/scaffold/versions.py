"""Which series of a language a project asks for: the best one of its ranges, as PEP 440, poetry and node-semver write them."""

from __future__ import annotations

from collections.abc import Sequence

from msbgen.data.tags import number

__all__ = ["admits", "best"]


def best(ranges: Sequence[str], series: Sequence[str], default: str) -> str | None:
    """The series that all ranges admit: the default where they do, else the next newer one, else the newest older one."""
    fit = [one for one in series if all(admits(text, one) for text in ranges)]
    newer = [one for one in fit if number(one) >= number(default)]
    return newer[0] if newer else fit[-1] if fit else None


def admits(text: str, series: str) -> bool:
    """Whether a range (">=3.9,<4", "^3.11 || ~3.9", "18 - 20") has the latest releases of a series in it."""
    for operator in ("=", "<", ">", "~", "^"):
        while f"{operator} " in text:
            text = text.replace(f"{operator} ", operator)
    return any(_alternative(part, number(series)) for part in text.replace("||", "|").split("|"))


def _alternative(text: str, have: tuple[int, ...]) -> bool:
    low, dash, high = text.partition(" - ")
    clauses = [f">={low.strip()}", f"<={high.strip()}"] if dash else text.replace(" ", ",").split(",")
    return all(_clause(c.strip(), have) for c in clauses if c.strip())


def _clause(text: str, have: tuple[int, ...]) -> bool:
    """Whether the latest release of a series meets one comparison."""
    operator = text[: len(text) - len(text.lstrip("<>=!~^"))]
    given = number(text[len(operator) :].strip().removesuffix(".*").lstrip("v"))
    if not given:
        return True  # "*"
    edge, finer = given[: len(have)], len(given) > len(have)
    if operator in (">=", ">"):
        return have >= edge if operator == ">=" or finer else have > edge
    if operator == "<=":
        return have[: len(edge)] <= edge
    if operator == "<":
        return have < edge or (have == edge and any(given[len(have) :]))
    if operator == "!=":
        return have[: len(edge)] != edge or finer
    if operator == "^":
        return have >= edge and have[:1] == given[:1]
    if operator in ("~=", "~"):
        same = given[:1] if operator == "~=" and len(given) == 2 else edge
        return have >= edge and have[: len(same)] == same
    return have[: len(edge)] == edge  # == and a bare version
