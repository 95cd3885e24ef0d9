"""Questions about scripts."""

from __future__ import annotations

import pytest

from msbgen.read.shell import parse
from tests.read.walk import commands


def names(text: str, *, into_substitutions: bool = True) -> list[str | None]:
    return [command.name for command in commands(parse(text), into_substitutions=into_substitutions)]


def test_every_command_is_found() -> None:
    text = 'a "$(b <(c))" | d; X=$(e) f; if g; then h >"$(i)"; fi; '
    text += "for x in $(j); do k; done; l() { m; }; case $(n) in *) o;; esac"
    assert names(text) == ["c", "b", "a", "d", "e", "f", "g", "i", "h", "j", "k", "m", "n", "o"]
    assert names(text, into_substitutions=False) == ["a", "d", "f", "g", "h", "k", "m", "o"]


def test_a_heredoc_substitution_is_found() -> None:
    assert names("cat <<E\n$(a)\nE\n") == ["a", "cat"]


@pytest.mark.parametrize(
    ("word", "given"),
    [
        ("a$(b)c`d`e", "a<b>c<d>e"),
        ('"$(b -x)"/$v', '"<b>"/$v'),
        ("$(a $(b))", "<a>"),
        ("plain", "plain"),
        ("${a:-$(b)}", None),
        ("$((1 + $(b)))", None),
        ("<(b)", None),
    ],
)
def test_a_word_with_its_substitutions_replaced(word: str, given: str | None) -> None:
    """Where one stands inside another expansion, or is a file's name (`<(…)`), there is nothing to put in its place."""
    (command,) = commands(parse(f"x {word}"), into_substitutions=False)
    assert command.words[1].substituted(lambda script: f"<{script.text.split()[0]}>") == given
