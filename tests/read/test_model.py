"""What the model says beyond keyword and arguments: comments, directives, triggers, spans, long files."""

from __future__ import annotations

import pytest

from msbgen.errors import DockerfileSyntaxError
from msbgen.read import read


def test_comments_stay_with_the_instruction_after_them() -> None:
    dockerfile = read("# syntax=docker/dockerfile:1\n\n# base\nFROM a\n\n  # why\n  RUN b\n# end\n")
    first, second = dockerfile.instructions
    assert first.leading == "# syntax=docker/dockerfile:1\n\n# base\n"
    assert first.raw == "FROM a\n"
    assert second.leading == "\n  # why\n  "
    assert second.raw == "RUN b\n"
    assert dockerfile.trailing == "# end\n"


def test_comments_inside_an_instruction_are_its_text_not_its_value() -> None:
    run = read("FROM a\nRUN b && \\\n  # why\n  c\n").instructions[1]
    assert run.raw == "RUN b && \\\n  # why\n  c\n"
    assert run.value == "b &&   c"


def test_offsets_lead_from_the_value_to_the_file() -> None:
    text = "FROM a\nRUN --network=none b && \\\n  # why\n  c\n"
    run = read(text).instructions[1]
    assert run.value == "b &&   c"
    (first, second) = run.offsets
    assert first == (0, text.index("b &&"))
    assert second == (5, text.index("  c\n"))


def test_directives() -> None:
    assert read("# Syntax = docker/dockerfile:1\n#check=skip=all\n# escape=`\nFROM a\n").directives == {
        "syntax": "docker/dockerfile:1",
        "check": "skip=all",
        "escape": "`",
    }


def test_a_shebang_hides_escape_but_not_syntax() -> None:
    dockerfile = read("#!/usr/bin/env x\n# syntax=a/b\n# escape=`\nFROM a\nRUN b \\\n c\n")
    assert dockerfile.directives == {"syntax": "a/b"}
    assert dockerfile.escape == "\\"


def test_a_directive_given_twice_behind_a_shebang_is_ignored() -> None:
    assert read("#!x\n# syntax=a\n# syntax=b\nFROM a\n").directives == {"syntax": "a"}


def test_byte_order_mark() -> None:
    dockerfile = read(b"\xef\xbb\xbfFROM a\n")
    assert dockerfile.prefix == "\ufeff"
    assert dockerfile.instructions[0].span.start == 0
    assert dockerfile.text == "\ufeffFROM a\n"


@pytest.mark.parametrize(
    ("text", "newline"),
    [("FROM a\nRUN b\n", "\n"), ("FROM a\r\nRUN b\r\n", "\r\n"), ("FROM a\r\nRUN b\nRUN c\n", "\n")],
)
def test_newline(text: str, newline: str) -> None:
    assert read(text).newline == newline


def test_trigger() -> None:
    text = "FROM a\n  ONBUILD \\\n   RUN --network=none <<EOF cat\nx\nEOF\n"
    onbuild = read(text).instructions[1]
    trigger = onbuild.trigger
    assert onbuild.args == ()
    assert trigger is not None
    assert (trigger.keyword, trigger.args, trigger.flag("network")) == ("RUN", ("<<EOF cat",), "none")
    assert trigger.heredocs == onbuild.heredocs
    assert trigger.raw == "RUN --network=none <<EOF cat\nx\nEOF\n"
    assert (trigger.span.line, trigger.span.column) == (3, 4)
    assert (onbuild.span.line, onbuild.span.column) == (2, 3)


@pytest.mark.parametrize(
    ("line", "args", "json"),
    [
        ('ONBUILD COPY ["a b", "c"]', ("a b", "c"), True),
        ("ONBUILD ENV A=b", ("A", "b", "="), False),
        ("ONBUILD", None, False),
    ],
)
def test_trigger_arguments(line: str, args: tuple[str, ...] | None, json: bool) -> None:
    trigger = read(f"FROM a\n{line}\n").instructions[1].trigger
    assert (trigger.args if trigger else None) == args
    assert bool(trigger and trigger.json) == json


def test_heredoc_span() -> None:
    text = "FROM a\nCOPY <<A <<B /d/\n1\n2\nA\nB\n"
    first, second = read(text).instructions[1].heredocs
    assert text[first.span.start : first.span.end] == "1\n2\n"
    assert (first.span.line, first.span.last_line) == (3, 4)
    assert second.content == ""
    assert second.span.start == second.span.end == text.rindex("B\n")


def test_heredocs_are_found_with_a_backslash_whatever_the_escape_directive() -> None:
    run = read("# escape=`\nFROM a\nRUN echo \\<<EOF\n").instructions[1]
    assert run.heredocs == ()


def test_pairs() -> None:
    lines = "FROM a\nENV A=1 B='x y'\nENV C d e\nARG F G=h=i\nLABEL k=\"v\"\n"
    assert [list(i.pairs()) for i in read(lines).instructions[1:]] == [
        [("A", "1"), ("B", "'x y'")],
        [("C", "d e")],
        [("F", ""), ("G", "h=i")],
        [("k", '"v"')],
    ]


def test_a_byte_that_is_not_utf8_reads_as_buildkit_reads_it() -> None:
    dockerfile = read(b'FROM a\nENV A="\xe9"\nCMD ["\xe9"]\nRUN \xe9\n')
    assert dockerfile.instructions[1].args == ("A", '"\ufffd"', "=")
    assert dockerfile.instructions[2].args == ("\ufffd",)
    assert dockerfile.instructions[3].args == ("\udce9",)


@pytest.mark.parametrize("text", ["[1e999]", '["a"] x', '["a"', "[NaN]", "['a']", '["\t"]', "[" + "9" * 5000 + "e999]"])
def test_what_only_looks_like_json(text: str) -> None:
    cmd = read(f"FROM a\nCMD {text}\n").instructions[1]
    assert (cmd.args, cmd.json) == ((text,), False)


def test_twenty_thousand_lines() -> None:
    text = "FROM a\n" + "RUN b && \\\n  # c\n\n  d\nENV A=b\n" * 4000
    dockerfile = read(text)
    assert len(dockerfile.instructions) == 8001
    assert dockerfile.instructions[-1].span.line == 20_001
    assert dockerfile.instructions[-2].value == "b &&   d"
    assert dockerfile.text == text


def test_one_instruction_of_twenty_thousand_lines() -> None:
    text = "FROM a\nRUN true" + " \\\n  && echo x" * 20_000 + "\nCMD y\n"
    dockerfile = read(text)
    run = dockerfile.instructions[1]
    assert run.span.last_line == 20_002
    assert len(run.offsets) == 20_001
    assert run.value == "true" + "   && echo x" * 20_000
    assert dockerfile.instructions[2].args == ("y",)


@pytest.mark.parametrize("end", ["\n", ""])
def test_longest_line(end: str) -> None:
    line = "RUN " + "x" * (65_535 - 4)
    assert read(f"FROM a\n{line}{end}").instructions[1].args == (line[4:],)
    with pytest.raises(DockerfileSyntaxError, match="greater than max allowed size of 65535") as raised:
        read(f"FROM a\n{line}x{end}")
    assert (raised.value.line, raised.value.column) == (2, 1)
    assert len(str(raised.value)) < 400


def test_the_longest_line_is_counted_in_bytes() -> None:
    read("FROM a\nRUN " + "é" * 32_765)
    with pytest.raises(DockerfileSyntaxError, match="max allowed size"):
        read("FROM a\nRUN " + "é" * 32_766)
    read(b"FROM a\nRUN " + b"\xe9" * 65_531)
