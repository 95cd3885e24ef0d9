"""The shell text of instructions and script files, and where it stands in the Dockerfile."""

from __future__ import annotations

import pytest

from msbgen.model.dockerfile import Instruction
from msbgen.model.shell import Script
from msbgen.read import read
from msbgen.read.shell_instruction import inner_script, is_shell, parse_file, program, script_of
from tests.read.shell_dump import dump
from tests.read.walk import commands


def only(text: str) -> Instruction:
    return read("FROM a\n" + text + "\n").instructions[1]


INSTRUCTIONS = [
    ("RUN a b && c", "«('a' 'b') && ('c')»"),
    ("RUN a \\\n  # no\n\n  && b", "«('a') && ('b')»"),
    ("RUN --mount=type=cache,target=/x a", "«('a')»"),
    ("RUN <<EOF\na\nb\nEOF", "«('a') ; ('b')»"),
    ("RUN <<'E F'\na $x\nE F", "«('a' <$x $x>)»"),
    ("RUN <<-EOF\n\ta\n\t\tb\n\tEOF", "«('a') ; ('b')»"),
    ("RUN <<EOF bash -eo pipefail\na; b\nEOF", "«('a') ; ('b')»"),
    ("RUN <<EOF bash\na $x\nEOF", "«('bash' <<<a $x\n $x>)»"),
    ("RUN <<EOF bash -c x\na\nEOF", "«('bash' '-c' 'x' <<'a\\n')»"),
    ("RUN python3 <<EOF\nprint(1)\nEOF", "«('python3' <<'print(1)\\n')»"),
    ("RUN <<EOF\n#!/bin/bash\na\nEOF", "«('a')»"),
    ("RUN <<EOF\n#!/usr/bin/env python3\na\nEOF", "opaque: run by python3, not by a shell"),
    ("RUN cat <<A > /a && cat <<B > /b\nx\nA\ny\nB", "«('cat' <<'x\\n' >'/a') && ('cat' <<'y\\n' >'/b')»"),
    ('RUN ["a", "b c"]', "«('a' 'b c')»"),
    ("CMD a | b", "«[('a') | ('b')]»"),
    ('CMD ["/a"]', "«('/a')»"),
    ('ENTRYPOINT ["sh", "-ec", "a \\"b\\" && c\\u0041", "x"]', "«('a' 'b') && ('cA')»"),
    ('ENTRYPOINT ["/bin/bash", "-o", "pipefail", "-c", "a | b"]', "«[('a') | ('b')]»"),
    ("HEALTHCHECK --interval=1s CMD a || exit 1", "«('a') || ('exit' '1')»"),
    ('HEALTHCHECK CMD ["sh", "-c", "a; b"]', "«('a') ; ('b')»"),
    ("HEALTHCHECK NONE", "opaque: HEALTHCHECK NONE runs no command"),
    ("ONBUILD RUN a && b", "«('a') && ('b')»"),
    ("COPY a b", "opaque: COPY runs no command"),
    ("CMD []", "«»"),
]


@pytest.mark.parametrize(("text", "expected"), INSTRUCTIONS, ids=[text[:40] for text, _ in INSTRUCTIONS])
def test_script_of(text: str, expected: str) -> None:
    assert dump(script_of(only(text))) == expected


def test_an_unknown_shell_is_opaque_for_shell_form_only() -> None:
    shell = ["powershell", "-Command"]
    assert script_of(only("RUN a"), shell).opaque == "run by powershell, not by a shell that msbgen reads"
    assert dump(script_of(only('RUN ["a"]'), shell)) == "«('a')»"
    assert dump(script_of(only("RUN a"), ["/bin/bash", "-o", "pipefail", "-c"])) == "«('a')»"


SPANS = [
    'FROM a\nRUN apt-get update && \\\n    # c\n    apt-get \\\n      b && echo "é $x"\n',
    "# escape=`\nFROM a\r\nRUN a `\r\n  b\r\n",
    "\ufeffFROM a\nRUN a\n",
    "FROM a\n  RUN <<EOF\nécho 1\n  cd x\nEOF\n",
    "FROM a\nRUN <<-EOF\n\té 1\n\t\tb\n\tEOF\n",
    "FROM a\nRUN <<-EOF bash\n\té 1\n\t\tb\n\tEOF\n",
    "FROM a\nRUN cat <<E && \\\n x <<F y\na\nE\nb\nF\n",
    "FROM a\nONBUILD RUN a && \\\n   b\n",
    "FROM a\nHEALTHCHECK --timeout=1s CMD a \\\n  b\n",
    'FROM a\nCMD ["sh", "-c", \\\n  "a b"]\n',
    'FROM a\nENTRYPOINT ["/a", \\\n "b"]\n',
]


