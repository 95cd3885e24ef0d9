"""BuildKit's own parser (PyPI `dockerfile`, BuildKit 0.12.5) agrees with `read`."""

from __future__ import annotations

from typing import Any

import dockerfile as buildkit
import pytest
from hypothesis import given

from msbgen.errors import DockerfileSyntaxError
from msbgen.model.dockerfile import Instruction
from msbgen.read import read
from tests.read.test_cases import CASES
from tests.read.test_lossless import dockerfiles

#: Read differently by BuildKit 0.12.5 and by today's; `cases.json` holds today's answer.
CHANGED_SINCE = {"check then escape", "heredoc with space << EOF", "arithmetic $((1<<3)) "}

MORE = {
    "flags of everything": "FROM --platform=$BUILDPLATFORM a AS b\nADD --chown=1 --chmod=2 x y\nENV --x=1 A=b\n",
    "quotes in ENV": 'FROM a\nENV A="b c"d \'e f\'=g H=\\"i\\ j K=\\\n',
    "tabs": "FROM\ta\tAS\tb\nCOPY\ta\tb\t\tc\nEXPOSE\t80 \t81\n",
    "heredocs in a chain": "FROM a\nRUN cat <<A && cat <<-'B' 5<<\"C D\" > x\n1\nA\n\t2\n\tB\n3\nC D\nRUN y\n",
    "quotes that do not end": "FROM a\nRUN echo it's <<EOF\nCMD x\n",
    "everything is joined": "FROM a\nRUN a \\\n\n\n# c\n \\\n b \\\n\\\nc\nCMD x \\\n  # d\n",
    "onbuild in all forms": 'FROM a\nONBUILD CMD ["a"]\nONBUILD   ADD a b\nonbuild\\\n RUN c\n',
    "health": "FROM a\nHEALTHCHECK   CMD   a  b\nHEALTHCHECK --x cmd\nHEALTHCHECK none\n",
    "two dashes": "FROM a\nRUN --a \"--b c\" --d\nCOPY --a='b c'd --e\\ f g h\n",
    "mixed newlines": "FROM a\r\nRUN b \\\r\n c\nCMD d\r\r\n",
    "labels": 'FROM a\nLABEL a.b/c=d "e f"="g\\"h" i=\nLABEL one two  three\n',
    "escape directive": "#escape=`\nFROM a\nRUN a\\\nRUN b `\n `\n c\n",
    "instruction named COMMENT": "FROM a\n# x\nCOMMENT y\n",
    "brackets": 'FROM a\nVOLUME [ "a" , "b" ]\nVOLUME [a, b]\nRUN [ -f x ] && y\nCMD ["a",]\nCMD []\n',
}


def of_ours(instruction: Instruction) -> tuple[Any, ...]:
    """In the oracle's terms: no separators of pairs; of ONBUILD only the trigger's keyword and arguments."""
    trigger = instruction.trigger
    said = trigger or instruction
    args = said.args
    if said.keyword in ("ENV", "LABEL"):
        args = tuple(arg for at, arg in enumerate(args) if at % 3 < 2)
    return (
        instruction.keyword,
        trigger.keyword if trigger else None,
        said.json,
        instruction.span.line,
        instruction.span.last_line,
        tuple(map(str, instruction.flags)),
        args,
        () if trigger else tuple((h.name, h.content, h.fd) for h in instruction.heredocs),
    )


def of_theirs(command: buildkit.Command) -> tuple[Any, ...]:
    return (
        command.cmd.upper(),
        command.sub_cmd.upper() if command.sub_cmd else None,
        command.json,
        command.start_line,
        command.end_line,
        tuple(command.flags),
        tuple(command.value),
        tuple((h.name, h.content, h.file_descriptor) for h in command.heredocs),
    )


def check(text: str) -> None:
    try:
        theirs = [of_theirs(command) for command in buildkit.parse_string(text)]
    except buildkit.GoParseError:
        with pytest.raises(DockerfileSyntaxError):
            read(text)
    else:
        assert [of_ours(instruction) for instruction in read(text).instructions] == theirs


@pytest.mark.parametrize(
    "case",
    [case for case in CASES if "text" in case and case["name"] not in CHANGED_SINCE],
    ids=lambda case: case["name"],
)
def test_cases(case: dict[str, Any]) -> None:
    check(case["text"])


@pytest.mark.parametrize("text", MORE.values(), ids=MORE)
def test_more(text: str) -> None:
    check(text)


@given(dockerfiles())
def test_generated(text: str) -> None:
    check(text)
