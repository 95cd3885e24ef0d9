"""Reading loses nothing, places are true, and only msbgen's own errors escape, whatever the bytes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from msbgen.errors import DockerfileSyntaxError, MsbgenError
from msbgen.model.dockerfile import Dockerfile, Instruction
from msbgen.read import decode, encode, read, validate
from tests.read.test_cases import CASES, data_of

#: Pieces that mean something to a Dockerfile parser, so that random texts reach its corners.
PIECES = [
    "\n", "\r\n", "\r", "\\\n", "\\\\\n", "\\ \t\n", "`", "`\n", " ", "\t", "\v", "\f", "\xa0", "\x85", "\u2028", "\x1c",
    "\0", "#", "# c\n", "# escape=`\n", "# check=a\n", "# syntax=b\n", "\ufeff", '"', "'", "[", "]", '["a", "b"]',
    "<<EOF", "<<-EOF\n", "EOF\n", "\tEOF\n", "<<'E F'", "3<<A", "\nA\n", "--x=y ", "-- ", "$a", "${a:-b}", "${", "=",
    "a=b", "word", "RUN ", "FROM a\n", "FROM", "COPY ", "ENV ", "LABEL", "ARG ", "ONBUILD ", "onbuild run ",
    "HEALTHCHECK ", "CMD ", "NONE", "SHELL ", "VOLUME ", "FOO ", "as b", "--mount=type=cache,target=/x ", "\udce9",
    "\u017fhell", "\u4e16", "<<", "COMMENT x\n", "\\u00e9",
]  # fmt: skip

texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def every(dockerfile: Dockerfile) -> Iterator[Instruction]:
    for instruction in dockerfile.instructions:
        yield instruction
        if instruction.trigger is not None:
            yield instruction.trigger


def check_places(dockerfile: Dockerfile) -> None:
    text = dockerfile.text[len(dockerfile.prefix) :]
    for instruction in every(dockerfile):
        span = instruction.span
        assert instruction.raw.startswith(text[span.start : span.end])
        assert instruction.raw[span.end - span.start :] in ("", "\n", "\r\n")
        assert span.line == text.count("\n", 0, span.start) + 1
        assert span.column == span.start - (text.rfind("\n", 0, span.start) + 1) + 1
        assert span.last_line == span.line + text.count("\n", span.start, span.end)
        mapped = ""
        for number, (here, there) in enumerate(instruction.offsets):
            following = instruction.offsets[number + 1][0] if number + 1 < len(instruction.offsets) else None
            end = len(instruction.value) if following is None else following
            assert end > here == len(mapped)
            mapped += text[there : there + end - here]
        assert mapped == instruction.value
        for heredoc in instruction.heredocs:
            assert text[heredoc.span.start : heredoc.span.end] == heredoc.content
            assert heredoc.span.line == text.count("\n", 0, heredoc.span.start) + 1
            assert heredoc.span.last_line == heredoc.span.line + heredoc.content.count("\n") - 1


def read_or_reject(text: str | bytes) -> Dockerfile | None:
    try:
        dockerfile = read(text)
    except DockerfileSyntaxError as error:
        assert error.line >= 1  # noqa: PT017 (both outcomes are right)
        assert error.column >= 1  # noqa: PT017
        str(error).encode()  # whatever the bytes, the message can be printed
        return None
    try:
        validate(dockerfile)
    except DockerfileSyntaxError as error:
        str(error).encode()
    return dockerfile


@given(st.binary())
@example(b"FROM a\nRUN \xff\xfe\n")
@example(b"\xff\xfeF\x00R\x00O\x00M\x00")
def test_any_bytes(data: bytes) -> None:
    assert encode(decode(data)) == data
    dockerfile = read_or_reject(data)
    if dockerfile is not None:
        assert encode(dockerfile.text) == data
        check_places(dockerfile)


@given(texts)
@example("FROM a\nRUN x \\\n\n# c\n\\\n y\r\n\n# end")
@example("FROM a\nONBUILD RUN cat <<A \\\n <<B\n1\nA\n2\nB\n")
@example("\\\nFROM a")
@example("RUN b\r")
@example('FROM a\nCMD ["\udce9"]')
def test_any_text(text: str) -> None:
    dockerfile = read_or_reject("FROM a\n" + text)
    if dockerfile is not None:
        assert dockerfile.text == "FROM a\n" + text
        check_places(dockerfile)
    head = read_or_reject(text)
    if head is not None:
        assert head.text == text


comments = st.text("ab \t\\#<é\u2028`'", max_size=12).map(lambda text: f"# {text}\n")
joints = st.sampled_from([" ", " \\\n  ", " \\\n\n  ", " \\\n  # note\n  "])


@st.composite
def dockerfiles(draw: st.DrawFn) -> str:
    """Well-formed files, with everything that may stand between and inside instructions."""
    parts = ["FROM debian:12\n"]
    for _ in range(draw(st.integers(0, 8))):
        parts.append(draw(st.sampled_from(["", "\n", "   \n"]) | comments))
        keyword = draw(st.sampled_from(["RUN", "run", "USER", "WORKDIR", "CMD", "ONBUILD RUN"]))
        listed = draw(st.lists(st.text("abz09./&|;=-", min_size=1, max_size=6), min_size=1, max_size=5))
        line = listed[0].lstrip("-") or "x"
        for word in listed[1:]:
            line += draw(joints) + word
        parts.append(f"{draw(st.sampled_from(['', '  ']))}{keyword} {line}\n")
    return "".join(parts)


@given(dockerfiles())
def test_generated_dockerfiles(text: str) -> None:
    dockerfile = read(text)
    assert dockerfile.text == text
    check_places(dockerfile)


@pytest.mark.parametrize("case", [case for case in CASES if "error" not in case], ids=lambda case: case["name"])
def test_places_of_the_cases(case: dict[str, str]) -> None:
    check_places(read(data_of(case)))


def test_text_that_no_file_can_hold() -> None:
    with pytest.raises(MsbgenError, match="half a character"):
        read("FROM a\nRUN \ud800\n")
