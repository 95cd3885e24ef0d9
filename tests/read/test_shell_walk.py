"""Questions about scripts."""

from __future__ import annotations

import pytest

from msbgen.read.shell import parse
from msbgen.read.shell_walk import commands, exec_argv, features, simple, without_exec


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
    ("text", "argv"),
    [
        ("a 'b c' d", ("a", "b c", "d")),
        ("exec a b", ("a", "b")),
        ("[ -f x ]", ("[", "-f", "x", "]")),
        ("a ''", ("a", "")),
        ("exec", None),
        ("exec -a x y", None),
        ("cd /x", None),
        ("a $b", None),
        ("a *", None),
        ("a ~", None),
        ("a {b,c}", None),
        ("a $'b'", None),
        ("a >b", None),
        ("A=b c", None),
        ("A=b", None),
        ("a && b", None),
        ("a | b", None),
        ("! a", None),
        ("a &", None),
        ("(a)", None),
        ("if", None),
        ("", None),
    ],
)
def test_exec_argv(text: str, argv: tuple[str, ...] | None) -> None:
    assert exec_argv(parse(text)) == argv


def test_simple_keeps_builtins_and_exec() -> None:
    command = simple(parse("exec a"))
    assert command is not None
    assert [word.value for word in command.words] == ["exec", "a"]
    assert [word.value for word in without_exec(command).words] == ["a"]
    assert simple(parse("cd x")) is not None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a b", set()),
        ("a $b *", {"variables", "globs"}),
        ("a ~ {b,c}", {"expansion"}),
        ("a $(b | c)", {"substitution", "pipes"}),
        ("a; b", {"lists"}),
        ("a &", {"background"}),
        ("a & b", {"background", "lists"}),
        ("! a", {"negation"}),
        ("A=b c", {"assignments"}),
        ("a >b", {"redirects"}),
        ("a <<E\nE\n", {"heredocs"}),
        ("a &>b", {"redirects", "bash"}),
        ("a <<<b", {"redirects", "bash"}),
        ("[[ a ]]", {"bash"}),
        ("a=(b c)", {"assignments", "bash"}),
        ("for ((i=0;i<3;i++)); do a; done", {"bash", "control", "variables"}),
        ("a $'b'", {"bash"}),
        ("if a; then b; fi", {"control"}),
        ("(a)", {"groups"}),
        ("cd x", {"builtin:cd"}),
        ("echo a", set()),
        ("f() { local x; }", {"control", "builtin:local"}),
        ("if", {"opaque"}),
    ],
)
def test_features(text: str, expected: set[str]) -> None:
    assert features(parse(text)) == expected


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