@pytest.mark.parametrize("text", SPANS)
def test_spans_lead_to_the_word_in_the_dockerfile(text: str) -> None:
    dockerfile = read(text)
    body = text.removeprefix("\ufeff")
    lines = body.split("\n")
    found = 0
    for instruction in dockerfile.instructions[1:]:
        for command in commands(script_of(instruction)):
            for word in command.words:
                assert word.span is not None
                assert body[word.span.start : word.span.end] == word.text
                assert lines[word.span.line - 1][word.span.column - 1 :].startswith(word.text)
                assert word.span.line == word.span.last_line
                found += 1
    assert found > 0


def test_a_span_covers_the_escapes_of_json() -> None:
    text = 'FROM a\nCMD ["sh", "-c", "a \\"\\ud83d\\ude00\\" b\\u0041"]\n'
    (command,) = commands(script_of(read(text).instructions[1]))
    spans = [word.span for word in command.words if word.span]
    assert [word.value for word in command.words] == ["a", "\U0001f600", "bA"]
    assert [text[span.start : span.end] for span in spans] == ["a", '\\"\\ud83d\\ude00\\"', "b\\u0041"]


def test_a_command_over_two_lines_says_so() -> None:
    (command,) = commands(script_of(only("RUN a \\\n  b")))
    assert command.span is not None
    assert (command.span.line, command.span.last_line, command.span.column) == (2, 3, 5)


def test_what_is_not_shell_is_placed_in_the_dockerfile() -> None:
    assert script_of(only("RUN a \\\n  b )")).opaque == "not shell that can be read (line 3, column 5)"


FILES: list[tuple[str, tuple[str, ...] | None, str]] = [
    ("#!/bin/sh -e\na\n", ("/bin/sh", "-e"), "«('a')»"),
    ("#! /bin/bash \na", ("/bin/bash",), "«('a')»"),
    ('#!/usr/bin/env bash\nexec "$@"\n', ("/usr/bin/env", "bash"), "«('exec' <\"$@\" $@>)»"),
    ("#!/usr/bin/env -S bash -eu\na\n", ("/usr/bin/env", "-S bash -eu"), "«('a')»"),
    ("#!/bin/sh\t-e -x\na\n", ("/bin/sh", "-e -x"), "«('a')»"),
    ("a\n", None, "«('a')»"),
    ("", None, "«»"),
    ("#!/usr/bin/python3\nx\n", ("/usr/bin/python3",), "opaque: run by python3, not by a shell"),
    ("#!\na", ("",), "opaque: run by nothing, not by a shell"),
    (
        "#!/bin/sh\r\na\r\n",
        ("/bin/sh\r",),
        "opaque: its #! line ends in a carriage return, so no '/bin/sh\\r' is found",
    ),
    ("\ufeff#!/bin/sh\na\n", None, "opaque: a byte-order mark before #!: the kernel does not see its interpreter"),
]


@pytest.mark.parametrize(("text", "interpreter", "expected"), FILES)
def test_script_files(text: str, interpreter: tuple[str, ...] | None, expected: str) -> None:
    found, script = parse_file(text)
    assert (found, dump(script)) == (interpreter, expected)


@pytest.mark.parametrize(
    ("argv", "at"),
    [
        (["sh", "-c", "x"], 2),
        (["/bin/bash", "-lc", "x", "y"], 2),
        (["bash", "-e", "-o", "pipefail", "-c", "x"], 5),
        (["bash", "-eo", "pipefail", "-c", "x"], 4),
        (["bash", "--login", "-c", "x"], 3),
        (["sh", "-c"], None),
        (["sh", "x", "-c", "y"], None),
        (["sh", "+c", "x"], None),
        (["python", "-c", "x"], None),
        ([], None),
    ],
)
def test_inner_script(argv: list[str], at: int | None) -> None:
    assert inner_script(argv) == at


def test_programs_and_shells() -> None:
    assert [program(a) for a in (["/bin/sh"], ["env", "A=b", "-i", "x"], ["/usr/bin/env"], [])] == [
        "sh",
        "x",
        "env",
        "",
    ]
    assert is_shell(["/busybox/ash"])
    assert not is_shell(["zsh"])


def test_an_opaque_script_has_no_items() -> None:
    script = script_of(only("RUN if"))
    assert isinstance(script, Script)
    assert script.opaque is not None
    assert script.items == ()
